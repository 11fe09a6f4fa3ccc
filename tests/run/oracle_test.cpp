// Exact numbers on the grid (backward recursions over chain × licence label, transform recursions) by simulation.
#include <gtest/gtest.h>
#include <lodestone/engine.hpp>

#include <reference/oracle_studies.hpp>

namespace lodestone {
namespace {

Study with_paths(Study study, std::int64_t paths) {
  study.simulation.paths = paths;
  return study;
}

const ContractValue& contract(const RiskReport& report, const std::string& position) {
  for (const ContractValue& value : report.results.contract_values) {
    if (value.position == position) return value;
  }
  ADD_FAILURE() << "no contract " << position;
  return report.results.contract_values.front();
}

/// Exact by the tables, and within 4 standard errors by simulation.
void expect_value(const ContractValue& contract, double exact, double tolerance) {
  EXPECT_NEAR(*contract.value_today.value, exact, tolerance) << contract.position;
  const Estimate& simulated = contract.present_values.front().mean;
  EXPECT_NEAR(*simulated.value, exact, 4 * *simulated.standard_error) << contract.position;
}

/// Mean of the portfolio's cash, which the oracle's payoff is.
const Estimate& portfolio_cash(const RiskReport& report) {
  for (const NodePnl& pnl : report.results.pnl) {
    if (pnl.node.kind == NodeKind::PORTFOLIO && pnl.pnl_basis == PnlBasis::CASH) return pnl.distribution.mean;
  }
  ADD_FAILURE() << "no cash P&L";
  return report.results.pnl.front().distribution.mean;
}

void expect_licence_toy(double climate_correlation) {
  Study study = with_paths(reference::licence_toy_study(climate_correlation), 400'000);
  study.measures.pnl_bases = {PnlBasis::CASH};
  const Simulation simulation = simulate(validate(study));
  const Estimate& value = portfolio_cash(simulation.report());
  EXPECT_NEAR(*value.value, reference::kLicenceToyValue, 4 * *value.standard_error);
  EXPECT_LT(*value.standard_error, 0.001) << "the test has lost its power";
}

TEST(Simulate, ReproducesTheExactValueOfALicensedDelivery) { expect_licence_toy(0.0); }

TEST(Simulate, LeavesThatValueAloneUnderAnApprovalClimate) { expect_licence_toy(0.5); }

// Source: transform recursion, exact; puts by COS.  Start state 1 of the weekly grid, forwards of all start states.
TEST(Simulate, ReproducesForwardsAndPutsOfTheRegimeSwitchingLogPrice) {
  const double forwards[] = {2.1335121884214194, 4.3111284323014525, 4.339956427490695, 4.308340360117547};
  for (int state = 0; state < 4; ++state) {
    const Simulation simulation = simulate(validate(with_paths(reference::grid_model_study(52, 7, state), 200'000)));
    SCOPED_TRACE("start state " + std::to_string(state));
    expect_value(contract(simulation.report(), "forward"), forwards[state] - 1.0, 1e-12);
    if (state != 1) continue;
    const std::pair<const char*, double> puts[] = {{"put 2", 0.00477399981548065},
                                                   {"put 2.5", 0.0354242392465458},
                                                   {"put 3", 0.13320992376850044},
                                                   {"put 4", 0.5675247011168549}};
    for (const auto& [id, exact] : puts) {
      expect_value(contract(simulation.report(), id), exact, 1e-6 * std::stod(std::string(id).substr(4)));  // of the strike
    }
  }
}

}  // namespace
}  // namespace lodestone
