#include <lodestone/kernel/value_positions.hpp>

#include <lodestone/kernel/price.hpp>
#include <lodestone/kernel/value_contracts.hpp>

#include <algorithm>
#include <cmath>

namespace lodestone {
namespace {

/// A tile of one option. Logs, exponentials and Φ are taken a row at a time.
void value_option(const SimulationPlan& plan, const OptionPlan& option, int step, Workspace& work, double* value) {
  const std::size_t n = work.lanes;
  const double years = year_fraction(plan.grid.dates[static_cast<std::size_t>(step)], option.expiry);
  double* forward = work.scratch.row(0);   // F
  double* discount = work.scratch.row(1);  // D
  double* d1 = work.scratch.row(2);
  double* d2 = work.scratch.row(3);
  double* total = work.scratch.row(4);  // σ√τ
  const double* price = work.observable.row(option.price);
  const double root_years = std::sqrt(years);
  for (std::size_t p = 0; p < n; ++p) {
    const double rate = plan.observables.discount_rate == kNone ? 0.0 : work.observable.row(plan.observables.discount_rate)[p];
    discount[p] = -rate * years;
    forward[p] = (rate - option.dividend_yield) * years;
    const double volatility =
        option.volatility_observable == kNone ? option.volatility : work.observable.row(option.volatility_observable)[p];
    total[p] = volatility * root_years;
  }
  plan.math->exp(discount, discount, n);
  plan.math->exp(forward, forward, n);
  for (std::size_t p = 0; p < n; ++p) {
    forward[p] *= price[p];
    d1[p] = forward[p] / option.strike;
  }
  plan.math->log(d1, d1, n);
  for (std::size_t p = 0; p < n; ++p) {
    const double spread = total[p] > 0.0 ? total[p] : 1.0;
    d1[p] = d1[p] / spread + 0.5 * spread;
    d2[p] = d1[p] - spread;
  }
  plan.math->normal_cdf(d1, d1, n);
  plan.math->normal_cdf(d2, d2, n);
  const double* fx = fx_row(work, option.fx);
  for (std::size_t p = 0; p < n; ++p) {
    const double intrinsic = forward[p] - option.strike;
    double call = forward[p] * d1[p] - option.strike * d2[p];
    if (!(total[p] > 0.0)) call = std::max(intrinsic, 0.0);
    const double undiscounted = option.is_call ? call : call - intrinsic;
    value[p] = option.quantity * discount[p] * undiscounted * fx[p];
  }
}

}  // namespace

void value_positions(const SimulationPlan& plan, int step, Workspace& work) {
  value_contracts(plan, step, work);
  for (std::size_t a = 0; a < plan.contracts.assets.size(); ++a) {
    const AssetPlan& asset = plan.contracts.assets[a];
    if (asset.is_an_observable()) continue;
    double* value = work.asset_value.row(a);
    const double* price = work.observable.row(asset.price);
    const double* fx = fx_row(work, asset.fx);
    for (std::size_t p = 0; p < work.lanes; ++p) value[p] = price[p] * fx[p];
    if (asset.project == kNone) continue;
    const double* share_value = work.project_row(asset.project, SHARE_VALUE);
    for (std::size_t p = 0; p < work.lanes; ++p) value[p] *= share_value[p];
  }
  for (std::size_t o = 0; o < plan.contracts.options.size(); ++o) {
    if (plan.contracts.options[o].is_alive_on(step)) {
      value_option(plan, plan.contracts.options[o], step, work, work.option_value.row(o));
    }
  }
  for (std::size_t i = 0; i < plan.contracts.inventories.size(); ++i) {
    const InventoryPlan& inventory = plan.contracts.inventories[i];
    const double* price = work.observable.row(inventory.price);
    const double* held = work.stock.row(i);
    double* value = work.inventory_value.row(i);
    const double* fx = fx_row(work, inventory.fx);
    for (std::size_t p = 0; p < work.lanes; ++p) value[p] = held[p] * price[p] * fx[p];
  }
}

const double* asset_values(const SimulationPlan& plan, std::size_t asset, const Workspace& work) {
  const AssetPlan& held = plan.contracts.assets[asset];
  return held.is_an_observable() ? work.observable.row(held.price) : work.asset_value.row(asset);
}

void value_node(const SimulationPlan& plan, const NodePlan& node, int step, Workspace& work, double* value) {
  std::fill_n(value, work.lanes, 0.0);
  const auto add = [&](const double* quantities, const std::vector<std::uint32_t>& which, const Rows<double>& rows) {
    work.steps->accumulate(quantities, which.data(), which.size(), rows.data(), rows.stride(), value, work.lanes);
  };
  add(node.prices.quantities.data(), node.prices.rows, work.observable);
  add(node.assets.quantities.data(), node.assets.rows, work.asset_value);
  for (const std::uint32_t option : node.options) {
    if (!plan.contracts.options[option].is_alive_on(step)) continue;
    work.steps->accumulate(nullptr, &option, 1, work.option_value.data(), work.option_value.stride(), value, work.lanes);
  }
  add(nullptr, node.inventories, work.inventory_value);
  add(nullptr, node.contract_rows, work.contract_value);
}

}  // namespace lodestone
