#include <lodestone/calibration/market/shrink_short_histories.hpp>

#include <lodestone/calibration/history/hygiene.hpp>

#include <cmath>

namespace lodestone::calibration {
namespace {

constexpr double kFullYears = 2.0;

int full_history(const FactorSpec& factor) { return static_cast<int>(kFullYears * periods_per_year(factor.frequency)); }

/// ln σ of the other members with a full history.
std::vector<double> long_members(const CalibrationSpec& spec, const FactorSpec& factor,
                                 std::map<std::string, FactorFit>& fits) {
  std::vector<double> volatilities;
  for (const FactorSpec& other : spec.factors) {
    const FactorFit& member = fits[other.id];
    const bool is_long = member.diagnostics.observations >= full_history(other);
    if (other.sector == factor.sector && other.id != factor.id && is_long)
      volatilities.push_back(std::log(member.volatility.estimate.value));
  }
  return volatilities;
}

/// A number with three digits, as a person would say it.
std::string rounded(double value) { return show(std::round(1000.0 * value) / 1000.0); }

void shrink(const FactorSpec& factor, const std::vector<double>& others, FactorFit& fit) {
  const double count = static_cast<double>(others.size());
  double mean = 0.0;
  double squares = 0.0;
  for (const double value : others) mean += value / count;
  for (const double value : others) squares += (value - mean) * (value - mean);
  const double weight = own_weight(fit.diagnostics.observations, full_history(factor));
  const Estimated own = fit.volatility.estimate;
  const double own_error = weight * own.standard_error / own.value;
  const double sector_error = (1.0 - weight) * std::sqrt(squares / (count - 1.0));
  const double value = std::exp(weight * std::log(own.value) + (1.0 - weight) * mean);
  fit.volatility = with_positive_interval({value, value * std::hypot(own_error, sector_error)});
  fit.method += ", shrunk to the sector";
  fit.diagnostics.own_weight = weight;
  fit.warnings.push_back(factor.id + ": " + std::to_string(fit.diagnostics.observations) +
                         " returns are a short history; its volatility was shrunk from " + rounded(own.value) + " to " +
                         rounded(value) + ".");
}

}  // namespace

void shrink_short_histories(const CalibrationSpec& spec, std::map<std::string, FactorFit>& fits) {
  for (const FactorSpec& factor : spec.factors) {
    FactorFit& fit = fits[factor.id];
    const bool is_short = fit.diagnostics.observations < full_history(factor);
    if (factor.sector.empty() || !is_short || !std::isfinite(fit.volatility.estimate.value)) continue;
    const std::vector<double> others = long_members(spec, factor, fits);
    if (others.size() < 2) {
      fit.warnings.push_back(factor.id + ": a short history, and its sector has fewer than two long ones to lean on.");
    } else {
      shrink(factor, others, fit);
    }
  }
}

}  // namespace lodestone::calibration
