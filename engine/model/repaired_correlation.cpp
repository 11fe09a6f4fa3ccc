#include <lodestone/model/repaired_correlation.hpp>

#include <lodestone/math/nearest_correlation.hpp>
#include <lodestone/model/correlation_matrix.hpp>

#include <cmath>

namespace lodestone {

constexpr double kNothing = 1e-12;  // what rounding leaves of an entry that is 0

std::optional<RepairedCorrelation> repair_correlations(const Market& market) {
  if (!market.correlation_repair) return std::nullopt;
  const CorrelationMatrix written = correlation_matrix(market.correlations);
  if (written.size() == 0 || is_positive_semidefinite(written)) return std::nullopt;
  const std::size_t n = written.size();
  const NearestCorrelation nearest = nearest_correlation(written.entries, n);
  RepairedCorrelation repaired;
  repaired.distance = nearest.distance;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const double used = nearest.matrix[i * n + j];
      if (std::abs(used) > kNothing) repaired.matrix.push_back({written.factors[j], written.factors[i], used});
      const double change = std::abs(used - written.at(i, j));
      if (change <= repaired.largest_change) continue;
      repaired.largest_change = change;
      repaired.first = written.factors[j];
      repaired.second = written.factors[i];
      repaired.written = written.at(i, j);
      repaired.used = used;
    }
  }
  return repaired;
}

}  // namespace lodestone
