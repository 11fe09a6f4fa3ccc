#include <lodestone/app/command_line.hpp>
#include <lodestone/base/version.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lodestone::app {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string fault_of(const std::vector<std::string>& words) {
  const auto reply = std::get<Reply>(read_command_line(words));
  EXPECT_TRUE(reply.fault.has_value());
  return reply.fault ? to_string(*reply.fault) : std::string();
}

Reply reply_to(const std::vector<std::string>& words) { return std::get<Reply>(read_command_line(words)); }

TEST(CommandLine, ReadsEveryOptionOfRun) {
  const auto run = std::get<RunArguments>(read_command_line({"run",
                                                             "a.pb",
                                                             "--horizon",
                                                             "10d",
                                                             "b.pb",
                                                             "-o",
                                                             "r.pb",
                                                             "--paths",
                                                             "5000",
                                                             "--seed",
                                                             "18446744073709551615",
                                                             "--threads",
                                                             "3",
                                                             "--tile",
                                                             "256",
                                                             "--horizon",
                                                             "1y",
                                                             "--isa",
                                                             "avx2",
                                                             "--status",
                                                             "s.json",
                                                             "--quiet",
                                                             "--parameter-paths",
                                                             "2000",
                                                             "--parameter-draws",
                                                             "100",
                                                             "--request-id",
                                                             "id 7"}));
  EXPECT_THAT(run.files, ElementsAre("a.pb", "b.pb"));
  EXPECT_EQ(run.output, "r.pb");
  EXPECT_EQ(run.overrides.paths, 5000);
  EXPECT_EQ(run.overrides.seed, 18446744073709551615U);
  EXPECT_THAT(run.overrides.horizons, ElementsAre("10d", "1y"));
  EXPECT_EQ(run.machine.threads, 3);
  EXPECT_EQ(run.machine.tile_paths, 256);
  EXPECT_EQ(run.machine.isa, Isa::AVX2);
  EXPECT_EQ(run.status, "s.json");
  EXPECT_EQ(run.request_id, "id 7");
  EXPECT_EQ(run.parameters.draws, 100);
  EXPECT_EQ(run.parameters.paths, 2000);
  EXPECT_TRUE(run.quiet);
}

TEST(CommandLine, OverridesNothingByDefault) {
  const auto run = std::get<RunArguments>(read_command_line({"run", "a.pb", "-o", "r.pb"}));
  EXPECT_FALSE(run.overrides.paths.has_value());
  EXPECT_FALSE(run.overrides.seed.has_value());
  EXPECT_TRUE(run.overrides.horizons.empty());
  EXPECT_FALSE(run.machine.isa.has_value());
  EXPECT_EQ(run.machine.threads, 0);
  EXPECT_FALSE(run.quiet);
  EXPECT_EQ(run.parameters.draws, 0);
}

TEST(CommandLine, RefusesPathsOfDrawsThatNobodyAskedFor) {
  EXPECT_TRUE(reply_to({"run", "a.pb", "-o", "r.pb", "--parameter-paths", "2000"}).fault.has_value());
}

TEST(CommandLine, ReadsTheFormsOfShow) {
  EXPECT_EQ(std::get<ShowArguments>(read_command_line({"show", "r.pb"})).form, ShowForm::TEXT);
  EXPECT_EQ(std::get<ShowArguments>(read_command_line({"show", "r.pb", "--json"})).form, ShowForm::JSON);
  EXPECT_EQ(std::get<ShowArguments>(read_command_line({"show", "--fingerprint", "r.pb"})).form, ShowForm::FINGERPRINT);
  const auto csv = std::get<ShowArguments>(read_command_line({"show", "r.pb", "--csv", "pnl"}));
  EXPECT_EQ(csv.form, ShowForm::CSV);
  EXPECT_EQ(csv.table, "pnl");
  EXPECT_THAT(fault_of({"show", "r.pb", "--json", "--csv", "pnl"}), HasSubstr("--csv"));
}

TEST(CommandLine, ReadsCheckAndReplay) {
  EXPECT_THAT(std::get<CheckArguments>(read_command_line({"check", "a.pb", "b.pb"})).files, ElementsAre("a.pb", "b.pb"));
  const auto replay = std::get<ReplayArguments>(read_command_line({"replay", "a.pb", "--path", "17", "--seed", "1", "--csv"}));
  EXPECT_EQ(replay.path, 17);
  EXPECT_EQ(replay.overrides.seed, 1U);
  EXPECT_TRUE(replay.csv);
}

TEST(CommandLine, ReadsEveryOptionOfBacktest) {
  const auto backtest = std::get<BacktestArguments>(
      read_command_line({"backtest",  "--series",          "MP,ILU_AX", "h.csv",      "--book",     "desk=MP:0.5,ILU_AX:0.5",
                         "--book",    "b=MP,ILU_AX",       "--from",    "2015-01-01", "--to",       "2024-06-30",
                         "--exclude", "ILU_AX:2020-10-23", "--levels",  "0.95,0.99",  "--horizons", "1,5",
                         "--models",  "lodestone,ewma",    "-o",        "b.pb",       "--picture",  "out",
                         "-q"}));
  EXPECT_EQ(backtest.history, "h.csv");
  EXPECT_THAT(backtest.series, ElementsAre("MP", "ILU_AX"));
  EXPECT_THAT(backtest.books, ElementsAre("desk=MP:0.5,ILU_AX:0.5", "b=MP,ILU_AX"));
  EXPECT_EQ(backtest.from + backtest.to, "2015-01-012024-06-30");
  EXPECT_THAT(backtest.excluded, ElementsAre("ILU_AX:2020-10-23"));
  EXPECT_THAT(backtest.levels, ElementsAre("0.95", "0.99"));
  EXPECT_THAT(backtest.horizons, ElementsAre("1", "5"));
  EXPECT_THAT(backtest.models, ElementsAre("lodestone", "ewma"));
  EXPECT_EQ(backtest.output + backtest.picture, "b.pbout");
  EXPECT_TRUE(backtest.quiet);
  EXPECT_THAT(fault_of({"backtest"}), HasSubstr("history"));
}

TEST(CommandLine, TakesWholeDecimalNumbersInRangeOnly) {
  for (const char* seed : {"-1", "18446744073709551616", "1.5", "7 ", "0x10", "", "1e3"})
    EXPECT_THAT(fault_of({"run", "a.pb", "-o", "r.pb", "--seed", seed}), HasSubstr("--seed")) << seed;
  EXPECT_EQ(std::get<RunArguments>(read_command_line({"run", "a.pb", "-o", "r.pb", "--seed", "010"})).overrides.seed, 10U);
}

TEST(CommandLine, FaultsNameWhatIsWrong) {
  for (const std::vector<std::string>& words :
       std::vector<std::vector<std::string>>{{},
                                             {"fly"},
                                             {"run"},
                                             {"run", "a.pb"},
                                             {"run", "a.pb", "-o", "r.pb", "--bogus"},
                                             {"run", "a.pb", "-o", "r.pb", "--isa", "mmx"},
                                             {"replay", "a.pb"},
                                             {"show"},
                                             {"check"}}) {
    EXPECT_THAT(fault_of(words), AllOf(StartsWith("command line: "), HasSubstr("--help")));
  }
  EXPECT_THAT(fault_of({"run", "a.pb", "-o", "r.pb", "--bogus"}), HasSubstr("--bogus"));
  EXPECT_THAT(fault_of({"run", "a.pb"}), HasSubstr("--output"));
}

TEST(CommandLine, RemembersTheStatusFileOfALineThatCannotBeRead) {
  EXPECT_EQ(reply_to({"run", "a.pb", "--bogus", "--status", "s.json"}).status, "s.json");
  EXPECT_EQ(reply_to({"run", "a.pb", "--bogus", "--status=s.json"}).status, "s.json");
  EXPECT_EQ(reply_to({"run", "a.pb", "--bogus", "--status"}).status, "");
}

TEST(CommandLine, HelpTeachesWithAnExampleAndExitCodes) {
  for (const char* name : {"run", "check", "show", "replay", "backtest"}) {
    const Reply reply = reply_to({name, "--help"});
    EXPECT_FALSE(reply.fault.has_value());
    EXPECT_THAT(reply.text, AllOf(HasSubstr(std::string("  lodestone ") + name + " "), HasSubstr("Exit codes: 0 done")));
    EXPECT_THAT(reply_to({"--help"}).text, HasSubstr(std::string("\n  ") + name + " "));
  }
  EXPECT_THAT(reply_to({"show", "--help"}).text, HasSubstr("conditionals"));
}

TEST(CommandLine, SaysItsVersion) {
  const Reply reply = reply_to({"--version"});
  EXPECT_FALSE(reply.fault.has_value());
  EXPECT_EQ(reply.text, "lodestone " + std::string(version()) + "\n");
}

}  // namespace
}  // namespace lodestone::app
