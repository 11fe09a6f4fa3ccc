#include <lodestone/wire/schema/messages.hpp>

#include <lodestone/v1/risk_report.pb.h>
#include <lodestone/v1/study.pb.h>

#include <lodestone/wire/schema/convert.hpp>
#include <lodestone/wire/schema/sections.hpp>

namespace lodestone::wire {

std::unique_ptr<Message> new_study_message() { return std::make_unique<v1::Study>(); }
std::unique_ptr<Message> new_report_message() { return std::make_unique<v1::RiskReport>(); }

std::unique_ptr<Message> to_message(const Study& study) { return encoded(new_study_message(), study); }
std::unique_ptr<Message> to_message(const RiskReport& report) { return encoded(new_report_message(), report); }

Study to_study(const Message& message, std::vector<Violation>& violations) { return decoded<Study>(message, violations); }
RiskReport to_report(const Message& message, std::vector<Violation>& violations) {
  return decoded<RiskReport>(message, violations);
}

}  // namespace lodestone::wire
