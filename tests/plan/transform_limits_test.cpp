// Closed forms and published numbers: exact where the grid's law is exact, in the limit of small steps where it is not.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <functional>

#include "compiled_market.hpp"
#include "everything_study.hpp"

namespace lodestone {
namespace {

/// `steps` daily steps that stand for `years` years: every rate is scaled by what this returns, volatilities by its root.
double time_scale(int steps, double years) { return years * 365.0 / steps; }

Study daily_study(int steps) {
  Study study = reference::empty_study(make_date(2026, 1, 1));
  for (int k = 1; k <= steps; ++k) study.simulation.grid_dates.push_back(study.as_of + days{k});
  study.simulation.horizons = {to_string(study.as_of + days{steps})};
  return study;
}

/// The limit of f(steps) as steps → ∞, by polynomial extrapolation in (1/steps)^order from steps, 2·steps, 4·steps, ….
double limit(const std::function<double(int)>& f, int steps, int levels, int order) {
  std::vector<double> row;
  for (int n = 0; n < levels; ++n) {
    row.push_back(f(steps << n));
    double power = 1.0;
    for (int m = n; m-- > 0;) {
      power *= std::ldexp(1.0, order);
      row[static_cast<std::size_t>(m)] =
          row[static_cast<std::size_t>(m) + 1] +
          (row[static_cast<std::size_t>(m) + 1] - row[static_cast<std::size_t>(m)]) / (power - 1.0);
    }
  }
  return row.front();
}

/// Vasicek's rate discounts: dr = a(b − r)dt + s dW.
double vasicek_bond(int steps, double years) {
  const double f = time_scale(steps, years);
  Study study = daily_study(steps);
  study.market.factors = {stanced_factor("r", "", 0.04 * f, 0.3 * f, {0.045 * f}, {0.012 * f * std::sqrt(f)})};
  study.market.observables = {linear_rate("rate", "r")};
  study.market.discount_rate = "rate";
  const CompiledMarket market(study);
  CashFlowLaw law;
  law.discounted_to = steps;
  return market.expectations(law).front();
}

/// E exp(−Σ r_{k−1} Δ) for the same rate on a grid: the sum is normal, its mean and variance are summed term by term.
double vasicek_on_grid(int steps, double years) {
  const double h = years / steps;
  const double a = 0.3, b = 0.045, s = 0.012;
  double mean = 0.0;
  double variance = 0.0;
  for (int k = 0; k < steps; ++k) {
    mean += h * (b + (0.04 - b) * std::exp(-a * k * h));
    for (int m = 0; m < steps; ++m) {
      variance += h * h * s * s / (2.0 * a) * (std::exp(-a * std::abs(k - m) * h) - std::exp(-a * ((k + m) * h)));
    }
  }
  return std::exp(-mean + 0.5 * variance);
}

// Source: Vasicek (1977), P(T) of r₀ = 0.04, a = 0.3, b = 0.045, s = 0.012.
TEST(Transform, DiscountsByVasiceksBonds) {
  EXPECT_NEAR(vasicek_bond(100, 5.0), vasicek_on_grid(100, 5.0), 1e-13);
  for (const auto& [years, price] : {std::pair{1.0, 0.960154546043}, {5.0, 0.809831947897}, {10.0, 0.650573568718}}) {
    EXPECT_NEAR(limit([&, t = years](int steps) { return vasicek_bond(steps, t); }, 25, 5, 1), price, 1e-12)
        << years << " years";
  }
}

struct TwoFactors {
  double kappa, sigma_chi, theta_chi, chi, mu_xi, sigma_xi, xi, rho;
};

/// ln S = χ + ξ: a mean-reverting and a drifting factor, correlated. A step correlates its increments, whose covariance differs
/// from that in continuous time by a share of (κΔ)²/24.
double schwartz_smith_forward(const TwoFactors& model, int steps, double years) {
  const double f = time_scale(steps, years);
  Study study = daily_study(steps);
  study.market.factors = {
      stanced_factor("chi", "", model.chi, model.kappa * f, {model.theta_chi}, {model.sigma_chi * std::sqrt(f)}),
      stanced_factor("xi", "", model.xi, 0.0, {model.mu_xi * f}, {model.sigma_xi * std::sqrt(f)})};
  study.market.correlations = {{"chi", "xi", model.rho}};
  Observable spot = reference::oxide_price("spot", "chi");
  spot.weights.push_back({"xi", 1.0});
  study.market.observables = {spot};
  const CompiledMarket market(study);
  CashFlowLaw law;
  law.index = {{steps, 0, 1.0}};
  return market.expectations(law).front();
}

// Source: Schwartz and Smith (2000), risk-neutral forwards.
TEST(Transform, ReproducesTheForwardsOfSchwartzAndSmith) {
  const TwoFactors model{1.49, 0.286, -0.157 / 1.49, 0.1, 0.0115, 0.145, std::log(18.0), 0.3};
  for (const auto& [years, forward] : {std::pair{1.0 / 12, 19.5352129981},
                                       {5.0 / 12, 18.5075846435},
                                       {1.0, 17.6863767208},
                                       {17.0 / 12, 17.4951864378},
                                       {5.0, 18.4904338019}}) {
    const double value = limit([&, t = years](int steps) { return schwartz_smith_forward(model, steps, t); }, 40, 3, 2);
    EXPECT_NEAR(value, forward, 1e-9) << years << " years";
  }
}

// Source: Schwartz and Smith (2000) §3: Gibson and Schwartz's (1990) spot and convenience yield are the same model, with
// χ = (δ − α)/κ and ξ = ln S − χ.
TEST(Transform, ReproducesTheForwardsOfGibsonAndSchwartz) {
  const double r = 0.06, alpha = 0.106, kappa = 1.876, s1 = 0.393, s2 = 0.527, rho = 0.766, lambda = 0.198;
  TwoFactors model{};
  model.kappa = kappa;
  model.sigma_chi = s2 / kappa;
  model.theta_chi = -lambda / (kappa * kappa);
  model.chi = (0.12 - alpha) / kappa;
  model.mu_xi = r - alpha - 0.5 * s1 * s1 + lambda / kappa;
  model.sigma_xi = std::sqrt(s1 * s1 + s2 * s2 / (kappa * kappa) - 2.0 * rho * s1 * s2 / kappa);
  model.xi = std::log(20.0) - model.chi;
  model.rho = (rho * s1 - s2 / kappa) / model.sigma_xi;
  for (const auto& [years, forward] : {std::pair{0.25, 19.7472237444}, {1.0, 19.4729651178}, {3.0, 19.8669920963}}) {
    const double value = limit([&, t = years](int steps) { return schwartz_smith_forward(model, steps, t); }, 40, 3, 2);
    EXPECT_NEAR(value, forward, 1e-9) << years << " years";
  }
}

/// Regime-switching Ornstein–Uhlenbeck log price in five states, from 0.2, by start state.
std::vector<double> switching_forwards(int steps, double years) {
  const double f = time_scale(steps, years);
  Study study = daily_study(steps);
  reference::add_chain(study, "policy", {"open", "easy", "tight", "restricted", "embargo"}, 1,
                       {{0.0, 0.8, 0.1, 0.05, 0.0},
                        {0.3, 0.0, 0.6, 0.15, 0.02},
                        {0.05, 1.2, 0.0, 0.7, 0.05},
                        {0.0, 0.4, 1.6, 0.0, 0.4},
                        {0.0, 0.1, 0.5, 1.4, 0.0}},
                       f);
  std::vector<double> volatilities{0.1, 0.15, 0.35, 0.7, 0.9};
  for (double& sigma : volatilities) sigma *= std::sqrt(f);
  study.market.factors = {stanced_factor("m", "policy", 0.2, 2.0 * f, {0.0, 0.05, 0.3, 1.0, 1.5}, volatilities)};
  study.market.observables = {reference::oxide_price("spot", "m")};
  const CompiledMarket market(study);
  CashFlowLaw law;
  law.index = {{steps, 0, 1.0}};
  return market.expectations(law);
}

// Source: the same transform in continuous time, by ordinary differential equations; to the nine decimals that are printed.
TEST(Transform, TendsToTheRegimeSwitchingForwardsOfContinuousTime) {
  const std::pair<double, std::array<double, 5>> printed[] = {
      {0.25, {1.138812563, 1.174332115, 1.30005644, 1.643858774, 2.021221564}},
      {1.0, {1.130706264, 1.247666328, 1.454238127, 1.837678124, 2.443113157}}};
  for (const auto& [years, forwards] : printed) {
    for (std::size_t s = 0; s < 5; ++s) {
      const auto at = [&, t = years](int steps) { return switching_forwards(steps, t)[s]; };
      EXPECT_NEAR(limit(at, 20, 5, 1), forwards[s], 2e-9) << years << " years, state " << s;
      // first order: half the step, half the error
      EXPECT_NEAR((at(80) - forwards[s]) / (at(160) - forwards[s]), 2.0, 0.1) << years << " years, state " << s;
    }
  }
}

// E e^{uη√ω}, one step: the mixture's nodes are summed, and its mean is 1, so u → 0 gives the variance of η.
TEST(Transform, SumsTheNodesOfAMixture) {
  Study study = daily_study(1);
  const double sigma = 0.14 * std::sqrt(365.0);
  study.market.factors = {stanced_factor("x", "", 0.0, 0.0, {0.0}, {sigma}), stanced_factor("y", "", 0.0, 0.0, {0.0}, {sigma})};
  for (Factor& factor : study.market.factors) factor.variance_group = "tails";
  study.market.variance_groups = {{"tails", 4.0}};
  study.market.correlations = {{"x", "y", 0.6}};
  Observable product = reference::oxide_price("product", "x");
  product.weights = {{"x", 0.5}, {"y", 1.5}};
  study.market.observables = {reference::oxide_price("one", "x"), product};
  const CompiledMarket market(study);
  CashFlowLaw law;
  law.index = {{1, 0, 1.0}};
  EXPECT_NEAR(market.expectations(law).front(), 1.0101, 5e-5);  // Source: the mixture for ν = 4, by quadrature

  const VarianceMixture mixture = variance_mixture(4.0);
  law.index = {{1, 1, 1.0}};
  const double square = 0.14 * 0.14 * (0.5 * 0.5 + 1.5 * 1.5 + 2.0 * 0.6 * 0.5 * 1.5);
  for (const double u : {-2.0, 1e-3, 1.0, 3.0}) {
    double expected = 0.0;
    for (std::size_t q = 0; q < mixture.multipliers.size(); ++q) {
      expected += mixture.probabilities[q] * std::exp(0.5 * u * u * square * mixture.multipliers[q]);
    }
    EXPECT_NEAR(market.expectations(law, u).front(), expected, 1e-13 * expected) << u;
  }
  EXPECT_NEAR((market.expectations(law, 1e-3).front() - 1.0) / (0.5e-6 * square), 1.0, 1e-4);
}

// Without volatility a law is one number: the path that the factors must take.
TEST(Transform, OfACertainLawIsThePathItMustTake) {
  Study study = daily_study(10);
  study.market.factors = {stanced_factor("x", "", 0.3, 2.0, {1.0}, {0.0})};
  study.market.observables = {reference::oxide_price("spot", "x")};
  const CompiledMarket market(study);
  CashFlowLaw law;
  law.index = {{10, 0, 1.0}, {4, 0, -0.25}};
  const auto x = [](int day) { return 1.0 + (0.3 - 1.0) * std::exp(-2.0 * day / 365.0); };
  EXPECT_NEAR(market.expectations(law).front(), std::exp(x(10) - 0.25 * x(4)), 1e-14);
}

}  // namespace
}  // namespace lodestone
