/// Messages for people and other programs. Doubles are printed so that they read back as the same bits.
#pragma once

#include <google/protobuf/message.h>

#include <string>

namespace lodestone::wire {

std::string print_text(const google::protobuf::Message& message);
std::string print_json(const google::protobuf::Message& message);

}  // namespace lodestone::wire
