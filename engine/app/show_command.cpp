#include <lodestone/app/commands.hpp>
#include <lodestone/app/output.hpp>
#include <lodestone/app/report_csv.hpp>
#include <lodestone/app/report_text.hpp>
#include <lodestone/wire/atomic_file.hpp>
#include <lodestone/wire/read_report.hpp>
#include <lodestone/wire/write_report.hpp>

namespace lodestone::app {

namespace {

std::string csv_text(const Results& results, const std::string& name) {
  if (const std::optional<CsvTable> table = report_table(results, name)) return to_csv(*table);
  std::string known;
  for (const std::string_view table : report_table_names()) known.append(known.empty() ? "" : ", ").append(table);
  throw InvalidInput({{"--csv", show(name), "names no table of a report", "Known: " + known + "."}});
}

}  // namespace

ExitCode show_command(const ShowArguments& arguments) {
  const std::string bytes = read_whole(arguments.report);
  if (show_calibration_report(bytes, arguments)) return kDone;
  const RiskReport report = decode_report(bytes, arguments.report);
  switch (arguments.form) {
    case ShowForm::TEXT:
      print(full_text(report));
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
  return kDone;
}

}  // namespace lodestone::app
