#include <lodestone/calibration/market/factor_history.hpp>

#include <gtest/gtest.h>

#include <calibration/market/synthetic_desk.hpp>
#include <cmath>

namespace lodestone::calibration {
namespace {

constexpr const char* kTwoWeeks =
    "date,PRICE,RATE\n"
    "2025-12-01,100,7.0\n"    // Monday
    "2025-12-02,,7.1\n"       // blank: its Friday stands for the week
    "2025-12-05,110,7.2\n"    // Friday
    "2025-12-08,,7.2\n"       //
    "2025-12-11,121,7.5\n"    // Thursday is the last of its week
    "2025-12-26,133.1,7.6\n"  // a week without a value lies before it
    "2025-12-31,100,8.0\n";

CalibrationSpec spec_of(SeriesSpec series) {
  CalibrationSpec spec;
  spec.as_of = make_date(2025, 12, 31);
  spec.series = {std::move(series), column("rate", "RATE")};
  return spec;
}

SampledSeries sampled(const SeriesSpec& series, Frequency frequency) {
  const CalibrationSpec spec = spec_of(series);
  std::vector<Violation> violations;
  const DataFiles data = parse_files(spec, {{"history.csv", kTwoWeeks}}, violations);
  EXPECT_TRUE(violations.empty());
  return sample_series(spec, spec.series[0], frequency, data);
}

FactorHistory history(const SeriesSpec& series, Frequency frequency) {
  const CalibrationSpec spec = spec_of(series);
  std::vector<Violation> violations;
  const DataFiles data = parse_files(spec, {{"history.csv", kTwoWeeks}}, violations);
  return factor_history(spec, factor("price", FactorKind::GEOMETRIC, series.id, frequency), frequency, data, violations);
}

TEST(SampleSeries, TakesTheLastValueOfEachWeekWhateverItsDay) {
  const SampledSeries weekly = sampled(column("price", "PRICE"), Frequency::WEEKLY);
  EXPECT_EQ(weekly.values, (std::vector<double>{110, 121, 133.1, 100}));
  EXPECT_EQ(weekly.dates[1], make_date(2025, 12, 11));
}

TEST(SampleSeries, TakesTheLastValueOfEachMonth) {
  EXPECT_EQ(sampled(column("price", "PRICE"), Frequency::MONTHLY).values, (std::vector<double>{100}));
}

TEST(FactorHistory, LeavesOutAWeeklyReturnAcrossAWeekWithoutAValue) {
  const FactorHistory weekly = history(column("price", "PRICE"), Frequency::WEEKLY);
  ASSERT_EQ(weekly.returns.values.size(), 2U);  // 110 → 121 and 133.1 → 100; not 121 → 133.1, over eleven weekdays
  EXPECT_DOUBLE_EQ(weekly.returns.values[0], std::log(121.0 / 110.0));
  EXPECT_DOUBLE_EQ(weekly.returns.values[1], std::log(100.0 / 133.1));
  EXPECT_EQ(weekly.diagnostics[0].left_out, 1);
}

TEST(FactorHistory, LeavesOutTheReturnAcrossAnExcludedDateAtAnyFrequency) {
  SeriesSpec series = column("price", "PRICE");
  series.excluded_dates = {make_date(2025, 12, 30)};  // no value on that day: the return to the 31st runs across it
  const FactorHistory weekly = history(series, Frequency::WEEKLY);
  ASSERT_EQ(weekly.returns.values.size(), 1U);
  EXPECT_DOUBLE_EQ(weekly.returns.values[0], std::log(121.0 / 110.0));
}

TEST(SampleSeries, TakesVatCurrencyAndUnitOutOfAChinesePrice) {
  SeriesSpec series = column("price", "PRICE", 10'000.0);  // 10,000 CNY/t with VAT
  series.currency = Currency::CNY;
  series.unit = Unit::T;
  series.vat = Vat::INCLUDING_VAT;
  series.converted_to = PriceConversion{Currency::USD, Unit::KG, Vat::EX_VAT, "rate"};
  const SampledSeries daily = sampled(series, Frequency::DAILY);
  ASSERT_EQ(daily.values.size(), 5U);
  EXPECT_DOUBLE_EQ(daily.values[0], 100.0 * 10'000.0 / 1.13 / 1000.0 / 7.0);  // 126.4 USD/kg
  series.converted_to->vat = Vat::EXPORT_PARITY;                              // no refund of VAT: it stays in
  EXPECT_DOUBLE_EQ(sampled(series, Frequency::DAILY).values[0], 100.0 * 10'000.0 / 1000.0 / 7.0);
}

TEST(SampleSeries, StartsWithItsFirstDay) {
  SeriesSpec series = column("price", "PRICE");
  series.from = make_date(2025, 12, 10);
  EXPECT_EQ(sampled(series, Frequency::DAILY).values, (std::vector<double>{121, 133.1, 100}));
}

TEST(FactorHistory, OfSeveralSeriesIsTheirBookOfEqualWeights) {
  const char* csv = "date,A,B,C\n2025-12-05,100,100,100\n2025-12-12,110,120,130\n2025-12-19,110,120,\n";
  CalibrationSpec spec;
  spec.as_of = make_date(2025, 12, 31);
  spec.series = {column("a", "A"), column("b", "B"), column("c", "C")};
  FactorSpec book = factor("book", FactorKind::GEOMETRIC, "a", Frequency::WEEKLY);
  book.series = {"a", "b", "c"};
  std::vector<Violation> violations;
  const DataFiles data = parse_files(spec, {{"history.csv", csv}}, violations);
  const FactorHistory found = factor_history(spec, book, Frequency::WEEKLY, data, violations);
  ASSERT_EQ(found.returns.values.size(), 1U);  // the third week has two of three
  EXPECT_DOUBLE_EQ(found.returns.values[0], std::log(1.2));
}

}  // namespace
}  // namespace lodestone::calibration
