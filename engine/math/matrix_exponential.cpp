#include <lodestone/math/matrix_exponential.hpp>

#include <algorithm>
#include <limits>
#include <lodestone/base/expect.hpp>

namespace lodestone {
namespace {

constexpr int kTerms = 18;  // ½¹⁸/18! = 6e-22: what is left out is below the last bit of every entry

std::vector<double> product(const std::vector<double>& left, const std::vector<double>& right, std::size_t n) {
  std::vector<double> result(n * n, 0.0);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < n; ++k) {
      for (std::size_t j = 0; j < n; ++j) result[i * n + j] += left[i * n + k] * right[k * n + j];
    }
  }
  return result;
}

void divide_rows_by_their_sums(std::vector<double>& matrix, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) {
    double sum = 0.0;
    for (std::size_t j = 0; j < n; ++j) sum += matrix[i * n + j];
    for (std::size_t j = 0; j < n; ++j) matrix[i * n + j] /= sum;
  }
}

std::vector<double> identity(std::size_t n) {
  std::vector<double> result(n * n, 0.0);
  for (std::size_t i = 0; i < n; ++i) result[i * n + i] = 1.0;
  return result;
}

}  // namespace

std::vector<double> matrix_exponential(std::span<const double> generator, std::size_t n, double years) {
  LODESTONE_EXPECT(generator.size() == n * n && years >= 0.0);
  double fastest = 0.0;
  for (std::size_t i = 0; i < n; ++i) fastest = std::max(fastest, -generator[i * n + i]);
  std::vector<double> result = identity(n);
  double jumps = fastest * years;  // λh, expected number of (possibly silent) jumps
  LODESTONE_EXPECT(jumps < std::numeric_limits<double>::infinity());
  if (jumps == 0.0) return result;

  int doublings = 0;
  for (; jumps > 0.5; jumps *= 0.5) ++doublings;

  std::vector<double> jump_chain = identity(n);
  for (std::size_t e = 0; e < n * n; ++e) {
    jump_chain[e] += generator[e] / fastest;
    LODESTONE_EXPECT(jump_chain[e] >= 0.0);
  }
  for (int term = kTerms; term > 0; --term) {  // Horner: I + λh/1·A (I + λh/2·A (I + …))
    result = product(jump_chain, result, n);
    for (double& entry : result) entry *= jumps / term;
    for (std::size_t i = 0; i < n; ++i) result[i * n + i] += 1.0;
  }
  divide_rows_by_their_sums(result, n);
  for (; doublings > 0; --doublings) {
    result = product(result, result, n);
    divide_rows_by_their_sums(result, n);
  }
  return result;
}

}  // namespace lodestone
