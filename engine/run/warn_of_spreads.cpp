#include <lodestone/base/violation.hpp>
#include <lodestone/plan/spread_law.hpp>
#include <lodestone/run/build_report.hpp>

#include <algorithm>
#include <map>

namespace lodestone {
namespace {

/// A spread that is below 0 less often moves no value by a noticeable amount.
constexpr double kNegligible = 1e-6;

/// The last flow of any contract with each counterparty.
std::vector<int> last_steps(const SimulationPlan& plan) {
  std::vector<int> last(plan.contracts.counterparties.size(), 0);
  const auto add = [&](int counterparty, int cash_row) {
    if (counterparty == kNone) return;
    int& step = last[static_cast<std::size_t>(counterparty)];
    step = std::max(step, plan.values.last_steps[static_cast<std::size_t>(cash_row)]);
  };
  for (const OfftakePlan& offtake : plan.contracts.offtakes) add(offtake.counterparty, offtake.cash_row);
  for (const SettledContractPlan& contract : plan.contracts.settled) add(contract.counterparty, contract.cash_row);
  for (const LoanPlan& loan : plan.contracts.loans) add(loan.counterparty, loan.cash_row);
  return last;
}

}  // namespace

void warn_of_spreads(const Study& study, const SimulationPlan& plan, Results& results) {
  const std::vector<int> last = last_steps(plan);
  std::map<std::pair<int, int>, NegativeSpread> known;  // by observable and last step
  for (std::size_t c = 0; c < last.size(); ++c) {
    const int spread = plan.contracts.counterparties[c].spread;
    if (spread == kNone || last[c] == 0) continue;
    const auto [found, is_new] = known.try_emplace({spread, last[c]});
    if (is_new) found->second = most_negative(plan.policy, plan.factors, plan.observables, spread, last[c]);
    const NegativeSpread& most = found->second;
    if (most.probability <= kNegligible) continue;
    results.warnings.push_back("counterparty " + show(study.counterparties[c].id) + ": its spread " +
                               show(study.counterparties[c].spread) + " is below 0 with probability " + show(most.probability) +
                               " on " + to_string(plan.grid.dates[static_cast<std::size_t>(most.step)]) +
                               ", where paths count it as 0 and values as it is");
  }
}

}  // namespace lodestone
