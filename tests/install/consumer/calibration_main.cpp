// Two years of returns whose volatility is in a hurry: fitted, and handed to the engine as a term structure.
#include <lodestone/calibration.hpp>

#include <cmath>
#include <cstdio>
#include <vector>

using namespace lodestone::calibration;

int main() {
  std::vector<double> returns;
  double wave = 0.3;
  for (int day = 0; day < 500; ++day) {
    wave = 3.9 * wave * (1.0 - wave);  // the logistic map: as good as random here, and the same everywhere
    returns.push_back(0.02 * (1.0 + 0.5 * std::sin(day / 40.0)) * (wave - 0.6));
  }
  const GarchFit fit = fit_garch(returns, {.has_leverage = false, .has_student_tails = false, .targets_variance = true});
  const GarchTermStructure term = volatility_term_structure(fit, 252.0, "share");
  std::printf("volatility %.3f, today %.3f of it\n", term.volatility_per_sqrt_year.value, term.curve.initial_multiplier);
  const double sample = sample_volatility(returns, 252.0).value;
  return std::abs(term.volatility_per_sqrt_year.value / sample - 1.0) < 0.01 ? 0 : 1;
}
