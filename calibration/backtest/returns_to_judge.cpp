#include <lodestone/calibration/backtest/run_backtest.hpp>

#include <lodestone/base/violation.hpp>
#include <lodestone/calibration/history/returns.hpp>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace lodestone::calibration {
namespace {

constexpr int kLeastReturns = 250;
constexpr int kLongestHorizon = 60;
constexpr int kLeastReplications = 99;
constexpr double kLeastConfidence = 1.0 - kWidestTail;
constexpr double kGreatestConfidence = 0.995;

void check_names(const BacktestSettings& settings, std::vector<Violation>& violations) {
  std::set<std::string> names;
  const auto meet = [&](const std::string& name, const std::string& path) {
    if (name.empty()) violations.push_back({path, show(std::string_view(name)), "must have a name", ""});
    if (!names.insert(name).second) {
      violations.push_back(
          {path, show(std::string_view(name)), "is given twice", "Give each series and book a name of its own."});
    }
  };
  for (std::size_t i = 0; i < settings.series.size(); ++i) {
    meet(settings.series[i], "series[" + std::to_string(i) + "]");
  }
  for (std::size_t i = 0; i < settings.books.size(); ++i) {
    const BacktestBook& book = settings.books[i];
    const std::string path = "books[" + std::to_string(i) + "]";
    meet(book.name, path + ".name");
    if (book.members.empty()) violations.push_back({path + ".members", "", "must not be empty", "Name what the book holds."});
    for (const BookMember& member : book.members) {
      if (member.weight > 0.0) continue;
      violations.push_back({path + ".members: weight of " + member.series, show(member.weight), "must be > 0",
                            "A short position has no log return; leave it out."});
    }
  }
  if (names.empty()) violations.push_back({"series", "", "must not be empty", "Name a column of the history, or a book."});
}

void check_levels(const BacktestSettings& settings, std::vector<Violation>& violations) {
  const std::vector<double>& levels = settings.confidences;
  if (levels.empty() || levels.size() > kGreatestLevels) {
    violations.push_back({"confidences", std::to_string(levels.size()) + " of them", "must be 1 to 3", ""});
  }
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const std::string path = "confidences[" + std::to_string(i) + "]";
    if (!(levels[i] >= kLeastConfidence && levels[i] <= kGreatestConfidence)) {
      violations.push_back({path, show(levels[i]), "must lie in [0.95, 0.995]", "97.5 % is 0.975."});
    } else if (i > 0 && !(levels[i] > levels[i - 1])) {
      violations.push_back({path, show(levels[i]), "must be greater than the one before it", "Sort them."});
    }
  }
}

void check_range(int value, int least, int greatest, std::string path, std::vector<Violation>& violations) {
  if (value >= least && value <= greatest) return;
  violations.push_back({std::move(path), std::to_string(value),
                        "must lie in [" + std::to_string(least) + ", " + std::to_string(greatest) + "]", ""});
}

void check_settings(const BacktestSettings& settings, std::vector<Violation>& violations) {
  check_names(settings, violations);
  check_levels(settings, violations);
  if (settings.horizons.empty()) violations.push_back({"horizons", "", "must not be empty", "Give 1 for one day."});
  for (std::size_t i = 0; i < settings.horizons.size(); ++i) {
    check_range(settings.horizons[i], 1, kLongestHorizon, "horizons[" + std::to_string(i) + "]", violations);
  }
  check_range(settings.first_returns, kLeastReturns, 1'000'000, "first_returns", violations);
  check_range(settings.refit_every, 1, 1'000'000, "refit_every", violations);
  check_range(settings.longest_span_weekdays, 1, 1'000'000, "longest_span_weekdays", violations);
  check_range(settings.replications, kLeastReplications, 1'000'000, "replications", violations);
  if (settings.from != kNoDate && settings.until != kNoDate && !(settings.from < settings.until)) {
    violations.push_back({"from", to_string(settings.from), "must come before until, " + to_string(settings.until), ""});
  }
}

/// Ordinary returns of one column; none, and the violations, when there is something wrong with it.
std::optional<ReturnSeries> read_returns(const SeriesTable& history, const std::string& name, const BacktestSettings& settings,
                                         std::vector<Violation>& violations) {
  try {
    std::vector<Date> excluded;
    for (const ExcludedReturn& one : settings.excluded) {
      if (one.series == name) excluded.push_back(one.date);
    }
    return ordinary_returns(returns_of(history, name, ReturnKind::LOG), excluded, settings.longest_span_weekdays);
  } catch (const InvalidInput& invalid) {
    for (const Violation& violation : invalid.violations()) {
      if (std::find(violations.begin(), violations.end(), violation) == violations.end()) violations.push_back(violation);
    }
    return std::nullopt;
  }
}

void check_excluded(const SeriesTable& history, const BacktestSettings& settings, std::vector<Violation>& violations) {
  for (std::size_t i = 0; i < settings.excluded.size(); ++i) {
    const ExcludedReturn& one = settings.excluded[i];
    const std::string path = "excluded[" + std::to_string(i) + "]";
    if (find_series(history, one.series) == nullptr) {
      violations.push_back(
          {path, show(std::string_view(one.series)), "names no series of the history", "Give the name of a column."});
    } else if (!std::binary_search(history.dates.begin(), history.dates.end(), one.date)) {
      violations.push_back({path, to_string(one.date), "is no day of the history", "Give the day on which the return ends."});
    }
  }
}

}  // namespace

std::vector<ReturnSeries> returns_to_judge(const SeriesTable& history, const BacktestSettings& settings) {
  std::vector<Violation> violations;
  check_settings(settings, violations);
  check_excluded(history, settings, violations);
  const SeriesTable window = settings.until == kNoDate ? history : select_window(history, kNoDate, settings.until);
  std::vector<ReturnSeries> all;
  for (const std::string& name : settings.series) {
    if (auto returns = read_returns(window, name, settings, violations)) all.push_back(std::move(*returns));
  }
  for (const BacktestBook& book : settings.books) {
    std::vector<ReturnSeries> members;
    std::vector<double> weights;
    for (const BookMember& member : book.members) {
      if (auto returns = read_returns(window, member.series, settings, violations)) members.push_back(std::move(*returns));
      weights.push_back(member.weight);
    }
    if (violations.empty()) {
      all.push_back(book_returns(book.name, members, weights, (members.size() + 1) / 2, settings.longest_span_weekdays));
    }
  }
  if (!violations.empty()) throw InvalidInput(std::move(violations));
  return all;
}

}  // namespace lodestone::calibration
