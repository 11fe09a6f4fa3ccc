/// The first stage of reading: one file alone becomes a message that holds known fields and known choices only.
#pragma once

#include <google/protobuf/message.h>

#include <lodestone/base/violation.hpp>
#include <lodestone/wire/file_format.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace lodestone::wire {

using google::protobuf::Message;

/// Parses `bytes` into the empty `message`. Adds to `violations` the first error of syntax (`desk.textproto:12:3`), else every
/// unknown field and every unknown or unspecified choice at any depth; `file` names the file in their paths.
void parse_message(std::string_view bytes, FileFormat format, const std::string& file, Message& message,
                   std::vector<Violation>& violations);

// One function a format: syntax, and the unknown names that only the parser sees.
void parse_text(std::string_view text, const std::string& file, Message& message, std::vector<Violation>& violations);
void parse_json(std::string_view text, const std::string& file, Message& message, std::vector<Violation>& violations);
void parse_binary(std::string_view bytes, const std::string& file, Message& message, std::vector<Violation>& violations);

/// What a parsed message may hold and should not: unknown fields, unknown or unspecified choices, text that is not UTF-8.
void find_faults(const Message& message, const std::string& file, std::vector<Violation>& violations);

}  // namespace lodestone::wire
