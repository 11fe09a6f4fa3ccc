#include <lodestone/calibration/estimate/nearest_correlation.hpp>

#include <lodestone/base/expect.hpp>
#include <lodestone/calibration/estimate/input_checks.hpp>

#include <Eigen/Core>
#include <Eigen/Eigenvalues>

#include <string>
#include <utility>

namespace lodestone::calibration {
namespace {

constexpr double kSmallestMove = 1e-13;
using Matrix = Eigen::MatrixXd;
using Solver = Eigen::SelfAdjointEigenSolver<Matrix>;

Matrix checked(std::span<const double> matrix, std::size_t n) {
  std::vector<Violation> violations;
  check_symmetric(matrix, n, "matrix", violations);
  for (std::size_t i = 0; violations.empty() && i < n; ++i) {
    if (matrix[i * n + i] > 0.0) continue;
    violations.push_back({"matrix[" + std::to_string(i) + "][" + std::to_string(i) + "]", show(matrix[i * n + i]),
                          "must be > 0", "A correlation matrix has 1 on its diagonal."});
  }
  throw_if_any(std::move(violations));
  const auto size = static_cast<Eigen::Index>(n);
  return Eigen::Map<const Matrix>(matrix.data(), size, size);
}

Solver decompose(const Matrix& matrix) {
  Solver solver(matrix);
  LODESTONE_EXPECT(solver.info() == Eigen::Success);
  return solver;
}

// Σ λ⁺ v vᵀ: the nearest positive semidefinite matrix.
Matrix without_negative_part(const Solver& solver) {
  return solver.eigenvectors() * solver.eigenvalues().cwiseMax(0.0).asDiagonal() * solver.eigenvectors().transpose();
}

bool is_correlation(const Matrix& matrix, const Solver& solver) {
  return (matrix.diagonal().array() == 1.0).all() && solver.eigenvalues()[0] >= -kNegativeEigenvalue;
}

NearestCorrelation describe(const Matrix& result, const Matrix& given, int iterations) {
  const Matrix change = result - given;
  return {{result.data(), result.data() + result.size()}, change.norm(), change.cwiseAbs().maxCoeff(), iterations};
}

Matrix symmetric_with_unit_diagonal(const Matrix& matrix) {
  Matrix result = 0.5 * (matrix + matrix.transpose());
  result.diagonal().setOnes();
  return result;
}

Matrix scaled_to_unit_diagonal(const Matrix& matrix) {
  const Eigen::VectorXd scale = matrix.diagonal().cwiseSqrt().cwiseInverse();
  return symmetric_with_unit_diagonal(scale.asDiagonal() * matrix * scale.asDiagonal());
}

}  // namespace

NearestCorrelation nearest_correlation(std::span<const double> matrix, std::size_t n) {
  const Matrix given = checked(matrix, n);
  Matrix x = given;
  Matrix correction = Matrix::Zero(given.rows(), given.cols());
  int round = 0;
  while (round < kMostRounds) {
    const Matrix shifted = x - correction;
    const Solver solver = decompose(shifted);
    if (round == 0 && is_correlation(given, solver)) return describe(given, given, 0);
    const Matrix on_cone = without_negative_part(solver);
    correction = on_cone - shifted;
    const Matrix next = symmetric_with_unit_diagonal(on_cone);
    const double move = (next - x).cwiseAbs().maxCoeff();
    const double off_cone = (next - on_cone).cwiseAbs().maxCoeff();
    x = next;
    ++round;
    // Both: rounds may stand still far from the cone before they move on.
    if (move <= kSmallestMove && off_cone <= kNegativeEigenvalue / static_cast<double>(n)) break;
  }
  return describe(scaled_to_unit_diagonal(without_negative_part(decompose(x))), given, round);
}

NearestCorrelation spectral_correlation(std::span<const double> matrix, std::size_t n) {
  const Matrix given = checked(matrix, n);
  const Solver solver = decompose(given);
  if (is_correlation(given, solver)) return describe(given, given, 0);
  return describe(scaled_to_unit_diagonal(without_negative_part(solver)), given, 1);
}

}  // namespace lodestone::calibration
