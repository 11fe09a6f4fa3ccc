/// The engine against the textbook twin, path by path.
#pragma once

#include <gtest/gtest.h>
#include <lodestone/run/simulation.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <reference/reference_path.hpp>
#include <string>
#include <utility>

namespace lodestone {

/// Both sides do the same sums in another order with another exp: rounding grows with steps and factors, never to this.
inline constexpr double kTwinTolerance = 1e-9;

inline void expect_close(double engine, double twin, double scale, const std::string& what) {
  EXPECT_NEAR(engine, twin, kTwinTolerance * std::max({1.0, std::abs(twin), scale})) << what;
}

/// Debt, cash, slip, cost and share value of every project after each quarter end.
inline void expect_same_quarters(const PathRecord& engine, const reference::ReferencePath& twin) {
  std::map<std::string, const PathColumn*> columns;
  for (const PathColumn& column : engine.columns) {
    if (column.section == "project") columns[column.name] = &column;
  }
  for (const reference::QuarterRecord& quarter : twin.quarters) {
    const auto on = std::lower_bound(engine.dates.begin(), engine.dates.end(), quarter.date) - engine.dates.begin();
    const auto expect = [&](const std::string& name, double value) {
      const std::string what = quarter.project + " " + name;
      ASSERT_TRUE(columns.contains(what)) << what;
      expect_close(columns[what]->values[static_cast<std::size_t>(on)], value, 0.0, what + " on " + to_string(quarter.date));
    };
    expect("debt", quarter.debt);
    expect("cash", quarter.cash);
    expect("slip", quarter.slip_years);
    expect("cost multiplier", quarter.cost_multiplier);
    expect("share value", quarter.share_value);
  }
}

/// The portfolio's cash by calendar quarter.
inline void expect_same_cash_by_quarter(const PathRecord& engine, const reference::ReferencePath& twin) {
  for (const PathSample& sample : engine.samples) {
    const std::string prefix = "cash flow of portfolio, ";
    if (!sample.series.starts_with(prefix)) continue;
    double cash = 0.0;
    double size = 0.0;
    for (const auto& flow : twin.cash_flows) {
      const std::string date = to_string(flow.date);
      const std::string quarter = date.substr(0, 4) + "-Q" + std::to_string((std::stoi(date.substr(5, 2)) + 2) / 3);
      if (flow.date > engine.dates.back() || sample.series != prefix + quarter) continue;
      cash += flow.amount;
      size += std::abs(flow.amount);
    }
    expect_close(sample.value, cash, size, sample.series);
  }
}

/// Chains, stances, factors, observables, projects, values and every cash flow of one path. Returns how many flows there were.
inline std::size_t expect_engine_equals_twin(const ValidStudy& study, std::uint32_t path, const Options& options = {}) {
  const PathRecord engine = replay_path(study, path, options);
  const reference::ReferencePath twin = reference::simulate_reference_path(study.study(), path);
  EXPECT_EQ(engine.dates, twin.grid);
  if (engine.dates != twin.grid) return 0;

  std::map<std::string, std::size_t> seen;
  for (const PathColumn& column : engine.columns) {
    const std::size_t index = seen[column.section]++;
    for (std::size_t k = 0; k < twin.grid.size(); ++k) {
      const std::string what =
          column.section + " " + column.name + " on " + to_string(twin.grid[k]) + ", path " + std::to_string(path);
      if (column.section == "chain") {
        EXPECT_EQ(column.values[k], twin.chain_state[k][index]) << what;
      }
      if (column.section == "stance") {
        EXPECT_EQ(column.values[k], twin.level[k][index]) << what;
      }
      if (column.section == "factor") expect_close(column.values[k], twin.factor[k][index], 0.0, what);
      if (column.section == "observable") expect_close(column.values[k], twin.observable[k][index], 0.0, what);
    }
  }

  std::map<std::pair<Date, std::string>, std::pair<double, double>> flows;
  std::map<std::pair<Date, std::string>, double> scale;
  for (const PathEvent& event : engine.events) {
    if (event.amount != 0.0) flows[{event.date, event.subject}].first += event.amount;
  }
  for (const auto& flow : twin.cash_flows) {
    flows[{flow.date, flow.position}].second += flow.amount;
    scale[{flow.date, flow.position}] += std::abs(flow.amount);
  }
  for (const auto& [key, amounts] : flows) {
    expect_close(amounts.first, amounts.second, scale[key],
                 "cash flow of " + key.second + " on " + to_string(key.first) + ", path " + std::to_string(path));
  }
  for (const PathSample& sample : engine.samples) {
    for (const reference::ReferenceHorizon& horizon : twin.horizons) {
      double value = 0.0;
      double size = 0.0;
      if (sample.series != "value and cash of portfolio, " + horizon.label) continue;
      for (const auto& [id, amount] : horizon.value) value += amount, size += std::abs(amount);
      for (const auto& [id, amount] : horizon.accrued) value += amount, size += std::abs(amount);
      expect_close(sample.value, value, size, sample.series + ", path " + std::to_string(path));
    }
  }
  expect_same_cash_by_quarter(engine, twin);
  expect_same_quarters(engine, twin);
  return twin.cash_flows.size();
}

}  // namespace lodestone
