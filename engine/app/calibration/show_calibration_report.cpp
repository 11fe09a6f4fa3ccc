#include <lodestone/app/calibration/backtest_csv.hpp>
#include <lodestone/app/calibration/backtest_text.hpp>
#include <lodestone/app/calibration/calibration_csv.hpp>
#include <lodestone/app/calibration/calibration_text.hpp>
#include <lodestone/app/commands.hpp>
#include <lodestone/app/output.hpp>
#include <lodestone/calibration/wire/backtest_file.hpp>
#include <lodestone/calibration/wire/calibration_files.hpp>

namespace lodestone::app {

namespace {

std::string csv_text(const std::optional<CsvTable>& table, const std::string& name,
                     const std::vector<std::string_view>& names) {
  if (table) return to_csv(*table);
  std::string known;
  for (const std::string_view one : names) known.append(known.empty() ? "" : ", ").append(one);
  throw InvalidInput({{"--csv", show(std::string_view(name)), "names no table of this report", "Known: " + known + "."}});
}

std::string text_of(const calibration::BacktestReport& report) { return backtest_text(report); }
std::string text_of(const calibration::CalibrationReport& report) { return calibration_text(report); }

std::string csv_of(const calibration::BacktestReport& report, const std::string& name) {
  return csv_text(backtest_table(report.results, name), name, backtest_table_names());
}
std::string csv_of(const calibration::CalibrationReport& report, const std::string& name) {
  return csv_text(calibration_table(report.results, name), name, calibration_table_names());
}

template <class Report>
void show_report(const Report& report, const ShowArguments& arguments) {
  switch (arguments.form) {
    case ShowForm::TEXT:
      print(text_of(report));
      break;
    case ShowForm::JSON:
      print(to_json(report));
      break;
    case ShowForm::CSV:
      print(csv_of(report, arguments.table));
      break;
    case ShowForm::FINGERPRINT:
      print(report.fingerprint + "\n");
      break;
  }
}

}  // namespace

bool show_calibration_report(const std::string& bytes, const ShowArguments& arguments) {
  if (calibration::is_backtest_report(bytes)) {
    show_report(calibration::decode_backtest_report(bytes, arguments.report), arguments);
  } else if (calibration::is_calibration_report(bytes)) {
    show_report(calibration::decode_calibration_report(bytes, arguments.report), arguments);
  } else {
    return false;
  }
  return true;
}

}  // namespace lodestone::app
