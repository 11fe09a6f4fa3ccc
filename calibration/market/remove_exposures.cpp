#include <lodestone/calibration/estimate/curvature.hpp>
#include <lodestone/calibration/market/fit_dynamics.hpp>

#include <cmath>
#include <map>
#include <utility>

namespace lodestone::calibration {
namespace {

/// Rows of the regression: the constant and the others' returns, and the own return; `kept` says which rows these are.
struct Rows {
  std::size_t columns = 0;
  std::vector<double> x;
  std::vector<double> y;
  std::vector<std::size_t> kept;
};

Rows rows_of(const ReturnSeries& own, const std::vector<const ReturnSeries*>& others, Frequency frequency) {
  std::vector<std::map<long, double>> by_period(others.size());
  for (std::size_t k = 0; k < others.size(); ++k) {
    for (std::size_t i = 0; i < others[k]->dates.size(); ++i)
      by_period[k].emplace(period_of(others[k]->dates[i], frequency), others[k]->values[i]);
  }
  Rows rows;
  rows.columns = others.size() + 1;
  for (std::size_t i = 0; i < own.dates.size(); ++i) {
    std::vector<double> row{1.0};
    for (const std::map<long, double>& returns : by_period) {
      const auto found = returns.find(period_of(own.dates[i], frequency));
      if (found != returns.end()) row.push_back(found->second);
    }
    if (row.size() < rows.columns) continue;
    rows.x.insert(rows.x.end(), row.begin(), row.end());
    rows.y.push_back(own.values[i]);
    rows.kept.push_back(i);
  }
  return rows;
}

struct Normal {
  std::vector<double> precision;  ///< (columns, columns)
  std::vector<double> right;
};

/// XᵀX/s² and Xᵀy/s².
Normal normal_equations(const Rows& rows, double variance) {
  const std::size_t p = rows.columns;
  Normal normal{std::vector<double>(p * p, 0.0), std::vector<double>(p, 0.0)};
  for (std::size_t row = 0; row < rows.y.size(); ++row) {
    for (std::size_t i = 0; i < p; ++i) {
      const double x = rows.x[row * p + i] / variance;
      normal.right[i] += x * rows.y[row];
      for (std::size_t j = 0; j < p; ++j) normal.precision[i * p + j] += x * rows.x[row * p + j];
    }
  }
  return normal;
}

std::vector<double> times(const std::vector<double>& matrix, const std::vector<double>& vector) {
  std::vector<double> product(vector.size(), 0.0);
  for (std::size_t i = 0; i < vector.size(); ++i) {
    for (std::size_t j = 0; j < vector.size(); ++j) product[i] += matrix[i * vector.size() + j] * vector[j];
  }
  return product;
}

double residual(const Rows& rows, const std::vector<double>& beta, std::size_t row) {
  double left = rows.y[row];
  for (std::size_t i = 0; i < rows.columns; ++i) left -= beta[i] * rows.x[row * rows.columns + i];
  return left;
}

double squared(const Rows& rows, const std::vector<double>& beta) {
  double sum = 0.0;
  for (std::size_t row = 0; row < rows.y.size(); ++row) sum += residual(rows, beta, row) * residual(rows, beta, row);
  return sum;
}

ReturnSeries without_exposures(const ReturnSeries& own, const Rows& rows, std::vector<double> beta) {
  ReturnSeries left;
  left.name = own.name;
  beta.front() = 0.0;  // the mean stays
  for (std::size_t row = 0; row < rows.kept.size(); ++row) {
    const std::size_t i = rows.kept[row];
    left.dates.push_back(own.dates[i]);
    left.values.push_back(residual(rows, beta, row));
    left.span_days.push_back(own.span_days[i]);
    left.span_weekdays.push_back(own.span_weekdays[i]);
  }
  return left;
}

}  // namespace

void remove_exposures(const FactorSpec& factor, const std::vector<const ReturnSeries*>& others, FactorHistory& history,
                      FactorFit& fit, std::vector<Violation>& violations) {
  constexpr std::size_t kSpare = 8;
  const Rows rows = rows_of(history.returns, others, factor.frequency);
  const std::size_t p = rows.columns;
  const auto least = rows.y.size() < p + kSpare ? std::nullopt : inverse_of_positive(normal_equations(rows, 1.0).precision, p);
  if (!least) {
    violations.push_back({"factors[" + factor.id + "].exposures", std::to_string(rows.y.size()) + " common periods",
                          "must have at least " + std::to_string(p + kSpare) + ", and no two exposures alike",
                          "Give a longer history, or fewer exposures."});
    return;
  }
  const std::vector<double> ordinary = times(*least, normal_equations(rows, 1.0).right);
  const double variance = squared(rows, ordinary) / static_cast<double>(rows.y.size() - p);
  Normal normal = normal_equations(rows, variance);
  for (std::size_t k = 0; k < others.size(); ++k) {
    const ExposureSpec& exposure = factor.exposures[k];
    if (!exposure.prior_standard_deviation) continue;
    const double precision = 1.0 / (*exposure.prior_standard_deviation * *exposure.prior_standard_deviation);
    normal.precision[(k + 1) * p + k + 1] += precision;
    normal.right[k + 1] += precision * *exposure.prior_mean;
  }
  const auto covariance = inverse_of_positive(normal.precision, p);
  const std::vector<double> beta = times(*covariance, normal.right);
  const std::vector<double> errors = standard_errors(covariance, p);
  for (std::size_t k = 1; k < p; ++k) fit.exposures.push_back(with_interval({beta[k], errors[k]}));

  std::vector<double> mean_only(p, 0.0);
  for (const double y : rows.y) mean_only.front() += y / static_cast<double>(rows.y.size());
  fit.diagnostics.r_squared = 1.0 - squared(rows, beta) / squared(rows, mean_only);
  history.returns = without_exposures(history.returns, rows, beta);
}

}  // namespace lodestone::calibration
