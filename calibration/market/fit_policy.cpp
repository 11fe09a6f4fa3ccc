#include <lodestone/calibration/market/fit_policy.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace lodestone::calibration {
namespace {

constexpr double kNoRate = std::numeric_limits<double>::quiet_NaN();
constexpr double kImpossible = 1e-12;  ///< moves that a desk's rate of 0 is worth: none, and none it stays unless one is seen

std::vector<std::string> ids_of(const Chain& chain) {
  std::vector<std::string> ids;
  for (const ChainState& state : chain.states) ids.push_back(state.id);
  return ids;
}

const std::string& level_of(const ChainState& state) { return state.level.empty() ? state.id : state.level; }

std::vector<std::string> levels_of(const Chain& chain) {
  std::vector<std::string> levels;
  for (const ChainState& state : chain.states) {
    if (std::find(levels.begin(), levels.end(), level_of(state)) == levels.end()) levels.push_back(level_of(state));
  }
  return levels;
}

std::size_t index_in(const std::vector<std::string>& names, const std::string& name) {
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

/// A label that says the opposite of the events of its day, or stands on a day without one.
void check_label(const LabelledState& label, std::size_t before, std::size_t now, const std::vector<PolicyEvent>& events,
                 const std::string& path, std::vector<Violation>& violations) {
  bool has_event = false;
  bool may_rise = false;
  bool may_fall = false;
  for (const PolicyEvent& event : events) {
    if (event.date != label.from) continue;
    has_event = true;
    may_rise = may_rise || event.direction != PolicyDirection::EASE;
    may_fall = may_fall || event.direction != PolicyDirection::TIGHTEN;
  }
  const std::string shown = to_string(label.from) + " " + show(std::string_view(label.state));
  if (!has_event) {
    violations.push_back({path, shown, "must stand on the day of an event of the events file",
                          "Label the day on which it was announced, or add the event."});
  } else if ((now > before && !may_rise) || (now < before && !may_fall)) {
    violations.push_back({path, shown,
                          now > before ? "is more severe, but its event eases" : "is less severe, but its event tightens",
                          "Correct the label, or the event's direction."});
  }
}

StateHistory history_of(const CalibrationSpec& spec, const ChainSpec& chain, const std::vector<std::string>& ids,
                        const std::vector<PolicyEvent>& events, const std::string& path, std::vector<Violation>& violations) {
  StateHistory history;
  history.until = spec.as_of;
  for (std::size_t k = 0; k < chain.labels.size(); ++k) {
    const LabelledState& label = chain.labels[k];
    const std::size_t state = index_in(ids, label.state);
    const std::string at = path + ".labels[" + std::to_string(k) + "]";
    if (state == ids.size()) {
      violations.push_back({at + ".state", show(std::string_view(label.state)), "names no state of the chain", ""});
      continue;
    }
    if (!history.labels.empty()) check_label(label, history.labels.back().state, state, events, at, violations);
    history.labels.push_back({label.from, state});
  }
  return history;
}

double desk_rate(const Chain& desk, const std::string& from, std::size_t to) {
  for (const GeneratorRow& row : desk.generators.front().rows) {
    if (row.from_state == from && to < row.rates_per_year.size()) return row.rates_per_year[to];
  }
  return 0.0;
}

std::vector<GammaPosterior> priors_of(const ChainSpec& chain, const std::vector<std::string>& ids, const Chain* desk,
                                      const std::string& path, std::vector<Violation>& violations) {
  const std::size_t n = ids.size();
  std::vector<GammaPosterior> priors(n * n, kJeffreysRate);
  if (desk != nullptr && !desk->generators.empty() && chain.prior_years) {
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) {
        if (i == j) continue;
        priors[i * n + j] = {std::max(desk_rate(*desk, ids[i], j) * *chain.prior_years, kImpossible), *chain.prior_years};
      }
    }
  }
  for (std::size_t k = 0; k < chain.priors.size(); ++k) {
    const RatePrior& prior = chain.priors[k];
    const std::size_t from = index_in(ids, prior.from_state);
    const std::size_t to = index_in(ids, prior.to_state);
    if (from == n || to == n || from == to) {
      violations.push_back({path + ".priors[" + std::to_string(k) + "]", prior.from_state + " → " + prior.to_state,
                            "must name two states of the chain", ""});
    } else {
      priors[from * n + to] = {prior.moves, prior.years};
    }
  }
  return priors;
}

StateHistory in_levels(const StateHistory& states, const Chain& chain, const std::vector<std::string>& levels) {
  StateHistory history;
  history.until = states.until;
  for (const StateLabel& label : states.labels)
    history.labels.push_back({label.from, index_in(levels, level_of(chain.states[label.state]))});
  return history;
}

/// What the desk rules out, and nobody saw, has rate 0 and not nearly 0.
void remove_impossible(const ChainEstimate& estimate, std::vector<GeneratorRow>& rows) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    double leaving = 0.0;
    for (std::size_t j = 0; j < rows.size(); ++j) {
      if (i == j) continue;
      double& rate = rows[i].rates_per_year[j];
      if (!(estimate.posteriors[i * rows.size() + j].shape > kImpossible)) rate = 0.0;
      leaving += rate;
    }
    rows[i].rates_per_year[i] = -leaving;
  }
}

void add_rates(const ChainEstimate& estimate, const std::vector<std::string>& ids, ChainFit& fit) {
  const std::size_t n = ids.size();
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      const GammaPosterior& law = estimate.posteriors[i * n + j];
      const bool known = i != j && law.shape > kImpossible && law.years > 0.0;
      fit.rates.push_back(known ? Ranged{summarise(law), interval95(law)} : Ranged{{kNoRate, kNoRate}, {}});
      const int moves = static_cast<int>(std::lround(estimate.counts.moves[i * n + j]));
      if (moves > 0) fit.diagnostics.moves.push_back({ids[i], ids[j], moves, estimate.counts.years[i]});
    }
  }
}

}  // namespace

std::optional<ChainFit> fit_chain(const CalibrationSpec& spec, const ChainSpec& chain, const DataFiles& data, const Chain* desk,
                                  const std::string& path, std::vector<Violation>& violations) {
  const std::size_t faults_before = violations.size();
  ChainFit fit;
  if (desk != nullptr) fit.chain = *desk;
  fit.chain.id = chain.id;
  if (desk == nullptr) {
    for (const std::string& state : chain.states) fit.chain.states.push_back({state, ""});
  }
  const std::vector<std::string> ids = ids_of(fit.chain);
  const std::vector<PolicyEvent>& events = data.events.at(chain.events_file);
  fit.history = history_of(spec, chain, ids, events, path, violations);
  const std::vector<GammaPosterior> priors = priors_of(chain, ids, desk, path, violations);
  check_history(fit.history, ids.size(), path + ".labels", violations);
  if (violations.size() > faults_before) return std::nullopt;

  const ChainEstimate estimate = estimate_chain(count_moves({{fit.history}}, ids.size()), priors);
  fit.chain.generators = {generator_of(estimate, ids)};
  remove_impossible(estimate, fit.chain.generators.front().rows);
  if (desk == nullptr) fit.chain.initial_state = ids[fit.history.labels.back().state];
  fit.levels = levels_of(fit.chain);
  fit.level_history = in_levels(fit.history, fit.chain, fit.levels);
  fit.diagnostics.id = chain.id;
  fit.diagnostics.first = fit.history.labels.front().from;
  fit.diagnostics.until = fit.history.until;
  fit.diagnostics.log_likelihood = estimate.log_likelihood;
  fit.diagnostics.events_ignored = static_cast<int>(
      std::count_if(events.begin(), events.end(), [&](const PolicyEvent& event) { return event.date > spec.as_of; }));
  add_rates(estimate, ids, fit);
  return fit;
}

}  // namespace lodestone::calibration
