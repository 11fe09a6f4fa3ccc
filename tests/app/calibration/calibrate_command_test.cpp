/// `lodestone calibrate` as a user meets it.
#include <gmock/gmock.h>

#include <app/running_command.hpp>

#include <calibration/market/synthetic_desk.hpp>
#include <lodestone/calibration/wire/calibration_files.hpp>

namespace lodestone::app {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

/// What a run needs beside the market.
constexpr const char* kRest = R"(
as_of { year: 2025 month: 12 day: 31 }
portfolio {
  reporting_currency: CURRENCY_USD
  books { id: "equities" }
  positions { id: "shares" book: "equities" equity_position { observable: "price" quantity: 1000 } }
}
simulation { paths: 2000 seed: 1 horizons: "10d" }
measures { confidences: 0.99 pnl_bases: PNL_BASIS_MARK_TO_MODEL references: LOSS_REFERENCE_ZERO }
)";

class CalibrateCommand : public Command {
 protected:
  CalibrateCommand() {
    write_file(file("spec.textproto"), to_text(calibration::synthetic_spec()));
    for (const calibration::HistoryFile& one : calibration::synthetic_files()) write_file(file(one.name), one.text);
  }

  Ended calibrate(std::vector<std::string> words) const {
    words.insert(words.begin(), {"calibrate", file("spec.textproto"), "--data", file("")});
    return lodestone(words);
  }
};

TEST_F(CalibrateCommand, WritesAMarketThatRunsAndAReportThatIsShown) {
  const Ended done = calibrate({"-o", file("market.textproto"), "--report", file("calibration.pb")});
  EXPECT_EQ(done.exit_code, 0) << done.err;
  EXPECT_EQ(done.err, "") << "progress is for terminals";
  EXPECT_THAT(done.out,
              AllOf(HasSubstr("own"), HasSubstr("exposure to market"), HasSubstr("weekly"), HasSubstr("Moves of licensing"),
                    HasSubstr("warning: licensing: 1 events of events.csv come after 2025-12-31")));
  EXPECT_THAT(contents(file("market.textproto")),
              AllOf(HasSubstr("# Calibrated from spec.textproto as of 2025-12-31"), HasSubstr("INPUT_BASIS_DERIVED")));

  write_file(file("rest.textproto"), kRest);
  const Ended run = lodestone({"run", file("market.textproto"), file("rest.textproto"), "-o", file("report.pb")});
  EXPECT_EQ(run.exit_code, 0) << run.err;

  const Ended shown = lodestone({"show", file("calibration.pb")});
  EXPECT_EQ(shown.exit_code, 0) << shown.err;
  EXPECT_EQ(done.out.substr(0, shown.out.size()), shown.out);
  EXPECT_THAT(lodestone({"show", file("calibration.pb"), "--csv", "estimates"}).out,
              HasSubstr("market.factors[own].volatility_per_sqrt_year[0],own,volatility_per_sqrt_year,0."));
  EXPECT_THAT(lodestone({"show", file("calibration.pb"), "--csv", "x"}).err, HasSubstr("Known: estimates, series, outliers"));
}

TEST_F(CalibrateCommand, ReplacesTheDesksNumbersAndIsQuietWhenAsked) {
  write_file(file("desk.textproto"),
             "market { factors { id: \"base_rate\" initial_value: 0.04 mean_reversion_per_year: 2 long_run_mean: 0.035\n"
             "                   volatility_per_sqrt_year: 0.5 } }");
  const Ended done = calibrate({"--desk", file("desk.textproto"), "-o", file("market.textproto"), "-q"});
  EXPECT_EQ(done.exit_code, 0) << done.err;
  EXPECT_EQ(done.out, "");
  EXPECT_THAT(contents(file("market.textproto")), Not(HasSubstr("volatility_per_sqrt_year: 0.5\n")));
}

TEST_F(CalibrateCommand, SaysEveryFaultOfSpecDeskAndDataAndWritesNothing) {
  write_file(file("spec.textproto"), "as_of { year: 2025 month: 12 day: 31 } factors { id: \"a\" kinds: 1 }");
  write_file(file("desk.textproto"), "portfolio {}");
  const Ended done = calibrate({"--desk", file("desk.textproto"), "-o", file("market.textproto")});
  EXPECT_EQ(done.exit_code, 2);
  EXPECT_THAT(done.err, AllOf(HasSubstr("spec.textproto"), HasSubstr("kinds"), HasSubstr("desk.textproto: portfolio")));
  EXPECT_FALSE(fs::exists(file("market.textproto")));
  EXPECT_EQ(calibrate({"-o", file("spec.textproto")}).exit_code, 2);
  EXPECT_EQ(lodestone({"calibrate"}).exit_code, 2);
}

TEST_F(CalibrateCommand, NamesFilesThatAreNotThere) {
  fs::remove(file("events.csv"));
  const Ended done = calibrate({"-o", file("market.textproto")});
  EXPECT_EQ(done.exit_code, 2);
  EXPECT_THAT(done.err, HasSubstr("events.csv"));
}

TEST_F(CalibrateCommand, ExplainsItself) {
  const Ended help = lodestone({"calibrate", "--help"});
  EXPECT_EQ(help.exit_code, 0);
  EXPECT_THAT(help.out, AllOf(HasSubstr("--desk"), HasSubstr("LOG_REVERTING"), HasSubstr("Exit codes")));
}

}  // namespace
}  // namespace lodestone::app
