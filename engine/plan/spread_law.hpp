/// How likely a LINEAR spread is to lie below 0, where a path counts it as 0 and a value counts it as it is.
#pragma once

#include <lodestone/plan/factor_plan.hpp>
#include <lodestone/plan/grid.hpp>
#include <lodestone/plan/observable_plan.hpp>
#include <lodestone/plan/policy_plan.hpp>

namespace lodestone {

struct NegativeSpread {
  double probability = 0.0;
  int step = 0;
};

/// The greatest P(o < 0) over the steps 1 … last_step, and where.
///
/// Method: mean and covariance of the factors for each joint state of their chains, carried forward step by step; then a normal
/// law
///         for each state, by its moments.
/// Error:  none in a single regime; where states mix, the tail of a mixture of normals against that of one.
/// Cost:   last_step · states² · factors². Nothing is done, and 0 returned, beyond kMaximumJointStates and for prices.
NegativeSpread most_negative(const PolicyPlan& policy, const FactorPlan& factors, const ObservablesPlan& observables,
                             int observable, int last_step);

}  // namespace lodestone
