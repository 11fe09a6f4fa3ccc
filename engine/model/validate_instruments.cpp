#include <lodestone/model/validate_instruments.hpp>

#include <lodestone/model/unit_names.hpp>
#include <lodestone/model/validate_deliveries.hpp>
#include <lodestone/model/validate_prices.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace lodestone {
namespace {

bool is_exponential(const Observable& observable) { return observable.kind == ObservableKind::EXPONENTIAL; }

void check_implied_volatility(Validation& v, const SchemaPath& at, const EquityOption& option) {
  const bool has_number = !std::isnan(option.volatility);
  const bool has_observable = !option.volatility_observable.empty();
  if (has_number == has_observable) {
    v.check.fault(at.field("volatility"), show(option.volatility, "1/√yr"),
                  "exactly one of volatility and volatility_observable must be given");
    return;
  }
  if (has_number) {
    v.check.positive(at.field("volatility"), option.volatility, "1/√yr");
    return;
  }
  const SchemaPath here = at.field("volatility_observable");
  const Observable* volatility = v.check.known(here, option.volatility_observable, v.observables, "observable");
  if (volatility == nullptr) return;
  if (volatility->meaning != ObservableMeaning::NUMBER) {
    v.check.fault(here, show(volatility->id) + " (" + std::string(name_of(volatility->meaning)) + ")", "must be a NUMBER");
  } else if (!is_exponential(*volatility)) {
    v.check.fault(here, show(volatility->id) + " (LINEAR)", "must be EXPONENTIAL", "A volatility is positive.");
  }
}

template <class Agreement>
void check_agreement_terms(Validation& v, const SchemaPath& at, const Agreement& agreement, const Observable* index) {
  v.currency(at.field("currency"), agreement.currency);
  check_averaging(v, at.field("averaging"), agreement.averaging, index);
}

/// Settlements may be due in the past as long as they are still to be paid, on the last fixing of their average.
template <class Agreement>
void check_settlements(Validation& v, const SchemaPath& at, const Agreement& agreement, const Observable* index) {
  const Averaging& averaging = agreement.averaging;
  const bool is_averaged = averaging.window != AveragingWindow::AT_DELIVERY;
  const bool ends_are_known = !is_averaged || (index != nullptr && index->fixing_days && std::abs(averaging.offset) <= 12);
  const auto paid_on = [&](Date due) { return ends_are_known ? last_fixing(v, averaging, agreement.index, due) : Date::max(); };
  const std::vector<Delivery> settlements =
      check_deliveries(v, at, agreement.settlements, agreement.schedule, {"settlements", paid_on});
  if (!settlements.empty() && ends_are_known) check_ends_on_grid(v, at, paid_on(settlements.back().due));
}

void check_principal(Validation& v, const SchemaPath& at, const Loan& loan) {
  std::vector<PrincipalFlow> flows = loan.flows;
  std::stable_sort(flows.begin(), flows.end(), [](const auto& a, const auto& b) { return a.date < b.date; });
  double outstanding = loan.outstanding;
  double scale = loan.outstanding;
  for (const PrincipalFlow& flow : flows) {
    outstanding -= flow.amount;
    scale = std::max(scale, std::abs(flow.amount));
    if (outstanding >= -1e-9 * scale) continue;  // amounts are written with some digits, not as differences
    v.check.fault(at.field("flows"), show(outstanding, name_of(loan.currency)) + " after " + to_string(flow.date),
                  "outstanding less the flows must stay ≥ 0", "More is repaid than was lent.");
    return;
  }
}

}  // namespace

void check_equity(Validation& v, const SchemaPath& at, const EquityPosition& equity) {
  const Observable* price = check_share_price(v, at.field("observable"), equity.observable);
  if (price != nullptr) v.currency(at.field("observable"), *price->currency);
  v.check.finite(at.field("quantity"), equity.quantity, "shares");
  if (equity.project.empty()) return;
  const Project* project = v.check.known(at.field("project"), equity.project, v.projects, "project");
  if (project != nullptr && !project->listed_equity) {
    v.check.fault(at.field("project"), show(equity.project), "must be a project with listed_equity",
                  "Describe its shares there, or leave project out.");
  }
}

void check_option(Validation& v, const SchemaPath& at, const EquityOption& option) {
  const Observable* price = check_share_price(v, at.field("observable"), option.observable);
  if (price != nullptr) {
    v.currency(at.field("observable"), *price->currency);
    if (!is_exponential(*price)) {
      v.check.fault(at.field("observable"), show(price->id) + " (LINEAR)", "must be EXPONENTIAL",
                    "The Black–Scholes value takes the logarithm of the price.");
    }
  }
  v.check.positive(at.field("strike"), option.strike, price != nullptr ? name_of(*price->currency) : "");
  v.after_as_of(at.field("expiry"), option.expiry);
  v.check.finite(at.field("quantity"), option.quantity, "options");
  check_implied_volatility(v, at, option);
  v.check.finite(at.field("dividend_yield_per_year"), option.dividend_yield_per_year, "1/yr");
}

void check_price_floor(Validation& v, const SchemaPath& at, const PriceFloorAgreement& agreement) {
  const std::string unit = price_unit(agreement.currency, agreement.unit);
  const Observable* index = check_index(v, at.field("index"), agreement.index, agreement.currency, agreement.unit);
  check_agreement_terms(v, at, agreement, index);
  const bool has_floor = v.check.non_negative(at.field("floor"), agreement.floor, unit);
  v.check.probability(at.field("upside_share"), agreement.upside_share);
  const SchemaPath above = at.field("upside_above");
  const bool has_above = !std::isnan(agreement.upside_above);
  if (agreement.upside_share > 0.0 || has_above) {
    if (v.check.finite(above, agreement.upside_above, unit) && has_floor && agreement.upside_above < agreement.floor) {
      v.check.fault(above, show(agreement.upside_above, unit), "must be ≥ the floor " + show(agreement.floor, unit));
    }
  }
  if (!std::isnan(agreement.annual_cap)) {
    v.check.non_negative(at.field("annual_cap"), agreement.annual_cap, name_of(agreement.currency));
  }
  check_settlements(v, at, agreement, index);
  if (!agreement.project.empty()) v.check.known(at.field("project"), agreement.project, v.projects, "project");
}

void check_swap(Validation& v, const SchemaPath& at, const IndexSwap& swap) {
  const Observable* index = check_index(v, at.field("index"), swap.index, swap.currency, swap.unit);
  check_agreement_terms(v, at, swap, index);
  v.check.finite(at.field("fixed_price"), swap.fixed_price, price_unit(swap.currency, swap.unit));
  check_settlements(v, at, swap, index);
}

void check_inventory(Validation& v, const SchemaPath& at, const Inventory& inventory) {
  const Observable* price = check_mass_price(v, at.field("observable"), inventory.observable);
  if (price != nullptr) v.currency(at.field("observable"), *price->currency);
  v.check.non_negative(at.field("quantity"), inventory.quantity, price != nullptr ? name_of(*price->unit) : "");
  v.check.finite(at.field("carry_cost_per_year"), inventory.carry_cost_per_year, "1/yr");
}

void check_loan(Validation& v, const SchemaPath& at, const Loan& loan) {
  const std::string_view money = name_of(loan.currency);
  v.currency(at.field("currency"), loan.currency);
  const std::size_t faults_before = v.check.fault_count();
  v.check.non_negative(at.field("outstanding"), loan.outstanding, money);
  const bool has_base = !loan.base_rate.empty();
  const bool has_fixed = !std::isnan(loan.fixed_rate_per_year);
  if (has_base == has_fixed) {
    v.check.fault(at.field("base_rate"), show_name(loan.base_rate),
                  "exactly one of base_rate and fixed_rate_per_year must be given");
  } else if (has_base) {
    check_rate(v, at.field("base_rate"), loan.base_rate);
  } else {
    v.check.finite(at.field("fixed_rate_per_year"), loan.fixed_rate_per_year, "1/yr");
  }
  v.check.finite(at.field("margin_per_year"), loan.margin_per_year, "1/yr");
  v.check.count(at.field("flows"), static_cast<std::int64_t>(loan.flows.size()), 1, 2000, "flows");
  Date last = kNoDate;
  for (std::size_t i = 0; i < loan.flows.size(); ++i) {
    const SchemaPath flow = at.item("flows", i);
    v.after_as_of(flow.field("date"), loan.flows[i].date);
    v.check.finite(flow.field("amount"), loan.flows[i].amount, money);
    last = std::max(last, loan.flows[i].date);
  }
  if (v.check.fault_count() != faults_before) return;
  check_principal(v, at, loan);
  check_ends_on_grid(v, at, last);
}

}  // namespace lodestone
