#include <lodestone/plan/contract_plan.hpp>

#include <lodestone/model/calendar.hpp>

#include <algorithm>
#include <cmath>

namespace lodestone {
namespace {

const Observable& observable_named(const Study& study, const std::string& id) {
  const auto found = std::find_if(study.market.observables.begin(), study.market.observables.end(),
                                  [&](const Observable& observable) { return observable.id == id; });
  LODESTONE_EXPECT(found != study.market.observables.end());
  return *found;
}

const Lane& lane_of_account(const Study& study, const std::string& account) {
  const NameIndex accounts(study.licences.accounts);
  const NameIndex lanes(study.licences.lanes);
  return study.licences
      .lanes[static_cast<std::size_t>(lanes[study.licences.accounts[static_cast<std::size_t>(accounts[account])].lane])];
}

/// Compiles one position after another, in the order of their ids.
class PortfolioCompiler {
 public:
  PortfolioCompiler(const Study& study, const Grid& grid, const std::vector<const Position*>& sorted, Date end,
                    AverageBook& averages, std::vector<LicensedDelivery>& licensed)
      : study_(study),
        grid_(grid),
        sorted_(sorted),
        end_(end),
        averages_(averages),
        licensed_(licensed),
        observables_(study.market.observables),
        projects_(study.projects),
        counterparties_(study.counterparties),
        accounts_(study.licences.accounts) {}

  ContractsPlan compile() {
    for (const Counterparty& counterparty : study_.counterparties) {
      plan_.counterparties.push_back({observables_[counterparty.spread], projects_[counterparty.project],
                                      1.0 / (1.0 - counterparty.recovery), counterparty.recovery});
    }
    plan_.cash_row_of_position.assign(sorted_.size(), kNone);
    for (const bool linked : {false, true}) {  // a purchase is handled before the sale that it serves
      for (position_ = 0; position_ < sorted_.size(); ++position_) {
        const Offtake* offtake = std::get_if<Offtake>(&sorted_[position_]->instrument);
        if (offtake != nullptr && !offtake->served_from.empty() == linked) add_offtake(*offtake);
      }
    }
    for (position_ = 0; position_ < sorted_.size(); ++position_) std::visit(*this, sorted_[position_]->instrument);
    link_stocks();
    return std::move(plan_);
  }

  void operator()(const Offtake&) {}  // done above

  void operator()(const EquityPosition& equity) {
    const AssetPlan asset{observables_[equity.observable], fx_of(equity.observable), projects_[equity.project]};
    const auto known = std::find_if(plan_.assets.begin(), plan_.assets.end(), [&](const AssetPlan& other) {
      return other.price == asset.price && other.project == asset.project;
    });
    const int index = static_cast<int>(known - plan_.assets.begin());
    if (known == plan_.assets.end()) plan_.assets.push_back(asset);
    plan_.equities.push_back({static_cast<int>(position_), index, equity.quantity});
  }

  void operator()(const EquityOption& option) {
    OptionPlan compiled;
    compiled.position = static_cast<int>(position_);
    compiled.cash_row = add_cash_row();
    compiled.price = observables_[option.observable];
    compiled.fx = fx_of(option.observable);
    compiled.is_call = option.type == OptionType::CALL;
    compiled.strike = option.strike;
    compiled.quantity = option.quantity;
    compiled.expiry = option.expiry;
    const Date last = grid_.dates[static_cast<std::size_t>(grid_.last_horizon_step())];
    compiled.expiry_step = option.expiry <= last ? grid_.step_on(option.expiry) : kNone;
    compiled.volatility = std::isnan(option.volatility) ? 0.0 : option.volatility;
    compiled.volatility_observable = observables_[option.volatility_observable];
    compiled.dividend_yield = option.dividend_yield_per_year;
    plan_.options.push_back(compiled);
  }

  void operator()(const Inventory& inventory) {
    const Observable& price = observable_named(study_, inventory.observable);
    plan_.inventories.push_back({static_cast<int>(position_), add_cash_row(), observables_[inventory.observable],
                                 fx_of(inventory.observable), inventory.quantity, inventory.carry_cost_per_year,
                                 tonnes_per_unit(*price.unit)});
  }

  void operator()(const PriceFloorAgreement& agreement) {
    SettledContractPlan compiled = start_settled(agreement);
    // (floor − Ī)⁺ = floor − Ī + (Ī − floor)⁺
    compiled.payment = {agreement.floor, -1.0, {{agreement.floor, 1.0}}};
    if (agreement.upside_share > 0.0) compiled.payment.kinks.push_back({agreement.upside_above, -agreement.upside_share});
    if (!std::isnan(agreement.annual_cap)) {
      compiled.annual_cap = agreement.annual_cap;
      compiled.cap_row = plan_.annual_cap_rows++;
    }
    compiled.project = projects_[agreement.project];
    if (compiled.project != kNone) {
      const std::vector<Date> ends = quarter_ends(grid_.dates.front(), grid_.dates.back());
      for (SettlementPlan& settlement : compiled.settlements) {
        const Date due = grid_.dates[static_cast<std::size_t>(settlement.due_step)];
        const int before = static_cast<int>(std::upper_bound(ends.begin(), ends.end(), due) - ends.begin());
        settlement.output_quarter = before == 0 ? -2 : before - 1;
      }
    }
    plan_.settled.push_back(std::move(compiled));
  }

  void operator()(const IndexSwap& swap) {
    SettledContractPlan compiled = start_settled(swap);
    compiled.payment = {-swap.fixed_price, 1.0, {}};
    plan_.settled.push_back(std::move(compiled));
  }

  void operator()(const Loan& loan) {
    LoanPlan compiled;
    compiled.position = static_cast<int>(position_);
    compiled.cash_row = add_cash_row();
    compiled.fx = fx_observable(study_, loan.currency);
    compiled.counterparty = counterparties_[sorted_[position_]->counterparty];
    if (compiled.counterparty != kNone) {
      compiled.recovery = plan_.counterparties[static_cast<std::size_t>(compiled.counterparty)].recovery;
    }
    compiled.base_rate = observables_[loan.base_rate];
    compiled.margin_or_rate = compiled.base_rate == kNone ? loan.fixed_rate_per_year : loan.margin_per_year;
    compiled.rate_row = static_cast<int>(plan_.loans.size());
    std::vector<PrincipalFlow> flows = loan.flows;
    std::stable_sort(flows.begin(), flows.end(), [](const auto& a, const auto& b) { return a.date < b.date; });
    double outstanding = loan.outstanding;
    Date previous = grid_.dates.front();
    for (const PrincipalFlow& flow : flows) {
      compiled.flows.push_back({grid_.step_on(flow.date), year_fraction(previous, flow.date), outstanding, flow.amount});
      outstanding -= flow.amount;
      previous = flow.date;
    }
    plan_.loans.push_back(std::move(compiled));
  }

 private:
  int add_cash_row() {
    const int row = static_cast<int>(plan_.position_of_cash_row.size());
    plan_.position_of_cash_row.push_back(static_cast<int>(position_));
    plan_.cash_row_of_position[position_] = row;
    return row;
  }

  int fx_of(const std::string& observable) const {
    return fx_observable(study_, *observable_named(study_, observable).currency);
  }

  template <typename Contract>
  SettledContractPlan start_settled(const Contract& contract) {
    SettledContractPlan compiled;
    compiled.position = static_cast<int>(position_);
    compiled.cash_row = add_cash_row();
    compiled.sign = contract.side == Side::BUY ? 1.0 : -1.0;
    compiled.index = observables_[contract.index];
    compiled.fx = fx_observable(study_, contract.currency);
    compiled.counterparty = counterparties_[sorted_[position_]->counterparty];
    for (const Delivery& due : all_deliveries(contract.settlements, contract.schedule)) {
      SettlementPlan settlement;
      settlement.average = averages_.add(contract.index, contract.averaging, due.due);
      const int fixed =
          settlement.average == kNone ? 0 : averages_.averages()[static_cast<std::size_t>(settlement.average)].last_step;
      const int due_step = due.due > grid_.dates.front() ? grid_.step_on(due.due) : 0;
      settlement.due_step = due_step;
      settlement.pay_step = std::max(due_step, fixed);
      settlement.quantity = due.quantity;
      settlement.year = static_cast<int>(std::chrono::year_month_day{due.due}.year());
      if (settlement.pay_step > 0) compiled.settlements.push_back(settlement);
    }
    return compiled;
  }

  void add_offtake(const Offtake& offtake) {
    OfftakePlan compiled;
    compiled.position = static_cast<int>(position_);
    compiled.cash_row = add_cash_row();
    compiled.sign = offtake.side == Side::BUY ? 1.0 : -1.0;
    compiled.tonnes_per_unit = tonnes_per_unit(offtake.price.unit);
    compiled.price = compile_pricing(study_, offtake.price);
    compiled.spot = observables_[offtake.spot_index];
    compiled.fx = fx_observable(study_, offtake.price.currency);
    compiled.counterparty = counterparties_[sorted_[position_]->counterparty];
    compiled.project = projects_[offtake.project];
    compiled.passes_force_majeure = offtake.force_majeure_passes_through;
    if (!offtake.served_from.empty()) compiled.purchase = offtake_named(offtake.served_from);
    if (compiled.purchase != kNone) {
      compiled.units_per_purchase_unit =
          plan_.offtakes[static_cast<std::size_t>(compiled.purchase)].tonnes_per_unit / compiled.tonnes_per_unit;
    }
    compiled.failure = compile_failure(offtake);
    if (!offtake.licence_account.empty()) {
      compiled.lane_stance = NameIndex(study_.policy.stances)[lane_of_account(study_, offtake.licence_account).stance];
    }
    add_deliveries(offtake, compiled);
    plan_.offtakes.push_back(std::move(compiled));
  }

  int offtake_named(const std::string& id) const {
    for (std::size_t o = 0; o < plan_.offtakes.size(); ++o) {
      if (sorted_[static_cast<std::size_t>(plan_.offtakes[o].position)]->id == id) return static_cast<int>(o);
    }
    LODESTONE_EXPECT(false && "a linked sale names a known purchase");
    return kNone;
  }

  FailurePlan compile_failure(const Offtake& offtake) {
    const FailureTerms& terms = offtake.failure;
    FailurePlan failure;
    failure.clause = terms.clause;
    failure.obliged = terms.obliged;
    failure.is_holder_obliged = terms.obliged == offtake.side;
    failure.replacement = observables_[terms.replacement_index];
    failure.damages_rate = std::isnan(terms.damages_rate) ? 0.0 : terms.damages_rate;
    failure.damages_base = terms.damages_base;
    if (!std::isnan(terms.damages_cap)) {
      failure.damages_cap = terms.damages_cap;
      failure.damages_cap_row = plan_.damages_cap_rows++;
    }
    failure.suspends = terms.force_majeure_suspends;
    if (!offtake.licence_account.empty()) {
      const Lane& lane = lane_of_account(study_, offtake.licence_account);
      const auto stance = std::find_if(study_.policy.stances.begin(), study_.policy.stances.end(),
                                       [&](const Stance& s) { return s.id == lane.stance; });
      for (const std::string& level : terms.force_majeure_levels) {
        failure.is_excused[static_cast<std::size_t>(position_of(stance->levels, level))] = 1;
      }
    }
    return failure;
  }

  void add_deliveries(const Offtake& offtake, OfftakePlan& compiled) {
    compiled.first_delivery = static_cast<int>(plan_.deliveries.size());
    const std::vector<Delivery> all = all_deliveries(offtake.deliveries, offtake.schedule);
    for (std::size_t n = 0; n < all.size(); ++n) {
      DeliveryPlan delivery;
      delivery.offtake = static_cast<int>(plan_.offtakes.size());
      delivery.due = all[n].due;
      delivery.due_day = static_cast<std::int32_t>((all[n].due - grid_.dates.front()).count());
      delivery.due_step = grid_.step_from(all[n].due);
      delivery.last_step = std::max(delivery.due_step, grid_.step_from(all[n].due + days{offtake.grace_days}));
      delivery.quantity = all[n].quantity + (n == 0 ? offtake.owed_quantity : 0.0);
      delivery.average = averages_.add(offtake.price.index, offtake.price.averaging, all[n].due);
      const bool is_licensed = !offtake.licence_account.empty();
      if (is_licensed) {
        licensed_.push_back(
            {kNone, accounts_[offtake.licence_account], sorted_[position_]->id, all[n].due, compiled.tonnes_per_unit});
      }
      if (is_beyond(offtake, all, n)) continue;
      ++compiled.delivery_count;
      if (delivery.average != kNone) {
        delivery.average_step = averages_.averages()[static_cast<std::size_t>(delivery.average)].last_step;
        if (delivery.average_step > delivery.due_step) delivery.deferred = plan_.deferred_rows++;
      }
      if (compiled.purchase != kNone) {
        const OfftakePlan& purchase = plan_.offtakes[static_cast<std::size_t>(compiled.purchase)];
        if (static_cast<int>(n) < purchase.delivery_count) delivery.purchase = purchase.first_delivery + static_cast<int>(n);
      }
      if (compiled.project != kNone) delivery.allotment = plan_.allotment_rows++;
      if (is_licensed) licensed_.back().delivery = static_cast<int>(plan_.deliveries.size());
      plan_.deliveries.push_back(delivery);
    }
  }

  /// Whether delivery n is no business of a run that ends on `end_`: nothing of it is due, applied for or received by then.
  bool is_beyond(const Offtake& offtake, const std::vector<Delivery>& all, std::size_t n) const {
    if (n == 0) return false;
    days lead{0};
    if (!offtake.licence_account.empty()) {
      const LicenceAccount& account = study_.licences.accounts[static_cast<std::size_t>(accounts_[offtake.licence_account])];
      for (const LicenceStatus& status : account.today) {
        if (status.position == sorted_[position_]->id && status.delivery_due >= all[n].due) return false;
      }
      lead = days{static_cast<int>(lane_of_account(study_, offtake.licence_account).lead_time_days)};
    }
    return all[n].due - lead > end_ && all[n - 1].due > end_;
  }

  /// Inventories are compiled after the contracts that draw on them.
  void link_stocks() {
    for (OfftakePlan& offtake : plan_.offtakes) {
      const Offtake& model = std::get<Offtake>(sorted_[static_cast<std::size_t>(offtake.position)]->instrument);
      if (model.failure.stock.empty()) continue;
      for (std::size_t i = 0; i < plan_.inventories.size(); ++i) {
        const InventoryPlan& inventory = plan_.inventories[i];
        if (sorted_[static_cast<std::size_t>(inventory.position)]->id != model.failure.stock) continue;
        offtake.failure.stock = static_cast<int>(i);
        offtake.failure.stock_units = offtake.tonnes_per_unit / inventory.tonnes_per_unit;
      }
    }
  }

  const Study& study_;
  const Grid& grid_;
  const std::vector<const Position*>& sorted_;
  Date end_;
  AverageBook& averages_;
  std::vector<LicensedDelivery>& licensed_;
  NameIndex observables_;
  NameIndex projects_;
  NameIndex counterparties_;
  NameIndex accounts_;
  ContractsPlan plan_;
  std::size_t position_ = 0;
};

}  // namespace

double tonnes_per_unit(Unit unit) { return unit == Unit::T ? 1.0 : 0.001; }

int fx_observable(const Study& study, Currency currency) {
  if (currency == study.portfolio.reporting_currency) return kNone;
  const NameIndex observables(study.market.observables);
  for (const std::string& id : study.market.fx_rates) {
    const int observable = observables[id];
    if (study.market.observables[static_cast<std::size_t>(observable)].base_currency == currency) return observable;
  }
  LODESTONE_EXPECT(false && "every currency in use has an FX rate");
  return kNone;
}

PricingPlan compile_pricing(const Study& study, const PriceTerms& terms) {
  PricingPlan pricing;
  pricing.index = NameIndex(study.market.observables)[terms.index];
  pricing.formula = compile_formula(terms.formula);
  if (terms.after) {
    pricing.after_project = NameIndex(study.projects)[terms.after->project];
    pricing.after_milestone = static_cast<int>(terms.after->milestone);
    pricing.formula_after = compile_formula(terms.after->formula);
  }
  return pricing;
}

std::vector<const Position*> positions_by_id(const Study& study) {
  std::vector<const Position*> sorted;
  sorted.reserve(study.portfolio.positions.size());
  for (const Position& position : study.portfolio.positions) sorted.push_back(&position);
  const auto by_id = [](const Position* a, const Position* b) { return a->id < b->id; };
  // Large books come out of other systems, mostly in order.
  if (!std::is_sorted(sorted.begin(), sorted.end(), by_id)) std::sort(sorted.begin(), sorted.end(), by_id);
  return sorted;
}

ContractsPlan compile_contracts(const Study& study, const Grid& grid, const std::vector<const Position*>& sorted, Date end,
                                AverageBook& averages, std::vector<LicensedDelivery>& licensed) {
  return PortfolioCompiler(study, grid, sorted, end, averages, licensed).compile();
}

}  // namespace lodestone
