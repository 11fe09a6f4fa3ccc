#include <lodestone/calibration/backtest/benchmark_models.hpp>

#include <lodestone/calibration/backtest/simulated_sum.hpp>
#include <lodestone/calibration/estimate/garch.hpp>
#include <lodestone/calibration/estimate/volatility.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <utility>

namespace lodestone::calibration {
namespace {

constexpr std::size_t kSimulationWindow = 500;
constexpr std::size_t kGarchWindow = 1500;
constexpr std::size_t kResiduals = 1000;
constexpr std::uint64_t kDrawSeed = 20150105;

std::span<const double> last(std::span<const double> values, std::size_t count) {
  return values.last(std::min(count, values.size()));
}

PredictiveLaw overlapping_sums(std::span<const double> returns, int days) {
  const auto width = static_cast<std::size_t>(days);
  PredictiveLaw law;
  for (std::size_t start = 0; start + width <= returns.size(); ++start) {
    double sum = 0.0;
    for (std::size_t k = 0; k < width; ++k) sum += returns[start + k];
    law.atoms.push_back(sum);
  }
  std::sort(law.atoms.begin(), law.atoms.end());
  return law;
}

/// What a GARCH forecaster remembers: its parameters, from which the next fit starts, and its innovations.
struct GarchMemory {
  std::optional<GarchParameters> parameters;
  std::vector<double> atoms;
};

/// `atoms_of(filter, parameters)`: the innovations after a fit, sorted.
template <typename AtomsOf>
VarModel garch_model(std::string name, AtomsOf atoms_of) {
  const auto start = [atoms_of](std::vector<int> horizons) -> Forecaster {
    const DrawTable draws = draw_table(kLawPaths, *std::max_element(horizons.begin(), horizons.end()), kDrawSeed);
    return [atoms_of, horizons, draws, memory = GarchMemory{}](const ReturnHistory& history, bool refit) mutable {
      const auto returns = last(history.returns, kGarchWindow);
      if (refit) memory.parameters = fit_garch(returns, {.has_leverage = false, .start = memory.parameters}).parameters;
      const GarchFilter filter = garch_filter(returns, *memory.parameters);
      if (refit) memory.atoms = atoms_of(filter, *memory.parameters);
      const double mean = memory.parameters->mean;
      const VarianceByAtom recursion = variance_by_atom(*memory.parameters, filter.next_variance, memory.atoms);
      std::vector<PredictiveLaw> laws;
      for (const int horizon : horizons) {
        laws.push_back(horizon == 1 ? scaled_law(mean, std::sqrt(filter.next_variance), memory.atoms)
                                    : simulated_sum(mean, recursion, memory.atoms, draws, horizon));
      }
      return laws;
    };
  };
  return {std::move(name), start};
}

}  // namespace

VarModel historical_simulation() {
  const auto start = [](std::vector<int> horizons) -> Forecaster {
    return [horizons](const ReturnHistory& history, bool) {
      std::vector<PredictiveLaw> laws;
      for (const int horizon : horizons) {
        const auto window = last(history.returns, kSimulationWindow + static_cast<std::size_t>(horizon) - 1);
        laws.push_back(overlapping_sums(window, horizon));
      }
      return laws;
    };
  };
  return {"historical simulation", start};
}

VarModel ewma_normal() {
  const auto start = [](std::vector<int> horizons) -> Forecaster {
    return [horizons, atoms = normal_atoms(kLawAtoms)](const ReturnHistory& history, bool) {
      const double variance = ewma_volatility(last(history.returns, kSimulationWindow), kRiskMetricsDaily, 1.0).next_variance;
      std::vector<PredictiveLaw> laws;
      for (const int horizon : horizons) laws.push_back(scaled_law(0.0, std::sqrt(variance * horizon), atoms));
      return laws;
    };
  };
  return {"EWMA normal", start};
}

VarModel garch_student() {
  return garch_model("GARCH t", [](const GarchFilter&, const GarchParameters& parameters) {
    return student_atoms(kLawAtoms, parameters.degrees_of_freedom);
  });
}

VarModel filtered_historical_simulation() {
  return garch_model("filtered historical simulation", [](const GarchFilter& filter, const GarchParameters&) {
    const auto residuals = last(filter.standardised, kResiduals);
    std::vector<double> atoms(residuals.begin(), residuals.end());
    std::sort(atoms.begin(), atoms.end());
    return atoms;
  });
}

std::vector<VarModel> benchmark_models() {
  return {historical_simulation(), filtered_historical_simulation(), ewma_normal(), garch_student()};
}

}  // namespace lodestone::calibration
