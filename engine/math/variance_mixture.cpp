#include <lodestone/math/variance_mixture.hpp>

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>
#include <lodestone/base/expect.hpp>

namespace lodestone {

VarianceMixture variance_mixture(double degrees_of_freedom) {
  LODESTONE_EXPECT(degrees_of_freedom >= 3.0 && degrees_of_freedom <= 1000.0);
  const boost::math::chi_squared law(degrees_of_freedom);
  const boost::math::chi_squared two_less(degrees_of_freedom - 2.0);
  const double least = boost::math::quantile(law, kLowerCut);
  const double most = boost::math::quantile(boost::math::complement(law, kUpperCut));
  const double ratio = std::pow(most / least, 1.0 / static_cast<double>(kMixtureNodes));

  VarianceMixture mixture;
  double mass = 0.0;
  double mean = 0.0;
  for (double upper = most; mixture.multipliers.size() < kMixtureNodes; upper /= ratio) {  // from large χ² on: ω ascends
    const double lower = upper / ratio;
    const double probability = boost::math::cdf(law, upper) - boost::math::cdf(law, lower);
    const double reciprocal_mass = boost::math::cdf(two_less, upper) - boost::math::cdf(two_less, lower);
    mixture.probabilities.push_back(probability);
    mixture.multipliers.push_back(reciprocal_mass / probability);
    mass += probability;
    mean += reciprocal_mass;
  }
  double cumulative = 0.0;
  for (std::size_t q = 0; q < kMixtureNodes; ++q) {
    mixture.probabilities[q] /= mass;
    mixture.multipliers[q] /= mean / mass;
    cumulative += mixture.probabilities[q];
    mixture.cumulative.push_back(std::min(cumulative, 1.0));
  }
  mixture.cumulative.back() = 1.0;
  return mixture;
}

}  // namespace lodestone
