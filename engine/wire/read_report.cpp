#include <lodestone/wire/read_report.hpp>

#include <lodestone/wire/atomic_file.hpp>
#include <lodestone/wire/schema/messages.hpp>
#include <lodestone/wire/schema/sections.hpp>
#include <lodestone/wire/sealed_report.hpp>

namespace lodestone {

RiskReport decode_report(std::string_view bytes, const std::string& name) {
  return wire::decode_sealed<RiskReport>(bytes, name, wire::new_report_message());
}

RiskReport read_report(const std::filesystem::path& path) { return decode_report(read_whole(path), path.string()); }

}  // namespace lodestone
