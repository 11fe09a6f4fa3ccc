#include <lodestone/calibration/market/calibrate.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <calibration/market/synthetic_desk.hpp>
#include <functional>
#include <lodestone/base/violation.hpp>

namespace lodestone::calibration {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::SizeIs;

std::vector<std::string> faults_of(const CalibrationSpec& spec, const std::vector<HistoryFile>& files,
                                   const MarketPart& desk = {}) {
  std::vector<std::string> faults;
  try {
    calibrate(spec, files, desk);
  } catch (const InvalidInput& invalid) {
    for (const Violation& violation : invalid.violations()) faults.push_back(to_string(violation));
  }
  return faults;
}

/// A history that is read in a moment; none of these faults lets it come to an estimate.
std::vector<HistoryFile> short_files() {
  return {{"history.csv", "date,INDEX,SHARE,OXIDE,CNYUSD,RATE\n2025-12-30,1,1,1,1,1\n2025-12-31,2,2,2,2,2\n"},
          {"events.csv", synthetic_events()}};
}

struct Fault {
  const char* what;
  std::function<void(CalibrationSpec&)> spoil;
  const char* said;
};

class FaultOfASpec : public testing::TestWithParam<Fault> {};

TEST_P(FaultOfASpec, IsSaidWithItsPlace) {
  CalibrationSpec spec = synthetic_spec();
  GetParam().spoil(spec);
  EXPECT_THAT(faults_of(spec, short_files()), Contains(HasSubstr(GetParam().said)));
}

INSTANTIATE_TEST_SUITE_P(
    Spec, FaultOfASpec,
    testing::Values(
        Fault{"no date", [](auto& s) { s.as_of = kNoDate; }, "as_of"},
        Fault{"nothing asked", [](auto& s) { s.factors.clear(), s.chains.clear(); }, "must hold something to calibrate"},
        Fault{"repeated series", [](auto& s) { s.series[1].id = "index"; }, "series[1].id"},
        Fault{"unknown column", [](auto& s) { s.series[0].column = "INDX"; },
              "names no column of history.csv. Known: \"INDEX\""},
        Fault{"unknown file", [](auto& s) { s.series[0].file = "other.csv"; }, "other.csv: is not among the data"},
        Fault{"multiplier of 0", [](auto& s) { s.series[0].multiplier = 0.0; }, "series[0].multiplier = 0: must be > 0"},
        Fault{"NaN multiplier", [](auto& s) { s.series[0].multiplier = kNotGiven; }, "series[0].multiplier"},
        Fault{"no rate for a currency",
              [](auto& s) {
                s.series[2].converted_to = PriceConversion{Currency::USD, Unit::KG, Vat::EX_VAT, ""};
              },
              "series[2].converted_to.exchange_rate = not given: must be given, for the currencies differ"},
        Fault{"rate for one currency",
              [](auto& s) {
                s.series[2].converted_to = PriceConversion{Currency::CNY, Unit::KG, Vat::EX_VAT, "rate"};
              },
              "is not needed"},
        Fault{"a tax from nowhere",
              [](auto& s) {
                s.series[2].vat = Vat::NONE;
                s.series[2].converted_to = PriceConversion{Currency::CNY, Unit::KG, Vat::INCLUDING_VAT, ""};
              },
              "series[2].converted_to.vat"},
        Fault{"unknown series", [](auto& s) { s.factors[0].series = {"indx"}; }, "factors[0].series[0] = \"indx\""},
        Fault{"repeated factor", [](auto& s) { s.factors[1].id = "market"; }, "factors[1].id"},
        Fault{"a book that reverts",
              [](auto& s) {
                s.factors[2].series = {"oxide", "share"};
              },
              "must be one, for a book has no level"},
        Fault{"exposure to what comes later", [](auto& s) { s.factors[1].exposures[0].factor = "usdcny"; },
              "must come before this factor"},
        Fault{"exposure at another frequency", [](auto& s) { s.factors[0].frequency = Frequency::DAILY; },
              "must have the frequency of this factor"},
        Fault{"half a prior", [](auto& s) { s.factors[1].exposures[0].prior_mean = 1.0; },
              "factors[1].exposures[0].prior_standard_deviation = not given"},
        Fault{"half a half-life", [](auto& s) { s.factors[2].half_life_years = 1.0; }, "half_life_log_standard_deviation"},
        Fault{"a half-life that wanders",
              [](auto& s) { s.factors[0].half_life_years = 1.0, s.factors[0].half_life_log_standard_deviation = 0.3; },
              "belongs to a factor that reverts"},
        Fault{"GARCH of what reverts", [](auto& s) { s.factors[2].volatility = VolatilityModel::GARCH; },
              "factors[2].volatility: must be SAMPLE"},
        Fault{"m(t) without a GARCH", [](auto& s) { s.factors[0].volatility_term_structure = "m"; }, "belongs to a GARCH"},
        Fault{"one maturity",
              [](auto& s) {
                s.factors[2].kind = FactorKind::SCHWARTZ_SMITH;
                s.factors[2].maturities_years = {1.0};
              },
              "must be two maturities or more"},
        Fault{"kept of no desk", [](auto& s) { s.factors[0].kept = {"initial_value"}; }, "needs a factor of the desk"},
        Fault{"kept what is none", [](auto& s) { s.factors[0].kept = {"volatility"}; }, "names nothing that is estimated"},
        Fault{"unknown observable", [](auto& s) { s.factors[1].observable = "prize"; }, "factors[1].observable = \"prize\""},
        Fault{"growth of nothing", [](auto& s) { s.factors[0].drift = DriftRule::EXPECTED_GROWTH; }, "its observable"},
        Fault{"jumps on no chain", [](auto& s) { s.factors[0].jumps = JumpSpec{"other"}; },
              "factors[0].jumps.chain = \"other\""},
        Fault{"decay of 1", [](auto& s) { s.dependence.decay = 1.0; }, "dependence.decay"},
        Fault{"chain without states", [](auto& s) { s.chains[0].states.clear(); }, "chains[0].states"},
        Fault{"chain without labels", [](auto& s) { s.chains[0].labels.clear(); }, "chains[0].labels = none"},
        Fault{"prior of no desk", [](auto& s) { s.chains[0].prior_years = 1.0; }, "needs a chain of the desk"},
        Fault{"lane of no desk",
              [](auto& s) {
                s.lanes = {LaneSpec{"magnets", "licensing", "events.csv"}};
              },
              "lanes[0].id"},
        Fault{"lane with two files",
              [](auto& s) {
                s.lanes = {LaneSpec{"magnets", "licensing", "events.csv", "events.csv"}};
              },
              "lanes[0] = two files: must name one file"}));

TEST(CalibrateFaults, AreSaidAllAtOnce) {
  CalibrationSpec spec = synthetic_spec();
  spec.series[0].multiplier = -1.0;
  spec.factors[2].half_life_years = 1.0;
  spec.chains[0].labels.clear();
  const std::vector<HistoryFile> files = {
      {"history.csv", "date,INDEX,SHARE,OXIDE,CNYUSD,RATE\n2025-12-31,1,x,1,1,1\n2025-12-30,1,1,1,1,\n"},
      {"events.csv", "date,direction,destination,scope,event,source_url\n2025-04-04,tightens,all,all,a,b\n"}};
  const std::vector<std::string> faults = faults_of(spec, files);
  EXPECT_THAT(faults, SizeIs(6));
  EXPECT_THAT(faults, Contains(HasSubstr("history.csv:2:SHARE")));  // file, line, column
  EXPECT_THAT(faults, Contains(HasSubstr("history.csv:3:date")));
  EXPECT_THAT(faults, Contains(HasSubstr("events.csv:2:direction")));
  EXPECT_THAT(faults, Contains(HasSubstr("series[0].multiplier")));
}

TEST(CalibrateFaults, NameEveryPriceWithoutALogarithm) {
  std::vector<HistoryFile> files = short_files();
  files[0].text = "date,INDEX,SHARE,OXIDE,CNYUSD,RATE\n2025-12-24,0,1,1,1,1\n2025-12-31,2,-2,2,2,2\n";
  const std::vector<std::string> faults = faults_of(synthetic_spec(), files);
  EXPECT_THAT(faults, Contains(HasSubstr("history.csv:INDEX[2025-12-24] = 0: must be > 0")));
  EXPECT_THAT(faults, Contains(HasSubstr("history.csv:SHARE[2025-12-31] = -2: must be > 0")));
}

TEST(CalibrateFaults, SayWhichHistoryIsTooShort) {
  EXPECT_THAT(faults_of(synthetic_spec(), short_files()), Contains(HasSubstr("factors[oxide].series")));
}

TEST(CalibrateFaults, RefuseLabelsThatTheEventsContradict) {
  CalibrationSpec spec = synthetic_spec();
  spec.chains[0].labels[1].from = make_date(2015, 4, 2);
  EXPECT_THAT(faults_of(spec, synthetic_files()),
              Contains(HasSubstr("chains[0].labels[1] = 2015-04-02 \"squeeze\": must stand on")));
  spec = synthetic_spec();
  spec.chains[0].labels = {{make_date(2011, 1, 3), "squeeze"}, {make_date(2015, 4, 1), "open"}};
  EXPECT_THAT(faults_of(spec, synthetic_files()), Contains(HasSubstr("is less severe, but its event tightens")));
}

TEST(CalibrateFaults, AskForTheLevelTodayOfASeriesThatEnded) {
  std::vector<HistoryFile> files = synthetic_files();
  std::string& text = files[0].text;
  text.resize(text.find("2025-12-01"));
  CalibrationSpec spec = synthetic_spec();
  EXPECT_THAT(faults_of(spec, files),
              Contains(HasSubstr("factors[oxide].series = ends 2025-11-28: must reach the as-of date")));
  for (FactorSpec& one : spec.factors) one.initial_value = 5.0;
  EXPECT_EQ(calibrate(spec, files).part.market.factors[2].initial_value, 5.0);
}

}  // namespace
}  // namespace lodestone::calibration
