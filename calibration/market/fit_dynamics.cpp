#include <lodestone/calibration/market/fit_dynamics.hpp>

#include <lodestone/calibration/estimate/garch.hpp>
#include <lodestone/calibration/estimate/ljung_box.hpp>
#include <lodestone/calibration/estimate/mean_reversion.hpp>
#include <lodestone/calibration/estimate/volatility.hpp>
#include <lodestone/calibration/history/hygiene.hpp>

#include <algorithm>
#include <cmath>

namespace lodestone::calibration {
namespace {

constexpr double kNormal95 = 1.959963984540054;
constexpr std::size_t kFewestReturns = 10;
constexpr int kLags = 10;

void add_autocorrelation(const std::vector<double>& residuals, FactorDiagnostics& diagnostics) {
  if (residuals.size() <= 5 * kLags) return;
  std::vector<double> squares;
  for (const double z : residuals) squares.push_back(z * z);
  diagnostics.ljung_box_residuals = ljung_box(residuals, kLags).p_value;
  diagnostics.ljung_box_squares = ljung_box(squares, kLags).p_value;
}

void take_sample_volatility(const ReturnSeries& returns, double periods, FactorFit& fit) {
  fit.volatility = with_positive_interval(sample_volatility(returns.values, periods));
  fit.method = "sample volatility";
  add_autocorrelation(returns.values, fit.diagnostics);
}

/// A GARCH whose long run the data do not know is no better than the sample's own volatility.
bool knows_its_long_run(const GarchFit& garch) {
  const Estimated& variance = garch.long_run_variance;
  return garch.converged && !garch.at_bound && variance.value > 0.0 && variance.standard_error < variance.value;
}

void fit_garch_volatility(const FactorSpec& factor, const ReturnSeries& returns, FactorFit& fit) {
  const double periods = periods_per_year(factor.frequency);
  if (returns.values.size() < kLeastGarchReturns) {
    take_sample_volatility(returns, periods, fit);
    fit.warnings.push_back(factor.id + ": " + std::to_string(returns.values.size()) + " returns are too few for a GARCH (" +
                           std::to_string(kLeastGarchReturns) + "); the sample's volatility stands instead.");
    return;
  }
  GarchModel model;
  model.has_leverage = factor.volatility == VolatilityModel::GJR_GARCH;
  GarchFit garch = fit_garch(returns.values, model);
  fit.method = model.has_leverage ? "GJR-GARCH(1,1), Student" : "GARCH(1,1), Student";
  const bool known = knows_its_long_run(garch);
  if (!known) {
    model.targets_variance = true;
    garch = fit_garch(returns.values, model);
    fit.method += ", variance targeted";
    fit.warnings.push_back(factor.id + ": the GARCH does not know its long run; it was set to the sample's variance.");
  }
  const GarchTermStructure structure = volatility_term_structure(garch, periods, factor.volatility_term_structure);
  fit.volatility =
      with_positive_interval(known ? structure.volatility_per_sqrt_year : sample_volatility(returns.values, periods));
  if (!known) fit.volatility.estimate.value = structure.volatility_per_sqrt_year.value;
  if (!factor.volatility_term_structure.empty()) fit.term_structure = structure.curve;
  const Estimated& persistence = garch.persistence;
  const double decay = structure.curve.decay_per_year;
  const double decay_error = persistence.standard_error / persistence.value * periods;
  fit.decay_95 = with_positive_interval({decay, decay_error}).interval95;
  fit.diagnostics.log_likelihood = garch.log_likelihood;
  fit.diagnostics.ljung_box_residuals = garch.ljung_box_residuals;
  fit.diagnostics.ljung_box_squares = garch.ljung_box_squares;
  if (!garch.converged) fit.warnings.push_back(factor.id + ": the GARCH did not converge; its numbers are the best seen.");
}

void fit_volatility(const FactorSpec& factor, const ReturnSeries& returns, FactorFit& fit) {
  const double periods = periods_per_year(factor.frequency);
  if (factor.volatility == VolatilityModel::SAMPLE) return take_sample_volatility(returns, periods, fit);
  if (factor.volatility != VolatilityModel::EWMA) return fit_garch_volatility(factor, returns, fit);
  const double decay = factor.frequency == Frequency::DAILY ? kRiskMetricsDaily : kRiskMetricsMonthly;
  const EwmaVolatility ewma = ewma_volatility(returns.values, decay, periods);
  fit.volatility = with_positive_interval(ewma.volatility);
  fit.method = "exponentially weighted volatility";
  fit.diagnostics.log_likelihood = ewma.log_likelihood;
  std::vector<double> standardised;
  for (std::size_t i = 0; i < returns.values.size(); ++i)
    standardised.push_back(returns.values[i] / std::sqrt(ewma.variances[i]));
  add_autocorrelation(standardised, fit.diagnostics);
}

/// Which mean an interval of the history reverts to; what spans a move or an excluded date is left out.
std::vector<std::size_t> interval_states(const FactorHistory& history, const StateHistory* states) {
  std::vector<std::size_t> of_interval;
  for (std::size_t i = 0; i + 1 < history.level.dates.size(); ++i) {
    const std::size_t before = states == nullptr ? 0 : state_on(*states, history.level.dates[i]);
    const std::size_t after = states == nullptr ? 0 : state_on(*states, history.level.dates[i + 1]);
    of_interval.push_back(history.interval_usable[i] && before == after ? before : kLeftOut);
  }
  return of_interval;
}

void fit_reversion(const FactorSpec& factor, const FactorHistory& history, const StateHistory* states, std::size_t levels,
                   FactorFit& fit) {
  std::vector<double> years;
  std::vector<double> values;
  for (std::size_t i = 0; i < history.level.dates.size(); ++i) {
    years.push_back(year_fraction(history.level.dates.front(), history.level.dates[i]));
    values.push_back(factor.kind == FactorKind::REVERTING ? history.level.values[i] : std::log(history.level.values[i]));
  }
  const std::vector<std::size_t> of_interval = interval_states(history, states);
  MeanReversionOptions options;
  if (factor.half_life_years) options.prior = HalfLifePrior{*factor.half_life_years, *factor.half_life_log_standard_deviation};
  const MeanReversionFit reversion = fit_mean_reversion({years, values, of_interval}, options);
  fit.mean_reversion = Ranged{reversion.mean_reversion_per_year, reversion.mean_reversion_95};
  fit.volatility = with_positive_interval(reversion.volatility_per_sqrt_year.front());
  for (const Estimated& mean : reversion.long_run_mean) fit.long_run_mean.push_back(with_interval(mean));
  fit.long_run_mean.resize(levels);
  fit.method = options.prior ? "exact likelihood with a prior half-life" : "exact likelihood, bias removed";
  fit.diagnostics.log_likelihood = reversion.log_likelihood;
  fit.diagnostics.observations = static_cast<int>(reversion.intervals);
  if (reversion.no_reversion_seen) {
    fit.warnings.push_back(factor.id + ": no mean reversion is seen in " + std::to_string(static_cast<int>(reversion.years)) +
                           " years" + (options.prior ? "; its speed is the prior's." : ": give a half-life as a prior."));
  }
}

/// What an assessor smoothed away comes back (Geltner 1993): the same φ at which `unsmooth_returns` takes it out.
void unsmooth(const FactorSpec& factor, const ReturnSeries& returns, FactorFit& fit) {
  const double smoothing = first_autocorrelation(returns.values);
  if (!(smoothing > 0.0)) return;
  const double growth = std::sqrt((1.0 + smoothing) / (1.0 - smoothing));
  const Estimated& smooth = fit.volatility.estimate;
  // dln√((1+φ)/(1−φ)) = dφ/(1−φ²), and φ̂ is known to √((1−φ²)/n).
  const double n = static_cast<double>(returns.values.size());
  const double error = std::hypot(smooth.standard_error / smooth.value, 1.0 / std::sqrt(n * (1.0 - smoothing * smoothing)));
  fit.warnings.push_back(factor.id + ": unsmoothed with autocorrelation " + show(std::round(100.0 * smoothing), "%") +
                         ", volatility times " + show(std::round(100.0 * growth) / 100.0) + ".");
  fit.volatility = with_positive_interval({smooth.value * growth, smooth.value * growth * error});
  fit.method += ", unsmoothed";
}

}  // namespace

Ranged with_interval(const Estimated& estimate) {
  const double width = kNormal95 * estimate.standard_error;
  return {estimate, {estimate.value - width, estimate.value + width}};
}

Ranged with_positive_interval(const Estimated& estimate) {
  const double factor = std::exp(kNormal95 * estimate.standard_error / estimate.value);
  return {estimate, {estimate.value / factor, estimate.value * factor}};
}

void fit_dynamics(const FactorSpec& factor, const FactorHistory& history, const StateHistory* states, std::size_t levels,
                  FactorFit& fit, std::vector<Violation>& violations) {
  const ReturnSeries& returns = history.returns;
  fit.diagnostics.id = factor.id;
  fit.diagnostics.observations = static_cast<int>(returns.values.size());
  if (returns.values.size() < kFewestReturns ||
      std::all_of(returns.values.begin(), returns.values.end(), [&](double r) { return r == returns.values.front(); })) {
    violations.push_back({"factors[" + factor.id + "].series", std::to_string(returns.values.size()) + " returns",
                          "must have at least " + std::to_string(kFewestReturns) + " returns that differ",
                          "Give a longer history, or a higher frequency."});
    return;
  }
  fit.diagnostics.first = returns.dates.front();
  fit.diagnostics.last = returns.dates.back();
  try {
    if (factor.kind == FactorKind::GEOMETRIC) {
      fit_volatility(factor, returns, fit);
    } else {
      fit_reversion(factor, history, states, levels, fit);
      add_autocorrelation(returns.values, fit.diagnostics);
    }
    if (factor.unsmooth) unsmooth(factor, returns, fit);
  } catch (const InvalidInput& invalid) {
    for (Violation violation : invalid.violations()) {
      violation.path = "factors[" + factor.id + "]: " + violation.path;
      violations.push_back(std::move(violation));
    }
  }
}

}  // namespace lodestone::calibration
