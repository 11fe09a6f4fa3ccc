/// The check that distributions given a level mix back to the whole.
#pragma once

#include <cstdint>
#include <lodestone/base/export.hpp>
#include <lodestone/risk/report.hpp>
#include <span>
#include <string>
#include <vector>

namespace lodestone {

/// With p_s the probabilities and L the loss, v the whole's VaR at each confidence (reference ZERO):
///   mean         E X = Σ_s p_s·E[X | s], from the numbers reported
///   CDF          P(L ≤ v) = Σ_s p_s·P(L ≤ v | s)
///   ES           ES = v + Σ_s p_s·E[(L − v)⁺ | s]/(1 − a), the common v, ES as reported
/// VaR itself does not mix. For samples without path weights. `subject` begins each check's name. Tolerance: 1e-12 of the
/// larger of Σ_s p_s·E[|X| | s] and |ES|; for the CDF 1e-12. Empty when the whole is empty or has no numbers.
LODESTONE_EXPORT std::vector<Reconciliation> mixture_identity(const std::string& subject, std::span<const double> pnl,
                                                              std::span<const std::uint8_t> level_of_path,
                                                              const Distribution& whole,
                                                              std::span<const ConditionalDistribution> conditionals);

}  // namespace lodestone
