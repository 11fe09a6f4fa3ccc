// Which contracts the transform does not carry, and the spaces of labels of those that it does.
#include <lodestone/plan/claim_book.hpp>

#include <algorithm>
#include <tuple>

namespace lodestone {
namespace {

bool has_kinks(const FormulaPlan& formula) { return !formula.kinks.empty(); }

}  // namespace

std::string_view describe(ClaimObstacle obstacle) {
  switch (obstacle) {
    case ClaimObstacle::NONE:
      return "";
    case ClaimObstacle::PROJECT:
      return "depends on a project's output, milestones or default";
    case ClaimObstacle::YEARLY_CAP:
      return "payments of a year are capped";
    case ClaimObstacle::DAMAGES_CAP:
      return "damages are capped over the contract's life";
    case ClaimObstacle::DAMAGES_KINK:
      return "damages bend in two indices, or wait for an average";
    case ClaimObstacle::STOCK:
      return "draws on a stock";
    case ClaimObstacle::LINKED_SALE:
      return "is served from a purchase";
    case ClaimObstacle::MADE_UP_QUANTITY:
      return "what fails is made up later";
    case ClaimObstacle::LICENCE_LABELS:
      return "its licence account has too many states, or a project applies under it";
    case ClaimObstacle::JOINT_STATES:
      return "follows too many policy chains";
    case ClaimObstacle::LINEAR_INDEX:
      return "its price bends in an index that is not exponential";
    case ClaimObstacle::FEEDBACK:
      return "feels the diversification feedback";
  }
  return "";
}

bool ClaimBook::depends_on_project(int counterparty) const {
  return counterparty != kNone && whole_.counterparties[static_cast<std::size_t>(counterparty)].project != kNone;
}

bool ClaimBook::is_exponential(int observable) const {
  return observable == kNone || run_.observables.observables[static_cast<std::size_t>(observable)].is_exponential;
}

bool ClaimBook::feels_feedback(int observable) const {
  if (observable == kNone || !run_.policy.feedback.is_on || run_.policy.feedback.sensitivity == 0.0) return false;
  const ObservablePlan& read = run_.observables.observables[static_cast<std::size_t>(observable)];
  for (std::uint32_t n = read.first; n < read.first + read.count; ++n) {
    if (run_.factors.feels_feedback[run_.observables.columns[n]] != 0) return true;
  }
  return false;
}

ClaimObstacle ClaimBook::obstacle_of(const OfftakePlan& offtake) {
  const FailurePlan& failure = offtake.failure;
  const FormulaPlan& price = price_of(offtake);
  const bool is_licensed = offtake.lane_stance != kNone;
  bool waits = false;
  for (int d = offtake.first_delivery; d < offtake.first_delivery + offtake.delivery_count; ++d) {
    const DeliveryPlan& delivery = whole_.deliveries[static_cast<std::size_t>(d)];
    waits |= delivery.average_step > delivery.due_step;
  }
  if (offtake.project != kNone || depends_on_project(offtake.counterparty)) return ClaimObstacle::PROJECT;
  if (offtake.price.after_project != kNone) {
    const ProjectPlan& project = run_.projects.projects[static_cast<std::size_t>(offtake.price.after_project)];
    if (project.reached_day[static_cast<std::size_t>(offtake.price.after_milestone)] == kNever) return ClaimObstacle::PROJECT;
  }
  if (offtake.purchase != kNone) return ClaimObstacle::LINKED_SALE;
  if (!is_exponential(offtake.price.index) && (has_kinks(price) || (waits && offtake.counterparty != kNone))) {
    return ClaimObstacle::LINEAR_INDEX;
  }
  for (const int observable : {offtake.price.index, offtake.spot, offtake.fx, failure.replacement}) {
    if (feels_feedback(observable)) return ClaimObstacle::FEEDBACK;
  }
  if (!is_licensed) return ClaimObstacle::NONE;
  const bool is_of_one_index = price.slope == 0.0 && !has_kinks(price);
  if (failure.clause == FailureClause::FROM_STOCK) return ClaimObstacle::STOCK;
  if (failure.clause == FailureClause::MAKE_UP || failure.suspends) return ClaimObstacle::MADE_UP_QUANTITY;
  if (failure.clause == FailureClause::DAMAGES && failure.damages_cap_row != kNone) return ClaimObstacle::DAMAGES_CAP;
  if (failure.clause == FailureClause::DAMAGES && waits) return ClaimObstacle::DAMAGES_KINK;
  if (failure.clause == FailureClause::DAMAGES && failure.damages_base == DamagesBase::POSITIVE_DIFFERENCE) {
    const bool reads_spot = offtake.price.index == offtake.spot &&
                            whole_.deliveries[static_cast<std::size_t>(offtake.first_delivery)].average == kNone;
    if (!is_of_one_index && !reads_spot) return ClaimObstacle::DAMAGES_KINK;
    if (!is_exponential(offtake.spot)) return ClaimObstacle::LINEAR_INDEX;
  }
  return obstacle_of_licences(offtake);
}

ClaimObstacle ClaimBook::obstacle_of_licences(const OfftakePlan& offtake) {
  for (int d = offtake.first_delivery; d < offtake.first_delivery + offtake.delivery_count; ++d) {
    const int slot = whole_.deliveries[static_cast<std::size_t>(d)].slot;
    int& space = space_of_slot_[static_cast<std::size_t>(slot)];
    if (space != kNone) continue;
    if (const int equal = find_equal_slot(slot); equal != kNone) {
      space = space_of_slot_[static_cast<std::size_t>(equal)];
      continue;
    }
    LabelResult result = licence_labels(licences_, slot, run_.grid, whole_, run_.grid.last_step());
    if (result.obstacle != LabelObstacle::NONE) return ClaimObstacle::LICENCE_LABELS;
    space = static_cast<int>(spaces_.size());
    spaces_.push_back(std::move(result.space));
    slot_of_space_.push_back(slot);
  }
  return ClaimObstacle::NONE;
}

/// A slot with a space that has the same future: one delivery with the same dates in the same lane, and the same state today.
int ClaimBook::find_equal_slot(int slot) const {
  const SlotPlan& subject = licences_.slots[static_cast<std::size_t>(slot)];
  if (subject.deliveries.size() != 1 || !subject.projects.empty()) return kNone;
  const auto delivery_of = [this](const SlotPlan& of) -> const DeliveryPlan& {
    return whole_.deliveries[static_cast<std::size_t>(of.deliveries.front().delivery)];
  };
  const auto future = [&](const SlotPlan& of) {
    const DeliveryPlan& delivery = delivery_of(of);
    return std::tuple(of.lane, of.pending_since, of.live_until, of.refused_on, of.tonnes_left, of.tonnes_per_licence,
                      of.deliveries.front().apply_from_day, delivery.due_step, delivery.last_step, delivery.due_day,
                      delivery.quantity * of.deliveries.front().tonnes_per_unit);
  };
  for (const int other : slot_of_space_) {
    const SlotPlan& known = licences_.slots[static_cast<std::size_t>(other)];
    if (known.deliveries.size() == 1 && known.projects.empty() && future(known) == future(subject)) return other;
  }
  return kNone;
}

ClaimObstacle ClaimBook::obstacle_of(const SettledContractPlan& contract) const {
  if (contract.project != kNone || depends_on_project(contract.counterparty)) return ClaimObstacle::PROJECT;
  if (contract.cap_row != kNone) return ClaimObstacle::YEARLY_CAP;
  if (!is_exponential(contract.index) && has_kinks(contract.payment)) return ClaimObstacle::LINEAR_INDEX;
  return feels_feedback(contract.index) || feels_feedback(contract.fx) ? ClaimObstacle::FEEDBACK : ClaimObstacle::NONE;
}

ClaimObstacle ClaimBook::obstacle_of(const LoanPlan& loan) const {
  if (depends_on_project(loan.counterparty)) return ClaimObstacle::PROJECT;
  return feels_feedback(loan.base_rate) || feels_feedback(loan.fx) ? ClaimObstacle::FEEDBACK : ClaimObstacle::NONE;
}

}  // namespace lodestone
