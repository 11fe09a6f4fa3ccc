#include <lodestone/base/violation.hpp>
#include <lodestone/wire/atomic_file.hpp>
#include <lodestone/wire/fingerprint.hpp>
#include <lodestone/wire/parse_message.hpp>
#include <lodestone/wire/read_report.hpp>
#include <lodestone/wire/schema/messages.hpp>

namespace lodestone {

RiskReport decode_report(std::string_view bytes, const std::string& name) {
  std::vector<Violation> violations;
  const auto message = wire::new_report_message();
  wire::parse_message(bytes, wire::FileFormat::BINARY, name, *message, violations);
  if (!violations.empty()) throw InvalidInput(std::move(violations));

  RiskReport report = wire::to_report(*message, violations);
  for (Violation& violation : violations) violation.path = name + ": " + violation.path;
  const std::string expected = fingerprint(report);
  if (report.fingerprint != expected) {
    violations.push_back({name + ": fingerprint", report.fingerprint.empty() ? "" : show(report.fingerprint),
                          "must be that of the results, " + show(expected),
                          "The report was cut or changed; run the study again."});
  }
  if (!violations.empty()) throw InvalidInput(std::move(violations));
  return report;
}

RiskReport read_report(const std::filesystem::path& path) { return decode_report(read_whole(path), path.string()); }

}  // namespace lodestone
