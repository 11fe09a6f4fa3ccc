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
    for (std::size_t p = 0; p < work.lanes; ++p) {
      if (default_day[p] != kNever) continue;
      bool fails = false;
      if (counterparty.spread != kNone) {
        hazard[p] += std::max(work.observable.row(counterparty.spread)[p], 0.0) * counterparty.hazard_per_spread * years;
        fails = hazard[p] >= clock[p];
      }
      if (counterparty.project != kNone) fails |= work.project_default_day.row(counterparty.project)[p] != kNever;
      if (!fails) continue;
      default_day[p] = day;
      lapse_deliveries(plan, static_cast<int>(c), p, work);
    }
  }
}

}  // namespace lodestone
