#include <lodestone/calibration/estimate/missing_data.hpp>

#include <lodestone/calibration/estimate/input_checks.hpp>

#include <Eigen/Cholesky>
#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <string>
#include <utility>

namespace lodestone::calibration {
namespace {

constexpr std::size_t kLeastValues = 3;
using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;
using Places = std::vector<Eigen::Index>;

// Dates on which the same series were seen: all that EM needs of them is their number, mean and scatter.
struct Pattern {
  Places seen;
  Places missing;
  double dates = 0.0;
  Vector mean;     // of the seen series
  Matrix scatter;  // Σ (x − mean)(x − mean)ᵀ
};

std::vector<Pattern> patterns_of(const Panel& panel) {
  std::map<std::vector<bool>, std::vector<std::size_t>> dates_by_mask;
  for (std::size_t date = 0; date < panel.dates; ++date) {
    std::vector<bool> mask;
    for (std::size_t i = 0; i < panel.series; ++i) mask.push_back(!std::isnan(panel.at(date, i)));
    if (std::find(mask.begin(), mask.end(), true) != mask.end()) dates_by_mask[mask].push_back(date);
  }
  std::vector<Pattern> patterns;
  for (const auto& [mask, dates] : dates_by_mask) {
    Pattern pattern;
    for (std::size_t i = 0; i < mask.size(); ++i)
      (mask[i] ? pattern.seen : pattern.missing).push_back(static_cast<Eigen::Index>(i));
    pattern.dates = static_cast<double>(dates.size());
    const auto width = static_cast<Eigen::Index>(pattern.seen.size());
    Matrix rows(static_cast<Eigen::Index>(dates.size()), width);
    for (std::size_t k = 0; k < dates.size(); ++k) {
      for (Eigen::Index i = 0; i < width; ++i) {
        rows(static_cast<Eigen::Index>(k), i) =
            panel.at(dates[k], static_cast<std::size_t>(pattern.seen[static_cast<std::size_t>(i)]));
      }
    }
    pattern.mean = rows.colwise().mean().transpose();
    rows.rowwise() -= pattern.mean.transpose();
    pattern.scatter = rows.transpose() * rows;
    patterns.push_back(std::move(pattern));
  }
  return patterns;
}

struct Law {
  Vector mean;
  Matrix covariance;
};

struct Expected {
  Vector sum;      // Σ_t E[x_t | seen]
  Matrix squares;  // Σ_t E[(x_t − μ)(x_t − μ)ᵀ | seen], μ the law's mean
  double log_likelihood = 0.0;
  bool definite = true;
};

Expected expect(const std::vector<Pattern>& patterns, const Law& law) {
  const Eigen::Index p = law.mean.size();
  Expected result{Vector::Zero(p), Matrix::Zero(p, p)};
  for (const Pattern& pattern : patterns) {
    const Matrix seen = law.covariance(pattern.seen, pattern.seen);
    const Eigen::LLT<Matrix> factor(seen);
    if (factor.info() != Eigen::Success) {
      result.definite = false;
      return result;
    }
    const Vector gap = pattern.mean - law.mean(pattern.seen);
    const Matrix spread = pattern.scatter + pattern.dates * gap * gap.transpose();  // Σ (x − μ)(x − μ)ᵀ over the seen
    const double log_determinant = 2.0 * factor.matrixLLT().diagonal().array().log().sum();
    const auto width = static_cast<double>(pattern.seen.size());
    result.log_likelihood -=
        0.5 * (pattern.dates * (width * std::log(2.0 * std::numbers::pi) + log_determinant) + factor.solve(spread).trace());
    Vector filled = Vector::Zero(p);
    filled(pattern.seen) = gap;
    Matrix block = Matrix::Zero(p, p);
    block(pattern.seen, pattern.seen) = spread;
    if (!pattern.missing.empty()) {
      const Matrix across = law.covariance(pattern.missing, pattern.seen);
      const Matrix slopes = factor.solve(across.transpose()).transpose();  // E[missing | seen] = slopes·(seen − μ)
      const Matrix carried = slopes * spread;
      filled(pattern.missing) = slopes * gap;
      block(pattern.missing, pattern.seen) = carried;
      block(pattern.seen, pattern.missing) = carried.transpose();
      block(pattern.missing, pattern.missing) =
          carried * slopes.transpose() +
          pattern.dates * (law.covariance(pattern.missing, pattern.missing) - slopes * across.transpose());
    }
    result.sum += pattern.dates * filled;
    result.squares += block;
  }
  return result;
}

void check(const Panel& panel) {
  std::vector<Violation> violations;
  if (panel.series == 0 || panel.values.size() != panel.dates * panel.series) {
    violations.push_back(
        {"panel.values", std::to_string(panel.values.size()) + " values",
         "must be " + std::to_string(panel.dates) + " dates × " + std::to_string(panel.series) + " series, and not empty",
         "Give NaN where a value is missing."});
    throw_if_any(std::move(violations));
  }
  for (std::size_t column = 0; column < panel.series; ++column) {
    std::vector<double> series;
    for (std::size_t date = 0; date < panel.dates; ++date) {
      if (!std::isnan(panel.at(date, column))) series.push_back(panel.at(date, column));
    }
    check_series(series, kLeastValues, "panel.series[" + std::to_string(column) + "]", "", violations);
  }
  throw_if_any(std::move(violations));
}

// Each series by itself, in its own scale: the start of EM, in which no two are related.
Law apart(const Panel& panel) {
  const auto p = static_cast<Eigen::Index>(panel.series);
  Law law{Vector::Zero(p), Matrix::Zero(p, p)};
  for (Eigen::Index i = 0; i < p; ++i) {
    double count = 0.0, sum = 0.0, squares = 0.0;
    for (std::size_t date = 0; date < panel.dates; ++date) {
      const double x = panel.at(date, static_cast<std::size_t>(i));
      if (std::isnan(x)) continue;
      count += 1.0;
      sum += x;
    }
    law.mean(i) = sum / count;
    for (std::size_t date = 0; date < panel.dates; ++date) {
      const double x = panel.at(date, static_cast<std::size_t>(i));
      if (!std::isnan(x)) squares += (x - law.mean(i)) * (x - law.mean(i));
    }
    law.covariance(i, i) = squares / count;
  }
  return law;
}

double dates_together(const Panel& panel, std::size_t i, std::size_t j) {
  double count = 0.0;
  for (std::size_t date = 0; date < panel.dates; ++date) {
    if (!std::isnan(panel.at(date, i)) && !std::isnan(panel.at(date, j))) count += 1.0;
  }
  return count;
}

}  // namespace

MissingDataFit fit_normal_with_missing(const Panel& panel) {
  check(panel);
  const std::vector<Pattern> patterns = patterns_of(panel);
  double dates = 0.0;
  for (const Pattern& pattern : patterns) dates += pattern.dates;

  Law law = apart(panel);
  MissingDataFit fit;
  fit.patterns = static_cast<int>(patterns.size());
  Expected expected = expect(patterns, law);
  while (fit.iterations < kMostIterations) {
    const Vector shift = expected.sum / dates;
    const Law better{law.mean + shift, expected.squares / dates - shift * shift.transpose()};
    const Expected next = expect(patterns, better);
    if (!next.definite) break;  // fewer dates than series: the likelihood has no maximum, and the last law is kept
    const double rise = next.log_likelihood - expected.log_likelihood;
    law = better;
    expected = next;
    ++fit.iterations;
    if (rise < kSmallestRise * dates) {
      fit.converged = true;
      break;
    }
  }
  fit.log_likelihood = expected.log_likelihood;

  const std::size_t p = panel.series;
  CorrelationEstimate& estimate = fit.estimate;
  estimate.mean.assign(law.mean.data(), law.mean.data() + law.mean.size());
  estimate.covariance.assign(law.covariance.data(), law.covariance.data() + law.covariance.size());
  estimate.correlation.resize(p * p);
  estimate.standard_errors.assign(p * p, 0.0);
  estimate.effective_dates = dates;
  for (std::size_t i = 0; i < p; ++i) {
    estimate.correlation[i * p + i] = 1.0;
    for (std::size_t j = 0; j < i; ++j) {
      const double rho =
          estimate.covariance[i * p + j] / std::sqrt(estimate.covariance[i * p + i] * estimate.covariance[j * p + j]);
      estimate.correlation[i * p + j] = estimate.correlation[j * p + i] = rho;
      const double together = dates_together(panel, i, j);
      estimate.standard_errors[i * p + j] = estimate.standard_errors[j * p + i] =
          together > 0.0 ? (1.0 - rho * rho) / std::sqrt(together) : 1.0;
      estimate.effective_dates = std::min(estimate.effective_dates, together);
    }
  }
  return fit;
}

}  // namespace lodestone::calibration
