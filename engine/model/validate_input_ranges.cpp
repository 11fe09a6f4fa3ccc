#include <lodestone/model/find_input.hpp>
#include <lodestone/model/validate_context.hpp>
#include <lodestone/model/with_inputs.hpp>

#include <map>

namespace lodestone {
namespace {

constexpr std::int64_t kMostRanges = 10'000;

/// One end of a range, as the only number that differs: what the study would be refused for.
void try_end(Validation& v, const SchemaPath& at, const InputPlace& place, InputChange end) {
  Study tried = with_inputs(v.study, {end});
  tried.input_ranges.clear();
  Validation trial(tried);
  const bool is_correlation = place.field == "market.correlations.value";
  check_sections(trial, is_correlation ? Definiteness::CHECKED : Definiteness::KNOWN);
  const std::vector<Violation> found = trial.check.take();
  if (found.empty()) return;
  const Violation& first = found.front();
  v.check.fault(at, show(end.value),
                "must leave the study valid, but then " + first.path + " = " + first.value + ": " + first.rule,
                "Narrow the range.");
}

/// Whether low, value and high are in order.
bool check_order(Validation& v, const SchemaPath& at, const InputRange& range, double value) {
  const bool low_is_number = v.check.finite(at.field("low"), range.low);
  const bool high_is_number = v.check.finite(at.field("high"), range.high);
  if (!low_is_number || !high_is_number) return false;
  if (range.low > value) {
    v.check.fault(at.field("low"), show(range.low), "must be at most the value, " + show(value));
  } else if (range.high < value) {
    v.check.fault(at.field("high"), show(range.high), "must be at least the value, " + show(value));
  } else if (range.low == range.high) {
    v.check.fault(at.field("high"), show(range.high), "must be above low", "A number that is known needs no range.");
  } else {
    return true;
  }
  return false;
}

}  // namespace

void check_input_ranges(Validation& v) {
  const SchemaPath root;
  const std::vector<InputRange>& ranges = v.study.input_ranges;
  const bool study_is_sound = v.check.fault_count() == 0;
  if (ranges.empty() || !v.check.count(root.field("input_ranges"), static_cast<std::int64_t>(ranges.size()), 0, kMostRanges))
    return;
  Study searched = v.study;  // a place is a number that can be changed
  std::map<const double*, std::size_t> taken;
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    const SchemaPath at = root.item("input_ranges", i);
    const InputPlace place = find_input(searched, ranges[i].path);
    v.check.name(at.field("source"), ranges[i].source);
    if (place.number == nullptr) {
      v.check.fault(at.field("path"), show_name(ranges[i].path), place.rule, place.remedy);
    } else if (is_own_rate(searched, place.number)) {
      v.check.fault(at.field("path"), show(ranges[i].path), "leads to a state's own rate, which follows from its row",
                    "Give ranges to the rates to other states.");
    } else if (const auto [other, is_new] = taken.emplace(place.number, i); !is_new) {
      v.check.fault(at.field("path"), show(ranges[i].path), "must be unique",
                    "input_ranges[" + std::to_string(other->second) + "] leads to the same number.");
    } else if (check_order(v, at, ranges[i], *place.number) && study_is_sound) {
      try_end(v, at.field("low"), place, {i, ranges[i].low});
      try_end(v, at.field("high"), place, {i, ranges[i].high});
    }
  }
}

}  // namespace lodestone
