/// The hash of what a message says; `fingerprint.hpp` says what the walk is.
#pragma once

#include <google/protobuf/message.h>

#include <string>

namespace lodestone::wire {

using google::protobuf::Message;

/// 64 hexadecimal digits. Precondition: no unknown fields.
std::string digest_of(const Message& message);

/// Of the field `results` of a report.
std::string results_digest(const Message& report);

}  // namespace lodestone::wire
