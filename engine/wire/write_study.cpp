#include <lodestone/wire/write_study.hpp>

#include <lodestone/base/violation.hpp>
#include <lodestone/wire/atomic_file.hpp>
#include <lodestone/wire/file_format.hpp>
#include <lodestone/wire/print_message.hpp>
#include <lodestone/wire/schema/messages.hpp>

namespace lodestone {

std::string encode(const Study& study) { return wire::to_message(study)->SerializeAsString(); }
std::string to_text(const Study& study) { return wire::print_text(*wire::to_message(study)); }
std::string to_json(const Study& study) { return wire::print_json(*wire::to_message(study)); }

void write_study(const Study& study, const std::filesystem::path& path) {
  const auto format = wire::format_of(path);
  if (!format) throw InvalidInput({Violation{path.string(), "", wire::kFormatRule, ""}});
  switch (*format) {
    case wire::FileFormat::TEXT:
      return write_whole(path, to_text(study));
    case wire::FileFormat::JSON:
      return write_whole(path, to_json(study));
    case wire::FileFormat::BINARY:
      return write_whole(path, encode(study));
  }
}

}  // namespace lodestone
