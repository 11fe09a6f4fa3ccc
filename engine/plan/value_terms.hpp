/// The straight parts of claims, as sums of exponentials that the path loop runs through without a branch.
#pragma once

#include <lodestone/plan/value_plan.hpp>

#include <vector>

namespace lodestone {

/// Moves constant·φ₀·e^C and slope·φ₁·e^{A+C} of all claims on money and prices out of the laws, by target, state and label;
/// what stays are puts, LINEAR indices and means that a path has seen.
ValueTerms take_terms(std::vector<ValueLaw>& laws);

}  // namespace lodestone
