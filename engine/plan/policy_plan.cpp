#include <lodestone/plan/policy_plan.hpp>

#include <lodestone/math/matrix_exponential.hpp>
#include <lodestone/plan/name_index.hpp>

#include <algorithm>
#include <map>
#include <utility>

namespace lodestone {
namespace {

using Matrix = std::vector<double>;  // row-major, states × states

NameIndex state_index(const Chain& chain) { return NameIndex(chain.states); }

Matrix generator_matrix(const Chain& chain, const Generator& generator) {
  const NameIndex states = state_index(chain);
  const std::size_t n = chain.states.size();
  Matrix q(n * n);
  for (const GeneratorRow& row : generator.rows) {
    std::copy(row.rates_per_year.begin(), row.rates_per_year.end(),
              q.begin() + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(states[row.from_state]) * n));
  }
  return q;
}

Matrix event_matrix(const Chain& chain, const PolicyEvent& event) {
  const NameIndex states = state_index(chain);
  const std::size_t n = chain.states.size();
  Matrix r(n * n);
  for (const EventRow& row : event.rows) {
    std::copy(row.probabilities.begin(), row.probabilities.end(),
              r.begin() + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(states[row.from_state]) * n));
  }
  return r;
}

Matrix product(const Matrix& a, const Matrix& b, std::size_t n) {
  Matrix c(n * n, 0.0);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < n; ++k) {
      for (std::size_t j = 0; j < n; ++j) c[i * n + j] += a[i * n + k] * b[k * n + j];
    }
  }
  return c;
}

/// Running sums of a row of probabilities; the last state takes what rounding leaves, so u < 1 always finds one.
void accumulate_row(const double* row, std::size_t n, double* cumulative) {
  double sum = 0.0;
  for (std::size_t j = 0; j < n; ++j) {
    sum += row[j];
    cumulative[j] = j + 1 == n ? 2.0 : sum;
  }
}

/// Generator changes and events are grid dates, so each step lies in one generator's period.
class ChainCompiler {
 public:
  ChainCompiler(const Chain& chain, const Grid& grid) : chain_(chain), grid_(grid) {}

  ChainPlan compile() {
    ChainPlan plan;
    plan.states = static_cast<int>(chain_.states.size());
    plan.is_drawn_at_start = !chain_.initial_distribution.empty();
    if (plan.is_drawn_at_start) {
      accumulate_row(chain_.initial_distribution.data(), chain_.states.size(), plan.initial_cumulative.data());
    } else {
      plan.initial_state = static_cast<std::uint8_t>(state_index(chain_)[chain_.initial_state]);
    }
    plan.table_of_step.assign(grid_.dates.size(), kNone);
    for (int k = 1; k <= grid_.last_step(); ++k) plan.table_of_step[static_cast<std::size_t>(k)] = table_of(k, plan);
    return plan;
  }

 private:
  int table_of(int step, ChainPlan& plan) {
    const std::size_t k = static_cast<std::size_t>(step);
    std::size_t generator = 0;
    for (std::size_t g = 0; g < chain_.generators.size(); ++g) {
      if (g == 0 || chain_.generators[g].from <= grid_.dates[k - 1]) generator = g;
    }
    std::vector<std::size_t> events;
    for (std::size_t e = 0; e < chain_.events.size(); ++e) {
      if (chain_.events[e].date == grid_.dates[k]) events.push_back(e);
    }
    const auto key = std::make_pair(std::make_pair(generator, grid_.days[k] - grid_.days[k - 1]), events);
    if (const auto known = known_.find(key); known != known_.end()) return known->second;

    const std::size_t n = chain_.states.size();
    Matrix p = matrix_exponential(generator_matrix(chain_, chain_.generators[generator]), n, grid_.step_years[k]);
    for (const std::size_t e : events) p = product(p, event_matrix(chain_, chain_.events[e]), n);
    TransitionTable table;
    for (std::size_t i = 0; i < n; ++i) {
      std::array<double, kMaximumStates> row{};
      accumulate_row(p.data() + i * n, n, row.data());
      for (std::size_t j = 0; j < n; ++j) table.cumulative(static_cast<int>(i), static_cast<int>(j)) = row[j];
    }
    plan.tables.push_back(table);
    const int index = static_cast<int>(plan.tables.size()) - 1;
    known_.emplace(key, index);
    return index;
  }

  const Chain& chain_;
  const Grid& grid_;
  std::map<std::pair<std::pair<std::size_t, std::int32_t>, std::vector<std::size_t>>, int> known_;
};

StancePlan compile_stance(const Stance& stance, const std::vector<Chain>& chains) {
  StancePlan plan;
  plan.levels = static_cast<int>(stance.levels.size());
  const NameIndex index(chains);
  for (const std::string& id : stance.chains) {
    StanceChain member;
    member.chain = index[id];
    const Chain& chain = chains[static_cast<std::size_t>(member.chain)];
    for (std::size_t s = 0; s < chain.states.size(); ++s) {
      const std::string& level = chain.states[s].level.empty() ? chain.states[s].id : chain.states[s].level;
      member.level_of_state[s] = static_cast<std::uint8_t>(position_of(stance.levels, level));
    }
    plan.chains.push_back(member);
  }
  return plan;
}

FeedbackPlan compile_feedback(const Policy& policy) {
  FeedbackPlan plan;
  if (policy.feedback.empty()) return plan;
  const Feedback& feedback = policy.feedback.front();
  plan.is_on = true;
  plan.stance = NameIndex(policy.stances)[feedback.stance];
  plan.stages = feedback.stages;
  std::copy(feedback.exposure_by_level.begin(), feedback.exposure_by_level.end(), plan.exposure.begin());
  plan.stage_rate = feedback.stages / feedback.lead_time_years;
  plan.growth = feedback.capacity_per_year;
  plan.sensitivity = feedback.sensitivity;
  return plan;
}

}  // namespace

PolicyPlan compile_policy(const Study& study, const Grid& grid) {
  PolicyPlan plan;
  for (const Chain& chain : study.policy.chains) plan.chains.push_back(ChainCompiler(chain, grid).compile());
  for (const Stance& stance : study.policy.stances) plan.stances.push_back(compile_stance(stance, study.policy.chains));
  plan.feedback = compile_feedback(study.policy);
  return plan;
}

}  // namespace lodestone
