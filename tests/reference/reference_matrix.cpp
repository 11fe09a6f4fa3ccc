#include <algorithm>
#include <cmath>
#include <cstddef>
#include <reference/reference_matrix.hpp>

namespace lodestone::reference {

Matrix identity(int size) {
  const auto n = static_cast<std::size_t>(size);
  Matrix result(n, std::vector<double>(n, 0.0));
  for (std::size_t i = 0; i < n; ++i) result[i][i] = 1.0;
  return result;
}

Matrix product(const Matrix& a, const Matrix& b) {
  Matrix result(a.size(), std::vector<double>(b[0].size(), 0.0));
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t j = 0; j < b[0].size(); ++j) {
      for (std::size_t k = 0; k < b.size(); ++k) result[i][j] += a[i][k] * b[k][j];
    }
  }
  return result;
}

Matrix exponential(const Matrix& a) {
  double norm = 0.0;
  for (const std::vector<double>& row : a) {
    double sum = 0.0;
    for (const double entry : row) sum += std::abs(entry);
    norm = std::max(norm, sum);
  }
  int squarings = 0;
  while (std::ldexp(norm, -squarings) > 0.5) ++squarings;

  Matrix term = identity(static_cast<int>(a.size()));
  Matrix result = term;
  for (int n = 1; n <= 18; ++n) {
    term = product(term, a);
    for (std::size_t i = 0; i < a.size(); ++i) {
      for (std::size_t j = 0; j < a.size(); ++j) {
        term[i][j] *= std::ldexp(1.0, -squarings) / n;
        result[i][j] += term[i][j];
      }
    }
  }
  for (int s = 0; s < squarings; ++s) result = product(result, result);
  return result;
}

Matrix cholesky(const Matrix& a) {
  const std::size_t n = a.size();
  Matrix lower(n, std::vector<double>(n, 0.0));
  for (std::size_t j = 0; j < n; ++j) {
    double pivot = a[j][j];
    for (std::size_t k = 0; k < j; ++k) pivot -= lower[j][k] * lower[j][k];
    if (pivot < 1e-12) continue;
    lower[j][j] = std::sqrt(pivot);
    for (std::size_t i = j + 1; i < n; ++i) {
      double sum = a[i][j];
      for (std::size_t k = 0; k < j; ++k) sum -= lower[i][k] * lower[j][k];
      lower[i][j] = sum / lower[j][j];
    }
  }
  return lower;
}

}  // namespace lodestone::reference
