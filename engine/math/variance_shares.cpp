#include <lodestone/math/variance_shares.hpp>

#include <lodestone/base/expect.hpp>

#include <algorithm>
#include <cmath>

namespace lodestone {
namespace {

/// Inputs and result about their means, and the sums of squares and products of the columns.
struct Centred {
  Centred(std::span<const double> z, std::span<const double> y, std::size_t inputs)
      : rows(y.size()), columns(inputs), z_columns(inputs, std::vector<double>(rows)), result(y.begin(), y.end()) {
    for (std::size_t k = 0; k < columns; ++k) {
      for (std::size_t i = 0; i < rows; ++i) z_columns[k][i] = z[i * columns + k];
      centre(z_columns[k]);
    }
    centre(result);
  }

  static void centre(std::vector<double>& values) {
    double sum = 0.0;
    for (const double value : values) sum += value;
    for (double& value : values) value -= sum / static_cast<double>(values.size());
  }

  static double product(const std::vector<double>& a, const std::vector<double>& b) {
    double sum = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
    return sum;
  }

  std::size_t rows;
  std::size_t columns;
  std::vector<std::vector<double>> z_columns;
  std::vector<double> result;
};

/// The inverse of a positive definite matrix, by Gauss and Jordan without pivoting; row-major.
std::vector<double> inverse(std::vector<double> a, std::size_t n) {
  for (std::size_t p = 0; p < n; ++p) {
    const double pivot = a[p * n + p];
    LODESTONE_EXPECT(pivot > 0.0);
    a[p * n + p] = 1.0;
    for (std::size_t j = 0; j < n; ++j) a[p * n + j] /= pivot;
    for (std::size_t i = 0; i < n; ++i) {
      if (i == p) continue;
      const double factor = a[i * n + p];
      a[i * n + p] = 0.0;
      for (std::size_t j = 0; j < n; ++j) a[i * n + j] -= factor * a[p * n + j];
    }
  }
  return a;
}

/// b² and the square of its standard error, for one input.
struct Coefficient {
  double square = 0.0;
  double error_square = 0.0;
};

/// Shares and their errors. The total is the sum of the squares and a rest of error √rest_error_square, so a share's square
/// moves it with itself: to first order the error is √((1 − s)²e² + s²(Σ_{others} e² + rest²)), e² = 4b²σ² + 2σ⁴.
void finish(const std::vector<Coefficient>& coefficients, double total, double rest_error_square, VarianceShares& shares) {
  std::vector<double> error_squares;
  double all = rest_error_square / (total * total);
  for (const Coefficient& b : coefficients) {
    const double slope_square = std::max(b.square - b.error_square, 0.0);
    error_squares.push_back((4.0 * slope_square * b.error_square + 2.0 * b.error_square * b.error_square) / (total * total));
    all += error_squares.back();
  }
  shares.unexplained = 1.0;
  for (std::size_t k = 0; k < coefficients.size(); ++k) {
    const double share = (coefficients[k].square - coefficients[k].error_square) / total;
    shares.share.push_back(share);
    shares.standard_error.push_back(
        std::sqrt((1.0 - share) * (1.0 - share) * error_squares[k] + share * share * (all - error_squares[k])));
    shares.unexplained -= share;
  }
}

void regress_jointly(const Centred& data, VarianceShares& shares) {
  const std::size_t n = data.columns;
  std::vector<double> gram(n * n);
  std::vector<double> moment(n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j)
      gram[i * n + j] = gram[j * n + i] = Centred::product(data.z_columns[i], data.z_columns[j]);
    moment[i] = Centred::product(data.z_columns[i], data.result);
  }
  const std::vector<double> inverted = inverse(gram, n);
  std::vector<double> residual = data.result;
  std::vector<double> b(n, 0.0);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) b[i] += inverted[i * n + j] * moment[j];
    for (std::size_t row = 0; row < data.rows; ++row) residual[row] -= b[i] * data.z_columns[i][row];
  }
  const double variance = Centred::product(residual, residual) / static_cast<double>(data.rows - n - 1);
  std::vector<Coefficient> coefficients;
  double total = variance;
  for (std::size_t i = 0; i < n; ++i) {
    coefficients.push_back({b[i] * b[i], variance * inverted[i * n + i]});
    total += coefficients.back().square - coefficients.back().error_square;
  }
  const double degrees = static_cast<double>(data.rows - n - 1);
  finish(coefficients, total, 2.0 * variance * variance / degrees, shares);
}

/// The total is the sample's own variance, and so is each input's: a share is r² less what chance makes of it.
void regress_singly(const Centred& data, double spread, VarianceShares& shares) {
  const double degrees = static_cast<double>(data.rows - 2);
  std::vector<Coefficient> coefficients;
  for (const std::vector<double>& z : data.z_columns) {
    const double product = Centred::product(z, data.result);
    const double explained = product * product / Centred::product(z, z);
    coefficients.push_back({explained, std::max(spread - explained, 0.0) / degrees});
  }
  finish(coefficients, spread, 0.0, shares);
}

}  // namespace

VarianceShares variance_shares(std::span<const double> z, std::span<const double> y, std::size_t inputs) {
  LODESTONE_EXPECT(z.size() == y.size() * inputs);
  VarianceShares shares;
  shares.joint = y.size() >= 2 * (inputs + 1);
  const Centred data(z, y, inputs);
  const double spread = Centred::product(data.result, data.result);
  if (y.size() < 3 || !(spread > 0.0)) {
    shares.share.assign(inputs, 0.0);
    shares.standard_error.assign(inputs, 0.0);
  } else if (shares.joint) {
    regress_jointly(data, shares);
  } else {
    regress_singly(data, spread, shares);
  }
  return shares;
}

}  // namespace lodestone
