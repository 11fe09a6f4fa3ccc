#include <lodestone/math/nearest_correlation.hpp>

#include <lodestone/base/expect.hpp>
#include <lodestone/base/violation.hpp>

#include <Eigen/Core>
#include <Eigen/Eigenvalues>

#include <cmath>
#include <string>
#include <utility>

namespace lodestone {
namespace {

constexpr double kSmallestMove = 1e-13;
using Matrix = Eigen::MatrixXd;
using Solver = Eigen::SelfAdjointEigenSolver<Matrix>;

std::string place(std::size_t row, std::size_t column) {
  return "matrix[" + std::to_string(row) + "][" + std::to_string(column) + "]";
}

std::vector<Violation> faults_of(std::span<const double> matrix, std::size_t n) {
  if (n == 0 || matrix.size() != n * n) {
    return {{"matrix", std::to_string(matrix.size()) + " entries",
             "must be square with " + std::to_string(n) + " rows, and at least one", "Give every entry, row by row."}};
  }
  std::vector<Violation> violations;
  for (std::size_t row = 0; row < n; ++row) {
    for (std::size_t column = 0; column <= row; ++column) {
      const double entry = matrix[row * n + column];
      const double mirrored = matrix[column * n + row];
      if (!std::isfinite(entry) || entry != mirrored) {
        violations.push_back({place(row, column), show(entry), "must be finite and equal its mirror image " + show(mirrored),
                              "Give the same number on both sides of the diagonal."});
      } else if (row == column && !(entry > 0.0)) {
        violations.push_back({place(row, row), show(entry), "must be > 0", "A correlation matrix has 1 on its diagonal."});
      }
    }
  }
  return violations;
}

Matrix checked(std::span<const double> matrix, std::size_t n) {
  std::vector<Violation> violations = faults_of(matrix, n);
  if (!violations.empty()) throw InvalidInput(std::move(violations));
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
  while (round < kMostCorrelationRounds) {
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

}  // namespace lodestone
