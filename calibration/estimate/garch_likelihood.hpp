/// The conditional variance of a GARCH(1,1) with leverage, and the likelihood of a series under it.
#pragma once

#include <lodestone/base/export.hpp>
#include <lodestone/calibration/estimate/estimated.hpp>

#include <array>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace lodestone::calibration {

/// r_t = μ + e_t,  e_t = √h_t·z_t,  h_t = ω + (α + γ·1{e_{t−1} < 0})·e²_{t−1} + β·h_{t−1},  z iid with mean 0, variance 1.
struct GarchParameters {
  double mean = 0.0;   ///< μ [1 per period]
  double omega = 0.0;  ///< ω [1 per period], > 0
  double alpha = 0.0;  ///< α [1], ≥ 0
  double gamma = 0.0;  ///< γ [1], α + γ ≥ 0; 0 for a GARCH without leverage
  double beta = 0.0;   ///< β [1], ≥ 0
  double degrees_of_freedom =
      std::numeric_limits<double>::infinity();  ///< ν [1] of a Student z scaled to variance 1, > 2; ∞: normal

  /// α + γ/2 + β [1]: what is left of a variance shock one period later, z being symmetric. Stationary below 1.
  double persistence() const { return alpha + 0.5 * gamma + beta; }
  /// ω/(1 − persistence) [1 per period].
  double long_run_variance() const { return omega / (1.0 - persistence()); }
};

inline constexpr std::size_t kGarchParameters = 6;  ///< in the order of the members above
using GarchArray = std::array<double, kGarchParameters>;

LODESTONE_EXPORT GarchArray to_array(const GarchParameters& parameters);
LODESTONE_EXPORT GarchParameters from_array(const GarchArray& values);

/// Σ_t ln f(r_t | r_1 … r_{t−1}), and its gradient and per-period scores where asked for (the ν entries are 0 for a normal z).
///
/// Start:  e²_0 = h_0 = mean of (r − μ)², 1{e_0 < 0} = ½; its dependence on μ is in the gradient.
/// Shapes: gradient nullptr or 6 numbers, set; scores nullptr or a vector that becomes (n, 6) row-major.
/// Error:  n·ε relative.   Cost: about 10 ns a return; logarithms are taken of products of eight.
/// Source: Glosten, Jagannathan and Runkle (1993); start and gradient as in Fiorentini, Calzolari and Panattoni (1996).
LODESTONE_EXPORT double garch_log_likelihood(std::span<const double> returns, const GarchParameters& parameters,
                                             GarchArray* gradient = nullptr, std::vector<double>* scores = nullptr);

struct GarchFilter {
  std::vector<double> variances;     ///< h_t for each return [1 per period]
  std::vector<double> standardised;  ///< z_t = (r_t − μ)/√h_t [1]
  double next_variance = kNoNumber;  ///< h_{n+1} [1 per period]
};

/// The same recursion, kept.
LODESTONE_EXPORT GarchFilter garch_filter(std::span<const double> returns, const GarchParameters& parameters);

/// h_{n+2} from h_{n+1} and the return seen: one step of the recursion, for rolling forecasts.
inline double next_garch_variance(const GarchParameters& parameters, double variance, double observed_return) {
  const double e = observed_return - parameters.mean;
  const double news = parameters.alpha + (e < 0.0 ? parameters.gamma : 0.0);
  return parameters.omega + news * e * e + parameters.beta * variance;
}

/// Σ_{k=1}^{periods} E[h_{n+k}] [1 over the span]: V·k + (h_{n+1} − V)·(1 − p^k)/(1 − p), V long-run variance, p persistence.
LODESTONE_EXPORT double garch_variance_ahead(const GarchParameters& parameters, double next_variance, int periods);

}  // namespace lodestone::calibration
