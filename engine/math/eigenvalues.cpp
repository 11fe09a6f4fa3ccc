#include <lodestone/math/eigenvalues.hpp>

#include <lodestone/base/expect.hpp>

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>

namespace lodestone {
namespace {

// A symmetric matrix is its own transpose, but only one triangle is promised: the row-major lower one.
using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

Eigen::MatrixXd copy_of(std::span<const double> matrix, std::size_t n) {
  LODESTONE_EXPECT(n >= 1 && matrix.size() == n * n);
  const auto size = static_cast<Eigen::Index>(n);
  return Eigen::Map<const RowMajor>(matrix.data(), size, size);
}

}  // namespace

bool is_positive_semidefinite(std::span<const double> matrix, std::size_t n, double tolerance) {
  Eigen::MatrixXd shifted = copy_of(matrix, n);
  shifted.diagonal().array() += tolerance;
  const Eigen::LLT<Eigen::Ref<Eigen::MatrixXd>, Eigen::Lower> factor(shifted);
  return factor.info() == Eigen::Success;
}

Eigenpair smallest_eigenpair(std::span<const double> matrix, std::size_t n) {
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(copy_of(matrix, n));
  LODESTONE_EXPECT(solver.info() == Eigen::Success);
  Eigen::VectorXd vector = solver.eigenvectors().col(0);
  Eigen::Index largest = 0;
  vector.cwiseAbs().maxCoeff(&largest);
  if (vector[largest] < 0) vector = -vector;
  return {solver.eigenvalues()[0], {vector.data(), vector.data() + vector.size()}};
}

}  // namespace lodestone
