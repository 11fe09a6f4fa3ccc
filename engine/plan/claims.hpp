/// What the contracts still pay after a date of the grid, as terms whose law the transform knows.
///
/// A claim is  coefficient · scale(path) · E[ payoff(e^y) · e^v · 1{event} | the path at the date ],  so a contract's value is
/// a sum over its claims. docs/models/value.md lists the claims of each instrument.
#pragma once

#include <lodestone/plan/price_plan.hpp>
#include <lodestone/plan/transform.hpp>

#include <string_view>
#include <vector>

namespace lodestone {

/// What of the path multiplies a claim: nothing; the quantity of a delivery that is still open; the quantity of one that has
/// shipped and waits for its price; the rate that a loan pays for the running period.
enum class ClaimScale { ONE, OPEN_QUANTITY, DEFERRED_QUANTITY, LOAN_RATE };

/// constant + slope·I + Σ slope_m (K_m − I)⁺: every price formula, with puts for calls by parity, so that parity holds to the
/// bit.
struct Payoff {
  double constant = 0.0;
  double slope = 0.0;
  std::vector<Kink> puts;  ///< strikes > 0
};

struct Claim {
  int cash_row = 0;
  double coefficient = 1.0;
  ClaimScale scale = ClaimScale::ONE;
  int scale_row = kNone;
  int standing = kNone;  ///< counterparty that must stand on the date
  CashFlowLaw law;
  Payoff payoff;        ///< of e^y; of y itself where y is a LINEAR observable, and then without puts
  int average = kNone;  ///< of the mean of this window instead: of what of it is fixed, where law.index is empty; else puts
                        ///< alone, and law.index is the geometric mean of the fixings to come
  int slot = kNone;     ///< of the run's plan: the licence whose label counts; kNone: it has the label of no licence yet
};

/// Why a contract has no claims: it depends on what the transform does not carry.
enum class ClaimObstacle {
  NONE,
  PROJECT,  ///< on a project's output, milestones or default
  YEARLY_CAP,
  DAMAGES_CAP,
  DAMAGES_KINK,  ///< (S − p)⁺ of two indices
  STOCK,
  LINKED_SALE,
  MADE_UP_QUANTITY,
  LICENCE_LABELS,  ///< too many, or see LabelObstacle
  JOINT_STATES,    ///< more than kMaximumJointStates
  LINEAR_INDEX,    ///< a kink on an index that is not EXPONENTIAL
  FEEDBACK
};

/// "depends on a project": for the report's list of proxies.
std::string_view describe(ClaimObstacle obstacle);

}  // namespace lodestone
