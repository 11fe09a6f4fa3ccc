#include <gtest/gtest.h>
#include <lodestone/base/expect.hpp>
#include <lodestone/kernel/value_contracts.hpp>
#include <lodestone/run/nested_paths.hpp>

#include <algorithm>
#include <cmath>
#include <convergence/brute_force.hpp>
#include <convergence/licensed_studies.hpp>
#include <numeric>

namespace lodestone::convergence {
namespace {

constexpr std::size_t kTile = 256;

/// Exact values by outer path and cash row.
std::vector<std::vector<double>> exact_values(const SimulationPlan& plan, int step, std::size_t paths) {
  Workspace work(plan, kTile);
  std::vector<std::vector<double>> values;
  for (std::size_t first = 0; first < paths; first += kTile) {
    run_to(plan, step, {static_cast<std::uint32_t>(first), kTile, kTile}, work);
    value_contracts(plan, step, work);
    for (std::size_t p = 0; p < kTile; ++p) {
      std::vector<double>& rows = values.emplace_back();
      for (std::size_t row = 0; row < work.contract_value.rows(); ++row) rows.push_back(work.contract_value.row(row)[p]);
    }
  }
  return values;
}

std::vector<std::uint32_t> chosen_paths(const std::vector<std::vector<double>>& exact, std::size_t states) {
  std::vector<double> values;
  for (const std::vector<double>& rows : exact) values.push_back(std::accumulate(rows.begin(), rows.end(), 0.0));
  std::vector<std::uint32_t> ranked(values.size());
  std::iota(ranked.begin(), ranked.end(), 0u);
  std::sort(ranked.begin(), ranked.end(), [&](std::uint32_t a, std::uint32_t b) { return values[a] < values[b]; });
  const std::size_t worst = states / 2;
  std::vector<std::uint32_t> chosen(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(worst));
  for (std::size_t n = worst; n < states; ++n) {
    chosen.push_back(ranked[worst + (2 * (n - worst) + 1) * (ranked.size() - worst) / (2 * (states - worst))]);
  }
  std::sort(chosen.begin(), chosen.end());
  return chosen;
}

std::vector<std::string> sorted_ids(const Study& study) {
  std::vector<std::string> ids;
  for (const Position& position : study.portfolio.positions) ids.push_back(position.id);
  std::sort(ids.begin(), ids.end());
  return ids;
}

}  // namespace

std::vector<BruteForce> brute_force(const Study& study, std::size_t states, std::size_t inner_paths, int threads) {
  const ValidStudy valid = validate(study);
  const SimulationPlan run = compile(valid, Isa::AVX2);
  for (const ContractValuation& contract : run.values.contracts) LODESTONE_EXPECT(contract.obstacle == ClaimObstacle::NONE);
  const SimulationPlan whole = compile_paths(valid, Isa::AVX2, Reach::LAST_FLOW);
  const int step = run.grid.horizon_steps.front();
  const std::size_t outer = (16 * states + kTile - 1) / kTile * kTile;
  const std::vector<std::vector<double>> exact = exact_values(run, step, outer);
  const std::vector<std::uint32_t> paths = chosen_paths(exact, states);
  const std::vector<RestMoments> moments = nested_values(whole, step, paths, inner_paths, threads);
  const std::vector<std::string> ids = sorted_ids(study);
  std::vector<BruteForce> contracts;
  for (std::size_t row = 0; row < run.contracts.position_of_cash_row.size(); ++row) {
    BruteForce& contract = contracts.emplace_back();
    contract.position = ids[static_cast<std::size_t>(run.contracts.position_of_cash_row[row])];
    for (std::size_t n = 0; n < paths.size(); ++n) {
      const double value = exact[paths[n]][row];
      const double gap = moments[n].mean[row] - value;
      const double error = std::sqrt(moments[n].variance[row] / static_cast<double>(inner_paths));
      if (error > 1e-9 * std::abs(value)) {
        contract.z.push_back(gap / error);
      } else {
        contract.greatest_certain_gap = std::max(contract.greatest_certain_gap, std::abs(gap));
      }
    }
  }
  return contracts;
}

void expect_normal(const std::vector<BruteForce>& contracts, std::size_t states) {
  for (const BruteForce& contract : contracts) {
    double sum = 0.0;
    for (const double z : contract.z) sum += z * z;
    EXPECT_GE(contract.z.size(), states / 3) << contract.position << ": too few states in which anything is random";
    const ChiSquaredBounds bounds = chi_squared_bounds(static_cast<double>(contract.z.size()));
    EXPECT_GT(sum, bounds.least) << contract.position << ", " << contract.z.size() << " states";
    EXPECT_LT(sum, bounds.greatest) << contract.position << ", " << contract.z.size() << " states";
    EXPECT_LT(contract.greatest_certain_gap, 1e-4) << contract.position;
  }
}

ChiSquaredBounds chi_squared_bounds(double degrees_of_freedom) {
  constexpr double kQuantile = 3.719016485455709;  // Φ⁻¹(0.9999)
  const double spread = 2.0 / (9.0 * degrees_of_freedom);
  const auto cube = [&](double z) { return degrees_of_freedom * std::pow(1.0 - spread + z * std::sqrt(spread), 3); };
  return {cube(-kQuantile), cube(kQuantile)};
}

Study chain_with_floors() {
  Study study = with_events();
  study.simulation.horizons = {"3m"};
  const std::vector<Date> due = {make_date(2026, 6, 17), make_date(2026, 9, 1), make_date(2027, 2, 11)};
  add(study, {}, "buy floor", offtake({}, Side::BUY, Floor{60.0}, due));
  add(study, {}, "sell collar", offtake({}, Side::SELL, Collar{55.0, 80.0}, due));
  PriceFloorAgreement agreement;
  agreement.index = "metal";
  agreement.floor = 66.0;
  agreement.settlements = deliveries_on(due);
  add(study, {}, "agreement", agreement);
  return study;
}

Study pending_licences() {
  Study study = licensed(with_events(), LicenceBasis::PER_SHIPMENT);
  study.simulation.horizons = {"2w"};
  std::vector<Position> kept;
  for (Position& position : study.portfolio.positions) {
    if (position.id != "buy, damages on the difference" && position.id != "sell, replaced by the seller") continue;
    std::erase_if(std::get<Offtake>(position.instrument).deliveries,
                  [](const Delivery& delivery) { return delivery.due > make_date(2026, 9, 30); });
    kept.push_back(position);
  }
  study.portfolio.positions = kept;
  std::erase_if(study.licences.accounts, [&](const LicenceAccount& account) {
    return account.id != "account of buy, damages on the difference" && account.id != "account of sell, replaced by the seller";
  });
  return study;
}

Study two_factors_with_tails() {
  Study study = stochastic_rates();
  study.simulation.horizons = {"3m"};
  for (Factor& factor : study.market.factors) {
    if (factor.id == "metal" || factor.id == "premium") factor.variance_group = factor.id;
  }
  study.market.variance_groups = {{"metal", 4.0}, {"premium", 6.0}};
  ContractTerms terms;
  terms.counterparty = "owner";
  const std::vector<Date> due = {make_date(2026, 6, 17), make_date(2026, 9, 1), make_date(2027, 2, 11)};
  add(study, terms, "sell floor", offtake(terms, Side::SELL, Floor{60.0}, due));
  PriceFloorAgreement calls;
  calls.side = Side::BUY;
  calls.index = "metal";
  calls.floor = 50.0;
  calls.upside_share = 1.0;
  calls.upside_above = 65.0;
  calls.settlements = deliveries_on(due);
  add(study, terms, "short calls", calls);
  Loan floating;
  floating.outstanding = 6000.0;
  floating.base_rate = "rate";
  floating.margin_per_year = 0.03;
  floating.flows = {{make_date(2026, 8, 11), 2000.0}, {make_date(2027, 2, 11), 4000.0}};
  add(study, terms, "floating loan", floating);
  return study;
}

}  // namespace lodestone::convergence
