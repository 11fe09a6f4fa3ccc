#include <lodestone/wire/read_message.hpp>

#include <lodestone/wire/atomic_file.hpp>
#include <lodestone/wire/parse_message.hpp>

namespace lodestone::wire {

void read_message(const std::filesystem::path& file, google::protobuf::Message& message, std::vector<Violation>& violations) {
  const auto format = format_of(file);
  if (!format) {
    violations.push_back({file.string(), "", kFormatRule, ""});
    return;
  }
  try {
    parse_message(read_whole(file), *format, file.string(), message, violations);
  } catch (const InvalidInput& unreadable) {
    violations.insert(violations.end(), unreadable.violations().begin(), unreadable.violations().end());
  }
}

}  // namespace lodestone::wire
