/// A study with other numbers at the places of its input ranges.
#pragma once

#include <lodestone/model/study.hpp>

#include <cstddef>
#include <vector>

namespace lodestone {

struct InputChange {
  std::size_t range = 0;  ///< index into `input_ranges`
  double value = 0.0;
};

/// The study with each change made, and with what follows from it:
///   - a state's own rate in a generator is minus the sum of its rates to the others;
///   - in a row of probabilities, and in an initial distribution, the entries that were not changed are scaled to what is left
///   to 1;
///     where all were changed, or the others are 0, all are divided by their sum.
/// The result may break rules that the study keeps, a row with more than 1 in its changed entries for one: `find_violations`
/// says. Precondition: every path of a change leads to a number (`find_input`).
Study with_inputs(const Study& study, const std::vector<InputChange>& changes);

/// Whether the number is a state's own rate, which follows from its row and can have no range.
bool is_own_rate(const Study& study, const double* number);

}  // namespace lodestone
