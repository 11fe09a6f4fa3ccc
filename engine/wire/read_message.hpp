/// One file, one message: the first stage of reading.
#pragma once

#include <google/protobuf/message.h>

#include <filesystem>
#include <lodestone/base/violation.hpp>
#include <vector>

namespace lodestone::wire {

/// Reads `file` (.textproto, .json or .pb) into the empty `message`. Adds to `violations` what is wrong with the name, what
/// keeps the file from being read, or what `parse_message` finds: several files say all of theirs at once.
void read_message(const std::filesystem::path& file, google::protobuf::Message& message, std::vector<Violation>& violations);

}  // namespace lodestone::wire
