#include <lodestone/calibration/backtest/lodestone_model.hpp>

#include <lodestone/calibration/backtest/benchmark_models.hpp>
#include <lodestone/calibration/backtest/simulated_sum.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <utility>

namespace lodestone::calibration {
namespace {

constexpr std::uint64_t kDrawSeed = 20101028;
constexpr double kHeldWithin = 3.0;

/// What the forecaster keeps between fits.
struct Memory {
  std::optional<ScoreGarch> parameters;  ///< where the next search starts
  double autocorrelation = 0.0;
  std::vector<double> atoms;
  std::vector<double> growth;  ///< of the variance, by atom
};

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

void refit_model(std::span<const double> returns, const LodestoneModelOptions& options, Memory& memory) {
  memory.parameters = fit_score_garch(innovations(returns, memory.autocorrelation),
                                      {.prior = options.sector, .half_life = options.half_life, .start = memory.parameters});
  const ScoreGarch& parameters = *memory.parameters;
  memory.autocorrelation =
      shrunk_autocorrelation(score_garch_filter(returns, parameters).standardised, options.autocorrelation_sd);
  std::vector<double> residuals = score_garch_filter(innovations(returns, memory.autocorrelation), parameters).standardised;
  for (std::size_t i = 0; i < residuals.size(); ++i) {
    if (returns[i] == 0.0) residuals[i] = 0.0;  // a price that did not move has no innovation either
  }
  memory.atoms = innovation_atoms(residuals, options.innovations);
  memory.growth.clear();
  for (const double atom : memory.atoms) memory.growth.push_back(parameters.growth(atom));
}

/// φ·r_n + σ·z, but zero where z is: the share of days without a move stays at no move.
PredictiveLaw one_day_law(double mean, double deviation, std::span<const double> atoms) {
  PredictiveLaw law{std::vector<double>(atoms.begin(), atoms.end())};
  for (double& atom : law.atoms) atom = atom == 0.0 ? 0.0 : mean + deviation * atom;
  std::sort(law.atoms.begin(), law.atoms.end());
  return law;
}

}  // namespace

VarModel lodestone_model(const LodestoneModelOptions& options) {
  const auto start = [options](std::vector<int> horizons) -> Forecaster {
    const DrawTable draws = draw_table(kLawPaths, *std::max_element(horizons.begin(), horizons.end()), kDrawSeed);
    return [options, horizons, draws, memory = Memory{}](const ReturnHistory& history, bool refit) mutable {
      const auto returns = history.returns.last(std::min(static_cast<std::size_t>(options.window), history.returns.size()));
      if (refit) refit_model(returns, options, memory);
      const ScoreGarch& parameters = *memory.parameters;
      const double next_variance = score_garch_filter(innovations(returns, memory.autocorrelation), parameters).next_variance;
      const Autoregression autoregression{memory.autocorrelation, returns.back()};
      const VarianceByAtom recursion{next_variance, parameters.long_run_variance * (1.0 - parameters.persistence),
                                     memory.growth};
      std::vector<PredictiveLaw> laws;
      for (const int horizon : horizons) {
        laws.push_back(horizon == 1 ? one_day_law(autoregression.next_mean(), std::sqrt(next_variance), memory.atoms)
                                    : simulated_sum(0.0, recursion, memory.atoms, draws, horizon, autoregression));
      }
      return laws;
    };
  };
  return {"lodestone", start};
}

VarModel lodestone_model() { return lodestone_model(LodestoneModelOptions{}); }

}  // namespace lodestone::calibration
