#include <lodestone/run/input_draws.hpp>

#include <lodestone/model/input_law.hpp>
#include <lodestone/model/with_inputs.hpp>
#include <lodestone/plan/licence_plan.hpp>
#include <lodestone/random/random_kernels.hpp>
#include <lodestone/simd/padding.hpp>

#include <array>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace lodestone {

InputDraws::InputDraws(const Study& study, Isa isa) : study_(study), isa_(isa) {
  Study searched = study;
  std::map<std::string, std::pair<std::size_t, InputPlace>> by_name;
  for (std::size_t r = 0; r < study.input_ranges.size(); ++r) {
    InputPlace place = find_input(searched, study.input_ranges[r].path);
    std::string name = place.name;
    by_name.try_emplace(std::move(name), r, std::move(place));
  }
  std::set<std::uint32_t> taken;
  for (const auto& [name, found] : by_name) {
    const InputRange& range = study.input_ranges[found.first];
    inputs_.push_back({name, range.basis, range.source, range.low, *found.second.number, range.high});
    ranges_.push_back(found.first);
    laws_.push_back(input_law(range, found.second));
    addresses_.push_back(fnv1a(name));
    while (!taken.insert(addresses_.back()).second) ++addresses_.back();
  }
}

std::vector<double> InputDraws::normals(std::int64_t draw, int attempt) const {
  const PhiloxKey key = philox_key(*study_.simulation.seed);
  const std::array<std::uint32_t, padded(1)> paths{static_cast<std::uint32_t>(draw)};
  const std::array<std::uint32_t, padded(1)> steps{static_cast<std::uint32_t>(attempt)};
  std::vector<double> normals;
  for (const std::uint32_t address : addresses_) {
    std::array<double, padded(1)> out{};
    random_kernels(isa_).normals_at(key, Stream::INPUTS, address, paths.data(), steps.data(), out.data(), 1);
    normals.push_back(out.front());
  }
  return normals;
}

Study InputDraws::study_at(const std::vector<double>& normals) const {
  std::vector<InputChange> changes;
  for (std::size_t k = 0; k < laws_.size(); ++k) changes.push_back({ranges_[k], two_piece_quantile(laws_[k], normals[k])});
  Study drawn = with_inputs(study_, changes);
  drawn.input_ranges.clear();
  return drawn;
}

}  // namespace lodestone
