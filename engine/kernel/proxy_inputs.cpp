#include <lodestone/kernel/proxy_inputs.hpp>

#include <algorithm>
#include <cmath>

namespace lodestone {
namespace {

constexpr double kDaysPerYear = 365.0;

}  // namespace

ProxyInputs::ProxyInputs(const SimulationPlan& plan, const ProxyPlan& proxy, Workspace& work)
    : plan_(plan), proxy_(proxy), work_(work), day_(plan.grid.days[static_cast<std::size_t>(proxy.step)]) {
  for (const ProxyLevel& level : proxy.levels) {
    if (level.exponential == kNone) continue;
    double* out = work.scratch.row(level.exponential);
    work.steps->combine(0.0, level.weights.data(), level.columns.data(), level.weights.size(), work.x.data(), work.x.stride(),
                        out, work.lanes);
    plan.math->exp(out, out, work.lanes);
    for (std::size_t p = 0; p < work.lanes; ++p) out[p] *= level.multiplier;
  }
}

bool ProxyInputs::is_over(std::size_t p) const {
  const bool has_ended = (proxy_.counterparty != kNone && work_.default_day.row(proxy_.counterparty)[p] != kNever) ||
                         (proxy_.project != kNone && work_.project_default_day.row(proxy_.project)[p] != kNever);
  if (!has_ended) return false;
  for (const int d : proxy_.waiting) {
    const int row = plan_.contracts.deliveries[static_cast<std::size_t>(d)].deferred;
    if (work_.deferred_price.row(row)[p] != 0.0 || work_.deferred_damages.row(row)[p] != 0.0) return false;
  }
  return true;
}

bool ProxyInputs::features(std::size_t p, double* values) const {
  values[0] = 1.0;
  bool is_inside = true;
  for (std::size_t n = 0; n < proxy_.features.size(); ++n) {
    const ProxyFeature& feature = proxy_.features[n];
    double u = (input(feature, p) - feature.centre) * feature.scale;
    is_inside &= std::abs(u) <= kProxyLimit;
    u = std::clamp(u, -kProxyLimit, kProxyLimit);
    if (feature.is_bent) {
      u = 2.0 * (u - feature.bend);
      u /= std::sqrt(1.0 + u * u);
    }
    values[n + 1] = u;
  }
  return is_inside;
}

double ProxyInputs::level(int index, std::size_t p) const {
  const ProxyLevel& level = proxy_.levels[static_cast<std::size_t>(index)];
  double sum = 0.0;
  for (std::size_t n = 0; n < level.weights.size(); ++n)
    sum += level.weights[n] * work_.x.row(std::size_t{level.columns[n]})[p];
  return sum;
}

double ProxyInputs::exponential(int index, std::size_t p) const {
  return work_.scratch.row(proxy_.levels[static_cast<std::size_t>(index)].exponential)[p];
}

double ProxyInputs::input(const ProxyFeature& feature, std::size_t p) const {
  const int row = feature.row;
  switch (feature.input) {
    case ProxyInput::CHAIN_STATE:
      return work_.chain_state.row(row)[p] == feature.other ? 1.0 : 0.0;
    case ProxyInput::LEVEL:
      return level(row, p);
    case ProxyInput::PRICE:
      return exponential(row, p);
    case ProxyInput::PAYOFF:
      return proxy_.payoff(exponential(row, p));
    case ProxyInput::AVERAGE:
      return work_.average_sum.row(row)[p] / plan_.averages[static_cast<std::size_t>(row)].count;
    case ProxyInput::FEEDBACK:
      return work_.feedback.row(row)[p];
    case ProxyInput::OPEN_QUANTITY:
    case ProxyInput::ALLOTTED:
    case ProxyInput::ARRIVED:
    case ProxyInput::DEFERRED_PRICE:
    case ProxyInput::DEFERRED_DAMAGES:
      return over_deliveries(feature, p);
    case ProxyInput::IS_LIVE:
    case ProxyInput::IS_PENDING:
    case ProxyInput::DAYS_LEFT:
    case ProxyInput::DAYS_PENDING:
    case ProxyInput::DAYS_COOLING:
    case ProxyInput::TONNES_LEFT:
      return of_slot(feature, p);
    case ProxyInput::STANDS:
      return work_.default_day.row(row)[p] == kNever ? 1.0 : 0.0;
    case ProxyInput::DAMAGES_LEFT:
      return work_.damages_left.row(row)[p];
    case ProxyInput::YEAR_SUM:
      return work_.year_sum.row(row)[p];
    case ProxyInput::STOCK:
      return work_.stock.row(row)[p];
    case ProxyInput::LOAN_RATE:
      return work_.loan_rate.row(row)[p];
    case ProxyInput::HAS_FAILED:
      return work_.project_default_day.row(row)[p] != kNever ? 1.0 : 0.0;
    case ProxyInput::OUTPUT_RATIO:
    case ProxyInput::IS_REACHED:
    case ProxyInput::MONTHS_ON_SPEC:
    case ProxyInput::YEARS_TO_GO:
    case ProxyInput::CAPEX_TO_GO:
    case ProxyInput::DEBT_DRAWN:
    case ProxyInput::CASH_HELD:
    case ProxyInput::COMMITMENT_LEFT:
    case ProxyInput::HEADROOM:
    case ProxyInput::DAYS_STALLED:
      return of_project(feature, p);
  }
  return 0.0;
}

double ProxyInputs::over_deliveries(const ProxyFeature& feature, std::size_t p) const {
  double sum = 0.0;
  for (std::uint32_t n = feature.first; n < feature.first + feature.count; ++n) {
    const int d = proxy_.deliveries[n];
    const DeliveryPlan& delivery = plan_.contracts.deliveries[static_cast<std::size_t>(d)];
    const bool is_open = work_.delivery_status.row(d)[p] == DeliveryStatus::OPEN;
    switch (feature.input) {
      case ProxyInput::OPEN_QUANTITY:
        sum += is_open ? work_.quantity.row(d)[p] : 0.0;
        break;
      case ProxyInput::ALLOTTED:
        sum += is_open ? std::min(work_.allotted.row(delivery.allotment)[p], work_.quantity.row(d)[p]) : 0.0;
        break;
      case ProxyInput::ARRIVED:
        sum += is_open ? work_.arrived.row(delivery.purchase)[p] : 0.0;
        break;
      case ProxyInput::DEFERRED_PRICE:
        sum += work_.deferred_price.row(delivery.deferred)[p];
        break;
      default:
        sum += work_.deferred_damages.row(delivery.deferred)[p];
        break;
    }
  }
  return sum;
}

double ProxyInputs::of_slot(const ProxyFeature& feature, std::size_t p) const {
  const std::int32_t live_until = work_.live_until.row(feature.row)[p];
  const std::int32_t pending_since = work_.pending_since.row(feature.row)[p];
  // Of an account for one delivery: once that is over, nobody asks.
  if (feature.other != kNone && work_.delivery_status.row(feature.other)[p] != DeliveryStatus::OPEN) return 0.0;
  switch (feature.input) {
    case ProxyInput::IS_LIVE:
      return live_until != kNever ? 1.0 : 0.0;
    case ProxyInput::IS_PENDING:
      return pending_since != kNever ? 1.0 : 0.0;
    case ProxyInput::DAYS_LEFT:
      return live_until != kNever ? live_until - day_ : 0.0;
    case ProxyInput::DAYS_PENDING:
      return pending_since != kNever ? day_ - pending_since : 0.0;
    case ProxyInput::DAYS_COOLING:
      return std::max(work_.may_apply_from.row(feature.row)[p] - day_, 0);
    default:
      return live_until != kNever ? work_.tonnes_left.row(feature.row)[p] : 0.0;
  }
}

double ProxyInputs::years_to_go(int index, std::size_t p) const {
  if (work_.milestone_day.row(3 * index + 1)[p] != kNever) return 0.0;
  const ProjectPlan& project = plan_.projects.projects[static_cast<std::size_t>(index)];
  const double slip = proxy_.slip_level == kNone ? 0.0 : project.slip_shift + exponential(proxy_.slip_level, p);
  const double until = project.planned_day[1] - day_ + work_.project_row(index, STANDSTILL_DAYS)[p];
  return std::max(until / kDaysPerYear + slip, 0.0);
}

double ProxyInputs::capex_to_go(int index, std::size_t p) const {
  const ProjectPlan& project = plan_.projects.projects[static_cast<std::size_t>(index)];
  const bool is_frozen = work_.milestone_day.row(3 * index + 1)[p] != kNever || proxy_.cost_level == kNone;
  const double multiplier =
      is_frozen ? work_.project_row(index, COST_MULTIPLIER)[p] : project.cost_shift + exponential(proxy_.cost_level, p);
  return std::max(project.capex * multiplier - work_.project_row(index, SPENT)[p], 0.0);
}

double ProxyInputs::of_project(const ProxyFeature& feature, std::size_t p) const {
  const int index = feature.row;
  const ProjectPlan& project = plan_.projects.projects[static_cast<std::size_t>(index)];
  switch (feature.input) {
    case ProxyInput::OUTPUT_RATIO:
      return work_.output_ratio.row(index * static_cast<int>(plan_.projects.quarters.size()) + feature.other)[p];
    case ProxyInput::IS_REACHED:
      return work_.milestone_day.row(3 * index + feature.other)[p] != kNever ? 1.0 : 0.0;
    case ProxyInput::MONTHS_ON_SPEC: {
      const std::int32_t on_spec = work_.milestone_day.row(3 * index + 1)[p];
      return on_spec == kNever ? 0.0 : 12.0 * (day_ - on_spec) / kDaysPerYear;
    }
    case ProxyInput::YEARS_TO_GO:
      return years_to_go(index, p);
    case ProxyInput::CAPEX_TO_GO:
      return capex_to_go(index, p);
    case ProxyInput::DEBT_DRAWN:
      return work_.project_row(index, DEBT)[p];
    case ProxyInput::CASH_HELD:
      return work_.project_row(index, CASH)[p];
    case ProxyInput::COMMITMENT_LEFT:
      return work_.project_row(index, COMMITMENT)[p];
    case ProxyInput::DAYS_STALLED:
      return work_.project_row(index, STALLED_DAYS)[p];
    default: {
      const double to_go = capex_to_go(index, p);
      const double room = project.has_debt ? std::max(project.debt.limit - work_.project_row(index, DEBT)[p], 0.0) : 0.0;
      const double drawn = std::min(project.debt.share_of_spend * to_go, room);
      return work_.project_row(index, CASH)[p] + work_.project_row(index, COMMITMENT)[p] + drawn - to_go - project.minimum_cash;
    }
  }
}

}  // namespace lodestone
