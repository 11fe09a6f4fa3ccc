/// What the tests of whole runs share: finding a number in a report or on a replayed path, and the toy study's variants.
#pragma once

#include <gtest/gtest.h>
#include <lodestone/engine.hpp>

#include <cmath>
#include <cstdint>
#include <reference/oracle_studies.hpp>
#include <reference/study_parts.hpp>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace lodestone {

inline Study with_paths(Study study, std::int64_t paths) {
  study.simulation.paths = paths;
  return study;
}

inline const NodePnl& pnl_of(const RiskReport& report, const std::string& node, PnlBasis basis = PnlBasis::MARK_TO_MODEL) {
  for (const NodePnl& pnl : report.results.pnl) {
    if (pnl.node.id == node && pnl.pnl_basis == basis) return pnl;
  }
  throw std::out_of_range("no P&L of " + node);
}

inline const std::vector<double>& column(const PathRecord& path, const std::string& section, const std::string& name) {
  for (const PathColumn& candidate : path.columns) {
    if (candidate.section == section && candidate.name == name) return candidate.values;
  }
  throw std::out_of_range("no " + section + " " + name);
}

/// A sampled series of the path, by name.
inline double sample(const PathRecord& path, const std::string& series) {
  for (const PathSample& candidate : path.samples) {
    if (candidate.series == series) return candidate.value;
  }
  throw std::out_of_range("no sample " + series);
}

inline std::size_t step_of(const PathRecord& path, Date date) {
  for (std::size_t k = 0; k < path.dates.size(); ++k) {
    if (path.dates[k] == date) return k;
  }
  throw std::out_of_range("no grid date " + to_string(date));
}

/// Cash of a position over the grid.
inline std::vector<double> cash_of(const PathRecord& path, const std::string& position) {
  std::vector<double> cash(path.dates.size());
  for (const PathEvent& event : path.events) {
    if (event.subject == position) cash[step_of(path, event.date)] += event.amount;
  }
  return cash;
}

/// How often something whose text begins with `what` happened to `subject`.
inline int count_events(const PathRecord& path, const std::string& subject, const std::string& what) {
  int count = 0;
  for (const PathEvent& event : path.events) count += event.subject == subject && event.what.rfind(what, 0) == 0 ? 1 : 0;
  return count;
}

/// The same numbers in the same order, to the last bit.
inline void expect_same_samples(const PathRecord& first, const PathRecord& second) {
  ASSERT_EQ(first.samples.size(), second.samples.size());
  for (std::size_t s = 0; s < first.samples.size(); ++s) {
    EXPECT_EQ(first.samples[s].series, second.samples[s].series);
    const bool is_missing = std::isnan(first.samples[s].value) && std::isnan(second.samples[s].value);
    EXPECT_TRUE(is_missing || first.samples[s].value == second.samples[s].value)
        << first.samples[s].series << ", path " << first.path;
  }
}

/// Every number of a node but its names.
inline void expect_same_pnl(const NodePnl& first, const NodePnl& second) {
  const std::string what = first.node.id + " at " + first.horizon;
  EXPECT_EQ(first.value_today, second.value_today) << what;
  EXPECT_EQ(first.distribution.mean, second.distribution.mean) << what;
  EXPECT_EQ(first.distribution.standard_deviation, second.distribution.standard_deviation) << what;
  ASSERT_EQ(first.distribution.measures.size(), second.distribution.measures.size()) << what;
  for (std::size_t m = 0; m < first.distribution.measures.size(); ++m) {
    EXPECT_EQ(first.distribution.measures[m].value_at_risk, second.distribution.measures[m].value_at_risk) << what;
    EXPECT_EQ(first.distribution.measures[m].expected_shortfall, second.distribution.measures[m].expected_shortfall) << what;
  }
  ASSERT_EQ(first.distribution.quantiles.size(), second.distribution.quantiles.size()) << what;
  for (std::size_t q = 0; q < first.distribution.quantiles.size(); ++q) {
    EXPECT_EQ(first.distribution.quantiles[q].value, second.distribution.quantiles[q].value) << what;
  }
}

/// The licence toy without its positions.
inline Study toy_market(std::int64_t paths) {
  Study study = with_paths(reference::licence_toy_study(0.5), paths);
  study.portfolio.positions.clear();
  return study;
}

/// The toy's delivery of week 26 with eight weeks of grace: `quantity` kg at `price`, under its licence account.
inline Offtake toy_offtake(Side side, double quantity, double price) {
  Offtake offtake;
  offtake.side = side;
  offtake.price.index = "spot";
  offtake.price.formula = FixedPrice{price};
  offtake.spot_index = "spot";
  offtake.deliveries = {{make_date(2026, 7, 2), quantity}};
  offtake.licence_account = "account";
  offtake.grace_days = 56;
  return offtake;
}

/// exp(0) times `level`: a price that never moves.
inline Observable constant_price(const std::string& id, double level) {
  Observable price = reference::oxide_price(id, "");
  price.weights.clear();
  price.multiplier = level;
  return price;
}

}  // namespace lodestone
