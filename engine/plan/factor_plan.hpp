/// Factors as coefficients of x ← a·x + b[move] + c[move]·√ω·(L z), one set for each kind of step.
#pragma once

#include <lodestone/math/variance_mixture.hpp>
#include <lodestone/model/study.hpp>
#include <lodestone/plan/correlation_panels.hpp>
#include <lodestone/plan/grid.hpp>

#include <cstdint>
#include <vector>

namespace lodestone {

/// Where one factor's numbers for one kind of step lie in `FactorPlan::tables`. With one level b and c are single numbers;
/// with L levels they have L² entries, entry [old·L + new]. With feedback b is split in `pull` = θ(1 − a) and `jump`.
struct StepCoefficients {
  double a = 1.0;
  std::uint32_t b = 0;
  std::uint32_t c = 0;
  std::uint32_t jump = 0;  ///< with feedback only

  friend bool operator==(const StepCoefficients&, const StepCoefficients&) = default;
};

struct FactorPlan {
  int count = 0;
  std::vector<double> initial;      ///< x₀
  std::vector<int> stance;          ///< kNone: one level
  std::vector<int> variance_group;  ///< kNone: ω = 1
  std::vector<std::uint8_t> feels_feedback;
  std::vector<VarianceMixture> mixtures;  ///< one for each variance group

  std::vector<int> kind_of_step;               ///< for k = 1 … N; steps of equal length and volatility share a kind
  std::vector<StepCoefficients> coefficients;  ///< [kind·count + factor]
  std::vector<double> tables;

  std::vector<CorrelationRow> rows;  ///< of L, one for each factor
  std::vector<double> weights;
  std::vector<std::uint32_t> columns;
  CorrelationPanels panels;  ///< the same L as the path loop reads it, at most kCorrelationPanelRows a panel

  const StepCoefficients& at(int step, int factor) const {
    return coefficients[static_cast<std::size_t>(kind_of_step[static_cast<std::size_t>(step)]) *
                            static_cast<std::size_t>(count) +
                        static_cast<std::size_t>(factor)];
  }

  friend bool operator==(const FactorPlan&, const FactorPlan&) = default;
};

/// Whose drifts: the simulation's, or those that values take, lower by each factor's risk premium λ (b − λΔ, or b − λ(1 −
/// a)/κ).
enum class Measure { SIMULATION, VALUE };

FactorPlan compile_factors(const Study& study, const Grid& grid, Measure measure = Measure::SIMULATION);

}  // namespace lodestone
