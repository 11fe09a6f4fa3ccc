#include <lodestone/app/calibration/backtest_csv.hpp>

#include <cmath>
#include <string>

namespace lodestone::app {

namespace {

using namespace calibration;

std::string cell(double value) { return std::isnan(value) ? std::string() : csv_number(value); }

CsvTable summary(const BacktestResults& results) {
  CsvTable table{{"model", "tests", "rejections", "expected_rejections", "chance_of_as_many", "smallest_p_value",
                  "holm_rejections", "smallest_holm_p_value", "mean_score"},
                 {}};
  for (const ModelSummary& one : results.summaries) {
    table.rows.push_back({one.model, std::to_string(one.tests), std::to_string(one.rejections), cell(one.expected_rejections),
                          cell(one.chance_of_as_many), cell(one.smallest_p_value), std::to_string(one.holm_rejections),
                          cell(one.smallest_holm_p_value), cell(one.mean_score)});
  }
  return table;
}

CsvTable tests(const BacktestResults& results) {
  CsvTable table{{"series", "model", "horizon", "confidence", "test", "statistic", "p_value"}, {}};
  for (const ModelVerdict& judged : results.verdicts) {
    const auto add = [&](const std::string& confidence, const char* name, const TestResult& test) {
      table.rows.push_back({judged.series, judged.model, std::to_string(judged.horizon), confidence, name, cell(test.statistic),
                            cell(test.p_value)});
    };
    for (std::size_t level = 0; level < judged.verdict.levels.size(); ++level) {
      const LevelVerdict& verdict = judged.verdict.levels[level];
      const std::string confidence = cell(results.settings.confidences[level]);
      add(confidence, "kupiec", verdict.kupiec);
      add(confidence, "independence", verdict.independence);
      add(confidence, "conditional_coverage", verdict.conditional_coverage);
      add(confidence, "z1", verdict.z1);
      add(confidence, "z2", verdict.z2);
    }
    add("", "kolmogorov_smirnov", judged.verdict.kolmogorov_smirnov);
    add("", "anderson_darling", judged.verdict.anderson_darling);
  }
  return table;
}

CsvTable scores(const BacktestResults& results) {
  CsvTable table{
      {"series", "model", "horizon", "confidence", "first", "last", "forecasts", "breaches", "expected", "mean_score"}, {}};
  for (const ModelVerdict& judged : results.verdicts) {
    for (std::size_t level = 0; level < judged.verdict.levels.size(); ++level) {
      const LevelVerdict& verdict = judged.verdict.levels[level];
      table.rows.push_back({judged.series, judged.model, std::to_string(judged.horizon),
                            cell(results.settings.confidences[level]), to_string(judged.first), to_string(judged.last),
                            std::to_string(judged.verdict.count), std::to_string(verdict.breaches),
                            cell(verdict.tail * judged.verdict.count), cell(verdict.mean_score)});
    }
  }
  return table;
}

CsvTable comparisons(const BacktestResults& results) {
  CsvTable table{{"series", "benchmark", "horizon", "confidence", "mean_difference", "diebold_mariano", "p_value"}, {}};
  for (const ScoreComparison& one : results.comparisons) {
    table.rows.push_back({one.series, one.benchmark, std::to_string(one.horizon), cell(one.confidence),
                          cell(one.mean_difference), cell(one.diebold_mariano.statistic), cell(one.diebold_mariano.p_value)});
  }
  return table;
}

CsvTable breaches(const BacktestResults& results) {
  CsvTable table{{"series", "model", "horizon", "confidence", "date", "realised", "value_at_risk", "expected_shortfall"}, {}};
  for (const ModelVerdict& judged : results.verdicts) {
    for (const LevelBreaches& level : judged.breaches) {
      for (const Breach& breach : level.breaches) {
        table.rows.push_back({judged.series, judged.model, std::to_string(judged.horizon), cell(level.confidence),
                              to_string(breach.date), cell(breach.realised), cell(breach.value_at_risk),
                              cell(breach.expected_shortfall)});
      }
    }
  }
  return table;
}

struct NamedTable {
  std::string_view name;
  CsvTable (*make)(const BacktestResults&);
};
constexpr NamedTable kTables[] = {
    {"summary", summary}, {"tests", tests}, {"scores", scores}, {"comparisons", comparisons}, {"breaches", breaches}};

}  // namespace

std::vector<std::string_view> backtest_table_names() {
  std::vector<std::string_view> names;
  for (const NamedTable& table : kTables) names.push_back(table.name);
  return names;
}

std::optional<CsvTable> backtest_table(const BacktestResults& results, std::string_view name) {
  for (const NamedTable& table : kTables) {
    if (table.name == name) return table.make(results);
  }
  return std::nullopt;
}

}  // namespace lodestone::app
