// Options by another road: Fourier inversion along a line of complex u, of the transform that is enumerated path by path.
#include <gtest/gtest.h>

#include <cmath>
#include <complex>

#include "compiled_market.hpp"
#include "enumerated_law.hpp"
#include "everything_study.hpp"

namespace lodestone {
namespace {

/// Puts E[(1 − e^{a + y})⁺ e^v] at several a, by state:  1/2πi ∫ E[e^{uy + v}] e^{ua} / (u(u − 1)) du  along Re u = −1.
/// The trapezoidal rule errs by what the integrand is at its end (u = 80) and by E e^{−y} from beyond a period 2π/h of y (the
/// fat tails of y ask for a small h).   Source: Lewis (2001).
std::vector<std::vector<double>> inverted_puts(const Study& study, const CompiledMarket& market, const CashFlowLaw& law,
                                               int step, const std::vector<double>& x, const std::vector<double>& a,
                                               int states) {
  constexpr double kSpacing = 0.16;
  constexpr double kPi = 3.14159265358979323846;
  std::vector<std::vector<double>> puts(static_cast<std::size_t>(states), std::vector<double>(a.size(), 0.0));
  for (int n = 0; n < 500; ++n) {
    const std::complex<double> u(-1.0, kSpacing * n);
    const EnumeratedLaw twin(study, market, law, step, x, u);
    for (int s = 0; s < states; ++s) {
      const std::complex<double> phi = twin.value(s) / (u * (u - 1.0)) * (n == 0 ? 0.5 : 1.0) * kSpacing / kPi;
      for (std::size_t m = 0; m < a.size(); ++m) puts[static_cast<std::size_t>(s)][m] += (phi * std::exp(u * a[m])).real();
    }
  }
  return puts;
}

// Two chains, an event, jumps, a mixture, stochastic rate and spread: within 1e-8 of the forward.
TEST(OptionTable, AgreesWithDirectInversionWithEverythingAtOnce) {
  Study study = everything_study();
  study.market.factors[4].variance_group = "";  // a third mixture would make the enumeration sixteen times as long
  const CompiledMarket market(study, {{3, kNone, 1.0 / 0.6, 0.4}});
  CashFlowLaw law;
  law.index = {{6, 0, 1.0}};
  law.money = {{6, 1, 1.0}};
  law.discounted_to = 6;
  law.counterparty = 0;
  law.survives_to = 6;
  const std::vector<double> x{0.9, 0.35, -0.02, 0.055, 0.045};
  const std::vector<double> log_strikes{0.6, 1.2, 1.7, 2.3};
  std::vector<double> a;
  for (const double k : log_strikes) a.push_back(-k);

  const int states = market.joint_of(law).states;
  ASSERT_EQ(states, 6);
  const std::vector<OptionTable> tables = market.tables(law, 3, 1e-10);
  const Transform phi = market.transform(law, 3, {});
  double shift = 0.0;
  double scale = 0.0;
  for (std::size_t f = 0; f < x.size(); ++f) {
    shift += phi.index_weights[f] * x[f];
    scale += phi.money_weights[f] * x[f];
  }
  const std::vector<std::vector<double>> puts = inverted_puts(study, market, law, 3, x, a, states);
  for (std::size_t s = 0; s < 6; ++s) {
    const double forward = std::exp(scale + shift) * tables[s].forward;
    for (std::size_t m = 0; m < a.size(); ++m) {
      const double strike = std::exp(log_strikes[m]);
      EXPECT_NEAR(strike * std::exp(scale) * tables[s].put(a[m] + shift), strike * puts[s][m], 1e-8 * forward)
          << "state " << s << ", strike " << strike;
    }
  }
}

}  // namespace
}  // namespace lodestone
