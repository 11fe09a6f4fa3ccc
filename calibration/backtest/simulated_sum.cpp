#include <lodestone/calibration/backtest/simulated_sum.hpp>

#include <lodestone/base/expect.hpp>

#include <algorithm>
#include <cmath>
#include <random>
#include <utility>

namespace lodestone::calibration {

DrawTable draw_table(int paths, int days, std::uint64_t seed) {
  std::mt19937_64 bits(seed);
  DrawTable table;
  table.paths = paths;
  for (int day = 0; day < days; ++day) {
    std::vector<float> column(static_cast<std::size_t>(paths));
    for (std::size_t k = 0; k < column.size(); ++k) {
      column[k] = (static_cast<float>(k) + 0.5F) / static_cast<float>(paths);
      const std::size_t other = bits() % (k + 1);  // Fisher and Yates; the bias of the remainder is 2^-52
      std::swap(column[k], column[other]);
    }
    table.uniforms.push_back(std::move(column));
  }
  return table;
}

VarianceByAtom variance_by_atom(const GarchParameters& parameters, double next_variance, std::span<const double> atoms) {
  VarianceByAtom recursion{next_variance, parameters.omega, {}};
  for (const double z : atoms) {
    recursion.growth.push_back((parameters.alpha + (z < 0.0 ? parameters.gamma : 0.0)) * z * z + parameters.beta);
  }
  return recursion;
}

PredictiveLaw simulated_sum(double mean, const VarianceByAtom& recursion, std::span<const double> atoms, const DrawTable& draws,
                            int days, Autoregression autoregression) {
  LODESTONE_EXPECT(days > 0 && static_cast<std::size_t>(days) <= draws.uniforms.size() && !atoms.empty());
  LODESTONE_EXPECT(recursion.growth.size() == atoms.size());
  const auto paths = static_cast<std::size_t>(draws.paths);
  const auto count = static_cast<float>(atoms.size());
  std::vector<double> variance(paths, recursion.next_variance);
  std::vector<double> previous(paths, autoregression.last_return);
  PredictiveLaw law{std::vector<double>(paths, 0.0)};
  for (std::size_t day = 0; day < static_cast<std::size_t>(days); ++day) {
    const float* uniforms = draws.uniforms[day].data();
    for (std::size_t path = 0; path < paths; ++path) {
      const auto index = std::min(static_cast<std::size_t>(uniforms[path] * count), atoms.size() - 1);
      previous[path] = mean + autoregression.coefficient * previous[path] + std::sqrt(variance[path]) * atoms[index];
      law.atoms[path] += previous[path];
      variance[path] = recursion.constant + recursion.growth[index] * variance[path];
    }
  }
  std::sort(law.atoms.begin(), law.atoms.end());
  return law;
}

PredictiveLaw scaled_law(double mean, double deviation, std::span<const double> atoms) {
  PredictiveLaw law{std::vector<double>(atoms.begin(), atoms.end())};
  for (double& atom : law.atoms) atom = mean + deviation * atom;
  return law;
}

}  // namespace lodestone::calibration
