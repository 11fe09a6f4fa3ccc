#include <lodestone/app/calibration/backtest_settings.hpp>

#include <lodestone/calibration/backtest/benchmark_models.hpp>
#include <lodestone/calibration/backtest/lodestone_model.hpp>
#include <lodestone/calibration/history/csv_table.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>
#include <string_view>

namespace lodestone::app {

namespace {

using namespace calibration;

struct NamedModel {
  std::string_view name;
  VarModel (*make)();
};
constexpr NamedModel kModels[] = {{"lodestone", lodestone_model},
                                  {"historical", historical_simulation},
                                  {"filtered", filtered_historical_simulation},
                                  {"ewma", ewma_normal},
                                  {"garch", garch_student}};

/// Called in the report what the command line calls it.
VarModel named(const NamedModel& model) {
  VarModel made = model.make();
  made.name = model.name;
  return made;
}

Date read_day(const std::string& option, const std::string& text, std::vector<Violation>& violations) {
  if (text.empty()) return kNoDate;
  const Date date = parse_date(text);
  if (date == kNoDate) violations.push_back({option, show(std::string_view(text)), "must be a day", "Write it as YYYY-MM-DD."});
  return date;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(separator, begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

/// `name=A:0.5,B:0.5`, or `name=A,B`; all members have a weight or none.
BacktestBook read_book(const std::string& text, std::vector<Violation>& violations) {
  const auto refuse = [&](std::string rule) {
    violations.push_back(
        {"--book", show(std::string_view(text)), std::move(rule), "As in desk=MP:0.6,LYC_AX:0.4 or desk=MP,LYC_AX."});
  };
  BacktestBook book;
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0) {
    refuse("must begin with a name and =");
    return book;
  }
  book.name = text.substr(0, equals);
  std::set<bool> weighted;
  for (const std::string_view member : split(std::string_view(text).substr(equals + 1), ',')) {
    const std::size_t colon = member.rfind(':');
    const double weight = colon == std::string_view::npos ? 1.0 : parse_number(member.substr(colon + 1));
    if (std::isnan(weight)) refuse("must give weights that are numbers");
    weighted.insert(colon != std::string_view::npos);
    book.members.push_back({std::string(member.substr(0, colon)), weight});
  }
  if (weighted.size() > 1) refuse("must give every member a weight, or none");
  return book;
}

ExcludedReturn read_excluded(const std::string& text, std::vector<Violation>& violations) {
  const std::size_t colon = text.rfind(':');
  const Date date = colon == std::string::npos ? kNoDate : parse_date(text.substr(colon + 1));
  if (date == kNoDate) {
    violations.push_back({"--exclude", show(std::string_view(text)), "must be a series and a day", "As in ILU_AX:2020-10-23."});
  }
  return {text.substr(0, colon), date};
}

double read_level(const std::string& text, std::vector<Violation>& violations) {
  const double level = parse_number(text);
  if (std::isnan(level)) {
    violations.push_back({"--levels", show(std::string_view(text)), "must be a number", "97.5 % is 0.975."});
  }
  return level;
}

int read_horizon(const std::string& text, std::vector<Violation>& violations) {
  int days = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), days);
  if (error != std::errc{} || end != text.data() + text.size()) {
    violations.push_back({"--horizons", show(std::string_view(text)), "must be a whole number of days", "As in 1,10."});
  }
  return days;
}

}  // namespace

BacktestSettings backtest_settings(const BacktestArguments& arguments, const SeriesTable& history,
                                   std::vector<Violation>& violations) {
  BacktestSettings settings;
  settings.series = arguments.series;
  for (const std::string& book : arguments.books) settings.books.push_back(read_book(book, violations));
  if (settings.series.empty() && settings.books.empty()) {
    for (const HistorySeries& column : history.series) settings.series.push_back(column.name);
  }
  settings.from = read_day("--from", arguments.from, violations);
  settings.until = read_day("--to", arguments.to, violations);
  for (const std::string& text : arguments.excluded) settings.excluded.push_back(read_excluded(text, violations));
  if (arguments.levels.empty()) settings.confidences = kUsualConfidences;
  for (const std::string& text : arguments.levels) settings.confidences.push_back(read_level(text, violations));
  if (arguments.horizons.empty()) settings.horizons = kUsualHorizons;
  for (const std::string& text : arguments.horizons) settings.horizons.push_back(read_horizon(text, violations));
  return settings;
}

std::vector<VarModel> backtest_models(const std::vector<std::string>& names, std::vector<Violation>& violations) {
  std::vector<VarModel> models;
  std::string known;
  for (const NamedModel& model : kModels) {
    known.append(known.empty() ? "" : ", ").append(model.name);
    if (names.empty()) models.push_back(named(model));
  }
  for (auto name = names.begin(); name != names.end(); ++name) {
    const auto* found =
        std::find_if(std::begin(kModels), std::end(kModels), [&](const NamedModel& m) { return m.name == *name; });
    if (found == std::end(kModels)) {
      violations.push_back({"--models", show(std::string_view(*name)), "names no model", "Known: " + known + "."});
    } else if (std::find(names.begin(), name, *name) != name) {
      violations.push_back({"--models", show(std::string_view(*name)), "is given twice", ""});
    } else {
      models.push_back(named(*found));
    }
  }
  return models;
}

}  // namespace lodestone::app
