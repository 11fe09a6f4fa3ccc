#include <lodestone/math/cholesky.hpp>

#include <cmath>
#include <lodestone/base/expect.hpp>

namespace lodestone {

std::vector<double> cholesky_semidefinite(std::span<const double> correlation, std::size_t n) {
  LODESTONE_EXPECT(correlation.size() == n * n);
  std::vector<double> factor(n * n, 0.0);
  for (std::size_t j = 0; j < n; ++j) {
    double pivot = correlation[j * n + j];
    for (std::size_t k = 0; k < j; ++k) pivot -= factor[j * n + k] * factor[j * n + k];
    if (pivot < kSmallestPivot) continue;
    const double root = std::sqrt(pivot);
    factor[j * n + j] = root;
    for (std::size_t i = j + 1; i < n; ++i) {
      double rest = correlation[i * n + j];
      for (std::size_t k = 0; k < j; ++k) rest -= factor[i * n + k] * factor[j * n + k];
      factor[i * n + j] = rest / root;
    }
  }
  return factor;
}

}  // namespace lodestone
