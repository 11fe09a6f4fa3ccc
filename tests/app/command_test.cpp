/// The command as a user meets it: exit codes, what stands on stdout and stderr, which files appear.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pty.h>

#include <csignal>

#include <app/running_command.hpp>

namespace lodestone::app {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

const char* const kStudy = "examples/smallest/study.textproto";

TEST_F(Command, RunsAStudyAndShowsItsReport) {
  const Ended run = lodestone({"run", kStudy, "-o", file("report.pb"), "--status", file("status.json")});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, AllOf(HasSubstr("Risk report as of 2025-12-31"), HasSubstr("10,000 paths"), HasSubstr("VaR 99 %"),
                             HasSubstr("Report written to " + file("report.pb"))));
  EXPECT_EQ(run.err, "") << "progress is for terminals";
  EXPECT_THAT(files(), ElementsAre("report.pb", "status.json"));

  const Ended fingerprint = lodestone({"show", file("report.pb"), "--fingerprint"});
  EXPECT_EQ(fingerprint.exit_code, 0);
  EXPECT_EQ(fingerprint.out.size(), 64U + 1U);
  EXPECT_THAT(run.out, HasSubstr("Fingerprint " + fingerprint.out));
  EXPECT_THAT(contents(file("status.json")), AllOf(HasSubstr("\"status\": \"COMPLETE\""), HasSubstr("\"exit_code\": 0"),
                                                   HasSubstr("\"fingerprint\": \"" + fingerprint.out.substr(0, 64))));

  EXPECT_THAT(lodestone({"show", file("report.pb")}).out, HasSubstr("P&L at 10d"));
  EXPECT_THAT(lodestone({"show", file("report.pb"), "--json"}).out, AllOf(StartsWith("{"), HasSubstr("\"path_count\"")));
  EXPECT_THAT(lodestone({"show", file("report.pb"), "--csv", "pnl"}).out, StartsWith("kind,id,horizon,pnl_basis,value_today,"));
}

TEST_F(Command, SaysWhatTheCommandLineReplacedAndHowTheRunWasMade) {
  const Ended run = lodestone({"run", kStudy, "-o", file("report.pb"), "--paths", "4096", "--seed", "9", "--horizon", "2w",
                               "--threads", "1", "--tile", "64", "--isa", "avx2", "--request-id", "nightly 7", "--quiet"});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(run.out + run.err, "") << "--quiet";
  const std::string page = lodestone({"show", file("report.pb")}).out;
  EXPECT_THAT(page, AllOf(HasSubstr("4,096 paths from 0, seed 9"), HasSubstr("on 1 thread, tiles of 64 paths, avx2"),
                          HasSubstr("simulation.paths = 4096 (the study says 10000)"), HasSubstr("horizons 2w"),
                          HasSubstr("request nightly 7")));
  const std::string json = lodestone({"show", file("report.pb"), "--json"}).out;
  EXPECT_THAT(json, AllOf(HasSubstr("study.textproto"), HasSubstr("\"started_at\""), HasSubstr("\"compiler\""),
                          HasSubstr("\"engine_version\"")));
}

TEST_F(Command, ShowsNoProgressOnAStderrThatIsNoTerminal) {
  const Ended run =
      lodestone({"run", kStudy, "-o", file("report.pb"), "--paths", "2000000", "--horizon", "1y", "--threads", "1"});
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_EQ(run.err, "");
}

TEST_F(Command, RefusesABadStudyWithEveryViolationAndWritesNoReport) {
  std::string text = contents(kStudy);
  text.replace(text.find("paths: 10000 seed: 1"), 20, "paths: 0");
  write_file(file("bad.textproto"), text);
  for (const char* name : {"run", "check", "replay"}) {
    std::vector<std::string> words{name, file("bad.textproto")};
    if (words[0] == "run") words.insert(words.end(), {"-o", file("report.pb"), "--status", file("status.json")});
    if (words[0] == "replay") words.insert(words.end(), {"--path", "0"});
    const Ended ended = lodestone(words);
    EXPECT_EQ(ended.exit_code, 2) << name;
    EXPECT_EQ(ended.out, "") << name;
    EXPECT_THAT(ended.err, AllOf(HasSubstr("error: simulation.paths = 0"), HasSubstr("error: simulation.seed"))) << name;
  }
  EXPECT_THAT(files(), ElementsAre("bad.textproto", "status.json"));
  EXPECT_THAT(contents(file("status.json")),
              AllOf(HasSubstr("\"status\": \"REJECTED\""), HasSubstr("\"path\": \"simulation.paths\""),
                    HasSubstr("\"path\": \"simulation.seed\""), HasSubstr("\"exit_code\": 2")));
}

TEST_F(Command, RefusesAMissingFileInOneMessage) {
  const Ended ended = lodestone({"check", file("absent.textproto")});
  EXPECT_EQ(ended.exit_code, 2);
  EXPECT_THAT(ended.err, AllOf(StartsWith("error: "), HasSubstr("absent.textproto"), Not(HasSubstr("libprotobuf"))));
}

TEST_F(Command, LooksAtItsOutputBeforeItRuns) {
  fs::copy(kStudy, file("study.textproto"));
  const std::string before = contents(file("study.textproto"));
  for (const std::string& output : {file("absent/report.pb"), file("."), file("study.textproto")}) {
    const Ended ended = lodestone({"run", file("study.textproto"), "-o", output});
    EXPECT_EQ(ended.exit_code, 2) << output;
    EXPECT_THAT(ended.err, HasSubstr("--output")) << output;
  }
  EXPECT_EQ(contents(file("study.textproto")), before);
}

TEST_F(Command, AnswersAFaultOfTheCommandLineWithTwoAndAStatus) {
  const Ended ended = lodestone({"run", kStudy, "-o", file("report.pb"), "--bogus", "--status", file("status.json")});
  EXPECT_EQ(ended.exit_code, 2);
  EXPECT_EQ(ended.out, "");
  EXPECT_THAT(ended.err, AllOf(StartsWith("error: command line: "), HasSubstr("--bogus")));
  EXPECT_THAT(contents(file("status.json")), HasSubstr("\"status\": \"REJECTED\""));
  EXPECT_EQ(lodestone({}).exit_code, 2);
  EXPECT_EQ(lodestone({"--help"}).exit_code, 0);
  EXPECT_THAT(lodestone({"--version"}).out, StartsWith("lodestone "));
}

TEST_F(Command, ChecksAStudyWithoutRunningIt) {
  const Ended ended = lodestone({"check", kStudy});
  EXPECT_EQ(ended.exit_code, 0) << ended.err;
  EXPECT_THAT(ended.out, AllOf(HasSubstr("The study is valid: 10,000 paths from 2025-12-31"), HasSubstr("factors"),
                               HasSubstr("GiB"), HasSubstr("Expected time")));
}

TEST_F(Command, ReplaysAPathAsTablesAndAsCsv) {
  const Ended text = lodestone({"replay", kStudy, "--path", "9999"});
  EXPECT_EQ(text.exit_code, 0) << text.err;
  EXPECT_THAT(text.out, AllOf(StartsWith("Path 9,999, "), HasSubstr("Factors"), HasSubstr("Sampled series")));
  const Ended csv = lodestone({"replay", kStudy, "--path", "9999", "--csv"});
  EXPECT_THAT(csv.out, AllOf(StartsWith("section,date,name,unit,value,label\n"), HasSubstr("\nfactor,2025-12-31,mp,")));
  for (const char* path : {"10000", "-1"}) {
    const Ended ended = lodestone({"replay", kStudy, "--path", path});
    EXPECT_EQ(ended.exit_code, 2) << path;
    EXPECT_THAT(ended.err, HasSubstr("--path")) << path;
  }
}

TEST_F(Command, RefusesAReportThatIsCutOrAltered) {
  ASSERT_EQ(lodestone({"run", kStudy, "-o", file("report.pb")}).exit_code, 0);
  const std::string whole = contents(file("report.pb"));
  std::string altered = whole;
  altered[whole.size() / 2] = static_cast<char>(altered[whole.size() / 2] ^ 1);
  for (const std::string& bytes :
       {whole.substr(0, whole.size() / 2), whole.substr(0, whole.size() - 1), altered, std::string()}) {
    write_file(file("cut.pb"), bytes);
    const Ended ended = lodestone({"show", file("cut.pb"), "--fingerprint"});
    EXPECT_EQ(ended.exit_code, 2);
    EXPECT_EQ(ended.out, "");
    EXPECT_THAT(ended.err, HasSubstr("cut.pb"));
  }
}

TEST_F(Command, ListsTheTablesWhenOneIsUnknown) {
  ASSERT_EQ(lodestone({"run", kStudy, "-o", file("report.pb")}).exit_code, 0);
  const Ended ended = lodestone({"show", file("report.pb"), "--csv", "profits"});
  EXPECT_EQ(ended.exit_code, 2);
  EXPECT_THAT(ended.err, AllOf(HasSubstr("\"profits\""), HasSubstr("contributions")));
}

TEST_F(Command, FailsWhenStdoutCannotBeWrittenButKeepsTheReport) {
  const Ended run = lodestone({"run", kStudy, "-o", file("report.pb"), "--status", file("status.json")}, "/dev/full");
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.err, HasSubstr("could not write to stdout"));
  EXPECT_THAT(contents(file("status.json")), AllOf(HasSubstr("\"status\": \"FAILED\""), HasSubstr("report.pb")));
  for (const char* form : {"--json", "--fingerprint"})
    EXPECT_EQ(lodestone({"show", file("report.pb"), form}, "/dev/full").exit_code, 1) << form;
  EXPECT_EQ(lodestone({"show", file("report.pb")}).exit_code, 0);
}

/// Starts `lodestone run` on a terminal of its own and sends it `signal` when its progress shows.
int interrupted_exit_code(const std::vector<std::string>& words, int signal) {
  int terminal = -1;
  const pid_t child = forkpty(&terminal, nullptr, nullptr, nullptr);
  if (child == 0) {
    std::vector<std::string> arguments = words;
    arguments.insert(arguments.begin(), LODESTONE_COMMAND);
    std::vector<char*> pointers;
    for (std::string& argument : arguments) pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    execv(LODESTONE_COMMAND, pointers.data());
    _exit(127);
  }
  std::string seen;
  char buffer[256];
  // The terminal's end is read until the command closes it, so that it never waits for us.
  for (ssize_t got = read(terminal, buffer, sizeof buffer); got > 0; got = read(terminal, buffer, sizeof buffer)) {
    const bool before = seen.find("simulating") != std::string::npos;
    seen.append(buffer, static_cast<std::size_t>(got));
    if (!before && seen.find("simulating") != std::string::npos) kill(child, signal);
  }
  close(terminal);
  EXPECT_THAT(seen, AllOf(HasSubstr("simulating"), Not(HasSubstr("simulating  9")))) << "must stop long before 90 %";
  int state = 0;
  waitpid(child, &state, 0);
  return WIFEXITED(state) ? WEXITSTATUS(state) : -WTERMSIG(state);
}

TEST_F(Command, LeavesNothingHalfWrittenWhenInterrupted) {
  for (const int signal : {SIGINT, SIGTERM}) {
    EXPECT_EQ(interrupted_exit_code({"run", kStudy, "-o", file("report.pb"), "--status", file("status.json"), "--paths",
                                     "4000000", "--horizon", "1y", "--threads", "1"},
                                    signal),
              130);
    EXPECT_THAT(files(), ElementsAre("status.json"));
    EXPECT_THAT(contents(file("status.json")), AllOf(HasSubstr("\"status\": \"CANCELLED\""), HasSubstr("\"exit_code\": 130")));
  }
}

}  // namespace
}  // namespace lodestone::app
