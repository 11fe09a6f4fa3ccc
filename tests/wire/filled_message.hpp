/// A message in which every field is set, at every depth, so that a field that a codec forgets shows.
#pragma once

#include <google/protobuf/message.h>

#include <cstdint>
#include <map>

namespace lodestone::wire {

/// Sets every field of `message`: no two numbers or texts alike, lists of two items, choices and the alternatives of a oneof in
/// turn (a list of messages with a oneof gets an item for each).
class MessageFiller {
 public:
  void fill(google::protobuf::Message& message);

 private:
  void fill_date(google::protobuf::Message& message);
  void fill_field(google::protobuf::Message& message, const google::protobuf::FieldDescriptor& field);
  void fill_value(google::protobuf::Message& message, const google::protobuf::FieldDescriptor& field);

  std::int32_t counter_ = 0;
  std::map<const google::protobuf::OneofDescriptor*, int> turn_;
};

}  // namespace lodestone::wire
