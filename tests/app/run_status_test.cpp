#include <lodestone/app/run_status.hpp>
#include <lodestone/run/simulation.hpp>

#include <gtest/gtest.h>

#include <new>

namespace lodestone::app {
namespace {

TEST(RunStatus, IsOneJsonObject) {
  RunStatus status;
  status.outcome = Outcome::COMPLETE_WITH_WARNINGS;
  status.messages = {{Severity::WARNING, "", "", "", "", "the study says \"maybe\""}};
  status.report = "out/report.pb";
  status.fingerprint = "ab12";
  EXPECT_EQ(to_json(status),
            "{\n"
            "  \"status\": \"COMPLETE_WITH_WARNINGS\",\n"
            "  \"exit_code\": 0,\n"
            "  \"messages\": [\n"
            "    {\"severity\": \"WARNING\", \"path\": \"\", \"value\": \"\", \"rule\": \"\", \"remedy\": \"\", "
            "\"text\": \"the study says \\\"maybe\\\"\"}\n"
            "  ],\n"
            "  \"report\": \"out/report.pb\",\n"
            "  \"fingerprint\": \"ab12\"\n"
            "}\n");
  EXPECT_NE(to_json(RunStatus{}).find("\"messages\": [],"), std::string::npos);
}

TEST(RunStatus, CarriesEveryViolationFieldByField) {
  const InvalidInput invalid({{"simulation.paths", "0", "must be > 0", "Ask for at least one."}, {"as_of", "", "missing", ""}});
  const RunStatus status = status_of(std::make_exception_ptr(invalid));
  EXPECT_EQ(status.outcome, Outcome::REJECTED);
  EXPECT_EQ(status.exit_code, kBadInput);
  ASSERT_EQ(status.messages.size(), 2U);
  EXPECT_EQ(status.messages[0].path, "simulation.paths");
  EXPECT_EQ(status.messages[0].value, "0");
  EXPECT_EQ(status.messages[0].rule, "must be > 0");
  EXPECT_EQ(status.messages[0].remedy, "Ask for at least one.");
  EXPECT_EQ(status.messages[0].text, "simulation.paths = 0: must be > 0. Ask for at least one.");
  EXPECT_EQ(status.messages[1].text, "as_of: missing.");
}

TEST(RunStatus, FailsTheRunOfAFailedCheckAndPassesWarningsOn) {
  Results results;
  results.reconciliations = {{"positions in = valued", true, 3.0, 3.0, 0.0}};
  EXPECT_EQ(status_of(results).outcome, Outcome::COMPLETE);
  results.warnings = {"an averaged price is a proxy"};
  EXPECT_EQ(status_of(results).outcome, Outcome::COMPLETE_WITH_WARNINGS);
  EXPECT_EQ(status_of(results).exit_code, kDone);
  EXPECT_EQ(status_of(results).messages.at(0).text, "an averaged price is a proxy");
  results.reconciliations.push_back({"cash by book", false, 1.5, 2.5, 1e-9});
  const RunStatus failed = status_of(results);
  EXPECT_EQ(failed.outcome, Outcome::FAILED);
  EXPECT_EQ(failed.exit_code, kFailed);
  ASSERT_EQ(failed.messages.size(), 2U);
  EXPECT_EQ(failed.messages[1].text, "check \"cash by book\" failed: 1.5 against 2.5, tolerance 1e-09. No report was written.");
}

TEST(RunStatus, TellsAnInterruptionFromAFailure) {
  EXPECT_EQ(status_of(std::make_exception_ptr(Cancelled())).outcome, Outcome::CANCELLED);
  EXPECT_EQ(status_of(std::make_exception_ptr(Cancelled())).exit_code, kInterrupted);
  for (const std::exception_ptr& error :
       {std::make_exception_ptr(std::bad_alloc()), std::make_exception_ptr(std::runtime_error("disk full"))}) {
    EXPECT_EQ(status_of(error).outcome, Outcome::FAILED);
    EXPECT_EQ(status_of(error).exit_code, kFailed);
    EXPECT_FALSE(status_of(error).messages.at(0).text.empty());
  }
}

}  // namespace
}  // namespace lodestone::app
