#include <lodestone/calibration/estimate/posterior.hpp>

#include <lodestone/base/expect.hpp>

#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include <cmath>
#include <limits>

namespace lodestone::calibration {

Estimated summarise(const GammaPosterior& law) { return {law.mean(), std::sqrt(law.shape) / law.years}; }

double quantile(const GammaPosterior& law, double probability) {
  LODESTONE_EXPECT(law.shape > 0.0 && law.years >= 0.0 && probability > 0.0 && probability < 1.0);
  if (law.years == 0.0) return std::numeric_limits<double>::infinity();
  return boost::math::gamma_p_inv(law.shape, probability) / law.years;
}

Interval interval95(const GammaPosterior& law) {
  if (law.years == 0.0) return {0.0, std::numeric_limits<double>::infinity()};
  return {quantile(law, 0.025), quantile(law, 0.975)};
}

double probability_of_no_event(const GammaPosterior& law, double years) {
  LODESTONE_EXPECT(years >= 0.0);
  return std::exp(-law.shape * std::log1p(years / law.years));
}

Estimated summarise(const BetaPosterior& law) {
  const double total = law.successes + law.failures;
  return {law.mean(), std::sqrt(law.successes * law.failures / (total * total * (total + 1.0)))};
}

double quantile(const BetaPosterior& law, double probability) {
  LODESTONE_EXPECT(law.successes > 0.0 && law.failures > 0.0 && probability > 0.0 && probability < 1.0);
  return boost::math::ibeta_inv(law.successes, law.failures, probability);
}

Interval interval95(const BetaPosterior& law) { return {quantile(law, 0.025), quantile(law, 0.975)}; }

}  // namespace lodestone::calibration
