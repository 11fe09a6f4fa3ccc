/// How often policy moves: rates of a Markov chain from a history of its states, and event matrices from analogues.
#pragma once

#include <lodestone/base/export.hpp>
#include <lodestone/calibration/estimate/posterior.hpp>
#include <lodestone/calibration/estimate/state_history.hpp>
#include <lodestone/model/policy.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace lodestone::calibration {

/// What was seen: sufficient for every estimator of rates.
struct ChainCounts {
  std::size_t states = 0;
  std::vector<double> moves;  ///< N_ij, (states, states) row-major, 0 on the diagonal
  std::vector<double> years;  ///< T_i: time spent in i, running spells included
};

/// Several histories of one kind (products, blocs, analogues) are pooled: their counts add.
LODESTONE_EXPORT ChainCounts count_moves(std::span<const StateHistory> histories, std::size_t states);

struct ChainEstimate {
  ChainCounts counts;
  std::vector<Estimated> rates_per_year;  ///< N_ij/T_i with error √N_ij/T_i, row-major; NaN on the diagonal and where T_i = 0
  std::vector<GammaPosterior> posteriors;  ///< Gamma(a_ij + N_ij, b_i + T_i), row-major; shape NaN on the diagonal
  double log_likelihood = 0.0;             ///< Σ N_ij ln(N_ij/T_i) − N_ij, at the maximum
};

/// prior: (states, states) row-major, or empty for `kJeffreysRate` everywhere. A row that was never visited keeps its prior.
///
/// A handful of moves leaves rates wide open; give analogues (other products, other years) as further histories or as a prior:
/// shape = how many moves they are worth, years = in how much time.
/// Source: Albert (1962) for the likelihood; a sojourn that still runs enters T_i alone.
LODESTONE_EXPORT ChainEstimate estimate_chain(const ChainCounts& counts, std::span<const GammaPosterior> prior = {});

/// A generator of posterior means, valid from the as-of date; a rate whose posterior has no exposure is 0.
LODESTONE_EXPORT Generator generator_of(const ChainEstimate& estimate, std::span<const std::string> states);

/// P(right after | right before) of a dated event, from how analogues ended.
struct EventMatrixEstimate {
  std::vector<double> concentrations;    ///< α_ij + n_ij, (states, states) row-major: each row a Dirichlet law
  std::vector<Estimated> probabilities;  ///< mean and standard deviation
  std::vector<Interval> intervals95;  ///< of each entry by itself: Beta(α_ij, Σα_i − α_ij); [0, 0] where the prior rules it out
};

/// prior: (states, states) row-major, ≥ 0, each row with a positive sum: a heavy diagonal says that summits mostly change
/// nothing. outcomes: n_ij ≥ 0, how often an analogue went from i to j.
LODESTONE_EXPORT EventMatrixEstimate estimate_event_matrix(std::span<const double> prior, std::span<const double> outcomes,
                                                           std::size_t states);

/// Rows of posterior means that sum to 1.
LODESTONE_EXPORT std::vector<EventRow> event_rows_of(const EventMatrixEstimate& estimate, std::span<const std::string> states);

}  // namespace lodestone::calibration
