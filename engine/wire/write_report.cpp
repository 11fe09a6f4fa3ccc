#include <lodestone/wire/write_report.hpp>

#include <lodestone/wire/atomic_file.hpp>
#include <lodestone/wire/print_message.hpp>
#include <lodestone/wire/read_report.hpp>
#include <lodestone/wire/schema/messages.hpp>

namespace lodestone {

std::string encode(const RiskReport& report) { return wire::to_message(report)->SerializeAsString(); }
std::string to_json(const RiskReport& report) { return wire::print_json(*wire::to_message(report)); }

void write_report(const RiskReport& report, const std::filesystem::path& path) {
  const std::string bytes = encode(report);
  static_cast<void>(decode_report(bytes, path.string()));
  write_whole(path, bytes);
}

}  // namespace lodestone
