/// The tail beyond a threshold: a generalised Pareto law.
#pragma once

#include <lodestone/base/export.hpp>
#include <lodestone/calibration/estimate/estimated.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace lodestone::calibration {

/// P(X > u + y | X > u) = (1 + ξ·y/β)^{−1/ξ}, y ≥ 0: losses beyond u.
struct ParetoTail {
  double threshold = kNoNumber;  ///< u [unit of the losses]
  double shape = kNoNumber;      ///< ξ [1]; > 0: a power law, 0: exponential, < 0: an end at u − β/ξ
  double scale = kNoNumber;      ///< β [unit of the losses], > 0
  std::size_t observations = 0;  ///< n: all losses
  std::size_t exceedances = 0;   ///< N_u: those beyond u
};

/// u + (β/ξ)·((n(1 − a)/N_u)^{−ξ} − 1) at confidence a, which must lie beyond the threshold: n(1 − a) ≤ N_u.
/// Source: McNeil and Frey (2000), as is the next.
LODESTONE_EXPORT double pareto_value_at_risk(const ParetoTail& tail, double confidence);

/// (VaR + β − ξu)/(1 − ξ); infinite for ξ ≥ 1.
LODESTONE_EXPORT double pareto_expected_shortfall(const ParetoTail& tail, double confidence);

enum class ParetoMethod {
  LIKELIHOOD,                    ///< maximum likelihood; regular for ξ > −½
  PROBABILITY_WEIGHTED_MOMENTS,  ///< steadier below some 50 exceedances; errors exist for ξ < ½
};

/// ξ ~ N(mean, sd²), multiplied into the likelihood; N(0.25, 0.15²) suits financial losses with few exceedances.
struct ShapePrior {
  double mean = kNoNumber;
  double standard_deviation = kNoNumber;
};

struct ParetoFit {
  ParetoTail tail;
  Estimated shape;
  Estimated scale;
  double covariance = kNoNumber;      ///< of ξ̂ and β̂
  double log_likelihood = kNoNumber;  ///< of the exceedances, without the prior
};

/// The tail of losses beyond `threshold`; at least 10 exceedances.
///
/// LIKELIHOOD: profile over ξ ∈ [−0.5, 2] with β solved for, errors from the Hessian. MOMENTS: a₀ = mean, a₁ = Σ(1 −
/// p_i)y_(i)/N with p_i = (i − 0.35)/N; ξ = 2 − a₀/(a₀ − 2a₁), β = 2a₀a₁/(a₀ − 2a₁); the prior is refused. Cost: 100 passes
/// of 30.   Source: Smith (1987); Hosking and Wallis (1987); McNeil, Frey and Embrechts (2015) §5.2.
LODESTONE_EXPORT ParetoFit fit_pareto_tail(std::span<const double> losses, double threshold,
                                           ParetoMethod method = ParetoMethod::LIKELIHOOD,
                                           const std::optional<ShapePrior>& prior = std::nullopt);

/// VaR and ES with errors from those of ξ̂, β̂ and of N_u, by the delta method.
struct ParetoRisk {
  Estimated value_at_risk;
  Estimated expected_shortfall;
};
LODESTONE_EXPORT ParetoRisk pareto_risk(const ParetoFit& fit, double confidence);

}  // namespace lodestone::calibration
