// Proxies of contracts whose value is known: a yearly cap that never binds takes a contract from the transform to a regression
// and changes nothing that it pays.
#include <gtest/gtest.h>
#include <lodestone/engine.hpp>
#include <lodestone/kernel/run_tile.hpp>
#include <lodestone/kernel/value_contracts.hpp>
#include <lodestone/run/fit_proxies.hpp>
#include <lodestone/run/nested_paths.hpp>

#include <algorithm>
#include <cmath>
#include <reference/study_parts.hpp>

namespace lodestone {
namespace {

constexpr ProxyEffort kLittle{.fitted_paths = 16384, .fresh_paths = 4096, .tail_states = 48, .inner_paths = 64};

/// "exact" and "proxy" pay alike: 100 · (floor − S)⁺ twice a year for two years, S an Ornstein–Uhlenbeck price near 60.
Study floor_study(double floor) {
  Study study = reference::empty_study(make_date(2026, 1, 1));
  Factor x;
  x.id = "x";
  x.initial_value = std::log(60.0);
  x.mean_reversion_per_year = 0.8;
  x.long_run_mean = {std::log(60.0)};
  x.volatility_per_sqrt_year = {0.3};
  study.market.factors = {x};
  Observable rate;
  rate.id = "rate";
  rate.kind = ObservableKind::LINEAR;
  rate.meaning = ObservableMeaning::RATE;
  rate.intercept = 0.04;
  study.market.observables = {reference::oxide_price("spot", "x"), rate};
  study.market.discount_rate = "rate";
  PriceFloorAgreement agreement;
  agreement.index = "spot";
  agreement.floor = floor;
  agreement.schedule = DeliverySchedule{make_date(2026, 7, 1), make_date(2027, 12, 31), 6, 100.0};
  study.portfolio.positions.push_back(reference::position("exact", agreement));
  agreement.annual_cap = 1e12;
  study.portfolio.positions.push_back(reference::position("proxy", agreement));
  study.simulation.horizons = {"3m"};
  study.simulation.paths = 20000;
  return study;
}

SimulationPlan fitted_plan(const Study& study, int threads = 2) {
  const ValidStudy valid = validate(study);
  SimulationPlan plan = compile(valid, Isa::AVX2);
  PathCounter counter(Options{}, paths_to_fit(plan, kLittle));
  plan.values.proxies = fit_proxies(valid, plan, {threads, 64, Isa::AVX2}, counter, kLittle);
  return plan;
}

/// Proxy and exact values of the study's own paths, which no fit has seen, sorted by the exact value.
std::vector<std::pair<double, double>> values_of(const SimulationPlan& plan) {
  std::vector<std::pair<double, double>> values;
  const int step = plan.grid.last_horizon_step();
  Workspace work(plan, 256);
  for (std::uint32_t first = 0; first < 8192; first += 256) {
    run_to(plan, step, {first, 256, 256}, work);
    value_contracts(plan, step, work);
    for (std::size_t p = 0; p < 256; ++p) {
      values.emplace_back(work.contract_value.row(plan.contracts.cash_row_of_position[0])[p],
                          work.contract_value.row(plan.contracts.cash_row_of_position[1])[p]);
    }
  }
  std::sort(values.begin(), values.end());
  return values;
}

double root_mean_square_error(const std::vector<std::pair<double, double>>& values, std::size_t count) {
  double square = 0.0;
  for (std::size_t n = 0; n < count; ++n) square += std::pow(values[n].second - values[n].first, 2);
  return std::sqrt(square / static_cast<double>(count));
}

// A floor that no path reaches is (floor − S) for certain: linear in the price, which is a feature, and so are its hedges. What
// is left is the noise that no hedge takes, about 0.1 % of the value's deviation.
TEST(FitProxies, RecoversALinearTruth) {
  const SimulationPlan plan = fitted_plan(floor_study(600.0));
  const std::vector<std::pair<double, double>> values = values_of(plan);
  ASSERT_EQ(plan.values.proxies.size(), 1u);
  EXPECT_LT(root_mean_square_error(values, values.size()), 0.01 * plan.values.proxies[0].standard_deviation);
}

// 48 states: the root of a mean square of that many is within a third of its own but for one fit in 1000.
TEST(FitProxies, StatesAnErrorThatHoldsOnPathsItHasNotSeen) {
  const SimulationPlan plan = fitted_plan(floor_study(60.0));
  const std::vector<std::pair<double, double>> values = values_of(plan);
  const ProxyPlan& proxy = plan.values.proxies.front();
  const double in_the_tail = root_mean_square_error(values, values.size() / 20);
  EXPECT_LT(in_the_tail, 1.34 * proxy.stated_error());
  EXPECT_LT(proxy.stated_error(), 0.2 * proxy.standard_deviation);
  double mean_gap = 0.0;
  for (const auto& [exact, fitted] : values) mean_gap += (fitted - exact) / static_cast<double>(values.size());
  EXPECT_LT(std::abs(mean_gap), 0.02 * proxy.standard_deviation);
}

// Values take a risk premium off the drift beyond the horizon; a proxy fitted on the run's own drifts would miss by as much as
// these two differ, a hundred times its error.
TEST(FitProxies, ValuesUnderTheDriftsThatValuesTake) {
  Study study = floor_study(60.0);
  const double without = values_of(fitted_plan(study)).at(4096).first;
  study.market.factors[0].risk_premium_per_year = 0.25;
  const SimulationPlan plan = fitted_plan(study);
  const std::vector<std::pair<double, double>> values = values_of(plan);
  EXPECT_GT(values[4096].first, 1.2 * without);
  EXPECT_LT(root_mean_square_error(values, values.size() / 20), 1.34 * plan.values.proxies.front().stated_error());
}

TEST(FitProxies, AreWorthTodayWhatTheExactContractIsAlsoUnderRiskPremia) {
  for (const double premium : {0.0, 0.25}) {
    Study study = floor_study(60.0);
    study.market.factors[0].risk_premium_per_year = premium;
    const Simulation simulation = simulate(validate(study));
    const std::vector<ContractValue>& contracts = simulation.report().results.contract_values;
    const Estimate& proxy = contracts[1].value_today;
    EXPECT_EQ(contracts[1].method, ValuationMethod::PROXY);
    EXPECT_NEAR(*proxy.value, *contracts[0].value_today.value, 4.0 * *proxy.standard_error + *contracts[1].method_error)
        << premium;
    EXPECT_LT(*proxy.standard_error, 0.01 * *proxy.value);
  }
}

TEST(FitProxies, GivesTheSameBitsForAnyNumberOfThreads) {
  const SimulationPlan one = fitted_plan(floor_study(60.0), 1), three = fitted_plan(floor_study(60.0), 3);
  const ProxyPlan &first = one.values.proxies.front(), &second = three.values.proxies.front();
  ASSERT_EQ(first.terms.size(), second.terms.size());
  for (std::size_t n = 0; n < first.terms.size(); ++n) EXPECT_EQ(first.terms[n].coefficient, second.terms[n].coefficient) << n;
  EXPECT_EQ(first.tail_error, second.tail_error);
  EXPECT_EQ(first.tail_error_resolution, second.tail_error_resolution);
}

TEST(FitProxies, StopsWhenAskedAndCountsItsPaths) {
  std::stop_source source;
  Options options;
  options.stop = source.get_token();
  std::vector<Progress> seen;
  options.on_progress = [&](const Progress& progress) { seen.push_back(progress); };
  simulate(validate(floor_study(60.0)), options);
  for (std::size_t n = 1; n < seen.size(); ++n) {
    ASSERT_GT(seen[n].paths_done, seen[n - 1].paths_done);
    ASSERT_EQ(seen[n].paths_total, seen[0].paths_total);
  }
  EXPECT_LT(seen.front().paths_done, 4096);
  EXPECT_GT(seen.front().paths_total, 65536 + 20000);
  EXPECT_EQ(seen.back().paths_done, seen.back().paths_total);
  const std::size_t calls = seen.size();
  options.on_progress = [&](const Progress&) {
    ++seen.emplace_back().paths_done;
    source.request_stop();
  };
  EXPECT_THROW(simulate(validate(floor_study(60.0)), options), Cancelled);
  EXPECT_LT(seen.size(), calls + 8);
}

}  // namespace
}  // namespace lodestone
