#include <lodestone/model/validate_context.hpp>

#include <algorithm>
#include <cmath>
#include <unordered_set>

namespace lodestone {
namespace {

constexpr std::int64_t kMostChains = 64;
constexpr std::int64_t kMostLevels = 8;
constexpr double kFastestRate = 1e6;
constexpr double kSumTolerance = 1e-9;  // rows are written with a dozen digits, not as sums

std::int64_t size_of(const auto& list) { return static_cast<std::int64_t>(list.size()); }

double sum_of(const std::vector<double>& values) {
  double sum = 0.0;
  for (const double value : values) sum += value;
  return sum;
}

class ChainCheck {
 public:
  ChainCheck(Validation& validation, const Chain& chain) : v_(validation), check_(validation.check), chain_(chain) {
    for (const ChainState& state : chain.states) states_.push_back(state.id);
  }

  void run(const SchemaPath& at) {
    if (!check_.count(at.field("states"), size_of(chain_.states), 1, kMostLevels, "states")) return;
    check_states(at);
    check_start(at);
    check_generators(at);
    check_events(at);
  }

 private:
  void check_states(const SchemaPath& at) {
    std::unordered_set<std::string_view> ids;
    for (std::size_t i = 0; i < chain_.states.size(); ++i) {
      const SchemaPath here = at.item("states", i);
      const ChainState& state = chain_.states[i];
      if (check_.name(here.field("id"), state.id) && !ids.insert(state.id).second) check_.repeated(here.field("id"), state.id);
      check_.length(here.field("level"), state.level);
    }
  }

  void check_start(const SchemaPath& at) {
    const bool has_state = !chain_.initial_state.empty();
    const bool has_distribution = !chain_.initial_distribution.empty();
    if (has_state == has_distribution) {
      check_.fault(at.field("initial_state"), has_state ? show(chain_.initial_state) : "not given",
                   "exactly one of initial_state and initial_distribution must be given");
    } else if (has_state) {
      check_.known(at.field("initial_state"), chain_.initial_state, states_, "state of chain " + show(chain_.id));
    } else {
      check_distribution(at.field("initial_distribution"), chain_.initial_distribution);
    }
  }

  void check_distribution(const SchemaPath& at, const std::vector<double>& probabilities) {
    if (!check_length(at, probabilities)) return;
    for (const double p : probabilities) {
      if (!check_.probability(at, p)) return;
    }
    const double sum = sum_of(probabilities);
    if (std::abs(sum - 1.0) > kSumTolerance) check_.fault(at, "sum " + show(sum), "must sum to 1");
  }

  bool check_length(const SchemaPath& at, const std::vector<double>& row) {
    if (row.size() == states_.size()) return true;
    check_.fault(at, std::to_string(row.size()) + " values",
                 "must hold " + std::to_string(states_.size()) + " values, one for each state in order");
    return false;
  }

  void check_generators(const SchemaPath& at) {
    if (chain_.generators.empty()) {
      check_.fault(at.field("generators"), "none", "must hold at least one generator",
                   "For a chain that moves on its events only, give rows of zeros.");
    }
    for (std::size_t g = 0; g < chain_.generators.size(); ++g) {
      const Generator& generator = chain_.generators[g];
      const SchemaPath here = at.item("generators", g);
      if (g == 0 && generator.from != kNoDate) {
        v_.by_as_of(here.field("from"), generator.from);
      } else if (g > 0 && check_.day(here.field("from"), generator.from) && generator.from <= chain_.generators[g - 1].from) {
        check_.fault(here.field("from"), to_string(generator.from), "must be after the generator before it",
                     "List the generators by ascending date.");
      }
      check_rows(here, generator.rows, [&](const SchemaPath& row_at, const GeneratorRow& row) { check_rates(row_at, row); });
    }
  }

  /// One row for each state, in any order.
  template <class Row, class Check>
  void check_rows(const SchemaPath& at, const std::vector<Row>& rows, Check check_row) {
    std::unordered_set<std::string_view> given;
    const std::size_t faults_before = check_.fault_count();
    for (std::size_t r = 0; r < rows.size(); ++r) {
      const SchemaPath here = at.item("rows", r);
      if (!check_.known(here.field("from_state"), rows[r].from_state, states_, "state of chain " + show(chain_.id))) continue;
      if (!given.insert(rows[r].from_state).second) check_.repeated(here.field("from_state"), rows[r].from_state);
      check_row(here, rows[r]);
    }
    if (check_.fault_count() != faults_before) return;
    for (const std::string& state : states_) {
      if (given.count(state) == 0) check_.fault(at.field("rows"), "", "must hold a row for state " + show(state));
    }
  }

  void check_rates(const SchemaPath& at, const GeneratorRow& row) {
    const SchemaPath rates = at.field("rates_per_year");
    if (!check_length(rates, row.rates_per_year)) return;
    double scale = 0.0;
    for (std::size_t j = 0; j < row.rates_per_year.size(); ++j) {
      const double rate = row.rates_per_year[j];
      const bool is_own = states_[j] == row.from_state;
      if (is_own ? !check_.within(rates, rate, -kFastestRate, 0.0, "1/yr")
                 : !check_.within(rates, rate, 0.0, kFastestRate, "1/yr")) {
        return;
      }
      scale = std::max(scale, std::abs(rate));
    }
    const double sum = sum_of(row.rates_per_year);
    if (std::abs(sum) > kSumTolerance * scale) {
      check_.fault(rates, "sum " + show(sum, "1/yr"), "must sum to 0",
                   "A state's own rate is minus the sum of its rates to the others.");
    }
  }

  void check_events(const SchemaPath& at) {
    std::unordered_set<std::string_view> ids;
    for (std::size_t e = 0; e < chain_.events.size(); ++e) {
      const PolicyEvent& event = chain_.events[e];
      const SchemaPath here = at.item("events", e);
      if (check_.name(here.field("id"), event.id) && !ids.insert(event.id).second) check_.repeated(here.field("id"), event.id);
      v_.after_as_of(here.field("date"), event.date);
      check_rows(here, event.rows, [&](const SchemaPath& row_at, const EventRow& row) {
        check_distribution(row_at.field("probabilities"), row.probabilities);
      });
    }
  }

  Validation& v_;
  Checks& check_;
  const Chain& chain_;
  std::vector<std::string> states_;
};

void check_levels_of(Validation& v, const SchemaPath& at, const Stance& stance, const Chain& chain) {
  for (const ChainState& state : chain.states) {
    const std::string& level = state.level.empty() ? state.id : state.level;
    if (std::find(stance.levels.begin(), stance.levels.end(), level) != stance.levels.end()) continue;
    v.check.fault(at, show(chain.id),
                  "has a state at level " + show(level) + ", which is no level of stance " + show(stance.id),
                  known_names({stance.levels.begin(), stance.levels.end()}));
    return;
  }
}

void check_stance(Validation& v, const SchemaPath& at, const Stance& stance) {
  const std::size_t faults_before = v.check.fault_count();
  v.check.count(at.field("levels"), size_of(stance.levels), 1, kMostLevels, "levels");
  for (std::size_t i = 0; i < stance.levels.size(); ++i) {
    const SchemaPath here = at.item("levels", i);
    const auto end = stance.levels.begin() + static_cast<std::ptrdiff_t>(i);
    if (v.check.name(here, stance.levels[i]) && std::find(stance.levels.begin(), end, stance.levels[i]) != end) {
      v.check.repeated(here, stance.levels[i]);
    }
  }
  const bool levels_are_sound = v.check.fault_count() == faults_before;
  v.check.count(at.field("chains"), size_of(stance.chains), 1, kMostChains, "chains");
  std::unordered_set<std::string_view> named;
  for (std::size_t i = 0; i < stance.chains.size(); ++i) {
    const SchemaPath here = at.item("chains", i);
    const Chain* chain = v.check.known(here, stance.chains[i], v.chains, "chain");
    if (chain == nullptr) continue;
    if (!named.insert(chain->id).second) v.check.repeated(here, chain->id);
    if (levels_are_sound) check_levels_of(v, here, stance, *chain);
  }
}

/// The longest step that the grid can have: a month, or the widest gap of the study's own dates.
double longest_step_years(const Validation& v) {
  const std::vector<Date>& own = v.study.simulation.grid_dates;
  if (own.empty() || v.as_of == kNoDate) return 31.0 / 365.0;
  Date earlier = v.as_of;
  double longest = 0.0;
  for (const Date date : own) {
    if (date > earlier) longest = std::max(longest, year_fraction(earlier, date));
    earlier = std::max(earlier, date);
  }
  return v.last_horizon > earlier ? std::max(longest, year_fraction(earlier, v.last_horizon)) : longest;
}

void check_feedback(Validation& v, const SchemaPath& at, const Feedback& feedback) {
  const Stance* stance = v.check.known(at.field("stance"), feedback.stance, v.stances, "stance");
  const std::vector<double>& exposure = feedback.exposure_by_level;
  if (stance != nullptr && exposure.size() != stance->levels.size()) {
    v.check.fault(
        at.field("exposure_by_level"), std::to_string(exposure.size()) + " values",
        "must hold " + std::to_string(stance->levels.size()) + " values, one for each level of stance " + show(stance->id));
  }
  for (std::size_t i = 0; i < exposure.size(); ++i) v.check.non_negative(at.item("exposure_by_level", i), exposure[i]);
  const bool has_lead = v.check.positive(at.field("lead_time_years"), feedback.lead_time_years, "yr");
  const double step = longest_step_years(v);
  if (v.check.count(at.field("stages"), feedback.stages, 1, 8) && has_lead &&
      feedback.stages * step / feedback.lead_time_years >= 1.0) {
    v.check.fault(at.field("lead_time_years"), show(feedback.lead_time_years, "yr"),
                  "must be longer than stages × the longest step of the grid, " + show(feedback.stages * step, "yr"),
                  "Take fewer stages or a longer lead time.");
  }
  v.check.non_negative(at.field("capacity_per_year"), feedback.capacity_per_year, "1/yr");
  v.check.non_negative(at.field("sensitivity"), feedback.sensitivity);
}

}  // namespace

void check_policy(Validation& v) {
  const SchemaPath root;
  const SchemaPath policy = root.field("policy");
  const Policy& subject = v.study.policy;
  v.check.count(policy.field("chains"), size_of(subject.chains), 0, kMostChains, "chains");
  for (std::size_t i = 0; i < subject.chains.size(); ++i) {
    const SchemaPath at = policy.item("chains", i);
    v.check.id(at.field("id"), i, subject.chains, v.chains);
    ChainCheck(v, subject.chains[i]).run(at);
  }
  for (std::size_t i = 0; i < subject.stances.size(); ++i) {
    const SchemaPath at = policy.item("stances", i);
    v.check.id(at.field("id"), i, subject.stances, v.stances);
    check_stance(v, at, subject.stances[i]);
  }
  v.check.count(policy.field("feedback"), size_of(subject.feedback), 0, 1, "feedbacks");
  for (std::size_t i = 0; i < subject.feedback.size(); ++i) check_feedback(v, policy.item("feedback", i), subject.feedback[i]);
}

}  // namespace lodestone
