// Two shares and one VaR: the smallest study, built in code.
#include <lodestone/engine.hpp>

#include <cstdio>
#include <string>

using namespace lodestone;

int main() {
  Study study;
  study.as_of = make_date(2025, 12, 31);
  for (const char* share : {"MP", "LYC"}) {
    const std::string factor = std::string(share) + " log price";
    study.market.factors.push_back(
        {.id = factor, .scale = FactorScale::LOG_OF_LEVEL, .initial_value = 50.0, .volatility_per_sqrt_year = {0.6}});
    study.market.observables.push_back(
        {.id = share, .weights = {{factor, 1.0}}, .currency = Currency::USD, .unit = Unit::SHARE});
    study.portfolio.positions.push_back(
        {.id = share, .book = "shares", .instrument = EquityPosition{.observable = share, .quantity = 1000}});
  }
  study.portfolio.books = {{.id = "shares"}};
  study.simulation = {.paths = 10'000, .seed = 1, .horizons = {"10d"}};
  study.measures = {.confidences = {0.99}, .pnl_bases = {PnlBasis::MARK_TO_MODEL}, .references = {LossReference::ZERO}};

  const Simulation simulation = simulate(validate(study));
  const double value_at_risk = *simulation.report().results.pnl.front().distribution.measures.front().value_at_risk.value;
  std::printf("VaR 99 %%, 10 days: %.0f USD\n", value_at_risk);
  return value_at_risk > 15'000 && value_at_risk < 20'000
             ? 0
             : 1;  // 2.33 · √2 · 50,000 · 0.6 · √(14/365) = 19,300, less what exp bends
}
