#include <algorithm>
#include <cmath>
#include <reference/reference_contracts.hpp>
#include <reference/reference_grid.hpp>

namespace lodestone::reference {
namespace {

/// Black–Scholes; the discounted intrinsic value of the forward where σ√τ ≤ 0.
double option_value(const EquityOption& option, double price, double rate, double volatility, double years) {
  const double discount = std::exp(-rate * years);
  const double forward = price * std::exp((rate - option.dividend_yield_per_year) * years);
  const double sign = option.type == OptionType::CALL ? 1.0 : -1.0;
  const double deviation = volatility * std::sqrt(years);
  if (!(deviation > 0.0)) return discount * std::max(sign * (forward - option.strike), 0.0);
  const double d1 = std::log(forward / option.strike) / deviation + 0.5 * deviation;
  const double d2 = d1 - deviation;
  return discount * sign * (forward * normal_distribution(sign * d1) - option.strike * normal_distribution(sign * d2));
}

}  // namespace

double ContractOffice::value(const Position& position, int k) const {
  const auto price = [&](const std::string& observable) {
    const Currency currency = *find_observable(model_.study(), observable).currency;
    return model_.observe(path_, observable, k) * model_.fx(path_, currency, k);
  };
  if (const auto* equity = std::get_if<EquityPosition>(&position.instrument)) {
    return equity->quantity * price(equity->observable) * projects_.share_value(equity->project);
  }
  if (const auto* inventory = std::get_if<Inventory>(&position.instrument)) {
    return stock_.at(position.id) * price(inventory->observable);
  }
  const auto* option = std::get_if<EquityOption>(&position.instrument);
  if (option == nullptr || option->expiry <= today(k)) return 0.0;
  const double volatility =
      option->volatility_observable.empty() ? option->volatility : model_.observe(path_, option->volatility_observable, k);
  const Currency currency = *find_observable(model_.study(), option->observable).currency;
  return option->quantity * model_.fx(path_, currency, k) *
         option_value(*option, model_.observe(path_, option->observable, k), model_.discount_rate(path_, k), volatility,
                      year_fraction(today(k), option->expiry));
}

}  // namespace lodestone::reference
