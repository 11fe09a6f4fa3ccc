#include <lodestone/plan/simulation_plan.hpp>

#include <lodestone/plan/value_compiler.hpp>

#include <algorithm>
#include <cmath>
#include <set>

namespace lodestone {
namespace {

/// Whether the portfolio has any claim to be valued: then its later deliveries count too.
bool has_claims(const ContractsPlan& contracts) {
  return !contracts.offtakes.empty() || !contracts.settled.empty() || !contracts.loans.empty();
}

/// Marks what each consumer reads on which step.
class NeedsCompiler {
 public:
  NeedsCompiler(const SimulationPlan& plan)
      : plan_(plan), last_(plan.end_step), needs_(plan.observables.observables.size(), plan.grid.dates.size()) {}

  /// Fills `needed` and `valued`.
  void compile(ObservablesPlan& observables) {
    needs_.add_range(plan_.observables.discount_rate, 0, last_);
    for (const AveragePlan& average : plan_.averages) {
      for (const int step : average.fixing_steps) add(average.observable, step);
    }
    for (const DeliveryPlan& delivery : plan_.contracts.deliveries) add_delivery(delivery);
    for (const SettledContractPlan& contract : plan_.contracts.settled) {
      for (const SettlementPlan& settlement : contract.settlements) {
        add(settlement.average == kNone ? contract.index : kNone, settlement.pay_step);
        add(contract.fx, settlement.pay_step);
      }
    }
    for (const LoanPlan& loan : plan_.contracts.loans) add_loan(loan);
    for (const InventoryPlan& inventory : plan_.contracts.inventories) {
      add_valued(inventory.price, inventory.fx);
      if (inventory.carry_per_year != 0.0) add_all(inventory.price, inventory.fx);
    }
    for (const OptionPlan& option : plan_.contracts.options) {
      add_valued(option.price, option.fx);
      add_valued(option.volatility_observable, kNone);
      if (option.expiry_step != kNone) {
        needs_.add(option.price, option.expiry_step);
        needs_.add(option.fx, option.expiry_step);
      }
    }
    for (const AssetPlan& asset : plan_.contracts.assets) add_valued(asset.price, asset.fx);
    for (const CounterpartyPlan& counterparty : plan_.contracts.counterparties) needs_.add_range(counterparty.spread, 1, last_);
    for (const ProjectPlan& project : plan_.projects.projects) add_project(project);
    observables.needed = needs_.lists();
    observables.valued.assign(valued_.begin(), valued_.end());
  }

 private:
  /// Nothing after the run's end.
  void add(int observable, int step) {
    if (step <= last_) needs_.add(observable, step);
  }

  void add_range(int observable, int first, int last) { needs_.add_range(observable, first, std::min(last, last_)); }

  void add_all(int observable, int fx) {
    needs_.add_range(observable, 0, last_);
    needs_.add_range(fx, 0, last_);
  }

  /// At every horizon, and where positions are valued today.
  void add_valued(int observable, int fx) {
    for (const int needed : {observable, fx}) {
      if (needed == kNone) continue;
      valued_.insert(needed);
      for (const int step : plan_.grid.horizon_steps) add(needed, step);
    }
  }

  void add_delivery(const DeliveryPlan& delivery) {
    const OfftakePlan& offtake = plan_.contracts.offtakes[static_cast<std::size_t>(delivery.offtake)];
    const int last = std::max(delivery.last_step, delivery.average_step);
    if (delivery.average == kNone) add_range(offtake.price.index, delivery.due_step, delivery.last_step);
    add_range(offtake.spot, delivery.due_step, last);
    add_range(offtake.fx, delivery.due_step, last);
    add_range(offtake.failure.replacement, delivery.due_step, delivery.last_step);
    if (offtake.failure.stock == kNone) return;
    const InventoryPlan& stock = plan_.contracts.inventories[static_cast<std::size_t>(offtake.failure.stock)];
    add_range(stock.fx, delivery.due_step, delivery.last_step);
  }

  void add_loan(const LoanPlan& loan) {
    needs_.add(loan.base_rate, 0);
    for (const LoanFlowPlan& flow : loan.flows) {
      add(loan.base_rate, flow.step);
      add(loan.fx, flow.step);
    }
    if (loan.counterparty != kNone) needs_.add_range(loan.fx, 1, last_);
  }

  void add_project(const ProjectPlan& project) {
    needs_.add(project.base_rate, 0);
    needs_.add(project.spread, 0);
    for (const QuarterPlan& quarter : plan_.projects.quarters) {
      for (const int observable :
           {project.fx, project.spot, project.base_rate, project.spread, project.share_price, project.share_fx}) {
        needs_.add(observable, quarter.step);
      }
      for (const SalePlan& sale : project.sales) {
        needs_.add(sale.price.index, quarter.step);
        needs_.add(sale.fx, quarter.step);
      }
    }
  }

  const SimulationPlan& plan_;
  int last_;
  ObservableNeeds needs_;
  std::set<int> valued_;
};

/// Contracts in their order on each step on which they do something.
std::vector<std::vector<ContractStep>> contract_steps(const SimulationPlan& plan) {
  std::vector<std::vector<ContractStep>> steps(plan.grid.dates.size());
  for (std::size_t o = 0; o < plan.contracts.offtakes.size(); ++o) {
    const OfftakePlan& offtake = plan.contracts.offtakes[o];
    const auto at = [&](int step) -> ContractStep& {
      std::vector<ContractStep>& on = steps[static_cast<std::size_t>(step)];
      if (on.empty() || on.back().offtake != static_cast<int>(o)) on.push_back({static_cast<int>(o), {}, {}});
      return on.back();
    };
    for (int d = offtake.first_delivery; d < offtake.first_delivery + offtake.delivery_count; ++d) {
      const DeliveryPlan& delivery = plan.contracts.deliveries[static_cast<std::size_t>(d)];
      if (delivery.deferred != kNone && delivery.average_step <= plan.end_step) at(delivery.average_step).payments.push_back(d);
      for (int step = delivery.due_step; step <= std::min(delivery.last_step, plan.end_step); ++step)
        at(step).active.push_back(d);
    }
  }
  return steps;
}

/// Rows that may receive a flow on each step.
std::vector<std::vector<int>> cash_rows(const SimulationPlan& plan) {
  const std::size_t rows = plan.contracts.position_of_cash_row.size();
  std::vector<std::vector<std::uint8_t>> active(plan.grid.dates.size(), std::vector<std::uint8_t>(rows, 0));
  const auto add = [&](int step, int row) { active[static_cast<std::size_t>(step)][static_cast<std::size_t>(row)] = 1; };
  for (std::size_t step = 0; step < plan.contracts_on.size(); ++step) {
    for (const ContractStep& contract : plan.contracts_on[step]) {
      const OfftakePlan& offtake = plan.contracts.offtakes[static_cast<std::size_t>(contract.offtake)];
      add(static_cast<int>(step), offtake.cash_row);
      if (offtake.failure.stock != kNone) {
        add(static_cast<int>(step), plan.contracts.inventories[static_cast<std::size_t>(offtake.failure.stock)].cash_row);
      }
    }
  }
  for (const SettledContractPlan& contract : plan.contracts.settled) {
    for (const SettlementPlan& settlement : contract.settlements) add(settlement.pay_step, contract.cash_row);
  }
  for (const LoanPlan& loan : plan.contracts.loans) {
    for (const LoanFlowPlan& flow : loan.flows) add(flow.step, loan.cash_row);
    if (loan.counterparty == kNone || loan.flows.empty()) continue;
    for (int step = 1; step <= loan.flows.back().step; ++step) add(step, loan.cash_row);
  }
  for (const InventoryPlan& inventory : plan.contracts.inventories) {
    for (int step = 1; step <= plan.end_step && inventory.carry_per_year != 0.0; ++step) add(step, inventory.cash_row);
  }
  std::vector<std::vector<int>> lists(active.size());
  for (std::size_t step = 0; step < active.size(); ++step) {
    for (std::size_t row = 0; row < rows; ++row) {
      if (active[step][row] != 0) lists[step].push_back(static_cast<int>(row));
    }
  }
  return lists;
}

}  // namespace

SimulationPlan compile(const ValidStudy& study, Isa isa, const ForEach& for_each) {
  SimulationPlan plan = compile_paths(study, isa, Reach::LAST_HORIZON);
  add_values(study, for_each, nullptr, plan);
  return plan;
}

SimulationPlan compile_paths(const ValidStudy& valid, Isa isa, Reach reach) {
  const Study& study = valid.study();
  SimulationPlan plan;
  plan.isa = isa;
  plan.random = &random_kernels(isa);
  plan.math = &vector_math(isa);
  plan.key = philox_key(*study.simulation.seed);
  plan.paths = study.simulation.paths;
  plan.grid = build_grid(study);
  plan.end_step = reach == Reach::LAST_FLOW ? plan.grid.last_step() : plan.grid.last_horizon_step();
  const Date end = plan.grid.dates[static_cast<std::size_t>(plan.end_step)];
  plan.policy = compile_policy(study, plan.grid);
  plan.factors = compile_factors(study, plan.grid);
  for (const VarianceMixture& mixture : plan.factors.mixtures) {
    std::vector<double> roots;
    for (const double multiplier : mixture.multipliers) roots.push_back(std::sqrt(multiplier));
    plan.variance_roots.push_back(std::move(roots));
  }
  plan.observables = compile_observables(study, plan.grid);

  const std::vector<const Position*> sorted = positions_by_id(study);
  AverageBook averages(study, plan.grid);
  std::vector<LicensedDelivery> licensed;
  plan.contracts = compile_contracts(study, plan.grid, sorted, end, averages, licensed);
  std::vector<int> slots;
  plan.licences = compile_licences(study, plan.grid, licensed, slots);
  for (std::size_t n = 0; n < licensed.size(); ++n) {
    if (licensed[n].delivery != kNone)
      plan.contracts.deliveries[static_cast<std::size_t>(licensed[n].delivery)].slot = slots[n];
  }
  plan.projects = compile_projects(study, plan.grid, end, plan.contracts, plan.licences, sorted, averages);
  plan.nodes = compile_nodes(study, plan.grid, plan.contracts, plan.projects, sorted);
  plan.averages = averages.take();

  plan.horizon_of_step.assign(plan.grid.dates.size(), kNone);
  for (std::size_t h = 0; h < plan.grid.horizon_steps.size(); ++h) {
    plan.horizon_of_step[static_cast<std::size_t>(plan.grid.horizon_steps[h])] = static_cast<int>(h);
  }
  plan.averages_fixed_on.resize(plan.grid.dates.size());
  for (std::size_t a = 0; a < plan.averages.size(); ++a) {
    for (const int step : plan.averages[a].fixing_steps) {
      plan.averages_fixed_on[static_cast<std::size_t>(step)].push_back(static_cast<int>(a));
    }
  }
  plan.contracts_on = contract_steps(plan);
  plan.options_expiring_on.resize(plan.grid.dates.size());
  for (std::size_t o = 0; o < plan.contracts.options.size(); ++o) {
    const int step = plan.contracts.options[o].expiry_step;
    if (step != kNone) plan.options_expiring_on[static_cast<std::size_t>(step)].push_back(static_cast<int>(o));
  }
  plan.cash_rows_on = cash_rows(plan);
  plan.is_contract_row.assign(plan.contracts.position_of_cash_row.size(), 0);
  for (const std::uint32_t row : plan.nodes.nodes.front().contract_rows) plan.is_contract_row[row] = 1;
  plan.first_flow_step.assign(plan.contracts.position_of_cash_row.size(), plan.end_step + 1);
  for (int step = plan.end_step; step > 0; --step) {
    for (const int row : plan.cash_rows_on[static_cast<std::size_t>(step)])
      plan.first_flow_step[static_cast<std::size_t>(row)] = step;
  }
  std::vector<std::uint8_t> is_written_first(plan.first_flow_step.size(), 0);
  for (const OptionPlan& option : plan.contracts.options) {
    if (option.expiry_step == kNone) continue;
    const std::size_t row = static_cast<std::size_t>(option.cash_row);
    plan.first_flow_step[row] = option.expiry_step;
    is_written_first[row] = option.expiry_step <= plan.grid.horizon_steps.front() ? 1 : 0;
  }
  for (std::size_t row = 0; row < is_written_first.size(); ++row) {
    if (is_written_first[row] == 0) plan.cash_rows_from_zero.push_back(row);
  }
  NeedsCompiler(plan).compile(plan.observables);
  return plan;
}

void add_values(const ValidStudy& valid, const ForEach& for_each, const ValuePlan* earlier, SimulationPlan& plan) {
  const Study& study = valid.study();
  const FactorPlan factors = compile_factors(study, plan.grid, Measure::VALUE);
  if (!has_claims(plan.contracts)) {
    plan.values = compile_values(plan, factors, plan.contracts, plan.licences, for_each, earlier);
    return;
  }
  AverageBook averages(study, plan.grid);  // numbered like the run's: it sees every window, in the same order
  std::vector<LicensedDelivery> licensed;
  std::vector<int> slots;
  ContractsPlan whole = compile_contracts(study, plan.grid, positions_by_id(study), plan.grid.dates.back(), averages, licensed);
  const LicencePlan licences = compile_licences(study, plan.grid, licensed, slots);
  for (std::size_t n = 0; n < licensed.size(); ++n) {
    whole.deliveries[static_cast<std::size_t>(licensed[n].delivery)].slot = slots[n];
  }
  plan.values = compile_values(plan, factors, whole, licences, for_each, earlier);
}

SimulationPlan::SimulationPlan() = default;
SimulationPlan::SimulationPlan(const SimulationPlan&) = default;
SimulationPlan::SimulationPlan(SimulationPlan&&) noexcept = default;
SimulationPlan& SimulationPlan::operator=(const SimulationPlan&) = default;
SimulationPlan& SimulationPlan::operator=(SimulationPlan&&) noexcept = default;
SimulationPlan::~SimulationPlan() = default;

std::size_t SimulationPlan::bytes() const {
  std::size_t total = factors.tables.size() * sizeof(double) + factors.coefficients.size() * sizeof(StepCoefficients) +
                      factors.weights.size() * (sizeof(double) + sizeof(std::uint32_t)) +
                      contracts.deliveries.size() * sizeof(DeliveryPlan) + grid.dates.size() * 64;
  for (const ChainPlan& chain : policy.chains) total += chain.tables.size() * sizeof(TransitionTable);
  for (const NodePlan& node : nodes.nodes)
    total += (node.prices.rows.size() + node.assets.rows.size()) * (sizeof(double) + sizeof(std::uint32_t)) +
             node.cash_rows.size() * sizeof(std::uint32_t);
  for (const auto& list : observables.needed) total += list.size() * sizeof(int);
  total += values.bytes();
  return total;
}

}  // namespace lodestone
