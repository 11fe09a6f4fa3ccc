#include <lodestone/model/correlation_matrix.hpp>

#include <lodestone/math/eigenvalues.hpp>

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace lodestone {

std::size_t CorrelationMatrix::number(const std::string& factor) const {
  return static_cast<std::size_t>(std::find(factors.begin(), factors.end(), factor) - factors.begin());
}

CorrelationMatrix correlation_matrix(const std::vector<Correlation>& correlations) {
  CorrelationMatrix matrix;
  std::unordered_map<std::string_view, std::size_t> numbers;
  for (const Correlation& entry : correlations) {
    for (const std::string* factor : {&entry.first, &entry.second}) {
      if (numbers.try_emplace(*factor, numbers.size()).second) matrix.factors.push_back(*factor);
    }
  }
  const std::size_t n = matrix.size();
  matrix.entries.assign(n * n, 0.0);
  for (std::size_t i = 0; i < n; ++i) matrix.entries[i * n + i] = 1.0;
  for (const Correlation& entry : correlations) {
    const std::size_t i = numbers.at(entry.first);
    const std::size_t j = numbers.at(entry.second);
    matrix.entries[i * n + j] = matrix.entries[j * n + i] = entry.value;
  }
  return matrix;
}

bool is_positive_semidefinite(const CorrelationMatrix& matrix) {
  return is_positive_semidefinite(matrix.entries, matrix.size(), 1e-10 * static_cast<double>(matrix.size()));
}

}  // namespace lodestone
