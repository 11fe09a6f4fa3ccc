#include <lodestone/app/run_status.hpp>

#include <lodestone/app/json_text.hpp>
#include <lodestone/base/expect.hpp>
#include <lodestone/run/simulation.hpp>

#include <fmt/core.h>

#include <new>

namespace lodestone::app {

namespace {

const char* name_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::COMPLETE:
      return "COMPLETE";
    case Outcome::COMPLETE_WITH_WARNINGS:
      return "COMPLETE_WITH_WARNINGS";
    case Outcome::REJECTED:
      return "REJECTED";
    case Outcome::CANCELLED:
      return "CANCELLED";
    case Outcome::FAILED:
      return "FAILED";
  }
  broken_promise("an outcome is one of its enumerators", __FILE__, __LINE__);
}

RunStatus failed(const std::string& text) {
  return {Outcome::FAILED, kFailed, {{Severity::ERROR, "", "", "", "", text}}, "", ""};
}

}  // namespace

StatusMessage message_of(const Violation& violation) {
  return {Severity::ERROR, violation.path, violation.value, violation.rule, violation.remedy, to_string(violation)};
}

RunStatus status_of(const Results& results) {
  RunStatus status;
  for (const std::string& warning : results.warnings) {
    status.outcome = Outcome::COMPLETE_WITH_WARNINGS;
    status.messages.push_back({Severity::WARNING, "", "", "", "", warning});
  }
  for (const Reconciliation& check : results.reconciliations) {
    if (check.passed) continue;
    status.outcome = Outcome::FAILED;
    status.exit_code = kFailed;
    status.messages.push_back({Severity::ERROR, "", "", "", "",
                               fmt::format("check \"{}\" failed: {} against {}, tolerance {}. No report was written.",
                                           check.name, check.left, check.right, check.tolerance)});
  }
  return status;
}

RunStatus status_of(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const InvalidInput& invalid) {
    RunStatus status{Outcome::REJECTED, kBadInput, {}, "", ""};
    for (const Violation& violation : invalid.violations()) status.messages.push_back(message_of(violation));
    return status;
  } catch (const Cancelled& cancelled) {
    return {Outcome::CANCELLED, kInterrupted, {{Severity::ERROR, "", "", "", "", cancelled.what()}}, "", ""};
  } catch (const std::bad_alloc&) {
    return failed("out of memory. Ask for fewer paths or sampled series; `lodestone check` says what a run needs.");
  } catch (const std::exception& other) {
    return failed(other.what());
  }
}

std::string to_json(const RunStatus& status) {
  std::string text = "{\n  \"status\": " + json_string(name_of(status.outcome)) +
                     ",\n  \"exit_code\": " + std::to_string(status.exit_code) + ",\n  \"messages\": [";
  for (std::size_t k = 0; k < status.messages.size(); ++k) {
    const StatusMessage& message = status.messages[k];
    text += k == 0 ? "\n" : ",\n";
    text += "    {\"severity\": " + json_string(message.severity == Severity::ERROR ? "ERROR" : "WARNING") +
            ", \"path\": " + json_string(message.path) + ", \"value\": " + json_string(message.value) +
            ", \"rule\": " + json_string(message.rule) + ", \"remedy\": " + json_string(message.remedy) +
            ", \"text\": " + json_string(message.text) + "}";
  }
  text += status.messages.empty() ? "]" : "\n  ]";
  return text + ",\n  \"report\": " + json_string(status.report) + ",\n  \"fingerprint\": " + json_string(status.fingerprint) +
         "\n}\n";
}

}  // namespace lodestone::app
