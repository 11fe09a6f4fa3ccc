/// From columns to the returns and levels that a factor is estimated from.
#pragma once

#include <lodestone/base/violation.hpp>
#include <lodestone/calibration/history/returns.hpp>
#include <lodestone/calibration/market/calibration_report.hpp>
#include <lodestone/calibration/market/calibration_spec.hpp>
#include <lodestone/calibration/market/data_files.hpp>

#include <string>
#include <vector>

namespace lodestone::calibration {

/// Rate of the Chinese value-added tax on rare earths: ex-VAT = price / 1.13.
inline constexpr double kChineseVat = 0.13;

/// Periods in a year as the engine counts them: 252 trading days, 365/7 weeks, 12 months.
double periods_per_year(Frequency frequency);

/// A number that two days share when they lie in the same period; weeks begin on Monday.
long period_of(Date date, Frequency frequency);

/// Log returns of prices, differences of what reverts itself.
ReturnKind return_kind_of(FactorKind kind);

/// Last value of each period, converted to the unit, currency and VAT that the series asks for.
struct SampledSeries {
  std::vector<Date> dates;
  std::vector<double> values;
};

/// Blanks are no values; a converted price needs its exchange rate on the same day.
/// Precondition: the series' names are known (`check_spec`).
SampledSeries sample_series(const CalibrationSpec& spec, const SeriesSpec& series, Frequency frequency, const DataFiles& data);

/// What a factor was at the end of each period, and its returns: those of its series, or of their book.
struct FactorHistory {
  SampledSeries level;                ///< of a single series; empty for a book
  ReturnSeries returns;               ///< ordinary ones: none across an excluded date or a gap
  std::vector<bool> interval_usable;  ///< by interval of `level`
  std::vector<SeriesDiagnostics> diagnostics;
  std::vector<std::string> warnings;
};

/// Adds a violation for each value without a logarithm. Gaps are returns over more than 4 weekdays (daily), 8 (weekly), 30
/// (monthly).
FactorHistory factor_history(const CalibrationSpec& spec, const FactorSpec& factor, Frequency frequency, const DataFiles& data,
                             std::vector<Violation>& violations);

/// The series of a spec by id; null when there is none.
const SeriesSpec* find_series(const CalibrationSpec& spec, const std::string& id);

}  // namespace lodestone::calibration
