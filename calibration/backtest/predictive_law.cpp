#include <lodestone/calibration/backtest/predictive_law.hpp>

#include <lodestone/base/expect.hpp>
#include <lodestone/math/normal_distribution.hpp>

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace lodestone::calibration {
namespace {

/// The mean of each slice of a symmetric law, from E[X; X ≤ quantile(p)] at the cuts; the upper half is the mirror image.
template <typename PartialMean>
std::vector<double> symmetric_atoms(int count, PartialMean partial_mean) {
  LODESTONE_EXPECT(count > 0 && count % 2 == 0);
  const auto size = static_cast<std::size_t>(count);
  std::vector<double> atoms(size);
  double below = 0.0;
  for (std::size_t k = 0; k < size / 2; ++k) {
    const double up_to = partial_mean(static_cast<double>(k + 1) / count);
    atoms[k] = (up_to - below) * count;
    atoms[size - 1 - k] = -atoms[k];
    below = up_to;
  }
  return atoms;
}

}  // namespace

double quantile(const PredictiveLaw& law, double p) {
  const double rank = p * static_cast<double>(law.atoms.size());
  const double whole = std::round(rank);
  if (std::abs(rank - whole) < 1e-9 && whole >= 1.0 && whole < static_cast<double>(law.atoms.size())) {
    const auto k = static_cast<std::size_t>(whole);
    return 0.5 * (law.atoms[k - 1] + law.atoms[k]);
  }
  return law.atoms[std::min(static_cast<std::size_t>(std::max(rank, 0.0)), law.atoms.size() - 1)];
}

double tail_mean(const PredictiveLaw& law, double p) {
  const double rank = p * static_cast<double>(law.atoms.size());
  double sum = 0.0;
  for (std::size_t k = 0; k < law.atoms.size(); ++k) {
    const double weight = std::min(1.0, rank - static_cast<double>(k));
    if (weight <= 0.0) break;
    sum += weight * law.atoms[k];
  }
  return sum / rank;
}

double probability_transform(const PredictiveLaw& law, double x, double uniform) {
  const auto& atoms = law.atoms;
  const double count = static_cast<double>(atoms.size());
  const auto lower = std::lower_bound(atoms.begin(), atoms.end(), x);
  const auto upper = std::upper_bound(lower, atoms.end(), x);
  const double below = static_cast<double>(lower - atoms.begin());
  if (upper != lower) return (below + uniform * static_cast<double>(upper - lower)) / count;
  if (lower == atoms.begin()) return 0.5 * uniform / count;
  if (lower == atoms.end()) return 1.0 - 0.5 * uniform / count;
  const double left = *(lower - 1);
  return (below - 0.5 + (x - left) / (*lower - left)) / count;
}

std::vector<double> normal_atoms(int count) {
  const boost::math::normal law;
  return symmetric_atoms(count, [&](double p) { return -boost::math::pdf(law, p < 0.5 ? normal_quantile(p) : 0.0); });
}

std::vector<double> student_atoms(int count, double degrees_of_freedom) {
  LODESTONE_EXPECT(degrees_of_freedom > 2.0);
  const boost::math::students_t law(degrees_of_freedom);
  const double to_unit_variance = std::sqrt((degrees_of_freedom - 2.0) / degrees_of_freedom);
  return symmetric_atoms(count, [&](double p) {
    const double cut = p < 0.5 ? boost::math::quantile(law, p) : 0.0;
    return -to_unit_variance * (degrees_of_freedom + cut * cut) / (degrees_of_freedom - 1.0) * boost::math::pdf(law, cut);
  });
}

}  // namespace lodestone::calibration
