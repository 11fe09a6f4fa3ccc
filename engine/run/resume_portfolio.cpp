#include <lodestone/model/calendar.hpp>
#include <lodestone/model/unit_names.hpp>
#include <lodestone/run/path_state.hpp>

#include <algorithm>
#include <cmath>
#include <set>

namespace lodestone {
namespace {

/// Writes what is left of each position; one that is over is dropped.
class PortfolioResumption {
 public:
  PortfolioResumption(PathState& state, Study& resumed)
      : state_(state), work_(state.work), contracts_(state.plan.contracts), resumed_(resumed) {}

  void run() {
    for (const OfftakePlan& offtake : contracts_.offtakes) resume_offtake(offtake);
    for (const SettledContractPlan& contract : contracts_.settled) {
      if (PriceFloorAgreement* agreement = std::get_if<PriceFloorAgreement>(&at(contract.position).instrument)) {
        check_annual_cap(contract);
        resume_settlements(contract, *agreement);
      } else {
        resume_settlements(contract, std::get<IndexSwap>(at(contract.position).instrument));
      }
    }
    for (const LoanPlan& loan : contracts_.loans) resume_loan(loan);
    for (std::size_t i = 0; i < contracts_.inventories.size(); ++i) {
      std::get<Inventory>(at(contracts_.inventories[i].position).instrument).quantity = work_.stock.row(i)[state_.lane];
    }
    for (const OptionPlan& option : contracts_.options) {
      if (option.expiry <= state_.date) is_over_.insert(index(option.position));
    }
    std::vector<Position> left;
    for (std::size_t p = 0; p < resumed_.portfolio.positions.size(); ++p) {
      if (!is_over_.contains(p)) left.push_back(std::move(resumed_.portfolio.positions[p]));
    }
    resumed_.portfolio.positions = std::move(left);
  }

 private:
  std::size_t index(int sorted_position) const {
    const Position* position = state_.sorted[static_cast<std::size_t>(sorted_position)];
    return static_cast<std::size_t>(position - state_.study.portfolio.positions.data());
  }
  Position& at(int sorted_position) { return resumed_.portfolio.positions[index(sorted_position)]; }

  void refuse(int position, const std::string& field, std::string value, std::string rule, std::string remedy) {
    const std::size_t p = index(position);
    const Instrument& instrument = state_.study.portfolio.positions[p].instrument;
    state_.refuse("portfolio.positions[" + std::to_string(p) + "]." + std::string(field_name(instrument)) + field,
                  std::move(value), "cannot be resumed: " + std::move(rule), std::move(remedy));
  }

  std::string name(int position, Date due) { return show(at(position).id) + " due " + to_string(due); }

  bool is_open(int delivery) const { return work_.delivery_status.row(delivery)[state_.lane] == DeliveryStatus::OPEN; }

  void resume_offtake(const OfftakePlan& plan) {
    Offtake& offtake = std::get<Offtake>(at(plan.position).instrument);
    offtake.deliveries.clear();
    offtake.schedule.reset();
    offtake.owed_quantity = 0.0;
    for (int d = plan.first_delivery; d < plan.first_delivery + plan.delivery_count; ++d) {
      const DeliveryPlan& delivery = contracts_.deliveries[static_cast<std::size_t>(d)];
      check_deferred(plan, delivery);
      if (delivery.purchase != kNone && is_open(d) != is_open(delivery.purchase)) {
        refuse(plan.position, ".served_from", name(plan.position, delivery.due),
               "only one of it and the purchase delivery that serves it is still open",
               "Take a date on which both are, or neither.");
      }
      if (is_open(d)) offtake.deliveries.push_back({delivery.due, work_.quantity.row(d)[state_.lane]});
    }
    if (plan.failure.damages_cap_row != kNone) {
      offtake.failure.damages_cap = work_.damages_left.row(plan.failure.damages_cap_row)[state_.lane];
    }
    if (offtake.deliveries.empty()) is_over_.insert(index(plan.position));
  }

  void check_deferred(const OfftakePlan& plan, const DeliveryPlan& delivery) {
    if (delivery.deferred == kNone) return;
    if (work_.deferred_price.row(delivery.deferred)[state_.lane] == 0.0 &&
        work_.deferred_damages.row(delivery.deferred)[state_.lane] == 0.0) {
      return;
    }
    refuse(plan.position, ".deliveries", name(plan.position, delivery.due),
           "it has come or failed, and its price is not fixed yet",
           "Take a date on or after " + to_string(state_.plan.grid.dates[static_cast<std::size_t>(delivery.average_step)]) +
               ", its last fixing.");
  }

  template <typename Contract>
  void resume_settlements(const SettledContractPlan& plan, Contract& contract) {
    const std::vector<Delivery> all = all_deliveries(contract.settlements, contract.schedule);
    LODESTONE_EXPECT(all.size() == plan.settlements.size());
    contract.settlements.clear();
    contract.schedule.reset();
    for (std::size_t n = 0; n < all.size(); ++n) {
      const SettlementPlan& settlement = plan.settlements[n];
      if (settlement.pay_step <= state_.step || state_.has_defaulted(plan.counterparty)) continue;
      contract.settlements.push_back(all[n]);
      if (settlement.output_quarter < 0) continue;
      if (state_.plan.projects.quarters[static_cast<std::size_t>(settlement.output_quarter)].step > state_.step) continue;
      refuse(plan.position, ".settlements", name(plan.position, all[n].due),
             "a study has no field for output of a past quarter", "Take a date on or after its payment.");
    }
    if (contract.settlements.empty()) is_over_.insert(index(plan.position));
  }

  void check_annual_cap(const SettledContractPlan& plan) {
    if (plan.cap_row == kNone || work_.year_sum.row(plan.cap_row)[state_.lane] == 0.0 ||
        state_.has_defaulted(plan.counterparty))
      return;
    const auto is_past = [&](const SettlementPlan& settlement) { return settlement.pay_step <= state_.step; };
    const auto next = std::find_if_not(plan.settlements.begin(), plan.settlements.end(), is_past);
    if (next == plan.settlements.begin() || next == plan.settlements.end() || next->year != std::prev(next)->year) return;
    refuse(plan.position, ".annual_cap", show(at(plan.position).id),
           "part of the cap of " + std::to_string(next->year) + " is used", "Take the last settlement of a year.");
  }

  void resume_loan(const LoanPlan& plan) {
    Loan& loan = std::get<Loan>(at(plan.position).instrument);
    std::erase_if(loan.flows, [&](const PrincipalFlow& flow) { return flow.date <= state_.date; });
    if (loan.flows.empty() || state_.has_defaulted(plan.counterparty)) {
      is_over_.insert(index(plan.position));
      return;
    }
    const auto next =
        std::find_if(plan.flows.begin(), plan.flows.end(), [&](const LoanFlowPlan& f) { return f.step > state_.step; });
    loan.outstanding = std::max(next->outstanding, 0.0);
    const bool is_between_periods = next != plan.flows.begin() && std::prev(next)->step == state_.step;
    const bool bears_interest = next->outstanding != 0.0 && (plan.base_rate != kNone || plan.margin_or_rate != 0.0);
    if (is_between_periods || !bears_interest) return;
    refuse(plan.position, "", show(at(plan.position).id), "an interest period is under way",
           "Take one of the loan's flow dates.");
  }

  PathState& state_;
  const Workspace& work_;
  const ContractsPlan& contracts_;
  Study& resumed_;
  std::set<std::size_t> is_over_;
};

}  // namespace

void resume_portfolio(PathState& state, Study& resumed) { PortfolioResumption(state, resumed).run(); }

}  // namespace lodestone
