#include <lodestone/app/calibration/backtest_text.hpp>

#include <lodestone/app/number_text.hpp>
#include <lodestone/app/text_table.hpp>
#include <lodestone/calibration/backtest/summarise_backtest.hpp>

#include <fmt/core.h>

#include <cmath>

namespace lodestone::app {

namespace {

using namespace calibration;

constexpr const char* kLegend =
    "Models: historical the last 500 sums, filtered a GARCH's own residuals, ewma RiskMetrics normal, garch Student tails.\n"
    "breach: returns beyond VaR, and the number to expect. p-values, the chance of as bad a number were the forecasts right:\n"
    "kup as many breaches as promised, ind not one after the other, cov both; Z1 size, Z2 size and number of losses beyond\n"
    "VaR; KS, AD the whole law; * below 5 %, ** below 1 %, – not possible (no breach). light: Basel's, of the last 250\n"
    "forecasts. FZ: Fissler-Ziegel loss, the lower the better.\n";

/// `0.031*`: a p-value with its mark, of one width.
std::string p_text(double p) {
  if (std::isnan(p)) return "–  ";
  return fmt::format("{:.3f}{:<2}", p, p < 0.01 ? "**" : p < kSignificance ? "*" : "");
}

const char* light_text(TrafficLight light) {
  switch (light) {
    case TrafficLight::GREEN:
      return "green";
    case TrafficLight::YELLOW:
      return "yellow";
    case TrafficLight::RED:
      return "red";
  }
  return "";
}

std::string summary_table(const BacktestResults& results) {
  TextTable table;
  table.title = "Models over all series, horizons and levels";
  table.columns = {{"Model", "", Align::LEFT},
                   {"tests", ""},
                   {"p < 5 %", ""},
                   {"expected", ""},
                   {"chance", ""},
                   {"least p", ""},
                   {"after Holm", ""},
                   {"least p", "", Align::RIGHT, Tie::SAME_PART},
                   {"mean FZ", ""}};
  for (const ModelSummary& summary : results.summaries) {
    table.rows.push_back({summary.model, whole(summary.tests), whole(summary.rejections), fixed(summary.expected_rejections, 1),
                          fixed(summary.chance_of_as_many, 3), fixed(summary.smallest_p_value, 4),
                          whole(summary.holm_rejections), fixed(summary.smallest_holm_p_value, 3),
                          fixed(summary.mean_score, 4)});
  }
  return render(table);
}

std::string comparison_table(const BacktestResults& results) {
  struct Tally {
    int count = 0, better = 0, surely_better = 0, surely_worse = 0;
    double difference = 0.0;
  };
  TextTable table;
  table.columns = {{"against", "", Align::LEFT}, {"comparisons", ""},    {"FZ lower in", ""}, {"p < 5 %", ""},
                   {"higher, p < 5 %", ""},      {"mean difference", ""}};
  for (std::size_t m = 1; m < results.settings.models.size(); ++m) {
    const std::string& benchmark = results.settings.models[m];
    Tally tally;
    for (const ScoreComparison& one : results.comparisons) {
      if (one.benchmark != benchmark) continue;
      const bool sure = one.diebold_mariano.p_value < kSignificance;
      ++tally.count;
      tally.better += one.mean_difference < 0.0 ? 1 : 0;
      tally.surely_better += sure && one.mean_difference < 0.0 ? 1 : 0;
      tally.surely_worse += sure && one.mean_difference > 0.0 ? 1 : 0;
      tally.difference += one.mean_difference;
    }
    if (tally.count == 0) continue;
    table.rows.push_back({benchmark, whole(tally.count), whole(tally.better), whole(tally.surely_better),
                          whole(tally.surely_worse), fixed(tally.difference / tally.count, 4)});
  }
  if (!table.rows.empty())
    table.title = "Loss of " + results.settings.models.front() + " beside its benchmarks (Diebold-Mariano)";
  return render(table);
}

std::string tests_table(const BacktestResults& results, int horizon, std::size_t level) {
  TextTable table;
  table.key_columns = 2;
  table.columns = {{"", "", Align::LEFT}, {"", "", Align::LEFT}, {"days", ""}, {"breach", ""}, {"expect", ""}, {"kup", ""},
                   {"ind", ""},           {"cov", ""},           {"Z1", ""},   {"Z2", ""},     {"light", ""},  {"FZ", ""}};
  std::string previous;
  for (const ModelVerdict& judged : results.verdicts) {
    if (judged.horizon != horizon) continue;
    const LevelVerdict& verdict = judged.verdict.levels[level];
    table.rows.push_back({judged.series == previous ? "" : judged.series, judged.model, whole(judged.verdict.count),
                          whole(verdict.breaches), fixed(verdict.tail * judged.verdict.count, 1),
                          p_text(verdict.kupiec.p_value), p_text(verdict.independence.p_value),
                          p_text(verdict.conditional_coverage.p_value), p_text(verdict.z1.p_value), p_text(verdict.z2.p_value),
                          light_text(verdict.last_year.light), fixed(verdict.mean_score, 3)});
    previous = judged.series;
  }
  table.title = fmt::format("VaR and ES {} over {} d", confidence_text(results.settings.confidences[level]), horizon);
  return render(table);
}

std::string law_table(const BacktestResults& results) {
  TextTable table;
  table.title = "The whole law";
  table.key_columns = 3;
  table.columns = {{"", "", Align::LEFT},  {"", "", Align::LEFT}, {"over", "d"}, {"KS", ""}, {"AD", ""},
                   {"first forecast", ""}, {"last ends", ""}};
  std::string previous;
  for (const ModelVerdict& judged : results.verdicts) {
    table.rows.push_back({judged.series == previous ? "" : judged.series, judged.model, whole(judged.horizon),
                          p_text(judged.verdict.kolmogorov_smirnov.p_value), p_text(judged.verdict.anderson_darling.p_value),
                          to_string(judged.first), to_string(judged.last)});
    previous = judged.series;
  }
  return render(table);
}

std::string title_of(const BacktestResults& results) {
  const BacktestSettings& settings = results.settings;
  std::string text = "Back-test of";
  for (std::size_t i = 0; i < settings.series.size(); ++i) text += (i == 0 ? " " : ", ") + settings.series[i];
  for (std::size_t i = 0; i < settings.books.size(); ++i) {
    text += (i == 0 && settings.series.empty() ? " book " : ", book ") + settings.books[i].name;
  }
  text += fmt::format("\nRolling forecasts, models fitted anew every {} days on at least {} returns", settings.refit_every,
                      settings.first_returns);
  if (settings.from != kNoDate) text += ", from " + to_string(settings.from);
  if (settings.until != kNoDate) text += ", until " + to_string(settings.until);
  for (const ExcludedReturn& one : settings.excluded)
    text += "\nLeft out: " + one.series + ", return of " + to_string(one.date);
  return text + "\n";
}

}  // namespace

std::string backtest_summary(const BacktestReport& report) {
  const BacktestResults& results = report.results;
  std::string text = title_of(results) + "\n" + summary_table(results);
  if (const std::string comparisons = comparison_table(results); !comparisons.empty()) text += "\n" + comparisons;
  if (!results.warnings.empty()) text += "\nWarnings\n";
  for (const std::string& warning : results.warnings) text += "  " + warning + "\n";
  return text;
}

std::string backtest_text(const BacktestReport& report) {
  const BacktestResults& results = report.results;
  std::string text = backtest_summary(report) + "\n" + kLegend;
  for (const int horizon : results.settings.horizons) {
    for (std::size_t level = 0; level < results.settings.confidences.size(); ++level) {
      if (const std::string table = tests_table(results, horizon, level); !table.empty()) text += "\n" + table;
    }
  }
  text += "\n" + law_table(results);
  text += fmt::format("\nMade {} in {}, Lodestone {}, {}\n", report.run.started_at, duration_text(report.run.seconds),
                      report.run.engine_version, report.run.compiler);
  for (const InputFile& input : report.run.inputs) text += "Read " + input.name + ", SHA-256 " + input.sha256 + "\n";
  return text + (report.fingerprint.empty() ? "" : "Fingerprint " + report.fingerprint + "\n");
}

}  // namespace lodestone::app
