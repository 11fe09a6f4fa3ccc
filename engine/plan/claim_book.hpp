/// From contracts to claims: the one place that knows what each instrument still pays (docs/models/value.md).
#pragma once

#include <lodestone/plan/claims.hpp>
#include <lodestone/plan/simulation_plan.hpp>

#include <vector>

namespace lodestone {

/// The contracts of a study as claims. Refers to both plans: `whole` has every delivery, `run` those that a run simulates, in
/// the same order; averages are the same in both.
class ClaimBook {
 public:
  ClaimBook(const SimulationPlan& run, const ContractsPlan& whole, const LicencePlan& whole_licences);

  /// Of each cash row; NONE for rows that hold no contract.
  const std::vector<ClaimObstacle>& obstacles() const { return obstacles_; }

  /// Spaces of labels, shared by slots that can only have the same future, and a slot (of the licences of `whole`) of each.
  const std::vector<LabelSpace>& spaces() const { return spaces_; }
  const std::vector<int>& slot_of_space() const { return slot_of_space_; }

  /// Claims of every contract without an obstacle after the flows of `step`.
  std::vector<Claim> after(int step) const;

  /// The last step on which a cash row's contract pays; 0 for rows that hold none.
  const std::vector<int>& last_steps() const { return last_steps_; }

 private:
  /// The formula in force for good: milestones that are to come are an obstacle.
  static const FormulaPlan& price_of(const OfftakePlan& offtake);
  void add_offtake(std::size_t index, int step, std::vector<Claim>& claims) const;
  int slot_in_run(const DeliveryPlan& delivery, int row) const;
  void add_settled(const SettledContractPlan& contract, int step, std::vector<Claim>& claims) const;
  void add_loan(const LoanPlan& loan, std::size_t index, int step, std::vector<Claim>& claims) const;
  ClaimObstacle obstacle_of(const OfftakePlan& offtake);
  ClaimObstacle obstacle_of(const SettledContractPlan& contract) const;
  ClaimObstacle obstacle_of(const LoanPlan& loan) const;
  ClaimObstacle obstacle_of_licences(const OfftakePlan& offtake);
  int find_equal_slot(int slot) const;
  bool depends_on_project(int counterparty) const;
  bool feels_feedback(int observable) const;
  bool is_exponential(int observable) const;

  const SimulationPlan& run_;
  const ContractsPlan& whole_;
  const LicencePlan& licences_;
  std::vector<ClaimObstacle> obstacles_;
  std::vector<int> last_steps_;
  std::vector<LabelSpace> spaces_;
  std::vector<int> slot_of_space_;
  std::vector<int> space_of_slot_;  ///< kNone: no contract without an obstacle ships under it
};

}  // namespace lodestone
