/// The law of one day's standardised return, from the residuals seen.
#pragma once

#include <lodestone/base/export.hpp>

#include <span>
#include <vector>

namespace lodestone::calibration {

struct InnovationOptions {
  int count = 2000;            ///< atoms
  double half_life = 1e9;      ///< of a residual's weight in the body [d]
  double tail = 0.10;          ///< share of each side that a generalised Pareto law describes; 0: none
  double tail_shape = 0.2;     ///< mean of the normal prior of its shape ξ: a Student of 5 has 1/5
  double tail_shape_sd = 0.1;  ///< its standard deviation
  double mean_sd = 0.02;       ///< of the daily mean around 0, over series [standard deviations of a day]
};

/// Equally likely atoms, sorted. The body is the residuals' own quantiles, the later residuals the heavier
/// (2^{−age/half_life}); each outer `tail` is a generalised Pareto law fitted to all residuals beyond it, each slice at its
/// mean. The mean is shrunk to mean_sd²/(mean_sd² + variance/n) of itself: ten years of daily returns do not show one.
///
/// Shapes: residuals (n,), oldest first, tail·n ≥ 10 (caller).   Units: standard deviations.   A residual of exactly zero stays
/// a zero: the price did not move. Source: Barone-Adesi et al. (1999) for residuals as the law, McNeil and Frey (2000) for
/// their tails.
LODESTONE_EXPORT std::vector<double> innovation_atoms(std::span<const double> residuals, const InnovationOptions& options);

}  // namespace lodestone::calibration
