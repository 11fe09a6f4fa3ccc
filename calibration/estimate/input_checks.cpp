#include <lodestone/calibration/estimate/input_checks.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace lodestone::calibration {
namespace {

std::string indexed(std::string_view path, std::size_t index) { return std::string(path) + "[" + std::to_string(index) + "]"; }

}  // namespace

void check_series(std::span<const double> values, std::size_t minimum, std::string_view path, std::string_view unit,
                  std::vector<Violation>& violations) {
  if (values.size() < minimum) {
    violations.push_back({std::string(path), std::to_string(values.size()) + " values",
                          "must hold at least " + std::to_string(minimum),
                          "Give a longer history, or a prior instead of data."});
  }
  const auto is_bad = [](double value) { return !std::isfinite(value); };
  const auto bad = std::find_if(values.begin(), values.end(), is_bad);
  if (bad != values.end()) {
    const auto count = std::count_if(values.begin(), values.end(), is_bad);
    violations.push_back({indexed(path, static_cast<std::size_t>(bad - values.begin())), show(*bad, unit), "must be finite",
                          std::to_string(count) + " values of " + std::to_string(values.size()) +
                              " are not. Drop missing dates before estimating."});
    return;
  }
  if (!values.empty() && std::all_of(values.begin(), values.end(), [&](double value) { return value == values.front(); })) {
    violations.push_back({std::string(path), show(values.front(), unit) + " throughout", "must vary",
                          "A constant has nothing to estimate; leave the series out."});
  }
}

void check_between(double value, double lower, double upper, std::string_view path, std::string_view unit,
                   std::vector<Violation>& violations) {
  if (value > lower && value < upper) return;
  violations.push_back({std::string(path), show(value, unit), "must be > " + show(lower, {}) + " and < " + show(upper, {}),
                        "Give a value inside."});
}

void check_not_negative(double value, std::string_view path, std::string_view unit, std::vector<Violation>& violations) {
  if (value >= 0.0 && std::isfinite(value)) return;
  violations.push_back({std::string(path), show(value, unit), "must be finite and ≥ 0", "Give 0 for none."});
}

void throw_if_any(std::vector<Violation> violations) {
  if (!violations.empty()) throw InvalidInput(std::move(violations));
}

}  // namespace lodestone::calibration
