/// The law of one day's standardised return, from the residuals seen.
#pragma once

#include <lodestone/base/export.hpp>

#include <span>
#include <vector>

namespace lodestone::calibration {

/// Jumps on days of policy news: with chance `probability` a day, N(0, deviation²) is added to the residual.
struct PolicyJumps {
  double probability = 0.0;  ///< [1 per day]
  double deviation = 0.0;    ///< [standard deviations of an ordinary day]
};

struct InnovationOptions {
  int count = 2000;                  ///< atoms
  double half_life = 400.0;          ///< of a residual's weight [d]
  double tail = 0.05;                ///< share of each tail that is shrunk towards the sector
  double tail_prior = 0.0;           ///< days that the sector's tail is worth
  double degrees_of_freedom = 5.0;   ///< ν of the sector's tail, > 2
  PolicyJumps jumps;
};

/// Equally likely atoms, sorted: the residuals, the later the heavier (weight 2^{−age/half_life}), mixed with policy jumps; the
/// outer 5 % on each side are w·own + (1 − w)·Student, w = n/(n + tail_prior), n the sum of the weights, the Student scaled to
/// meet its own quantile where the tail begins.
///
/// Shapes: residuals (n,), oldest first, n > 0; `ordinary` (n,): 0 for a day of policy news, which enters as a jump and not as a
/// residual.   Units: standard deviations.   A residual of exactly zero stays a zero: the price did not move.
/// Source: Hull and White (1998) for scaled, Boudoukh et al. (1998) for weighted residuals.
LODESTONE_EXPORT std::vector<double> innovation_atoms(std::span<const double> residuals, std::span<const char> ordinary,
                                                      const InnovationOptions& options);

}  // namespace lodestone::calibration
