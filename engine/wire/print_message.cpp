#include <lodestone/wire/print_message.hpp>

#include <google/protobuf/text_format.h>
#include <google/protobuf/util/json_util.h>

#include <lodestone/base/expect.hpp>

namespace lodestone::wire {

std::string print_text(const google::protobuf::Message& message) {
  google::protobuf::TextFormat::Printer printer;
  printer.SetUseUtf8StringEscaping(true);
  std::string text;
  LODESTONE_EXPECT(printer.PrintToString(message, &text));
  return text;
}

std::string print_json(const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  options.preserve_proto_field_names = true;
  std::string text;
  LODESTONE_EXPECT(google::protobuf::util::MessageToJsonString(message, &text, options).ok());
  return text;
}

}  // namespace lodestone::wire
