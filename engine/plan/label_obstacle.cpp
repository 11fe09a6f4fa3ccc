#include <lodestone/plan/label_obstacle.hpp>

#include <algorithm>
#include <cmath>

namespace lodestone {
namespace {

/// Whether quantities of the contract may grow by what is made up.
bool makes_up(const OfftakePlan& offtake) {
  const bool suspends =
      offtake.failure.suspends && std::count(offtake.failure.is_excused.begin(), offtake.failure.is_excused.end(), 1) > 0;
  return offtake.delivery_count > 1 && (offtake.failure.clause == FailureClause::MAKE_UP || suspends);
}

}  // namespace

bool has_several_counterparties(const SlotPlan& slot, const ContractsPlan& contracts) {
  const auto counterparty = [&](const SlotDelivery& delivery) {
    const int offtake = contracts.deliveries[static_cast<std::size_t>(delivery.delivery)].offtake;
    return contracts.offtakes[static_cast<std::size_t>(offtake)].counterparty;
  };
  return std::any_of(slot.deliveries.begin(), slot.deliveries.end(), [&](const SlotDelivery& delivery) {
    return counterparty(delivery) != counterparty(slot.deliveries.front());
  });
}

LabelObstacle label_obstacle(const LicencePlan& licences, int slot_index, const ContractsPlan& contracts) {
  const SlotPlan& slot = licences.slots[static_cast<std::size_t>(slot_index)];
  const LanePlan& lane = licences.lanes[static_cast<std::size_t>(slot.lane)];
  if (!slot.projects.empty()) return LabelObstacle::PROJECT_NEEDS_IT;
  const bool is_drawn_down = lane.basis == LicenceBasis::PER_QUANTITY;
  const bool is_shared = slot.deliveries.size() > 1;
  if (is_drawn_down && has_several_counterparties(slot, contracts)) return LabelObstacle::SEVERAL_COUNTERPARTIES;
  double tonnes = 0.0;
  for (std::size_t n = 0; n < slot.deliveries.size(); ++n) {
    const DeliveryPlan& delivery = contracts.deliveries[static_cast<std::size_t>(slot.deliveries[n].delivery)];
    const OfftakePlan& offtake = contracts.offtakes[static_cast<std::size_t>(delivery.offtake)];
    const bool may_wait = is_shared && delivery.last_step > delivery.due_step;
    if (delivery.allotment != kNone && (may_wait || is_drawn_down)) return LabelObstacle::PROJECT_SUPPLIES_IT;
    if (offtake.purchase != kNone && (may_wait || (is_shared && is_drawn_down))) return LabelObstacle::LINKED_SALE;
    if (!is_drawn_down) continue;
    const double next = delivery.quantity * slot.deliveries[n].tonnes_per_unit;
    if ((n > 0 && std::abs(next - tonnes) > 1e-12 * tonnes) || makes_up(offtake)) return LabelObstacle::UNEQUAL_QUANTITIES;
    tonnes = next;
    if (n == 0) continue;
    const DeliveryPlan& before = contracts.deliveries[static_cast<std::size_t>(slot.deliveries[n - 1].delivery)];
    if (delivery.due_step <= before.last_step) return LabelObstacle::OVERLAPPING_WINDOWS;
  }
  return LabelObstacle::NONE;
}

}  // namespace lodestone
