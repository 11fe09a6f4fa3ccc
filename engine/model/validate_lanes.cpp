#include <lodestone/model/validate_context.hpp>

#include <unordered_set>
#include <utility>

namespace lodestone {
namespace {

constexpr double kLongestDays = 36525.0;  // a century, so that days stay countable in 32 bits

std::int64_t size_of(const auto& list) { return static_cast<std::int64_t>(list.size()); }

class LaneCheck {
 public:
  LaneCheck(Validation& validation, const Lane& lane) : check_(validation.check), v_(validation), lane_(lane) {}

  void run(const SchemaPath& at) {
    check_.length(at.field("product_class"), lane_.product_class);
    check_.length(at.field("end_use"), lane_.end_use);
    stance_ = check_.known(at.field("stance"), lane_.stance, v_.stances, "stance");
    check_levels(at, "free_levels", lane_.free_levels);
    check_edges(at);
    check_hazards(at);
    check_approval(at);
    check_validity(at.field("validity_days"));
    check_revocations(at);
    check_days(at.field("cooldown_days"), lane_.cooldown_days);
    if (lane_.basis != LicenceBasis::PER_PERIOD && !lane_.breaking_levels.empty()) {
      check_.fault(at.field("breaking_levels"), std::to_string(lane_.breaking_levels.size()) + " levels",
                   "must be left out but on basis PER_PERIOD", "Give a revocation probability of 1 instead.");
    } else {
      check_levels(at, "breaking_levels", lane_.breaking_levels);
    }
    check_days(at.field("lead_time_days"), lane_.lead_time_days);
    check_days(at.field("renewal_lead_time_days"), lane_.renewal_lead_time_days);
    check_.below_one(at.field("climate_correlation"), lane_.climate_correlation);
  }

 private:
  std::string level_kind() const { return "level of stance " + show(stance_->id); }

  void days_at_most(const SchemaPath& at, double days_given) {
    if (days_given > kLongestDays) check_.fault(at, show(days_given, "d"), "must be at most " + show(kLongestDays, "d"));
  }

  void check_validity(const SchemaPath& at) {
    if (!check_.positive(at, lane_.validity_days, "d")) return;
    days_at_most(at, lane_.validity_days);
    if (lane_.validity_days < 1.0)
      check_.fault(at, show(lane_.validity_days, "d"), "must be at least 1 d: the day of approval");
  }

  void check_days(const SchemaPath& at, double days_given) {
    if (check_.non_negative(at, days_given, "d")) days_at_most(at, days_given);
  }

  void check_levels(const SchemaPath& at, std::string_view field, const std::vector<std::string>& levels) {
    if (stance_ == nullptr) return;
    std::unordered_set<std::string_view> named;
    for (std::size_t i = 0; i < levels.size(); ++i) {
      const SchemaPath here = at.item(field, i);
      if (check_.known(here, levels[i], stance_->levels, level_kind()) && !named.insert(levels[i]).second) {
        check_.repeated(here, levels[i]);
      }
    }
  }

  void check_edges(const SchemaPath& at) {
    const std::vector<double>& edges = lane_.age_bin_edges_days;
    check_.count(at.field("age_bin_edges_days"), size_of(edges), 0, 100, "edges");
    for (std::size_t i = 0; i < edges.size(); ++i) {
      const SchemaPath here = at.item("age_bin_edges_days", i);
      if (!check_.positive(here, edges[i], "d")) continue;
      days_at_most(here, edges[i]);
      if (i > 0 && edges[i] <= edges[i - 1]) check_.fault(here, show(edges[i], "d"), "must be above the edge before it");
    }
  }

  void check_hazards(const SchemaPath& at) {
    const std::size_t bins = lane_.age_bin_edges_days.size() + 1;
    const std::size_t faults_before = check_.fault_count();
    std::unordered_set<std::string_view> given;
    for (std::size_t i = 0; i < lane_.hazards.size(); ++i) {
      const LevelHazard& hazard = lane_.hazards[i];
      const SchemaPath here = at.item("hazards", i);
      if (stance_ != nullptr && check_.known(here.field("level"), hazard.level, stance_->levels, level_kind()) &&
          !given.insert(hazard.level).second) {
        check_.repeated(here.field("level"), hazard.level);
      }
      if (hazard.hazards_per_year.size() != bins) {
        check_.fault(here.field("hazards_per_year"), std::to_string(hazard.hazards_per_year.size()) + " values",
                     "must hold " + std::to_string(bins) + " values, one more than age_bin_edges_days");
      }
      for (std::size_t b = 0; b < hazard.hazards_per_year.size(); ++b) {
        check_.non_negative(here.item("hazards_per_year", b), hazard.hazards_per_year[b], "1/yr");
      }
    }
    if (stance_ == nullptr || check_.fault_count() != faults_before) return;
    for (const std::string& level : stance_->levels) {
      if (given.count(level) == 0) check_.fault(at.field("hazards"), "", "must hold an entry for level " + show(level));
    }
  }

  void check_approval(const SchemaPath& at) {
    const std::vector<double>& approval = lane_.approval_probability_by_level;
    if (stance_ != nullptr && approval.size() != stance_->levels.size()) {
      check_.fault(at.field("approval_probability_by_level"), std::to_string(approval.size()) + " values",
                   "must hold " + std::to_string(stance_->levels.size()) + " values, one for each " + level_kind());
    }
    for (std::size_t i = 0; i < approval.size(); ++i) {
      check_.probability(at.item("approval_probability_by_level", i), approval[i]);
    }
  }

  void check_revocations(const SchemaPath& at) {
    std::set<std::pair<std::string_view, std::string_view>> moves;
    for (std::size_t i = 0; i < lane_.revocations.size(); ++i) {
      const Revocation& revocation = lane_.revocations[i];
      const SchemaPath here = at.item("revocations", i);
      check_.probability(here.field("probability"), revocation.probability);
      if (stance_ == nullptr) continue;
      const bool from_known = check_.known(here.field("from_level"), revocation.from_level, stance_->levels, level_kind());
      const bool to_known = check_.known(here.field("to_level"), revocation.to_level, stance_->levels, level_kind());
      if (!from_known || !to_known) continue;
      const std::string move = show(revocation.from_level) + " to " + show(revocation.to_level);
      if (revocation.from_level == revocation.to_level) {
        check_.fault(here, move, "must be a move between two levels");
      } else if (!moves.emplace(revocation.from_level, revocation.to_level).second) {
        check_.fault(here, move, "must be unique", "A revocation before it has this move.");
      }
    }
  }

  Checks& check_;
  Validation& v_;
  const Lane& lane_;
  const Stance* stance_ = nullptr;
};

}  // namespace

void check_lanes(Validation& v) {
  const SchemaPath root;
  const SchemaPath licences = root.field("licences");
  const std::vector<Lane>& lanes = v.study.licences.lanes;
  for (std::size_t i = 0; i < lanes.size(); ++i) {
    const SchemaPath at = licences.item("lanes", i);
    v.check.id(at.field("id"), i, lanes, v.lanes);
    LaneCheck(v, lanes[i]).run(at);
  }
}

}  // namespace lodestone
