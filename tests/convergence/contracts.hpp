/// Contracts of every kind on one index, for the identity of value and simulation.
#pragma once

#include <lodestone/model/study.hpp>

#include <string>
#include <vector>

namespace lodestone::convergence {

/// A Wednesday in the middle of a month and a quarter: windows are running today, in two weeks, three months and a year.
inline const Date kToday = make_date(2026, 2, 11);

/// What the contracts refer to. Strikes lie around `level`, which is near the index.
struct ContractTerms {
  std::string prefix;  ///< of their ids
  std::string index = "metal";
  std::string spot = "goods";
  Currency currency = Currency::USD;
  double level = 60.0;
  std::string counterparty;
  std::string base_rate = "rate";
};

/// Adds a position of book "desk".
void add(Study& study, const ContractTerms& terms, const std::string& id, Instrument instrument);

/// 100 kg on each of `due`.
std::vector<Delivery> deliveries_on(const std::vector<Date>& due);

/// Before, on, between and after the horizons of two weeks, three months and a year.
std::vector<Date> due_dates();

Offtake offtake(const ContractTerms& terms, Side side, PriceFormula formula, const std::vector<Date>& due = due_dates());

/// Purchases and sales at each price formula, paid on delivery.
void add_offtakes(Study& study, const ContractTerms& terms);

/// Floor agreements and swaps on both sides, settled at the index of the day.
void add_settlements(Study& study, const ContractTerms& terms);

/// Offtakes, agreements and swaps on the mean of a window.
void add_averages(Study& study, const ContractTerms& terms, const Averaging& averaging);

/// Swaps on both sides; `averaging` may be AT_DELIVERY.
void add_swaps(Study& study, const ContractTerms& terms, const Averaging& averaging);

/// Fixed and floating, repaid in parts, drawn on; a prepayment credited in goods.
void add_loans(Study& study, const ContractTerms& terms);

/// Past fixings of an index that is fixed on Fridays, from the fourth quarter of 2025 on.
void add_fixings(Study& study, const std::string& index, double level);

}  // namespace lodestone::convergence
