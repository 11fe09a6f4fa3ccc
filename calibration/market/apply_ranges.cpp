#include <lodestone/base/expect.hpp>
#include <lodestone/calibration/market/apply_fits.hpp>
#include <lodestone/model/find_input.hpp>

#include <algorithm>
#include <set>
#include <utility>

namespace lodestone::calibration {
namespace {

constexpr double kLeastShare = 1e-3;

InputRange range_of(const CalibrationSpec& spec, const ParameterEstimate& estimate) {
  InputRange range;
  range.path = estimate.path;
  range.low = estimate.low > 0.0 ? std::max(estimate.low, kLeastShare * estimate.value) : estimate.low;
  range.high = estimate.high;
  range.basis = InputBasis::DERIVED;
  range.source =
      estimate.method + ", from " + std::to_string(estimate.observations) + " observations to " + to_string(spec.as_of);
  return range;
}

}  // namespace

void apply_ranges(const CalibrationSpec& spec, Draft& draft) {
  Study study;
  study.market = draft.part.market;
  study.policy = draft.part.policy;
  study.licences = draft.part.licences;
  std::set<const double*> estimated;
  std::vector<InputRange> ranges;
  for (const ParameterEstimate& estimate : draft.estimates) {
    const InputPlace place = find_input(study, estimate.path);
    LODESTONE_EXPECT(place.number != nullptr);
    estimated.insert(place.number);
    const InputRange range = range_of(spec, estimate);
    const bool holds = range.low <= estimate.value && estimate.value <= range.high && range.low < range.high;
    if (holds) ranges.push_back(range);
  }
  std::vector<InputRange>& all = draft.part.input_ranges;
  std::erase_if(all, [&](const InputRange& range) { return estimated.contains(find_input(study, range.path).number); });
  all.insert(all.end(), ranges.begin(), ranges.end());
}

}  // namespace lodestone::calibration
