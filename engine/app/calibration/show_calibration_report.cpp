#include <lodestone/app/calibration/backtest_csv.hpp>
#include <lodestone/app/calibration/backtest_text.hpp>
#include <lodestone/app/commands.hpp>
#include <lodestone/app/output.hpp>
#include <lodestone/calibration/wire/backtest_file.hpp>

namespace lodestone::app {

namespace {

std::string csv_text(const calibration::BacktestResults& results, const std::string& name) {
  if (const std::optional<CsvTable> table = backtest_table(results, name)) return to_csv(*table);
  std::string known;
  for (const std::string_view table : backtest_table_names()) known.append(known.empty() ? "" : ", ").append(table);
  throw InvalidInput({{"--csv", show(std::string_view(name)), "names no table of a back-test", "Known: " + known + "."}});
}

void show_backtest(const calibration::BacktestReport& report, const ShowArguments& arguments) {
  switch (arguments.form) {
    case ShowForm::TEXT:
      print(backtest_text(report));
      break;
    case ShowForm::JSON:
      print(to_json(report));
      break;
    case ShowForm::CSV:
      print(csv_text(report.results, arguments.table));
      break;
    case ShowForm::FINGERPRINT:
      print(report.fingerprint + "\n");
      break;
  }
}

}  // namespace

bool show_calibration_report(const std::string& bytes, const ShowArguments& arguments) {
  if (!calibration::is_backtest_report(bytes)) return false;
  show_backtest(calibration::decode_backtest_report(bytes, arguments.report), arguments);
  return true;
}

}  // namespace lodestone::app
