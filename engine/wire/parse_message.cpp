#include <lodestone/wire/parse_message.hpp>

namespace lodestone::wire {

void parse_message(std::string_view bytes, FileFormat format, const std::string& file, Message& message,
                   std::vector<Violation>& violations) {
  switch (format) {
    case FileFormat::TEXT:
      parse_text(bytes, file, message, violations);
      break;
    case FileFormat::JSON:
      parse_json(bytes, file, message, violations);
      break;
    case FileFormat::BINARY:
      parse_binary(bytes, file, message, violations);
      break;
  }
  find_faults(message, file, violations);
}

void parse_binary(std::string_view bytes, const std::string& file, Message& message, std::vector<Violation>& violations) {
  if (message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return;
  message.Clear();
  violations.push_back({file, std::to_string(bytes.size()) + " bytes",
                        "is cut short, damaged or no binary " + message.GetDescriptor()->full_name(),
                        "Write it again; a file of text must end in .textproto or .json."});
}

}  // namespace lodestone::wire
