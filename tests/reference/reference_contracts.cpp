#include <algorithm>
#include <cmath>
#include <reference/reference_contracts.hpp>
#include <reference/reference_grid.hpp>
#include <reference/reference_pricing.hpp>

namespace lodestone::reference {
namespace {

const Counterparty& find_counterparty(const Study& study, const std::string& id) {
  std::size_t n = 0;
  while (study.counterparties[n].id != id) ++n;
  return study.counterparties[n];
}

int calendar_year(Date date) { return static_cast<int>(std::chrono::year_month_day{date}.year()); }

}  // namespace

ContractOffice::ContractOffice(const MarketModel& model, const MarketPath& path, const Draws& draws, LicenceOffice& licences,
                               const ProjectOffice& projects)
    : model_(model), path_(path), licences_(licences), projects_(projects) {
  for (const Position& position : model.study().portfolio.positions) {
    positions_[position.id] = &position;
    if (const auto* terms = std::get_if<Offtake>(&position.instrument)) {
      OfftakeState state;
      state.position = &position;
      state.terms = terms;
      for (const Delivery& planned : all_deliveries(terms->deliveries, terms->schedule)) {
        DeliveryRecord delivery;
        delivery.position = position.id;
        delivery.number = static_cast<int>(state.deliveries.size());
        delivery.due = planned.due;
        delivery.scheduled = planned.quantity;
        delivery.quantity = planned.quantity + (delivery.number == 0 ? terms->owed_quantity : 0.0);
        state.deliveries.push_back(delivery);
      }
      offtakes_[position.id] = state;
    }
    if (const auto* inventory = std::get_if<Inventory>(&position.instrument)) stock_[position.id] = inventory->quantity;
    if (const auto* loan = std::get_if<Loan>(&position.instrument)) {
      loans_[position.id] = {loan->outstanding, model.study().as_of};
    }
  }
  const std::vector<Counterparty>& counterparties = model.study().counterparties;
  for (std::size_t n = 0; n < counterparties.size(); ++n) {
    const double u = draws.uniforms(Stream::COUNTERPARTY_CLOCK, 0, static_cast<std::uint32_t>(n)).first;
    default_clock_[counterparties[n].id] = -std::log(u);
  }
}

void ContractOffice::step(int k) {
  step_counterparties(k);
  for (const auto& [id, position] : positions_) {
    if (const auto* inventory = std::get_if<Inventory>(&position->instrument)) carry(*position, *inventory, k);
  }
  for (const bool linked : {false, true}) {
    for (const auto& [id, position] : positions_) {
      const auto* offtake = std::get_if<Offtake>(&position->instrument);
      if (linked != (offtake != nullptr && !offtake->served_from.empty())) continue;
      if (offtake != nullptr) handle(offtakes_.at(id), k);
      if (const auto* option = std::get_if<EquityOption>(&position->instrument)) settle(*position, *option, k);
      if (const auto* floor = std::get_if<PriceFloorAgreement>(&position->instrument)) settle(*position, *floor, k);
      if (const auto* swap = std::get_if<IndexSwap>(&position->instrument)) settle(*position, *swap, k);
      if (const auto* loan = std::get_if<Loan>(&position->instrument)) settle(*position, *loan, k);
    }
  }
}

void ContractOffice::step_counterparties(int k) {
  for (const Counterparty& counterparty : model_.study().counterparties) {
    if (default_date_.count(counterparty.id) > 0) continue;
    if (!counterparty.spread.empty()) {
      const double spread = model_.observe(path_, counterparty.spread, k);
      default_hazard_[counterparty.id] += std::max(spread, 0.0) / (1.0 - counterparty.recovery) * model_.step_years(k);
    }
    const bool clock_passed = default_hazard_[counterparty.id] >= default_clock_.at(counterparty.id);
    const bool project_failed = !counterparty.project.empty() && projects_.in_default(counterparty.project);
    if (clock_passed || project_failed) default_date_[counterparty.id] = today(k);
  }
}

bool ContractOffice::defaulted(const Position& position, int k) const {
  const auto found = default_date_.find(position.counterparty);
  return found != default_date_.end() && found->second <= today(k);
}

void ContractOffice::book(const std::string& position, double amount, Currency currency, int k) {
  cash_flows_.push_back({today(k), position, amount * model_.fx(path_, currency, k)});
}

Date ContractOffice::payment_date(const std::string& index, const Averaging& averaging, Date due, Date settled) const {
  const std::vector<Date> fixings = index_fixing_dates(model_.study(), index, averaging, due);
  return fixings.empty() ? settled : std::max(settled, fixings.back());
}

void ContractOffice::carry(const Position& position, const Inventory& inventory, int k) {
  const double price = model_.observe(path_, inventory.observable, k);
  const double cost = inventory.carry_cost_per_year * model_.step_years(k) * stock_.at(position.id) * price;
  book(position.id, -cost, *find_observable(model_.study(), inventory.observable).currency, k);
}

void ContractOffice::settle(const Position& position, const EquityOption& option, int k) {
  if (option.expiry != today(k)) return;
  const double price = model_.observe(path_, option.observable, k);
  const double intrinsic = option.type == OptionType::CALL ? price - option.strike : option.strike - price;
  const Currency currency = *find_observable(model_.study(), option.observable).currency;
  book(position.id, option.quantity * std::max(intrinsic, 0.0), currency, k);
}

void ContractOffice::settle(const Position& position, const PriceFloorAgreement& floor, int k) {
  if (defaulted(position, k)) return;
  for (const Delivery& settlement : all_deliveries(floor.settlements, floor.schedule)) {
    if (payment_date(floor.index, floor.averaging, settlement.due, settlement.due) != today(k)) continue;
    const double index = index_mean(model_, path_, floor.index, floor.averaging, settlement.due, k);
    double quantity = settlement.quantity;
    if (!floor.project.empty()) quantity *= projects_.output_share(floor.project, settlement.due);
    double amount = quantity * std::max(floor.floor - index, 0.0);
    if (floor.upside_share > 0.0) amount -= quantity * floor.upside_share * std::max(index - floor.upside_above, 0.0);
    double& paid = paid_in_year_[{position.id, calendar_year(settlement.due)}];
    if (floor.annual_cap >= 0.0) amount = std::min(amount, floor.annual_cap - paid);
    paid += amount;
    book(position.id, sign_of(floor.side) * amount, floor.currency, k);
  }
}

void ContractOffice::settle(const Position& position, const IndexSwap& swap, int k) {
  if (defaulted(position, k)) return;
  for (const Delivery& settlement : all_deliveries(swap.settlements, swap.schedule)) {
    if (payment_date(swap.index, swap.averaging, settlement.due, settlement.due) != today(k)) continue;
    const double index = index_mean(model_, path_, swap.index, swap.averaging, settlement.due, k);
    book(position.id, sign_of(swap.side) * settlement.quantity * (index - swap.fixed_price), swap.currency, k);
  }
}

void ContractOffice::settle(const Position& position, const Loan& loan, int k) {
  LoanState& state = loans_.at(position.id);
  if (defaulted(position, k)) {
    if (default_date_.at(position.counterparty) != today(k)) return;
    const double recovery = find_counterparty(model_.study(), position.counterparty).recovery;
    book(position.id, recovery * state.outstanding, loan.currency, k);
    state.outstanding = 0.0;
    return;
  }
  for (const PrincipalFlow& flow : loan.flows) {
    if (flow.date != today(k)) continue;
    double rate = loan.fixed_rate_per_year;
    if (!loan.base_rate.empty()) {
      rate = model_.observe(path_, loan.base_rate, model_.grid_index(state.last_flow)) + loan.margin_per_year;
    }
    const double interest = state.outstanding * rate * year_fraction(state.last_flow, today(k));
    book(position.id, interest + flow.amount, loan.currency, k);
    state.outstanding -= flow.amount;
    state.last_flow = today(k);
  }
}

std::vector<DeliveryRecord> ContractOffice::deliveries() const {
  std::vector<DeliveryRecord> all;
  for (const auto& [id, offtake] : offtakes_) all.insert(all.end(), offtake.deliveries.begin(), offtake.deliveries.end());
  return all;
}

}  // namespace lodestone::reference
