/// The messages of the wire, without their generated headers: everything is done through descriptors and reflection, and the
/// generated code is compiled into as few sources as there are.
#pragma once

#include <google/protobuf/message.h>

#include <lodestone/base/violation.hpp>
#include <lodestone/model/study.hpp>
#include <lodestone/risk/report.hpp>
#include <memory>
#include <vector>

namespace lodestone::wire {

using google::protobuf::Message;

std::unique_ptr<Message> new_study_message();
std::unique_ptr<Message> new_report_message();

std::unique_ptr<Message> to_message(const Study& study);
std::unique_ptr<Message> to_message(const RiskReport& report);

/// The struct that a message means. What is missing or is no number is added to `violations`.
Study to_study(const Message& message, std::vector<Violation>& violations);
RiskReport to_report(const Message& message, std::vector<Violation>& violations);

}  // namespace lodestone::wire
