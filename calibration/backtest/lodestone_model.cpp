#include <lodestone/calibration/backtest/lodestone_model.hpp>

#include <lodestone/calibration/backtest/benchmark_models.hpp>
#include <lodestone/calibration/backtest/innovation_law.hpp>
#include <lodestone/calibration/backtest/simulated_sum.hpp>
#include <lodestone/calibration/estimate/garch.hpp>
#include <lodestone/calibration/history/hygiene.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <utility>

namespace lodestone::calibration {
namespace {

constexpr std::uint64_t kDrawSeed = 20101028;
constexpr double kHeldWithin = 3.0;
constexpr double kDaysPerYear = 365.25;

/// What the forecaster keeps between fits.
struct Memory {
  std::optional<GarchParameters> own;  ///< where the next search starts
  GarchParameters parameters;
  double autocorrelation = 0.0;
  std::vector<double> atoms;
};

template <typename T>
std::span<const T> last(std::span<const T> values, int count) {
  return values.last(std::min(static_cast<std::size_t>(count), values.size()));
}

double mean_square(std::span<const double> returns) {
  double sum = 0.0;
  for (const double value : returns) sum += value * value;
  return sum / static_cast<double>(returns.size());
}

GarchParameters shrunk(const GarchParameters& own, double weight, const GarchParameters& sector, double long_run_variance) {
  const auto mixed = [weight](double mine, double theirs) { return weight * mine + (1.0 - weight) * theirs; };
  GarchParameters parameters;
  parameters.alpha = mixed(own.alpha, sector.alpha);
  parameters.gamma = mixed(own.gamma, sector.gamma);
  parameters.beta = mixed(own.beta, sector.beta);
  parameters.degrees_of_freedom = 1.0 / mixed(1.0 / own.degrees_of_freedom, 1.0 / sector.degrees_of_freedom);
  parameters.omega = (1.0 - parameters.persistence()) * long_run_variance;
  return parameters;
}

double shrunk_autocorrelation(std::span<const double> standardised, double prior_sd) {
  double products = 0.0;
  double squares = 0.0;
  for (std::size_t i = 1; i < standardised.size(); ++i) {
    const double before = std::clamp(standardised[i - 1], -kHeldWithin, kHeldWithin);
    products += before * std::clamp(standardised[i], -kHeldWithin, kHeldWithin);
    squares += before * before;
  }
  const double prior_variance = prior_sd * prior_sd;
  const double own = prior_variance / (prior_variance + 1.0 / static_cast<double>(standardised.size()));
  return squares > 0.0 ? own * products / squares : 0.0;
}

std::vector<double> innovations(std::span<const double> returns, double autocorrelation) {
  std::vector<double> e(returns.begin(), returns.end());
  for (std::size_t i = 1; i < e.size(); ++i) e[i] -= autocorrelation * returns[i - 1];
  return e;
}

bool moves_policy(const PolicyEvent& event) { return event.direction != PolicyDirection::NEUTRAL; }

/// 0 for the first return on or after a policy event, 1 for the rest.
std::vector<char> ordinary_days(std::span<const Date> dates, const std::vector<PolicyEvent>& events) {
  std::vector<char> ordinary(dates.size(), 1);
  for (const PolicyEvent& event : events) {
    const auto day = std::lower_bound(dates.begin(), dates.end(), event.date);
    if (moves_policy(event) && event.date > dates.front() && day != dates.end()) {
      ordinary[static_cast<std::size_t>(day - dates.begin())] = 0;
    }
  }
  return ordinary;
}

PolicyJumps estimate_jumps(std::span<const Date> dates, std::span<const double> residuals, std::span<const char> ordinary,
                           const LodestoneModelOptions& options) {
  if (options.events.empty()) return {};
  double count = 0.0;
  double excess = 0.0;
  for (std::size_t i = 0; i < residuals.size(); ++i) {
    if (ordinary[i] != 0) continue;
    count += 1.0;
    excess += residuals[i] * residuals[i] - 1.0;
  }
  const double years = static_cast<double>((dates.back() - dates.front()).count()) / kDaysPerYear;
  const double per_year = (1.0 + count) / (options.prior_event_years + years);
  const double returns_per_year = static_cast<double>(dates.size()) / std::max(years, 1.0 / kDaysPerYear);
  const double prior = options.prior_jump_events * options.prior_jump_sd * options.prior_jump_sd;
  const double variance = std::max(0.0, (prior + excess) / (options.prior_jump_events + count));
  return {std::min(per_year / returns_per_year, 0.5), std::sqrt(variance)};
}

void refit_model(const ReturnHistory& window, const LodestoneModelOptions& options, Memory& memory) {
  memory.own = fit_garch(window.returns, {.has_mean = false, .start = memory.own}).parameters;
  const double weight = own_weight(static_cast<int>(window.returns.size()), options.sector_returns);
  const double long_run = mean_square(last(window.returns, options.level_window));
  memory.parameters = shrunk(*memory.own, weight, options.sector, long_run);
  memory.autocorrelation =
      shrunk_autocorrelation(garch_filter(window.returns, memory.parameters).standardised, options.autocorrelation_sd);

  auto residuals = garch_filter(innovations(window.returns, memory.autocorrelation), memory.parameters).standardised;
  for (std::size_t i = 0; i < residuals.size(); ++i) {
    if (window.returns[i] == 0.0) residuals[i] = 0.0;  // a price that did not move has no innovation either
  }
  const std::vector<char> ordinary = ordinary_days(window.dates, options.events);
  InnovationOptions law;
  law.count = kLawAtoms;
  law.half_life = options.residual_half_life;
  law.tail_prior = options.tail_prior;
  law.degrees_of_freedom = memory.parameters.degrees_of_freedom;
  law.jumps = estimate_jumps(window.dates, residuals, ordinary, options);
  memory.atoms = innovation_atoms(last(std::span<const double>(residuals), options.residual_window),
                                  last(std::span<const char>(ordinary), options.residual_window), law);
}

/// φ·r_n + σ·z, but zero where z is: the share of days without a move stays at no move.
PredictiveLaw one_day_law(double mean, double deviation, std::span<const double> atoms) {
  PredictiveLaw law{std::vector<double>(atoms.begin(), atoms.end())};
  for (double& atom : law.atoms) atom = atom == 0.0 ? 0.0 : mean + deviation * atom;
  std::sort(law.atoms.begin(), law.atoms.end());
  return law;
}

}  // namespace

VarModel lodestone_model(LodestoneModelOptions options) {
  const auto start = [options = std::move(options)](std::vector<int> horizons) -> Forecaster {
    const DrawTable draws = draw_table(kLawPaths, *std::max_element(horizons.begin(), horizons.end()), kDrawSeed);
    return [options, horizons, draws, memory = Memory{}](const ReturnHistory& history, bool refit) mutable {
      const ReturnHistory window{last(history.dates, options.window), last(history.returns, options.window)};
      if (refit) refit_model(window, options, memory);
      const double next_variance =
          garch_filter(innovations(window.returns, memory.autocorrelation), memory.parameters).next_variance;
      std::vector<PredictiveLaw> laws;
      for (const int horizon : horizons) {
        const Autoregression autoregression{memory.autocorrelation, window.returns.back()};
        laws.push_back(horizon == 1
                           ? one_day_law(autoregression.next_mean(), std::sqrt(next_variance), memory.atoms)
                           : simulated_sum(memory.parameters, next_variance, memory.atoms, draws, horizon, autoregression));
      }
      return laws;
    };
  };
  return {"lodestone", start};
}

}  // namespace lodestone::calibration
