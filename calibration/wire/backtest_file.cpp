#include <lodestone/calibration/wire/backtest_file.hpp>

#include <lodestone/v1/backtest_report.pb.h>

#include <lodestone/calibration/wire/sections.hpp>
#include <lodestone/wire/atomic_file.hpp>
#include <lodestone/wire/print_message.hpp>
#include <lodestone/wire/sealed_report.hpp>

#include <memory>

namespace lodestone::calibration {
namespace {

std::unique_ptr<wire::Message> to_message(const BacktestReport& report) {
  return wire::encoded(std::make_unique<v1::BacktestReport>(), report);
}

}  // namespace

void seal(BacktestReport& report) { report.fingerprint = wire::results_digest(*to_message(report)); }
std::string encode(const BacktestReport& report) { return to_message(report)->SerializeAsString(); }
std::string to_json(const BacktestReport& report) { return wire::print_json(*to_message(report)); }

BacktestReport decode_backtest_report(std::string_view bytes, const std::string& name) {
  return wire::decode_sealed<BacktestReport>(bytes, name, std::make_unique<v1::BacktestReport>());
}

bool is_backtest_report(std::string_view bytes) {
  try {
    static_cast<void>(decode_backtest_report(bytes, ""));
    return true;
  } catch (const InvalidInput&) {
    return false;
  }
}

void write_backtest_report(const BacktestReport& report, const std::filesystem::path& path) {
  const std::string bytes = encode(report);
  static_cast<void>(decode_backtest_report(bytes, path.string()));
  write_whole(path, bytes);
}

}  // namespace lodestone::calibration
