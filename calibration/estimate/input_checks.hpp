/// What every estimator asks of its input: each finding is a `Violation`, and all of them are thrown at once.
#pragma once

#include <lodestone/base/violation.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lodestone::calibration {

/// At least `minimum` values, each finite, not all the same. Names the first value that is not finite and counts the rest.
void check_series(std::span<const double> values, std::size_t minimum, std::string_view path, std::string_view unit,
                  std::vector<Violation>& violations);

/// lower < value < upper; NaN fails.
void check_between(double value, double lower, double upper, std::string_view path, std::string_view unit,
                   std::vector<Violation>& violations);

/// Finite and ≥ 0; NaN fails.
void check_not_negative(double value, std::string_view path, std::string_view unit, std::vector<Violation>& violations);

/// Throws `InvalidInput` with all of them unless there are none.
void throw_if_any(std::vector<Violation> violations);

}  // namespace lodestone::calibration
