#include <cmath>
#include <convergence/contracts.hpp>
#include <reference/study_parts.hpp>
#include <utility>

namespace lodestone::convergence {
namespace {

std::string window_name(const Averaging& averaging) {
  const std::string period = averaging.window == AveragingWindow::CALENDAR_MONTH ? "month" : "quarter";
  return period + (averaging.offset < 0 ? "" : "+") + std::to_string(averaging.offset);
}

/// Every window of a month or a quarter, one before to one after, is running on some of today and the horizons.
std::vector<Date> averaged_dates() {
  return {make_date(2026, 2, 18),  make_date(2026, 3, 10), make_date(2026, 4, 20), make_date(2026, 5, 20),
          make_date(2026, 11, 16), make_date(2027, 1, 29), make_date(2027, 3, 16), make_date(2027, 8, 31)};
}

PriceFloorAgreement agreement(const ContractTerms& terms, Side side, double floor, const std::vector<Date>& due) {
  PriceFloorAgreement agreement;
  agreement.side = side;
  agreement.index = terms.index;
  agreement.currency = terms.currency;
  agreement.floor = floor;
  agreement.settlements = deliveries_on(due);
  return agreement;
}

IndexSwap swap(const ContractTerms& terms, Side side, double fixed_price, const std::vector<Date>& due) {
  IndexSwap swap;
  swap.side = side;
  swap.index = terms.index;
  swap.currency = terms.currency;
  swap.fixed_price = fixed_price;
  swap.settlements = deliveries_on(due);
  return swap;
}

}  // namespace

void add(Study& study, const ContractTerms& terms, const std::string& id, Instrument instrument) {
  Position position = reference::position(terms.prefix + id, std::move(instrument));
  position.counterparty = terms.counterparty;
  study.portfolio.positions.push_back(position);
}

std::vector<Delivery> deliveries_on(const std::vector<Date>& due) {
  std::vector<Delivery> deliveries;
  for (const Date date : due) deliveries.push_back({date, 100.0});
  return deliveries;
}

std::vector<Date> due_dates() {
  return {make_date(2026, 2, 20), make_date(2026, 2, 25), make_date(2026, 4, 15), make_date(2026, 5, 11),
          make_date(2026, 9, 1),  make_date(2027, 2, 11), make_date(2027, 7, 9)};
}

Offtake offtake(const ContractTerms& terms, Side side, PriceFormula formula, const std::vector<Date>& due) {
  Offtake offtake;
  offtake.side = side;
  offtake.price.index = terms.index;
  offtake.price.currency = terms.currency;
  offtake.price.formula = std::move(formula);
  offtake.spot_index = terms.spot;
  offtake.deliveries = deliveries_on(due);
  return offtake;
}

void add_offtakes(Study& study, const ContractTerms& terms) {
  const double k = terms.level;
  // Negative where the index is low, and bent where it never is.
  const PiecewiseLinear bent{-0.6 * k, 1.1, {{-1.0, 0.1}, {0.8 * k, -0.4}, {1.1 * k, 0.9}, {2.0 * k, -1.2}}};
  add(study, terms, "buy fixed", offtake(terms, Side::BUY, FixedPrice{0.95 * k}));
  add(study, terms, "sell linked", offtake(terms, Side::SELL, IndexLinked{0.95, -0.02 * k}));
  add(study, terms, "buy floor", offtake(terms, Side::BUY, Floor{0.9 * k}));
  add(study, terms, "sell floor", offtake(terms, Side::SELL, Floor{1.05 * k}));
  add(study, terms, "buy cap", offtake(terms, Side::BUY, Cap{1.2 * k}));
  add(study, terms, "sell cap", offtake(terms, Side::SELL, Cap{1.6 * k}));
  add(study, terms, "buy collar", offtake(terms, Side::BUY, Collar{0.9 * k, 1.2 * k}));
  add(study, terms, "sell upside share", offtake(terms, Side::SELL, FloorWithUpsideShare{0.9 * k, 0.3, 1.05 * k}));
  add(study, terms, "buy bent", offtake(terms, Side::BUY, bent));
  add(study, terms, "sell bent", offtake(terms, Side::SELL, bent));
}

void add_settlements(Study& study, const ContractTerms& terms) {
  const double k = terms.level;
  PriceFloorAgreement shared = agreement(terms, Side::SELL, 0.95 * k, due_dates());
  shared.upside_share = 0.3;
  shared.upside_above = 1.1 * k;
  add(study, terms, "buy agreement", agreement(terms, Side::BUY, 1.1 * k, due_dates()));
  add(study, terms, "sell agreement", shared);
  add_swaps(study, terms, {});
}

void add_swaps(Study& study, const ContractTerms& terms, const Averaging& averaging) {
  const bool is_averaged = averaging.window != AveragingWindow::AT_DELIVERY;
  const std::string suffix = is_averaged ? ", " + window_name(averaging) : "";
  const std::vector<Date> due = is_averaged ? averaged_dates() : due_dates();
  IndexSwap bought = swap(terms, Side::BUY, terms.level, due);
  IndexSwap sold = swap(terms, Side::SELL, 0.9 * terms.level, due);
  bought.averaging = sold.averaging = averaging;
  add(study, terms, "buy swap" + suffix, bought);
  add(study, terms, "sell swap" + suffix, sold);
}

void add_averages(Study& study, const ContractTerms& terms, const Averaging& averaging) {
  const std::string suffix = ", " + window_name(averaging);
  const double k = terms.level;
  const auto averaged = [&](const std::string& id, auto contract) {
    if constexpr (std::is_same_v<decltype(contract), Offtake>) {
      contract.price.averaging = averaging;
    } else {
      contract.averaging = averaging;
    }
    add(study, terms, id + suffix, contract);
  };
  const std::vector<Date> due = averaged_dates();
  for (const double moneyness : {0.9, 1.0, 1.2}) {
    averaged("put " + std::to_string(std::lround(100.0 * moneyness)), agreement(terms, Side::BUY, moneyness * k, due));
  }
  averaged("buy linked", offtake(terms, Side::BUY, IndexLinked{0.9, 2.0}, due));
  averaged("sell floor", offtake(terms, Side::SELL, Floor{k}, due));
  averaged("buy cap", offtake(terms, Side::BUY, Cap{1.2 * k}, due));
  averaged("sell collar", offtake(terms, Side::SELL, Collar{0.9 * k, 1.2 * k}, due));
  add_swaps(study, terms, averaging);
}

void add_loans(Study& study, const ContractTerms& terms) {
  const double unit = 100.0 * terms.level;
  Loan bullet;
  bullet.currency = terms.currency;
  bullet.outstanding = 5.0 * unit;
  bullet.fixed_rate_per_year = 0.07;
  bullet.flows = {{make_date(2026, 8, 11), 0.0}, {make_date(2027, 2, 11), 0.0}, {make_date(2027, 8, 11), 5.0 * unit}};
  add(study, terms, "bullet loan", bullet);
  Loan floating;
  floating.currency = terms.currency;
  floating.outstanding = unit;
  floating.base_rate = terms.base_rate;
  floating.margin_per_year = 0.03;
  // Drawn on before and after the first horizon, repaid in parts; two flows on one day.
  floating.flows = {{make_date(2026, 2, 18), -1.5 * unit}, {make_date(2026, 2, 25), 0.5 * unit},
                    {make_date(2026, 4, 30), -unit},       {make_date(2026, 10, 30), 0.7 * unit},
                    {make_date(2026, 10, 30), 0.3 * unit}, {make_date(2027, 4, 30), unit},
                    {make_date(2027, 10, 29), unit}};
  add(study, terms, "floating loan", floating);
  Loan prepayment;
  prepayment.currency = terms.currency;
  prepayment.outstanding = 3.0 * unit;
  prepayment.fixed_rate_per_year = 0.0;
  for (int n = 1; n <= 6; ++n) prepayment.flows.push_back({make_date(2026, 2, 11) + days{91 * n - 60}, 0.5 * unit});
  add(study, terms, "prepayment", prepayment);
}

void add_fixings(Study& study, const std::string& index, double level) {
  int n = 0;
  for (Date friday = make_date(2025, 10, 3); friday <= kToday; friday += days{7}) {
    study.market.fixings.push_back({index, friday, level * (1.0 + 0.08 * std::sin(1.7 * ++n))});
  }
}

}  // namespace lodestone::convergence
