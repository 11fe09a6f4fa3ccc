/// Several files, one study.
#pragma once

#include <google/protobuf/message.h>

#include <lodestone/base/violation.hpp>
#include <memory>
#include <string>
#include <vector>

namespace lodestone::wire {

using google::protobuf::Message;

/// A parsed file.
struct FileMessage {
  std::string file;
  std::unique_ptr<Message> message;
};

/// Merges in the order of the files: lists append, sections merge. A single value (a day counts as one) that two files set is a
/// violation that names both. Precondition: at least one file.
std::unique_ptr<Message> merge_messages(const std::vector<FileMessage>& files, std::vector<Violation>& violations);

}  // namespace lodestone::wire
