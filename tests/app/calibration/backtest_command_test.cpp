/// `lodestone backtest` as a user meets it.
#include <gmock/gmock.h>

#include <app/running_command.hpp>

#include <cmath>
#include <cstdint>
#include <cstdio>

namespace lodestone::app {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

/// `days` working days of two prices, with quiet and wild months, and blanks in the second.
std::string generated_history(int days) {
  std::uint64_t state = 7;
  const auto uniform = [&state] {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return (static_cast<double>(state >> 12) + 0.5) * 0x1p-52;
  };
  std::string text = "date,A,B\n";
  double a = 100.0;
  double b = 20.0;
  int year = 2020;
  int month = 1;
  int day = 0;
  for (int i = 0; i < days; ++i) {
    if (++day > 28) day = 1, ++month;
    if (month > 12) month = 1, ++year;
    const double scale = (month % 4 == 0 ? 0.03 : 0.01) * std::sqrt(-2.0 * std::log(uniform()));
    a *= std::exp(scale * std::cos(6.283185307 * uniform()));
    b *= std::exp(scale * std::cos(6.283185307 * uniform()));
    char row[80];
    std::snprintf(row, sizeof row, i % 40 == 7 ? "%04d-%02d-%02d,%.6f,\n" : "%04d-%02d-%02d,%.6f,%.6f\n", year, month, day, a,
                  b);
    text += row;
  }
  return text;
}

class BacktestCommand : public Command {
 protected:
  BacktestCommand() { write_file(file("history.csv"), generated_history(640)); }

  Ended backtest(std::vector<std::string> words) const {
    words.insert(words.begin(), {"backtest", file("history.csv")});
    return lodestone(words);
  }
};

TEST_F(BacktestCommand, JudgesSeriesAndBooksAndShowsItsReport) {
  const Ended run = backtest({"--book", "desk=A:0.6,B:0.4", "--series", "A", "--models", "lodestone,ewma", "--horizons", "1",
                              "-o", file("backtest.pb"), "--picture", file("")});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(run.err, "") << "progress is for terminals";
  EXPECT_THAT(run.out, AllOf(HasSubstr("Back-test of A, book desk"), HasSubstr("ewma"), HasSubstr("VaR and ES 97.5 % over 1 d"),
                             HasSubstr("VaR and ES 99 % over 1 d"), HasSubstr("Report written to " + file("backtest.pb"))));
  EXPECT_THAT(files(), ElementsAre("A_1d.svg", "backtest.pb", "desk_1d.svg", "history.csv"));
  EXPECT_THAT(contents(file("desk_1d.svg")), StartsWith("<svg"));

  const Ended fingerprint = lodestone({"show", file("backtest.pb"), "--fingerprint"});
  EXPECT_EQ(fingerprint.out.size(), 64U + 1U);
  EXPECT_THAT(run.out, HasSubstr("Fingerprint " + fingerprint.out));
  EXPECT_THAT(run.out, HasSubstr(lodestone({"show", file("backtest.pb")}).out)) << "the tables again";
  EXPECT_THAT(lodestone({"show", file("backtest.pb"), "--json"}).out, HasSubstr("\"history_sha256\""));
  EXPECT_THAT(
      lodestone({"show", file("backtest.pb"), "--csv", "tests"}).out,
      AllOf(StartsWith("series,model,horizon,confidence,test,statistic,p_value\n"), HasSubstr("\ndesk,ewma,1,0.99,z2,")));
  const Ended unknown = lodestone({"show", file("backtest.pb"), "--csv", "profits"});
  EXPECT_EQ(unknown.exit_code, 2);
  EXPECT_THAT(unknown.err, HasSubstr("Known: summary, tests, scores, comparisons, breaches."));
}

TEST_F(BacktestCommand, SaysTheSameOfTheSameHistory) {
  const std::vector<std::string> words = {
      "--models", "lodestone,historical", "--horizons", "1,5", "--levels", "0.95,0.99", "-q", "-o"};
  for (const char* name : {"a.pb", "b.pb"}) {
    std::vector<std::string> all = words;
    all.push_back(file(name));
    EXPECT_EQ(backtest(all).out, "");
  }
  EXPECT_EQ(lodestone({"show", file("a.pb"), "--fingerprint"}).out, lodestone({"show", file("b.pb"), "--fingerprint"}).out);
  EXPECT_THAT(lodestone({"show", file("a.pb")}).out,
              AllOf(HasSubstr("VaR and ES 95 % over 5 d"), HasSubstr("Back-test of A, B")));
}

TEST_F(BacktestCommand, SaysEverythingThatIsWrongAndWritesNothing) {
  const Ended asked = backtest({"--book", "desk", "--from", "2021-02-30", "--levels", "0.9x", "--models", "oracle,ewma,ewma",
                                "--exclude", "A", "--horizons", "1.5", "-o", file("backtest.pb")});
  EXPECT_EQ(asked.exit_code, 2);
  EXPECT_EQ(asked.out, "");
  EXPECT_THAT(asked.err, AllOf(HasSubstr("--book"), HasSubstr("--from = \"2021-02-30\""), HasSubstr("--levels"),
                               HasSubstr("oracle"), HasSubstr("--exclude"), HasSubstr("--horizons")));

  const Ended settings = backtest({"--series", "A,C", "--book", "A=B:-1,D:2", "--levels", "0.99,0.9", "--exclude",
                                   "B:2019-01-01", "-o", file("backtest.pb")});
  EXPECT_EQ(settings.exit_code, 2);
  EXPECT_THAT(settings.err, AllOf(HasSubstr("\"C\""), HasSubstr("\"D\""), HasSubstr("is given twice"), HasSubstr("must be > 0"),
                                  HasSubstr("confidences[1]"), HasSubstr("2019-01-01")));

  write_file(file("history.csv"), "date,A\n2024-01-02,1\n2024-01-02,x\n2024-01-01,2\n");
  const Ended bad = backtest({"-o", file("backtest.pb")});
  EXPECT_EQ(bad.exit_code, 2);
  EXPECT_THAT(bad.err, AllOf(HasSubstr("history.csv:3:date"), HasSubstr("history.csv:3:A"), HasSubstr("history.csv:4:date")));
  EXPECT_THAT(files(), ElementsAre("history.csv"));
}

TEST_F(BacktestCommand, LooksAtItsOutputsBeforeItRuns) {
  const Ended ended = backtest({"-o", file("history.csv"), "--picture", file("nowhere")});
  EXPECT_EQ(ended.exit_code, 2);
  EXPECT_THAT(ended.err, AllOf(HasSubstr("--output"), HasSubstr("--picture")));
}

TEST_F(BacktestCommand, WarnsOfAHistoryTooShortToJudge) {
  write_file(file("history.csv"), generated_history(300));
  const Ended ended = backtest({"--series", "A"});
  EXPECT_EQ(ended.exit_code, 0) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("A: too short for a forecast over 10 d; the first needs 500 returns before it."));
}

TEST_F(BacktestCommand, RefusesAReportThatIsCut) {
  ASSERT_EQ(backtest({"--series", "A", "--models", "ewma", "-q", "-o", file("backtest.pb")}).exit_code, 0);
  const std::string whole = contents(file("backtest.pb"));
  write_file(file("cut.pb"), whole.substr(0, whole.size() - 70));
  const Ended ended = lodestone({"show", file("cut.pb")});
  EXPECT_EQ(ended.exit_code, 2);
  EXPECT_EQ(ended.out, "");
  EXPECT_THAT(ended.err, HasSubstr("cut.pb"));
}

}  // namespace
}  // namespace lodestone::app
