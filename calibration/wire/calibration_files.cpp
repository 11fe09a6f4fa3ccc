#include <lodestone/calibration/wire/calibration_files.hpp>

#include <lodestone/v1/calibration_report.pb.h>
#include <lodestone/v1/calibration_spec.pb.h>

#include <lodestone/base/sha256.hpp>
#include <lodestone/calibration/wire/sections.hpp>
#include <lodestone/wire/atomic_file.hpp>
#include <lodestone/wire/print_message.hpp>
#include <lodestone/wire/read_message.hpp>
#include <lodestone/wire/schema/sections.hpp>
#include <lodestone/wire/sealed_report.hpp>
#include <memory>
#include <utility>

namespace lodestone::calibration {
namespace {

using wire::Message;

std::unique_ptr<Message> to_message(const CalibrationReport& report) {
  return wire::encoded(std::unique_ptr<Message>(std::make_unique<v1::CalibrationReport>()), report);
}

}  // namespace

CalibrationSpec read_calibration_spec(const std::filesystem::path& file) {
  std::vector<Violation> violations;
  v1::CalibrationSpec message;
  wire::read_message(file, message, violations);
  if (!violations.empty()) throw InvalidInput(std::move(violations));
  CalibrationSpec spec = wire::decoded<CalibrationSpec>(message, violations);
  if (!violations.empty()) throw InvalidInput(std::move(violations));
  return spec;
}

std::string to_text(const CalibrationSpec& spec) {
  return wire::print_text(*wire::encoded(std::unique_ptr<Message>(std::make_unique<v1::CalibrationSpec>()), spec));
}

std::vector<HistoryFile> read_history_files(const CalibrationSpec& spec, const std::filesystem::path& folder) {
  std::vector<HistoryFile> files;
  std::vector<Violation> violations;
  for (const std::string& name : files_of(spec)) {
    try {
      files.push_back({name, read_whole(folder / name)});
    } catch (const InvalidInput& unreadable) {
      violations.insert(violations.end(), unreadable.violations().begin(), unreadable.violations().end());
    }
  }
  if (!violations.empty()) throw InvalidInput(std::move(violations));
  return files;
}

void seal(CalibrationReport& report) {
  std::string inputs;
  for (const InputFile& input : report.run.inputs) inputs += input.sha256 + " " + input.name + "\n";
  report.results.input_fingerprint = sha256(inputs);
  report.fingerprint = wire::results_digest(*to_message(report));
}

std::string encode(const CalibrationReport& report) { return to_message(report)->SerializeAsString(); }
std::string to_json(const CalibrationReport& report) { return wire::print_json(*to_message(report)); }

CalibrationReport decode_calibration_report(std::string_view bytes, const std::string& name) {
  return wire::decode_sealed<CalibrationReport>(bytes, name, std::make_unique<v1::CalibrationReport>());
}

bool is_calibration_report(std::string_view bytes) {
  try {
    static_cast<void>(decode_calibration_report(bytes, ""));
    return true;
  } catch (const InvalidInput&) {
    return false;
  }
}

void write_calibration_report(const CalibrationReport& report, const std::filesystem::path& file) {
  const std::string bytes = encode(report);
  static_cast<void>(decode_calibration_report(bytes, file.string()));
  write_whole(file, bytes);
}

}  // namespace lodestone::calibration
