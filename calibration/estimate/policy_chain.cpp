#include <lodestone/calibration/estimate/policy_chain.hpp>

#include <lodestone/base/expect.hpp>
#include <lodestone/calibration/estimate/input_checks.hpp>

#include <cmath>
#include <utility>

namespace lodestone::calibration {
namespace {

std::string entry(const char* path, std::size_t i, std::size_t j) {
  return std::string(path) + "[" + std::to_string(i) + "][" + std::to_string(j) + "]";
}

}  // namespace

ChainCounts count_moves(std::span<const StateHistory> histories, std::size_t states) {
  std::vector<Violation> violations;
  for (std::size_t h = 0; h < histories.size(); ++h) {
    check_history(histories[h], states, "histories[" + std::to_string(h) + "]", violations);
  }
  throw_if_any(std::move(violations));
  ChainCounts counts{states, std::vector<double>(states * states, 0.0), std::vector<double>(states, 0.0)};
  for (const StateHistory& history : histories) {
    for (std::size_t k = 0; k < history.labels.size(); ++k) {
      const StateLabel& label = history.labels[k];
      const bool is_last = k + 1 == history.labels.size();
      counts.years[label.state] += year_fraction(label.from, is_last ? history.until : history.labels[k + 1].from);
      if (!is_last && history.labels[k + 1].state != label.state)
        counts.moves[label.state * states + history.labels[k + 1].state] += 1.0;
    }
  }
  return counts;
}

ChainEstimate estimate_chain(const ChainCounts& counts, std::span<const GammaPosterior> prior) {
  const std::size_t states = counts.states;
  LODESTONE_EXPECT(counts.moves.size() == states * states && counts.years.size() == states);
  std::vector<Violation> violations;
  if (!prior.empty() && prior.size() != states * states) {
    violations.push_back(
        {"prior", std::to_string(prior.size()) + " entries", "must be one for each pair of states", "Give them row by row."});
  } else {
    for (std::size_t k = 0; k < prior.size(); ++k) {
      if (k % (states + 1) == 0) continue;
      if (!(prior[k].shape > 0.0) || !std::isfinite(prior[k].shape)) {
        violations.push_back({entry("prior", k / states, k % states) + ".shape", show(prior[k].shape), "must be finite and > 0",
                              "Give ½ for no opinion."});
      }
      check_not_negative(prior[k].years, entry("prior", k / states, k % states) + ".years", "yr", violations);
    }
  }
  throw_if_any(std::move(violations));

  ChainEstimate result{counts, std::vector<Estimated>(states * states), std::vector<GammaPosterior>(states * states)};
  for (std::size_t i = 0; i < states; ++i) {
    const double years = counts.years[i];
    for (std::size_t j = 0; j < states; ++j) {
      if (i == j) continue;
      const std::size_t k = i * states + j;
      const double moves = counts.moves[k];
      result.posteriors[k] = update(prior.empty() ? kJeffreysRate : prior[k], moves, years);
      if (years > 0.0) result.rates_per_year[k] = {moves / years, std::sqrt(moves) / years};
      if (moves > 0.0) result.log_likelihood += moves * (std::log(moves / years) - 1.0);
    }
  }
  return result;
}

Generator generator_of(const ChainEstimate& estimate, std::span<const std::string> states) {
  const std::size_t count = estimate.counts.states;
  LODESTONE_EXPECT(states.size() == count);
  Generator generator;
  for (std::size_t i = 0; i < count; ++i) {
    GeneratorRow row{states[i], std::vector<double>(count, 0.0)};
    double leaving = 0.0;
    for (std::size_t j = 0; j < count; ++j) {
      const GammaPosterior& law = estimate.posteriors[i * count + j];
      if (i == j || !(law.years > 0.0)) continue;
      row.rates_per_year[j] = law.mean();
      leaving += law.mean();
    }
    row.rates_per_year[i] = -leaving;
    generator.rows.push_back(std::move(row));
  }
  return generator;
}

EventMatrixEstimate estimate_event_matrix(std::span<const double> prior, std::span<const double> outcomes, std::size_t states) {
  std::vector<Violation> violations;
  for (const auto& [matrix, path] : {std::pair{prior, "prior"}, std::pair{outcomes, "outcomes"}}) {
    if (matrix.size() != states * states) {
      violations.push_back(
          {path, std::to_string(matrix.size()) + " entries", "must be one for each pair of states", "Give them row by row."});
      continue;
    }
    for (std::size_t k = 0; k < matrix.size(); ++k)
      check_not_negative(matrix[k], entry(path, k / states, k % states), "", violations);
  }
  throw_if_any(std::move(violations));

  EventMatrixEstimate result;
  for (std::size_t i = 0; i < states; ++i) {
    double total = 0.0;
    for (std::size_t j = 0; j < states; ++j) {
      result.concentrations.push_back(prior[i * states + j] + outcomes[i * states + j]);
      total += result.concentrations.back();
    }
    if (!(total > 0.0)) {
      violations.push_back({"prior[" + std::to_string(i) + "]", "0 throughout",
                            "must have a positive sum, as nothing was seen from this state", "Give a diagonal entry > 0."});
      continue;
    }
    for (std::size_t j = 0; j < states; ++j) {
      const BetaPosterior law{result.concentrations[i * states + j], total - result.concentrations[i * states + j]};
      result.probabilities.push_back(summarise(law));
      const bool is_sure = !(law.successes > 0.0) || !(law.failures > 0.0);
      result.intervals95.push_back(is_sure ? Interval{law.mean(), law.mean()} : interval95(law));
    }
  }
  throw_if_any(std::move(violations));
  return result;
}

std::vector<EventRow> event_rows_of(const EventMatrixEstimate& estimate, std::span<const std::string> states) {
  const std::size_t count = states.size();
  LODESTONE_EXPECT(estimate.probabilities.size() == count * count);
  std::vector<EventRow> rows;
  for (std::size_t i = 0; i < count; ++i) {
    EventRow row{states[i], {}};
    for (std::size_t j = 0; j < count; ++j) row.probabilities.push_back(estimate.probabilities[i * count + j].value);
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace lodestone::calibration
