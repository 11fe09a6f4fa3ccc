/// The matrix that a market's correlations make.
#pragma once

#include <lodestone/model/market.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace lodestone {

/// Of the factors that some correlation names, in the order in which they come: the others are uncorrelated and add eigenvalues
/// of 1.
struct CorrelationMatrix {
  std::vector<std::string> factors;
  std::vector<double> entries;  ///< (n, n) row-major, unit diagonal; 0 for pairs that are not named

  std::size_t size() const { return factors.size(); }
  double at(std::size_t i, std::size_t j) const { return entries[i * size() + j]; }
  std::size_t number(const std::string& factor) const;
};

CorrelationMatrix correlation_matrix(const std::vector<Correlation>& correlations);

/// Whether it is positive semidefinite. One that is so on paper misses by rounding, of its entries as they were written and of
/// the factorisation: eigenvalues down to −1e-10·n count as 0.   Cost: n³/3.
bool is_positive_semidefinite(const CorrelationMatrix& matrix);

}  // namespace lodestone
