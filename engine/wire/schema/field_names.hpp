/// Names of the schema as a reader of violations meets them.
#pragma once

#include <google/protobuf/descriptor.h>

#include <string>

namespace lodestone::wire {

/// `market.factors[2]`: the field `described` of the message at `parent`, `index` −1 when it is not an item of a list.
std::string field_path(const std::string& parent, const google::protobuf::FieldDescriptor& described, int index);

/// `id, stance, scale`: the fields of a message or a oneof, or the values of an enum other than UNSPECIFIED.
std::string known_names(const google::protobuf::Descriptor& message);
std::string known_names(const google::protobuf::OneofDescriptor& oneof);
std::string known_names(const google::protobuf::EnumDescriptor& choices);

}  // namespace lodestone::wire
