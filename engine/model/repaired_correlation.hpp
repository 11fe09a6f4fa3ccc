/// What is simulated in place of correlations that fit no matrix.
#pragma once

#include <lodestone/base/export.hpp>
#include <lodestone/model/market.hpp>

#include <optional>
#include <string>
#include <vector>

namespace lodestone {

/// The correlation matrix that is simulated, where the study's own is none and is to be repaired.
struct RepairedCorrelation {
  double distance = 0;        ///< Frobenius norm of the change
  double largest_change = 0;  ///< of an entry: that of
  std::string first;
  std::string second;
  double written = 0;  ///< the entry as the study has it; 0 when it does not name it
  double used = 0;
  std::vector<Correlation> matrix;  ///< that is used: every pair of factors that some correlation names, those of 0 left out
};

/// The nearest correlation matrix, where `correlation_repair` asks for it and the market's own is not positive semidefinite.
/// Precondition: all else about the correlations is valid.   Cost: that of `nearest_correlation`.
LODESTONE_EXPORT std::optional<RepairedCorrelation> repair_correlations(const Market& market);

}  // namespace lodestone
