/// Licensing policy: chains over ordered states, dated events, and the stances that factors and licences follow.
#pragma once

#include <lodestone/base/date.hpp>
#include <lodestone/model/market.hpp>

#include <string>
#include <vector>

namespace lodestone {

/// One state of a chain. Twins ("truce", "truce_agitated") share a level and differ in their rates only.
struct ChainState {
  std::string id;
  std::string level;  ///< a level of the stances that name the chain; the state's own id when empty
};

/// One row of a generator: rates to every state in order [1/yr]. Off-diagonal ≥ 0, the row sums to 0.
struct GeneratorRow {
  std::string from_state;
  std::vector<double> rates_per_year;
};

/// Q from `from` until the next generator's `from`; the first may leave it out (as-of date).
struct Generator {
  Date from = kNoDate;
  std::vector<GeneratorRow> rows;  ///< one for each state, in any order
};

/// One row of an event matrix: P(state right after | state right before), in the order of the states; sums to 1.
struct EventRow {
  std::string from_state;
  std::vector<double> probabilities;
};

/// Something with a date: a suspension expires, a summit meets. On its grid date the chain moves by expm(QΔ) and then by
/// `rows`.
struct PolicyEvent {
  std::string id;
  Date date = kNoDate;  ///< after the as-of date
  std::vector<EventRow> rows;
};

/// A Markov chain of 1 to 8 states in order of severity, independent of every other chain and of all η.
/// The law over a step is P = expm(QΔ)·R, drawn by inverse CDF from one uniform a step.
struct Chain {
  std::string id;
  std::vector<ChainState> states;
  std::string initial_state;                 ///< this, or
  std::vector<double> initial_distribution;  ///< this: drawn at the as-of date from the chain's uniform of step 0
  std::vector<Generator> generators;
  std::vector<PolicyEvent> events;
};

/// What a bloc or a company faces: the most severe level among its chains. EU = max(global, EU overlay).
struct Stance {
  std::string id;
  std::vector<std::string> levels;  ///< in order of severity, at most 8
  std::vector<std::string> chains;  ///< every level of every state of these chains is one of `levels`
};

/// Diversification feedback: time spent restricted builds non-Chinese capacity K after an m-stage Erlang delay, and the means
/// of the factors that feel it shrink:  h(K) = e^{−γK}, θ → θ·h(K).  Per step of Δ years, after the chains have moved:
///   s₁ += Δ·λ(e − s₁), s₂ += Δ·λ(s₁ − s₂), …, K += Δ·g·s_m,   λ = stages / lead_time_years,
/// all from the values before the step.
struct Feedback {
  std::string stance;
  std::vector<double> exposure_by_level;  ///< e ≥ 0 by level of the stance [1]
  double lead_time_years = kNotGiven;     ///< mean delay from restriction to capacity [yr], > 0; λΔ must stay below 1
  int stages = 1;                         ///< m, 1 … 8
  double capacity_per_year = kNotGiven;   ///< g [1/yr], ≥ 0
  double sensitivity = kNotGiven;         ///< γ [1], ≥ 0; at 0 the bits are those of a study without feedback
};

struct Policy {
  std::vector<Chain> chains;
  std::vector<Stance> stances;
  std::vector<Feedback> feedback;  ///< none or one
};

}  // namespace lodestone
