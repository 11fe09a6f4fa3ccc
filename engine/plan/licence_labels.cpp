#include <lodestone/plan/licence_labels.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

namespace lodestone {
namespace {

/// A label at a level: what can occur.
using Occurrence = LabelLookup::Entry;

void sort_unique(auto& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

std::size_t position_in(const auto& sorted, const auto& value) {
  return static_cast<std::size_t>(std::lower_bound(sorted.begin(), sorted.end(), value) - sorted.begin());
}

/// Forward from today, one step after another.
class LabelSpaceBuilder {
 public:
  LabelSpaceBuilder(const LicenceLabelRules& rules, bool others_default)
      : rules_(rules), levels_(static_cast<std::size_t>(rules.lane().levels)), others_default_(others_default) {
    space_.stance = rules.lane().stance;
    space_.levels = rules.lane().levels;
  }

  /// False: too many labels.
  bool build(int last_step) {
    std::vector<Occurrence> today;
    for (int level = 0; level < space_.levels; ++level) today.push_back({level, rules_.start(level)});
    const std::vector<Occurrence> starts = today;
    add_labels(0, std::move(today));
    for (const Occurrence& start : starts) space_.start.push_back(static_cast<int>(position_in(space_.labels[0], start.label)));
    space_.moves.emplace_back();
    for (int step = 1; step <= last_step; ++step) {
      if (space_.labels.back().size() > kMostLabels) return false;
      add_step(step);
    }
    return space_.labels.back().size() <= kMostLabels;
  }

  LabelSpace take() { return std::move(space_); }

 private:
  /// Outcomes of one label at one new level: `outcomes_` from first to last.
  struct Branch {
    std::size_t first = 0;
    std::size_t last = 0;
  };

  /// Where one label, past the deliveries of its date, goes at each new level: with the licence in hand, and when it is
  /// revoked.
  struct Departure {
    LicenceLabel label;
    std::uint32_t old_levels = 0;  ///< bit set of those at which it can occur
    std::vector<Branch> kept, revoked;
  };

  double revocation(std::size_t from, std::size_t to) const {
    return rules_.lane().revocation_probability[from * levels_ + to];
  }

  /// Labels of a step, from everything that occurs; each as it is before the date's deliveries.
  void add_labels(int step, std::vector<Occurrence> occurring) {
    sort_unique(occurring);
    if (others_default_) add_lapsed(step, occurring);
    std::vector<LicenceLabel> labels;
    for (const Occurrence& occurrence : occurring) labels.push_back(occurrence.label);
    sort_unique(labels);

    std::vector<std::uint8_t> may_ship;
    for (const LicenceLabel& label : labels) {
      for (int level = 0; level < space_.levels; ++level) may_ship.push_back(rules_.may_ship(label, level) ? 1 : 0);
    }
    std::vector<std::pair<Occurrence, int>> after;
    after_.assign(labels.size() * levels_, kNone);
    for (const Occurrence& occurrence : occurring) {
      const std::size_t label = position_in(labels, occurrence.label);
      after_[label * levels_ + static_cast<std::size_t>(occurrence.level)] = static_cast<int>(after.size());
      after.push_back(
          {{occurrence.level, rules_.after_deliveries(step, occurrence.label, occurrence.level)}, static_cast<int>(label)});
    }
    find_departures(after);
    std::sort(after.begin(), after.end());
    LabelLookup lookup;
    for (const auto& [entry, label] : after) {
      if (!lookup.entries.empty() && lookup.entries.back() == entry) continue;
      lookup.entries.push_back(entry);
      lookup.index.push_back(label);
    }
    space_.labels.push_back(std::move(labels));
    space_.may_ship.push_back(std::move(may_ship));
    space_.lookups.push_back(std::move(lookup));
  }

  void add_lapsed(int step, std::vector<Occurrence>& occurring) const {
    std::vector<LicenceLabel> others;
    for (std::vector<Occurrence> fresh = occurring; !fresh.empty();) {
      std::vector<Occurrence> found;
      for (const Occurrence& occurrence : fresh) {
        others.clear();
        rules_.lapsed(step, occurrence.label, others);
        for (const LicenceLabel& other : others) found.push_back({occurrence.level, other});
      }
      sort_unique(found);
      fresh.clear();
      std::set_difference(found.begin(), found.end(), occurring.begin(), occurring.end(), std::back_inserter(fresh));
      occurring.insert(occurring.end(), fresh.begin(), fresh.end());
      std::sort(occurring.begin(), occurring.end());
    }
  }

  /// The distinct labels after the deliveries; `after_` then refers to them.
  void find_departures(const std::vector<std::pair<Occurrence, int>>& after) {
    std::vector<LicenceLabel> labels;
    for (const auto& [entry, label] : after) labels.push_back(entry.label);
    sort_unique(labels);
    departures_.assign(labels.size(), {});
    for (std::size_t n = 0; n < labels.size(); ++n) departures_[n].label = labels[n];
    for (int& reference : after_) {
      if (reference == kNone) continue;
      const Occurrence& entry = after[static_cast<std::size_t>(reference)].first;
      reference = static_cast<int>(position_in(labels, entry.label));
      departures_[static_cast<std::size_t>(reference)].old_levels |= 1u << entry.level;
    }
  }

  void add_step(int step) {
    outcomes_.clear();
    std::vector<Occurrence> occurring;
    for (Departure& departure : departures_) depart(step, departure, occurring);
    const std::vector<Departure> departures = std::move(departures_);
    const std::vector<int> reference = std::move(after_);
    add_labels(step, std::move(occurring));
    targets_.clear();
    for (const LabelOutcome& outcome : outcomes_) {
      targets_.push_back(static_cast<std::int32_t>(position_in(space_.labels.back(), outcome.label)));
    }
    std::vector<LabelMoves> moves;
    for (std::size_t from = 0; from < levels_; ++from) {
      for (std::size_t to = 0; to < levels_; ++to) moves.push_back(moves_between(from, to, departures, reference));
    }
    space_.moves.push_back(std::move(moves));
  }

  void depart(int step, Departure& departure, std::vector<Occurrence>& occurring) {
    for (std::size_t to = 0; to < levels_; ++to) {
      bool is_kept = false;
      bool is_revoked = false;
      for (std::size_t from = 0; from < levels_; ++from) {
        if ((departure.old_levels >> from & 1u) == 0) continue;
        const double probability = departure.label.live_until == kNever ? 0.0 : revocation(from, to);
        is_kept |= probability < 1.0;
        is_revoked |= probability > 0.0;
      }
      LicenceLabel without = departure.label;
      without.live_until = kNever;
      departure.kept.push_back(is_kept ? branch(step, departure.label, static_cast<int>(to), occurring) : Branch{});
      departure.revoked.push_back(is_revoked ? branch(step, without, static_cast<int>(to), occurring) : Branch{});
    }
  }

  Branch branch(int step, const LicenceLabel& label, int level, std::vector<Occurrence>& occurring) {
    const std::size_t first = outcomes_.size();
    rules_.advance(step, label, level, outcomes_);
    for (std::size_t n = first; n < outcomes_.size(); ++n) occurring.push_back({level, outcomes_[n].label});
    return {first, outcomes_.size()};
  }

  LabelMoves moves_between(std::size_t from, std::size_t to, const std::vector<Departure>& departures,
                           const std::vector<int>& reference) const {
    LabelMoves result;
    result.first.push_back(0);
    std::vector<LabelMove> row;
    for (std::size_t label = 0; label < reference.size() / levels_; ++label) {
      row.clear();
      if (const int after = reference[label * levels_ + from]; after != kNone) {
        const Departure& departure = departures[static_cast<std::size_t>(after)];
        const double revoked = departure.label.live_until == kNever ? 0.0 : revocation(from, to);
        if (revoked < 1.0) add_branch(departure.kept[to], 1.0 - revoked, row);
        if (revoked > 0.0) add_branch(departure.revoked[to], revoked, row);
      }
      std::sort(row.begin(), row.end(), [](const LabelMove& x, const LabelMove& y) { return x.to < y.to; });
      result.moves.insert(result.moves.end(), row.begin(), row.end());
      result.first.push_back(static_cast<std::uint32_t>(result.moves.size()));
    }
    result.moves.shrink_to_fit();
    return result;
  }

  void add_branch(Branch branch, double weight, std::vector<LabelMove>& row) const {
    for (std::size_t n = branch.first; n < branch.last; ++n) {
      const auto known = std::find_if(row.begin(), row.end(), [&](const LabelMove& move) { return move.to == targets_[n]; });
      if (known == row.end()) {
        row.push_back({targets_[n], weight * outcomes_[n].probability});
      } else {
        known->probability += weight * outcomes_[n].probability;
      }
    }
  }

  const LicenceLabelRules& rules_;
  std::size_t levels_;
  bool others_default_;
  LabelSpace space_;
  std::vector<Departure> departures_;   ///< of the last step added
  std::vector<LabelOutcome> outcomes_;  ///< of the step being added
  std::vector<std::int32_t> targets_;   ///< their labels' numbers
  std::vector<int> after_;  ///< [label·levels + level] of the last step: its departure; kNone where it cannot occur
};

}  // namespace

int LabelLookup::find(int level, const LicenceLabel& label) const {
  const Entry wanted{level, label};
  const std::size_t place = position_in(entries, wanted);
  return place < entries.size() && entries[place] == wanted ? index[place] : kNone;
}

LabelResult licence_labels(const LicencePlan& licences, int slot, const Grid& grid, const ContractsPlan& contracts,
                           int last_step) {
  LabelResult result;
  result.obstacle = label_obstacle(licences, slot, contracts);
  if (result.obstacle != LabelObstacle::NONE) return result;
  const LicenceLabelRules rules(licences, slot, grid, contracts, last_step);
  LabelSpaceBuilder builder(rules, has_several_counterparties(licences.slots[static_cast<std::size_t>(slot)], contracts));
  if (builder.build(rules.last_step())) {
    result.space = builder.take();
  } else {
    result.obstacle = LabelObstacle::TOO_MANY_LABELS;
  }
  return result;
}

}  // namespace lodestone
