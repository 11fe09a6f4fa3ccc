/// The textbook twin's price formula, index averages and units. docs/models/contracts.md "Index, price, payment".
#pragma once

#include <lodestone/model/instruments.hpp>
#include <reference/reference_market.hpp>

namespace lodestone::reference {

/// p(Ī), each preset by its own definition.
double formula_price(const PriceFormula& formula, double index);

double kilograms_per(Unit unit);

/// σ: +1 for BUY, −1 for SELL.
double sign_of(Side side);

/// Ī of a delivery due on `due` that ships, fails or settles on grid date k. Precondition: every fixing day is a grid date or
/// given.
double index_mean(const MarketModel& model, const MarketPath& path, const std::string& index, const Averaging& averaging,
                  Date due, int k);

}  // namespace lodestone::reference
