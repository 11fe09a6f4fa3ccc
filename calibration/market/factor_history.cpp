#include <lodestone/calibration/market/factor_history.hpp>

#include <lodestone/calibration/history/hygiene.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <utility>

namespace lodestone::calibration {
namespace {

/// Returns over more weekdays than this belong to no period.
int longest_span(Frequency frequency) { return frequency == Frequency::DAILY ? 4 : frequency == Frequency::WEEKLY ? 8 : 30; }

/// What one unit of a price is multiplied by to be without, or with, the tax.
double vat_multiplier(Vat from, Vat to) {
  const bool taxed = from == Vat::INCLUDING_VAT || from == Vat::EXPORT_PARITY;
  const bool to_be_taxed = to == Vat::INCLUDING_VAT || to == Vat::EXPORT_PARITY;
  if (taxed == to_be_taxed) return 1.0;
  return taxed ? 1.0 / (1.0 + kChineseVat) : 1.0 + kChineseVat;
}

/// Kilograms in a unit of mass.
double kilograms(Unit unit) { return unit == Unit::T ? 1000.0 : 1.0; }

double fixed_multiplier(const SeriesSpec& series) {
  double multiplier = series.multiplier;
  if (!series.converted_to) return multiplier;
  const PriceConversion& target = *series.converted_to;
  if (series.vat && target.vat) multiplier *= vat_multiplier(*series.vat, *target.vat);
  if (series.unit && target.unit) multiplier *= kilograms(*target.unit) / kilograms(*series.unit);
  return multiplier;
}

/// Every day's value in the unit that is asked for.
SampledSeries converted_days(const CalibrationSpec& spec, const SeriesSpec& series, const DataFiles& data) {
  SampledSeries days;
  const SeriesTable& table = data.tables.at(series.file);
  const HistorySeries* column = find_series(table, series.column);
  std::map<Date, double> rates;
  const bool has_rate = series.converted_to && !series.converted_to->exchange_rate.empty();
  if (has_rate) {
    const SampledSeries rate = converted_days(spec, *find_series(spec, series.converted_to->exchange_rate), data);
    for (std::size_t i = 0; i < rate.dates.size(); ++i) rates.emplace(rate.dates[i], rate.values[i]);
  }
  const double multiplier = fixed_multiplier(series);
  for (std::size_t row = 0; row < table.dates.size(); ++row) {
    const double value = column->values[row];
    const Date date = table.dates[row];
    if (std::isnan(value) || (series.from != kNoDate && date < series.from)) continue;
    const auto rate = rates.find(date);
    if (has_rate && rate == rates.end()) continue;
    days.dates.push_back(date);
    days.values.push_back(value * multiplier / (has_rate ? rate->second : 1.0));
  }
  return days;
}

/// The last days of returns that run across one of `excluded`.
std::vector<Date> ends_across(const ReturnSeries& returns, const std::vector<Date>& excluded) {
  std::vector<Date> ends;
  for (std::size_t i = 0; i < returns.dates.size(); ++i) {
    const Date start = returns.dates[i] - days{returns.span_days[i]};
    for (const Date date : excluded) {
      if (start < date && date <= returns.dates[i]) ends.push_back(returns.dates[i]);
    }
  }
  return ends;
}

SeriesDiagnostics diagnostics_of(const SeriesSpec& series, Frequency frequency, const SeriesDiagnosis& found, int all) {
  SeriesDiagnostics diagnostics;
  diagnostics.id = series.id;
  diagnostics.file = series.file;
  diagnostics.column = series.column;
  diagnostics.frequency = frequency;
  diagnostics.first = found.first;
  diagnostics.last = found.last;
  diagnostics.returns = found.count;
  diagnostics.left_out = all - found.count;
  diagnostics.zero_share = found.zero_share;
  diagnostics.first_autocorrelation = found.first_autocorrelation;
  for (const Outlier& outlier : found.outliers) diagnostics.outliers.push_back({outlier.date, outlier.value, outlier.score});
  return diagnostics;
}

/// Hygiene in sentences; a lower frequency is the remedy only where there is one.
void warn(const SeriesDiagnosis& found, Frequency frequency, std::vector<std::string>& warnings) {
  const auto percent = [](double share) { return std::to_string(std::lround(100.0 * share)) + " %"; };
  if (found.stale) {
    warnings.push_back(found.name + ": " + percent(found.zero_share) + " of the returns are zero, as of an assessed price." +
                       (frequency == Frequency::DAILY ? " Use weekly or monthly returns." : ""));
  }
  if (found.unsmooth) {
    warnings.push_back(found.name + ": returns follow those before them (autocorrelation " +
                       percent(found.first_autocorrelation) + "): its volatility over longer spans is understated.");
  }
  for (const Outlier& outlier : found.outliers) {
    warnings.push_back(found.name + ": the return to " + to_string(outlier.date) + ", " + percent(outlier.value) + ", is " +
                       std::to_string(std::lround(outlier.score)) +
                       " robust standard deviations away. Exclude it if it is no market move.");
  }
}

/// Returns of one series; `level` and usable intervals are those of the last one asked for.
ReturnSeries member_returns(const CalibrationSpec& spec, const SeriesSpec& series, Frequency frequency, ReturnKind kind,
                            const DataFiles& data, FactorHistory& history, std::vector<Violation>& violations) {
  history.level = sample_series(spec, series, frequency, data);
  SeriesTable table{series.file, history.level.dates, {{series.column, history.level.values}}};
  ReturnSeries all;
  try {
    all = returns_of(table, series.column, kind);
  } catch (const InvalidInput& invalid) {
    violations.insert(violations.end(), invalid.violations().begin(), invalid.violations().end());
    return {};
  }
  all.name = series.id;
  const std::vector<Date> excluded = ends_across(all, series.excluded_dates);
  const ReturnSeries used = ordinary_returns(all, excluded, longest_span(frequency));
  history.interval_usable.clear();
  for (std::size_t i = 0; i < all.dates.size(); ++i)
    history.interval_usable.push_back(std::find(excluded.begin(), excluded.end(), all.dates[i]) == excluded.end());
  const SeriesDiagnosis found = diagnose_series(used);
  history.diagnostics.push_back(diagnostics_of(series, frequency, found, static_cast<int>(all.dates.size())));
  warn(found, frequency, history.warnings);
  return used;
}

/// Markets that end their week on different days end it together.
void move_to_period_ends(ReturnSeries& returns, Frequency frequency) {
  if (frequency == Frequency::DAILY) return;
  for (Date& date : returns.dates) {
    date = frequency == Frequency::MONTHLY ? month_end(date)
                                           : date + days{(7 - static_cast<int>(std::chrono::weekday{date}.iso_encoding())) % 7};
  }
}

}  // namespace

double periods_per_year(Frequency frequency) {
  return frequency == Frequency::DAILY ? 252.0 : frequency == Frequency::WEEKLY ? 365.0 / 7.0 : 12.0;
}

long period_of(Date date, Frequency frequency) {
  const long day = date.time_since_epoch().count();
  if (frequency == Frequency::DAILY) return day;
  if (frequency == Frequency::WEEKLY) return (day + 3 + 7 * 100'000L) / 7;  // day −3 was a Monday
  const std::chrono::year_month_day civil{date};
  return 12L * static_cast<int>(civil.year()) + static_cast<long>(static_cast<unsigned>(civil.month()));
}

ReturnKind return_kind_of(FactorKind kind) { return kind == FactorKind::REVERTING ? ReturnKind::DIFFERENCE : ReturnKind::LOG; }

const SeriesSpec* find_series(const CalibrationSpec& spec, const std::string& id) {
  const auto found = std::find_if(spec.series.begin(), spec.series.end(), [&](const SeriesSpec& s) { return s.id == id; });
  return found == spec.series.end() ? nullptr : &*found;
}

SampledSeries sample_series(const CalibrationSpec& spec, const SeriesSpec& series, Frequency frequency, const DataFiles& data) {
  const SampledSeries all = converted_days(spec, series, data);
  SampledSeries sampled;
  for (std::size_t i = 0; i < all.dates.size(); ++i) {
    const bool same_period =
        !sampled.dates.empty() && period_of(sampled.dates.back(), frequency) == period_of(all.dates[i], frequency);
    if (same_period) {
      sampled.dates.back() = all.dates[i];
      sampled.values.back() = all.values[i];
    } else {
      sampled.dates.push_back(all.dates[i]);
      sampled.values.push_back(all.values[i]);
    }
  }
  return sampled;
}

FactorHistory factor_history(const CalibrationSpec& spec, const FactorSpec& factor, Frequency frequency, const DataFiles& data,
                             std::vector<Violation>& violations) {
  FactorHistory history;
  std::vector<ReturnSeries> members;
  for (const std::string& id : factor.series) {
    members.push_back(
        member_returns(spec, *find_series(spec, id), frequency, return_kind_of(factor.kind), data, history, violations));
  }
  if (members.size() == 1) {
    history.returns = std::move(members.front());
  } else {
    constexpr std::size_t kFewestOfABook = 3;
    for (ReturnSeries& member : members) move_to_period_ends(member, frequency);
    const std::vector<double> equal(members.size(), 1.0);
    history.returns =
        book_returns(factor.id, members, equal, std::min(kFewestOfABook, members.size()), longest_span(frequency));
    history.level = {};
    history.interval_usable.clear();
  }
  history.returns.name = factor.id;
  return history;
}

}  // namespace lodestone::calibration
