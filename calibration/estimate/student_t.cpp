#include <lodestone/calibration/estimate/student_t.hpp>

#include <lodestone/calibration/estimate/input_checks.hpp>
#include <lodestone/calibration/estimate/profile.hpp>

#include <Eigen/Cholesky>
#include <Eigen/Core>

#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <string>
#include <utility>

namespace lodestone::calibration {
namespace {

constexpr std::size_t kLeastDates = 30;
constexpr std::size_t kMostSeries = 30;
constexpr double kLeastFreedom = 2.1;
constexpr double kGreatestFreedom = 500.0;
constexpr int kMostRounds = 200;
constexpr int kProfilePoints = 15;  // the profile in 1/ν has one hill
using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;

// Location and scatter of a Student t: covariance is scatter·ν/(ν − 2). Columns of `data` are dates.
struct Scatter {
  Vector mean;
  Matrix matrix;
};

struct Distances {
  Eigen::ArrayXd squared;  // δ_t = (x − μ)ᵀS⁻¹(x − μ)
  double log_determinant = 0.0;
  bool definite = true;
};

Distances distances(const Matrix& data, const Scatter& scatter) {
  const Eigen::LLT<Matrix> factor(scatter.matrix);
  if (factor.info() != Eigen::Success) return {.definite = false};
  Matrix scaled = data.colwise() - scatter.mean;
  factor.matrixL().solveInPlace(scaled);
  return {scaled.colwise().squaredNorm().transpose().array(), 2.0 * factor.matrixLLT().diagonal().array().log().sum(), true};
}

double log_likelihood(const Distances& d, Eigen::Index series, double nu) {
  const auto n = static_cast<double>(d.squared.size());
  const auto p = static_cast<double>(series);
  const double constant =
      boost::math::lgamma(0.5 * (nu + p)) - boost::math::lgamma(0.5 * nu) - 0.5 * p * std::log(nu * std::numbers::pi);
  return n * (constant - 0.5 * d.log_determinant) - 0.5 * (nu + p) * (d.squared / nu).log1p().sum();
}

// Improves `scatter`, which is also the start, to the maximum for this ν; returns the log-likelihood there.
double fit_scatter(const Matrix& data, double nu, Scatter& scatter) {
  const auto n = static_cast<double>(data.cols());
  Distances d = distances(data, scatter);
  double value = log_likelihood(d, data.rows(), nu);
  for (int round = 0; round < kMostRounds && d.definite; ++round) {
    const Vector weights = (1.0 / (nu + d.squared)).matrix();
    const double total = weights.sum();
    Scatter next{data * weights / total, {}};
    const Matrix centred = data.colwise() - next.mean;
    next.matrix = centred * weights.asDiagonal() * centred.transpose() / total;
    const Distances better = distances(data, next);
    if (!better.definite) break;
    const double risen = log_likelihood(better, data.rows(), nu);
    const double rise = risen - value;
    scatter = next;
    d = better;
    value = risen;
    if (std::abs(rise) < 1e-12 * n) break;
  }
  return value;
}

Matrix complete_dates(const Panel& group) {
  std::vector<std::size_t> dates;
  for (std::size_t date = 0; date < group.dates; ++date) {
    bool complete = true;
    for (std::size_t i = 0; i < group.series; ++i) complete = complete && !std::isnan(group.at(date, i));
    if (complete) dates.push_back(date);
  }
  Matrix data(static_cast<Eigen::Index>(group.series), static_cast<Eigen::Index>(dates.size()));
  for (std::size_t k = 0; k < dates.size(); ++k) {
    for (std::size_t i = 0; i < group.series; ++i)
      data(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(k)) = group.at(dates[k], i);
  }
  return data;
}

Matrix checked(const Panel& group) {
  std::vector<Violation> violations;
  if (group.series == 0 || group.series > kMostSeries || group.values.size() != group.dates * group.series) {
    violations.push_back({"group.values", std::to_string(group.values.size()) + " values",
                          "must be dates × series, of 1 to " + std::to_string(kMostSeries) + " series", "Split the group."});
    throw_if_any(std::move(violations));
  }
  Matrix data = complete_dates(group);
  for (Eigen::Index i = 0; i < data.rows(); ++i) {
    const Vector row = data.row(i).transpose();
    check_series({row.data(), static_cast<std::size_t>(row.size())}, kLeastDates,
                 "group.series[" + std::to_string(i) + "] on dates with every series", "", violations);
  }
  throw_if_any(std::move(violations));
  return data;
}

}  // namespace

StudentFit fit_student_t(const Panel& group) {
  const Matrix data = checked(group);
  const auto n = static_cast<double>(data.cols());
  Scatter start{data.rowwise().mean(), {}};
  const Matrix centred = data.colwise() - start.mean;
  start.matrix = centred * centred.transpose() / n;
  const Distances of_normal = distances(data, start);
  if (!of_normal.definite) {
    throw_if_any({{"group", std::to_string(group.series) + " series", "must not be combinations of each other",
                   "Leave out a series that the others determine."}});
  }

  Scatter scatter = start;  // carried from ν to ν: neighbours are near
  const ProfileMaximum best = maximise_profile([&](double inverse) { return fit_scatter(data, 1.0 / inverse, scatter); },
                                               1.0 / kGreatestFreedom, 1.0 / kLeastFreedom, kProfilePoints);
  const double nu = 1.0 / best.at;
  StudentFit fit;
  fit.log_likelihood = fit_scatter(data, nu, scatter);
  fit.degrees_of_freedom = {nu, nu * nu * best.standard_error};
  fit.degrees_of_freedom_95 = {1.0 / best.interval95.upper, 1.0 / best.interval95.lower};
  if (best.interval95.lower <= 1.0 / kGreatestFreedom)
    fit.degrees_of_freedom_95.upper = std::numeric_limits<double>::infinity();
  fit.at_bound = best.at_lower || best.at_upper;
  fit.dates = static_cast<std::size_t>(data.cols());
  fit.normal_log_likelihood =
      -0.5 * (n * (static_cast<double>(data.rows()) * std::log(2.0 * std::numbers::pi) + of_normal.log_determinant) +
              of_normal.squared.sum());
  fit.mean.assign(scatter.mean.data(), scatter.mean.data() + scatter.mean.size());
  // Var ln σ̂ = Var(ln σ̂ | ν) + (d ln σ̂(ν)/d(1/ν))²·Var(1/ν): the two parts of the inverse information.
  const auto p = static_cast<double>(data.rows());
  const double given_freedom = (p + nu + 2.0) * (nu + 1.0) / (2.0 * nu * (p + nu) * n);
  const double step = std::min({0.2 * best.standard_error, best.at - 1.0 / kGreatestFreedom, 1.0 / kLeastFreedom - best.at});
  Scatter above = scatter;
  Scatter below = scatter;
  if (step > 0.0) {
    fit_scatter(data, 1.0 / (best.at + step), above);
    fit_scatter(data, 1.0 / (best.at - step), below);
  }
  const auto log_volatility = [](const Scatter& of, Eigen::Index i, double inverse) {
    return 0.5 * (std::log(of.matrix(i, i)) - std::log1p(-2.0 * inverse));
  };
  for (Eigen::Index i = 0; i < data.rows(); ++i) {
    const double volatility = std::exp(log_volatility(scatter, i, best.at));
    double error = kNoNumber;
    if (step > 0.0) {
      const double slope = (log_volatility(above, i, best.at + step) - log_volatility(below, i, best.at - step)) / (2.0 * step);
      error = volatility * std::sqrt(given_freedom + slope * slope * best.standard_error * best.standard_error);
    }
    fit.volatility.push_back({volatility, error});
    for (Eigen::Index j = 0; j < data.rows(); ++j) {
      fit.correlation.push_back(i == j ? 1.0 : scatter.matrix(i, j) / std::sqrt(scatter.matrix(i, i) * scatter.matrix(j, j)));
    }
  }
  return fit;
}

}  // namespace lodestone::calibration
