/// The one grid of a study: every date on which anything moves, is paid or is valued.
#pragma once

#include <lodestone/base/date.hpp>
#include <lodestone/model/study.hpp>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace lodestone {

/// Grid dates 0 … N; date 0 is the as-of date, step k runs from date k − 1 to date k. It ends with the last cash flow of any
/// contract, or with the last horizon: one grid for what is simulated and for what is valued.
struct Grid {
  std::vector<Date> dates;
  std::vector<std::int32_t> days;  ///< days since the as-of date
  std::vector<double> step_years;  ///< Δ_k [yr]; Δ_0 = 0
  std::vector<int> horizon_steps;  ///< one for each of `simulation.horizons`, in their order

  int last_step() const { return static_cast<int>(dates.size()) - 1; }

  /// The step of the last horizon: a run simulates no further.
  int last_horizon_step() const { return *std::max_element(horizon_steps.begin(), horizon_steps.end()); }

  /// The step that ends on `date`. Precondition: `date` is on the grid.
  int step_on(Date date) const;

  /// The first step ≥ 1 that ends on or after `date`; last_step() + 1 when there is none.
  int step_from(Date date) const;

  friend bool operator==(const Grid&, const Grid&) = default;
};

/// Builds the grid as docs/conventions.md says. Cost: O(dates · log dates).
Grid build_grid(const Study& study);

}  // namespace lodestone
