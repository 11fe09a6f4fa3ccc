#include <lodestone/kernel/settle.hpp>

#include <lodestone/kernel/price.hpp>

#include <algorithm>

namespace lodestone {
namespace {

void settle_contract(const SimulationPlan& plan, const SettledContractPlan& contract, const SettlementPlan& settlement,
                     std::int32_t previous_year, Workspace& work) {
  if (settlement.output_quarter == -2) return;
  double* amount = work.scratch.row(0);
  double* index = work.scratch.row(1);
  const IndexRow known(plan, work, contract.index, settlement.average);
  for (std::size_t p = 0; p < work.lanes; ++p) index[p] = known[p];
  contract.payment.prices(index, work.lanes, amount);
  if (settlement.output_quarter == kNone) {
    for (std::size_t p = 0; p < work.lanes; ++p) amount[p] *= settlement.quantity;
  } else {
    const int quarters = static_cast<int>(plan.projects.quarters.size());
    const double* output = work.output_ratio.row(contract.project * quarters + settlement.output_quarter);
    for (std::size_t p = 0; p < work.lanes; ++p) amount[p] *= settlement.quantity * output[p];
  }
  if (contract.counterparty != kNone) {
    const std::int32_t* default_day = work.default_day.row(contract.counterparty);
    for (std::size_t p = 0; p < work.lanes; ++p) amount[p] = default_day[p] == kNever ? amount[p] : 0.0;
  }
  if (contract.cap_row != kNone) {
    double* paid = work.year_sum.row(contract.cap_row);
    if (settlement.year != previous_year) std::fill_n(paid, work.lanes, 0.0);
    for (std::size_t p = 0; p < work.lanes; ++p) {
      amount[p] = std::min(amount[p], contract.annual_cap - paid[p]);
      paid[p] += amount[p];
    }
  }
  double* flow = work.flow.row(contract.cash_row);
  const double* fx = fx_row(work, contract.fx);
  for (std::size_t p = 0; p < work.lanes; ++p) flow[p] += contract.sign * amount[p] * fx[p];
}

void pay_loan(const SimulationPlan& plan, const LoanPlan& loan, std::size_t index, int step, Workspace& work) {
  double* flow = work.flow.row(loan.cash_row);
  double* rate = work.loan_rate.row(index);
  const std::int32_t day = plan.grid.days[static_cast<std::size_t>(step)];
  const auto next =
      std::find_if(loan.flows.begin(), loan.flows.end(), [step](const LoanFlowPlan& f) { return f.step >= step; });
  if (next == loan.flows.end()) return;
  const double* fx = fx_row(work, loan.fx);
  const std::int32_t* default_day = loan.counterparty == kNone ? nullptr : work.default_day.row(loan.counterparty);
  if (default_day != nullptr) {
    const double recovered = loan.recovery * next->outstanding;
    for (std::size_t p = 0; p < work.lanes; ++p) flow[p] += default_day[p] == day ? recovered * fx[p] : 0.0;
  }
  for (auto due = next; due != loan.flows.end() && due->step == step; ++due) {
    for (std::size_t p = 0; p < work.lanes; ++p) {
      const double paid = (due->outstanding * rate[p] * due->years + due->amount) * fx[p];
      flow[p] += default_day == nullptr || default_day[p] == kNever ? paid : 0.0;
    }
  }
  if (next->step != step || loan.base_rate == kNone) return;
  for (std::size_t p = 0; p < work.lanes; ++p) rate[p] = work.observable.row(loan.base_rate)[p] + loan.margin_or_rate;
}

/// Writes what the option pays where its row accrues: it pays once.
void exercise(const SimulationPlan& plan, const OptionPlan& option, Workspace& work) {
  work.steps->exercise(work.observable.row(option.price), option.fx == kNone ? nullptr : work.observable.row(option.fx),
                       option.is_call ? 1.0 : -1.0, option.strike, option.quantity, work.accrued.row(option.cash_row),
                       work.lanes);
  if (plan.nodes.cash_periods.empty()) return;
  const std::uint32_t row = static_cast<std::uint32_t>(option.cash_row);
  work.steps->accumulate(nullptr, &row, 1, work.accrued.data(), work.accrued.stride(), work.period_cash.row(option.cash_row),
                         work.lanes);
}

}  // namespace

void start_settlements(const SimulationPlan& plan, Workspace& work) {
  work.year_sum.fill(0.0);
  for (std::size_t i = 0; i < plan.contracts.inventories.size(); ++i) {
    work.stock.fill_row(i, plan.contracts.inventories[i].quantity);
  }
  for (std::size_t l = 0; l < plan.contracts.loans.size(); ++l) {
    const LoanPlan& loan = plan.contracts.loans[l];
    double* rate = work.loan_rate.row(l);
    for (std::size_t p = 0; p < work.lanes; ++p) {
      rate[p] = loan.margin_or_rate + (loan.base_rate == kNone ? 0.0 : work.observable.row(loan.base_rate)[p]);
    }
  }
}

void pay_carry(const SimulationPlan& plan, int step, Workspace& work) {
  const double years = plan.grid.step_years[static_cast<std::size_t>(step)];
  for (std::size_t i = 0; i < plan.contracts.inventories.size(); ++i) {
    const InventoryPlan& inventory = plan.contracts.inventories[i];
    if (inventory.carry_per_year == 0.0) continue;
    double* flow = work.flow.row(inventory.cash_row);
    const double* price = work.observable.row(inventory.price);
    const double* held = work.stock.row(i);
    const double* fx = fx_row(work, inventory.fx);
    for (std::size_t p = 0; p < work.lanes; ++p) flow[p] -= inventory.carry_per_year * years * held[p] * price[p] * fx[p];
  }
}

void settle(const SimulationPlan& plan, int step, Workspace& work) {
  for (const SettledContractPlan& contract : plan.contracts.settled) {
    std::int32_t previous_year = INT32_MIN;
    for (const SettlementPlan& settlement : contract.settlements) {
      if (settlement.pay_step == step) settle_contract(plan, contract, settlement, previous_year, work);
      previous_year = settlement.year;
    }
  }
  for (std::size_t l = 0; l < plan.contracts.loans.size(); ++l) pay_loan(plan, plan.contracts.loans[l], l, step, work);
  for (const int option : plan.options_expiring_on[static_cast<std::size_t>(step)]) {
    exercise(plan, plan.contracts.options[static_cast<std::size_t>(option)], work);
  }
}

}  // namespace lodestone
