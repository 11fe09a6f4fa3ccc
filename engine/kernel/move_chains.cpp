#include <lodestone/kernel/move_chains.hpp>

#include <algorithm>

namespace lodestone {
namespace {

Draw chain_draw(const SimulationPlan& plan, std::size_t chain, int step) {
  return {plan.key, Stream::CHAINS, static_cast<std::uint32_t>(chain), static_cast<std::uint32_t>(step)};
}

/// Level of every stance on every path, from the states of its chains.
void set_levels(const SimulationPlan& plan, Workspace& work) {
  for (std::size_t s = 0; s < plan.policy.stances.size(); ++s) {
    const StancePlan& stance = plan.policy.stances[s];
    std::uint8_t* level = work.level.row(s);
    std::fill_n(level, work.lanes, std::uint8_t{0});
    for (const StanceChain& member : stance.chains) {
      work.chains->raise(member.level_of_state, work.chain_state.row(member.chain), level, work.lanes);
    }
  }
}

void start_levels(const SimulationPlan& plan, Workspace& work) {
  set_levels(plan, work);
  work.feedback.fill(0.0);
  work.feedback_factor.fill(1.0);
}

void advance_feedback(const SimulationPlan& plan, int step, Workspace& work) {
  const FeedbackPlan& feedback = plan.policy.feedback;
  const double years = plan.grid.step_years[static_cast<std::size_t>(step)];
  const double rate = years * feedback.stage_rate;
  const double growth = years * feedback.growth;
  const std::uint8_t* level = work.level.row(feedback.stance);
  double* capacity = work.feedback.row(feedback.stages);
  double* h = work.feedback_factor.row(0);
  for (std::size_t p = 0; p < work.lanes; ++p) {
    capacity[p] += growth * work.feedback.row(feedback.stages - 1)[p];
    for (int stage = feedback.stages - 1; stage >= 0; --stage) {
      double* s = work.feedback.row(stage);
      const double inflow = stage == 0 ? feedback.exposure[level[p]] : work.feedback.row(stage - 1)[p];
      s[p] += rate * (inflow - s[p]);
    }
    h[p] = -feedback.sensitivity * capacity[p];
  }
  plan.math->exp(h, h, work.lanes);
}

}  // namespace

std::vector<double> start_chains_in_every_state(const SimulationPlan& plan, std::size_t first, Workspace& work) {
  std::vector<double> probabilities(work.lanes, 1.0);
  for (std::size_t p = 0; p < work.lanes; ++p) {
    std::size_t rest = first + p;
    for (std::size_t c = 0; c < plan.policy.chains.size(); ++c) {
      const ChainPlan& chain = plan.policy.chains[c];
      const std::size_t choices = chain.is_drawn_at_start ? static_cast<std::size_t>(chain.states) : 1;
      const std::size_t state = chain.is_drawn_at_start ? rest % choices : chain.initial_state;
      rest /= choices;
      work.chain_state.row(c)[p] = static_cast<std::uint8_t>(state);
      if (!chain.is_drawn_at_start) continue;
      const double below = state == 0 ? 0.0 : std::min(chain.initial_cumulative[state - 1], 1.0);
      probabilities[p] *= std::min(chain.initial_cumulative[state], 1.0) - below;
    }
    if (rest > 0) probabilities[p] = 0.0;
  }
  start_levels(plan, work);
  return probabilities;
}

void start_chains(const SimulationPlan& plan, Workspace& work) {
  for (std::size_t c = 0; c < plan.policy.chains.size(); ++c) {
    const ChainPlan& chain = plan.policy.chains[c];
    std::uint8_t* state = work.chain_state.row(c);
    std::fill_n(state, work.lanes, chain.initial_state);
    if (!chain.is_drawn_at_start) continue;
    TransitionTable table;
    for (int to = 0; to < chain.states; ++to)
      table.cumulative(chain.initial_state, to) = chain.initial_cumulative[static_cast<std::size_t>(to)];
    double* u = work.scratch.row(0);
    plan.random->uniforms(chain_draw(plan, c, 0), work.paths.data(), u, work.lanes);
    work.chains->move(table, chain.states, u, state, work.lanes);
  }
  start_levels(plan, work);
}

void move_chains(const SimulationPlan& plan, int step, Workspace& work) {
  for (std::size_t c = 0; c < plan.policy.chains.size(); ++c) {
    const ChainPlan& chain = plan.policy.chains[c];
    if (chain.states == 1) continue;
    const TransitionTable& table = chain.tables[static_cast<std::size_t>(chain.table_of_step[static_cast<std::size_t>(step)])];
    double* u = work.scratch.row(0);
    plan.random->uniforms(chain_draw(plan, c, step), work.paths.data(), u, work.lanes);
    work.chains->move(table, chain.states, u, work.chain_state.row(c), work.lanes);
  }
  std::copy_n(work.level.data(), plan.policy.stances.size() * work.level.stride(), work.old_level.data());
  set_levels(plan, work);
  for (std::size_t s = 0; s < plan.policy.stances.size(); ++s) {
    work.chains->number_moves(plan.policy.stances[s].levels, work.old_level.row(s), work.level.row(s), work.move.row(s),
                              work.lanes);
  }
  if (plan.policy.feedback.is_on) advance_feedback(plan, step, work);
}

}  // namespace lodestone
