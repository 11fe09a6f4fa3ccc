/// What keeps a slot's deliveries from being valued by labels.
#pragma once

#include <lodestone/plan/contract_plan.hpp>
#include <lodestone/plan/licence_plan.hpp>

namespace lodestone {

/// Why a slot's deliveries cannot be valued by labels; NONE when they can.
enum class LabelObstacle {
  NONE,
  PROJECT_NEEDS_IT,     ///< a project applies under the account: what it needs depends on its own progress
  PROJECT_SUPPLIES_IT,  ///< of several deliveries one that may wait (PER_QUANTITY: any) has no quantity until a project allots
                        ///< it
  LINKED_SALE,          ///< of several deliveries one that may wait (PER_QUANTITY: any) ships only once its purchase has come
  SEVERAL_COUNTERPARTIES,  ///< PER_QUANTITY: tonnes that a default leaves undrawn are the other contracts'
  UNEQUAL_QUANTITIES,      ///< PER_QUANTITY with deliveries of different sizes, or quantities that are made up
  OVERLAPPING_WINDOWS,     ///< PER_QUANTITY with a delivery due before the one before it is decided
  TOO_MANY_LABELS          ///< more than kMostLabels on one step
};

/// The obstacle that the slot's contracts are; never TOO_MANY_LABELS, which only their labels show.
LabelObstacle label_obstacle(const LicencePlan& licences, int slot, const ContractsPlan& contracts);

/// Whether contracts under the slot may end by different counterparties' defaults.
bool has_several_counterparties(const SlotPlan& slot, const ContractsPlan& contracts);

}  // namespace lodestone
