/// What to simulate and what to measure.
#pragma once

#include <lodestone/base/date.hpp>
#include <lodestone/model/market.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace lodestone {

/// The grid belongs to the study: business days (Mon–Fri less `holidays`) for the first ten, then every 7 days from the as-of
/// date to `weekly_until`, then months, and every date on which something happens. `grid_dates`, when given, replaces the
/// first three.
struct SimulationSettings {
  std::int64_t paths = 0;             ///< 1 … 1e9
  std::optional<std::uint64_t> seed;  ///< required; 0 is a seed like any other, the clock is never one
  std::vector<std::string> horizons;  ///< "10d" business days, "2w", "3m", "1y", or a day "2026-12-31"; at least one
  Date weekly_until = kNoDate;        ///< one year after the as-of date, at least the last horizon, when not given
  std::vector<Date> holidays;
  std::vector<Date> grid_dates;
  int maximum_sampled_series = 64;  ///< 8 bytes a path each
};

enum class PnlBasis { MARK_TO_MODEL, CASH };

/// What a loss is measured from. ZERO: today's value. MEAN: the mean P&L of the sample.
enum class LossReference { ZERO, MEAN };

struct Measures {
  std::vector<double> confidences;          ///< each in [0.5, 1); at least one
  std::vector<PnlBasis> pnl_bases;          ///< at least one
  std::vector<LossReference> references;    ///< at least one
  std::vector<double> quantiles;            ///< grid of probabilities in (0, 1) for every distribution; may be empty
  int histogram_bins = 0;                   ///< 0: no histogram; at most 1000
  std::vector<std::string> positions;       ///< positions with a distribution of their own
  std::vector<std::string> group_by;        ///< label keys: one distribution for each value
  std::vector<std::string> conditional_on;  ///< stances: everything again given each level at the horizon
  bool books = true;                        ///< a distribution for each book
  bool quarterly_cash_flows = false;        ///< cash flow for each calendar quarter: portfolio and books
  bool licence_outcomes = false;
  bool project_outcomes = false;
  bool position_contributions = false;  ///< share of every position in the portfolio's ES, by running its tail again
};

}  // namespace lodestone
