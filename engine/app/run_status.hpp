/// How a run ended, for the system that started it: written as JSON on every exit.
#pragma once

#include <lodestone/base/violation.hpp>
#include <lodestone/risk/report.hpp>

#include <exception>
#include <string>
#include <vector>

namespace lodestone::app {

/// Exit codes of the command.
enum ExitCode { kDone = 0, kFailed = 1, kBadInput = 2, kInterrupted = 130 };

enum class Outcome { COMPLETE, COMPLETE_WITH_WARNINGS, REJECTED, CANCELLED, FAILED };

enum class Severity { ERROR, WARNING };

/// `text` is the whole message; the other fields are there when it is a violation.
struct StatusMessage {
  Severity severity = Severity::ERROR;
  std::string path;
  std::string value;
  std::string rule;
  std::string remedy;
  std::string text;
};

struct RunStatus {
  Outcome outcome = Outcome::COMPLETE;
  ExitCode exit_code = kDone;
  std::vector<StatusMessage> messages;
  std::string report;       ///< where it was written; empty when none was
  std::string fingerprint;  ///< of that report
};

/// A violation as a message.
StatusMessage message_of(const Violation& violation);

/// What results say of their run: FAILED with a failed check, COMPLETE_WITH_WARNINGS with a warning, else COMPLETE.
RunStatus status_of(const Results& results);

/// What an exception means: `InvalidInput` is REJECTED, `Cancelled` CANCELLED, anything else FAILED.
RunStatus status_of(const std::exception_ptr& error);

/// The status as a JSON object, keys in the order of the structs, ended by a newline.
std::string to_json(const RunStatus& status);

}  // namespace lodestone::app
