#include <lodestone/kernel/advance_defaults.hpp>

#include <algorithm>

namespace lodestone {
namespace {

void lapse_deliveries(const SimulationPlan& plan, int counterparty, std::size_t p, Workspace& work) {
  for (const OfftakePlan& offtake : plan.contracts.offtakes) {
    if (offtake.counterparty != counterparty) continue;
    for (int d = offtake.first_delivery; d < offtake.first_delivery + offtake.delivery_count; ++d) {
      if (work.delivery_status.row(d)[p] != DeliveryStatus::OPEN) continue;
      work.delivery_status.row(d)[p] = DeliveryStatus::LAPSED;
      work.lost.row(d)[p] += work.quantity.row(d)[p] * offtake.tonnes_per_unit;
    }
  }
}

}  // namespace

void start_defaults(const SimulationPlan& plan, Workspace& work) {
  work.default_day.fill(kNever);
  work.default_hazard.fill(0.0);
  redraw_default_clocks(plan, work);
}

void redraw_default_clocks(const SimulationPlan& plan, Workspace& work) {
  for (std::size_t c = 0; c < plan.contracts.counterparties.size(); ++c) {
    const Draw draw{plan.key, Stream::DEFAULT_CLOCK, static_cast<std::uint32_t>(c), 0};
    double* clock = work.default_clock.row(c);
    plan.random->uniforms(draw, work.paths.data(), clock, work.lanes);
    plan.math->log(clock, clock, work.lanes);
    for (std::size_t p = 0; p < work.lanes; ++p) clock[p] = work.default_hazard.row(c)[p] - clock[p];
  }
}

void advance_defaults(const SimulationPlan& plan, int step, Workspace& work) {
  const double years = plan.grid.step_years[static_cast<std::size_t>(step)];
  const std::int32_t day = plan.grid.days[static_cast<std::size_t>(step)];
  for (std::size_t c = 0; c < plan.contracts.counterparties.size(); ++c) {
    const CounterpartyPlan& counterparty = plan.contracts.counterparties[c];
    std::int32_t* default_day = work.default_day.row(c);
    double* hazard = work.default_hazard.row(c);
    const double* clock = work.default_clock.row(c);
    const bool has_clock = counterparty.spread != kNone;
    if (has_clock) {
      const double* spread = work.observable.row(counterparty.spread);
      for (std::size_t p = 0; p < work.lanes; ++p) {
        const double added = std::max(spread[p], 0.0) * counterparty.hazard_per_spread * years;
        hazard[p] += default_day[p] == kNever ? added : 0.0;
      }
    }
    const std::int32_t* project_default_day =
        counterparty.project == kNone ? nullptr : work.project_default_day.row(counterparty.project);
    const std::size_t fail = list_lanes(work.list_lanes.data(), work.lanes, [&](std::size_t p) {
      const bool strikes = has_clock & (hazard[p] >= clock[p]);
      const bool project_fails = project_default_day != nullptr && project_default_day[p] != kNever;
      return (default_day[p] == kNever) & (strikes | project_fails);
    });
    for (std::size_t n = 0; n < fail; ++n) {
      const std::size_t p = work.list_lanes[n];
      default_day[p] = day;
      lapse_deliveries(plan, static_cast<int>(c), p, work);
    }
  }
}

}  // namespace lodestone
