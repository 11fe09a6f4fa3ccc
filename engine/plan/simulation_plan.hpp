/// The plan of a run: const, flat, shared by all threads. Names, strings, checks and branches on type end here.
#pragma once

#include <lodestone/model/validate.hpp>
#include <lodestone/plan/contract_plan.hpp>
#include <lodestone/plan/factor_plan.hpp>
#include <lodestone/plan/grid.hpp>
#include <lodestone/plan/licence_plan.hpp>
#include <lodestone/plan/node_plan.hpp>
#include <lodestone/plan/observable_plan.hpp>
#include <lodestone/plan/policy_plan.hpp>
#include <lodestone/plan/price_plan.hpp>
#include <lodestone/plan/project_plan.hpp>
#include <lodestone/plan/value_plan.hpp>
#include <lodestone/random/random_kernels.hpp>
#include <lodestone/simd/vector_math.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace lodestone {

/// What one contract does on one step: pays what was fixed to be paid then, then handles its active deliveries.
struct ContractStep {
  int offtake = 0;
  std::vector<int> payments;  ///< deliveries whose last fixing is on this step
  std::vector<int> active;    ///< deliveries between their due date and the end of their grace
};

/// Calls body(0) … body(count − 1), in any order, perhaps at once.
using ForEach = std::function<void(std::size_t count, const std::function<void(std::size_t)>& body)>;

inline void one_by_one(std::size_t count, const std::function<void(std::size_t)>& body) {
  for (std::size_t n = 0; n < count; ++n) body(n);
}

/// How far paths are simulated: to the last horizon, where values take over, or on to the last cash flow.
enum class Reach { LAST_HORIZON, LAST_FLOW };

/// Compiled from a ValidStudy; cannot fail. A kernel reads it and a Workspace, nothing else.
struct SimulationPlan {
  Isa isa = Isa::AVX2;
  const RandomKernels* random = nullptr;  ///< function pointers of `isa`
  const VectorMath* math = nullptr;

  PhiloxKey key;
  std::int64_t paths = 0;

  Grid grid;
  int end_step = 0;  ///< paths end here; tables by step reach on to the end of the grid where values need them
  PolicyPlan policy;
  FactorPlan factors;
  std::vector<std::vector<double>> variance_roots;  ///< √ω of each mixture's nodes
  ObservablesPlan observables;
  std::vector<AveragePlan> averages;
  LicencePlan licences;
  ContractsPlan contracts;
  ProjectsPlan projects;
  NodesPlan nodes;
  ValuePlan values;  ///< empty when paths run on to the last flow: nothing is left to value

  std::vector<std::vector<int>> averages_fixed_on;      ///< by step
  std::vector<std::vector<ContractStep>> contracts_on;  ///< by step
  std::vector<std::vector<int>> options_expiring_on;    ///< by step: these pay once, then
  std::vector<std::vector<int>> cash_rows_on;           ///< by step: rows of all others that may receive a flow
  std::vector<std::uint8_t> is_contract_row;     ///< by cash row: its value is that of its flows, so these are discounted too
  std::vector<int> first_flow_step;              ///< by cash row; past the last step for one that never pays
  std::vector<std::size_t> cash_rows_from_zero;  ///< all but options' that are written before a horizon reads them
  std::vector<int> horizon_of_step;              ///< index into the grid's horizons; kNone for other steps

  // Compiled once, in simulation_plan.cpp, for all who hold a plan.
  SimulationPlan();
  SimulationPlan(const SimulationPlan& other);
  SimulationPlan(SimulationPlan&& other) noexcept;
  SimulationPlan& operator=(const SimulationPlan& other);
  SimulationPlan& operator=(SimulationPlan&& other) noexcept;
  ~SimulationPlan();

  /// Bytes that the plan's own tables take, to the nearest block of memory.
  std::size_t bytes() const;
};

/// Compiles a study to its last horizon for one instruction set. Precondition: this processor supports `isa`.
/// Value tables are built by `for_each`.   Cost: add_values.
SimulationPlan compile(const ValidStudy& study, Isa isa, const ForEach& for_each = one_by_one);

/// Its first part: everything but `values`. To the last flow that is all there is.
SimulationPlan compile_paths(const ValidStudy& study, Isa isa, Reach reach);

/// Its second: fills `values` of a plan that reaches to the last horizon. `earlier`: the values of another study, or null; what
/// is the same in them is taken over, all tables when the two differ in today's levels alone. Not a bit depends on it.
void add_values(const ValidStudy& study, const ForEach& for_each, const ValuePlan* earlier, SimulationPlan& plan);

}  // namespace lodestone
