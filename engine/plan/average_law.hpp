/// Puts on the mean of an index's fixings, by the law of their geometric mean.
#pragma once

#include <lodestone/plan/option_table.hpp>
#include <lodestone/plan/transform.hpp>

#include <vector>

namespace lodestone {

/// Ī ≈ m·e^{A(x)}·e^{qY} over the fixings still to come, Y from the law of their geometric mean, apart for paths whose joint
/// chain rests from the first to the last of them and for those on which it moves; m and q match the first two moments of Ī at
/// the reference factors, for each state. Entries are [(class·states + state)·labels + label], class 0 at rest, 1 moved.
///
/// A window that begins kFarWindows of its own lengths after the step, or later, is far: what happens within it is then so
/// small a part of what may happen by it that one class, q = 1 and an exact mean are enough (0.03 % of an at-the-money put).
///
/// Method: more than kMostGroups fixings are taken in that many runs of neighbours, one fixing for each, two for its square.
/// Error: 0.06 % to 0.6 % of an at-the-money put (a lognormal with two matched moments: 3 % to 18 %); run/average_errors.hpp
///        measures it for each study.
/// Cost: far, one pass a fixing and those of the tables; near, one pass for each pair of fixings and class as well.
struct AverageLaw {
  std::vector<double> multiplier;      ///< m
  std::vector<double> log_multiplier;  ///< ln m
  std::vector<double> powers;          ///< q
  std::vector<double> fixing_weights;  ///< by fixing to come, of its logarithm in that of the geometric mean; they add up to 1
  std::vector<OptionTable> tables;     ///< E[(K − Ī)⁺ e^V; class] = K·put(A + ln m − ln K)
  std::vector<double> index_weights;   ///< of A, by factor: those of the fixings, each with its share of the mean at the
                                       ///< reference, so that A has the gradient of ln E[Ī] there
};

inline constexpr std::size_t kMostGroups = 12;
inline constexpr int kFarWindows = 4;
inline constexpr double kReferenceRuler = 1.0 / 16.0;  ///< of x

/// `law.index` holds the fixings to come; `fixings` is φ of each at u = 0 and 1. `reference`: factors x at `step` to match
/// moments at.
AverageLaw average_law(const LawModel& model, const Grid& grid, CashFlowLaw law, const JointChain& joint, int step,
                       const std::vector<const Transform*>& fixings, const std::vector<double>& reference, double tolerance);

/// E[x] by factor at the end of `step`, over the law of the chains.
std::vector<double> mean_factors(const PolicyPlan& policy, const FactorPlan& factors, int step);

/// Factors that the moments of a window of `observable` are matched at: the mean, on a ruler of kReferenceRuler, of those that
/// revert; 0 for the others, which move all fixings alike and so leave every number of the law as it is. Small changes of
/// today's levels leave it where it is.
/// Error: half a ruler's step moves the fixings' shares of the mean by 1/32 of how far apart their loadings are; what is left
///        of it in E[Ī] is of second order: 6e-6 for a quarter's window of a factor that reverts at 2 a year.
std::vector<double> average_reference(const FactorPlan& factors, const ObservablesPlan& observables, int observable,
                                      const std::vector<double>& mean);

}  // namespace lodestone
