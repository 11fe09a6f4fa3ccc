#include <lodestone/calibration/market/fit_dynamics.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace lodestone::calibration {

void fit_futures(const CalibrationSpec& spec, const FactorSpec& factor, const DataFiles& data, FactorFit& fit,
                 std::vector<Violation>& violations) {
  const std::size_t contracts = factor.series.size();
  const std::size_t faults_before = violations.size();
  const double missing = std::numeric_limits<double>::quiet_NaN();
  std::map<long, std::vector<double>> curves;
  std::map<long, Date> last_day;
  for (std::size_t j = 0; j < contracts; ++j) {
    const SeriesSpec& series = *find_series(spec, factor.series[j]);
    const SampledSeries sampled = sample_series(spec, series, factor.frequency, data);
    for (std::size_t i = 0; i < sampled.dates.size(); ++i) {
      const long period = period_of(sampled.dates[i], factor.frequency);
      auto& curve = curves.try_emplace(period, contracts, missing).first->second;
      if (sampled.values[i] > 0.0) {
        curve[j] = std::log(sampled.values[i]);
      } else {
        violations.push_back({series.file + ":" + series.column + "[" + to_string(sampled.dates[i]) + "]",
                              show(sampled.values[i]), "must be > 0 in a series of prices", "Leave the value blank."});
      }
      Date& last = last_day.try_emplace(period, sampled.dates[i]).first->second;
      last = std::max(last, sampled.dates[i]);
    }
  }
  if (violations.size() > faults_before || curves.empty()) return;
  std::vector<double> years;
  std::vector<double> log_prices;
  for (const auto& [period, curve] : curves) {
    years.push_back(year_fraction(last_day.begin()->second, last_day.at(period)));
    log_prices.insert(log_prices.end(), curve.begin(), curve.end());
  }
  try {
    fit.schwartz_smith = fit_schwartz_smith({years, factor.maturities_years, log_prices});
  } catch (const InvalidInput& invalid) {
    for (Violation violation : invalid.violations()) {
      violation.path = "factors[" + factor.id + "]: " + violation.path;
      violations.push_back(std::move(violation));
    }
    return;
  }
  fit.method = "Kalman filter, maximum likelihood";
  fit.diagnostics.id = factor.id;
  fit.diagnostics.first = last_day.begin()->second;
  fit.diagnostics.last = last_day.rbegin()->second;
  fit.diagnostics.observations = static_cast<int>(years.size());
  fit.diagnostics.log_likelihood = fit.schwartz_smith->last.log_likelihood;
  if (fit.schwartz_smith->at_bound)
    fit.warnings.push_back(factor.id + ": a parameter of the futures model ended on its bound; its error does not hold.");
}

}  // namespace lodestone::calibration
