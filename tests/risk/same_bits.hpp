/// Equality to the last bit, for promises that are made to the last bit.
#pragma once

#include <bit>
#include <cstdint>
#include <lodestone/risk/report.hpp>
#include <optional>

namespace lodestone::testing {

inline bool same_bits(double left, double right) {
  return std::bit_cast<std::uint64_t>(left) == std::bit_cast<std::uint64_t>(right);
}

inline bool same_bits(const std::optional<double>& left, const std::optional<double>& right) {
  return left.has_value() == right.has_value() && (!left || same_bits(*left, *right));
}

inline bool same_bits(const Estimate& left, const Estimate& right) {
  return same_bits(left.value, right.value) && same_bits(left.standard_error, right.standard_error) &&
         same_bits(left.lower_95, right.lower_95) && same_bits(left.upper_95, right.upper_95) && left.absence == right.absence;
}

inline bool same_bits(const Distribution& left, const Distribution& right) {
  if (left.paths != right.paths || left.quantiles.size() != right.quantiles.size() ||
      left.measures.size() != right.measures.size() || left.histogram.has_value() != right.histogram.has_value()) {
    return false;
  }
  bool same = same_bits(left.mean, right.mean) && same_bits(left.standard_deviation, right.standard_deviation);
  for (std::size_t q = 0; q < left.quantiles.size(); ++q) {
    same = same && same_bits(left.quantiles[q].value, right.quantiles[q].value);
  }
  for (std::size_t m = 0; m < left.measures.size(); ++m) {
    same = same && same_bits(left.measures[m].value_at_risk, right.measures[m].value_at_risk) &&
           same_bits(left.measures[m].expected_shortfall, right.measures[m].expected_shortfall) &&
           same_bits(left.measures[m].atom_mass_at_var, right.measures[m].atom_mass_at_var);
  }
  if (left.histogram)
    same = same && left.histogram->edges == right.histogram->edges && left.histogram->counts == right.histogram->counts;
  return same;
}

}  // namespace lodestone::testing
