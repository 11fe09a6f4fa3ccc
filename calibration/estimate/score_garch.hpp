/// A conditional variance that is not carried away by one great return: GARCH driven by the score of a Student law.
#pragma once

#include <lodestone/base/export.hpp>
#include <lodestone/calibration/estimate/estimated.hpp>

#include <optional>
#include <span>
#include <vector>

namespace lodestone::calibration {

/// r_t = √h_t·z_t, z Student with ν degrees of freedom scaled to variance 1,
///   h_{t+1} = V(1 − p) + (a⁺·1{z_t ≥ 0} + a⁻·1{z_t < 0})·ψ(z_t)·h_t + p(1 − s)·h_t,   ψ(z) = (ν + 1)z²/(ν − 2 + z²),
///   a⁺ = 2psq,  a⁻ = 2ps(1 − q).
///
/// ψ has mean 1 under the law and never exceeds ν + 1; for ν → ∞ it is z², and this is the GJR-GARCH. V is the long-run
/// variance. Source: Harvey and Chakravarty (2008), Beta-t-GARCH; Creal, Koopman and Lucas (2013).
struct ScoreGarch {
  double long_run_variance = 0.0;   ///< V [1 per period], > 0
  double persistence = 0.0;         ///< p [1], in (0, 1): what is left of a variance shock one period later
  double news_share = 0.0;          ///< s [1], in (0, 1): of p, what the last return carries
  double gain_share = 0.5;          ///< q [1], in [0, 1]: of the news, what gains carry; ½ without leverage
  double degrees_of_freedom = 5.0;  ///< ν [1], > 2

  /// h_{t+1}/h_t but for V(1 − p)/h_t: what a return of z standard deviations makes of the variance.
  double growth(double z) const;
  /// h_{t+1}.
  double next_variance(double variance, double z) const {
    return long_run_variance * (1.0 - persistence) + growth(z) * variance;
  }
};

/// What a series is taken for before it has spoken: independent normal laws, of ln V around the mean square of the series, of
/// logit p, ln s, q and 1/ν.
struct ScoreGarchPrior {
  double log_variance_sd = 0.4;
  double persistence = 0.985;
  double persistence_logit_sd = 0.8;
  double news_share = 0.06;
  double news_share_log_sd = 0.5;
  double gain_share = 0.4;
  double gain_share_sd = 0.15;
  double tail_index = 0.2;  ///< 1/ν
  double tail_index_sd = 0.05;
};

struct ScoreGarchOptions {
  ScoreGarchPrior prior;
  double half_life = 1e9;           ///< of a return's weight in the likelihood [periods]
  std::optional<ScoreGarch> start;  ///< of the search, e.g. the last fit
};

/// max of ln likelihood + ln prior; the first variance is V.
///
/// Shapes: returns (n,), n ≥ 100, not all the same (caller).   Error: slopes by central differences, the maximum to 1e-4 of a
/// standard error.   Cost: 300 passes, 5 ms for 2000 returns.
LODESTONE_EXPORT ScoreGarch fit_score_garch(std::span<const double> returns, const ScoreGarchOptions& options = {});

struct ScoreGarchFilter {
  std::vector<double> standardised;  ///< z_t
  double next_variance = kNoNumber;  ///< h_{n+1}
};
LODESTONE_EXPORT ScoreGarchFilter score_garch_filter(std::span<const double> returns, const ScoreGarch& parameters);

}  // namespace lodestone::calibration
