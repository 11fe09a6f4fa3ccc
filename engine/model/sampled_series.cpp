#include <lodestone/model/sampled_series.hpp>

#include <lodestone/model/calendar.hpp>

#include <set>
#include <string_view>
#include <utility>

namespace lodestone {
namespace {

constexpr std::int64_t kOutcomesOfProject = 6;

std::int64_t size_of(const auto& list) { return static_cast<std::int64_t>(list.size()); }

/// Distinct pairs of a key and a value that some position carries.
std::int64_t label_groups(const Study& study) {
  const std::set<std::string_view> keys(study.measures.group_by.begin(), study.measures.group_by.end());
  std::set<std::pair<std::string_view, std::string_view>> groups;
  if (keys.empty()) return 0;
  for (const Position& position : study.portfolio.positions) {
    for (const Label& label : position.labels) {
      if (keys.count(label.key) > 0) groups.emplace(label.key, label.value);
    }
  }
  return size_of(groups);
}

}  // namespace

std::int64_t sampled_series_count(const Study& study) {
  const Measures& measures = study.measures;
  const std::int64_t books = size_of(study.portfolio.books);
  const std::int64_t nodes = 1 + (measures.books ? books : 0) + size_of(measures.positions) + label_groups(study);
  std::int64_t count = size_of(study.simulation.horizons) * size_of(measures.pnl_bases) * nodes;
  if (measures.quarterly_cash_flows) {
    count += size_of(quarter_ends(study.as_of, quarter_end(last_horizon(study)))) * (1 + books);
  }
  if (measures.project_outcomes) count += kOutcomesOfProject * size_of(study.projects);
  return count;
}

}  // namespace lodestone
