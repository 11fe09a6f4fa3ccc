/// What came out of a calibration, how well the data know it, and from what.
#pragma once

#include <lodestone/base/date.hpp>
#include <lodestone/calibration/estimate/estimated.hpp>
#include <lodestone/calibration/history/calibration_run.hpp>
#include <lodestone/calibration/market/calibration_spec.hpp>

#include <string>
#include <vector>

namespace lodestone::calibration {

/// One number of the study that was estimated.
struct ParameterEstimate {
  std::string path;     ///< where it stands in the written study: `market.factors[mp_own].volatility_per_sqrt_year[0]`
  std::string subject;  ///< the factor, chain or lane
  std::string parameter;
  double value = kNoNumber;           ///< in the unit of the study's field
  double standard_error = kNoNumber;  ///< the same; not given where the data cannot tell
  double low = kNoNumber;             ///< 95 % interval
  double high = kNoNumber;
  std::string method;
  int observations = 0;
};

/// A return far from those around it: flagged, never removed.
struct FlaggedReturn {
  Date date = kNoDate;
  double value = kNoNumber;
  double score = kNoNumber;  ///< robust standard deviations
};

/// A column as it was used, at one frequency.
struct SeriesDiagnostics {
  std::string id;
  std::string file;
  std::string column;
  Frequency frequency = Frequency::DAILY;
  Date first = kNoDate;
  Date last = kNoDate;
  int returns = 0;                ///< used
  int left_out = 0;               ///< across an excluded date or a gap
  double zero_share = kNoNumber;  ///< stale: assessed prices that did not move
  double first_autocorrelation = kNoNumber;
  std::vector<FlaggedReturn> outliers;
};

struct FactorDiagnostics {
  std::string id;
  Date first = kNoDate;
  Date last = kNoDate;
  int observations = 0;
  double log_likelihood = kNoNumber;
  double ljung_box_residuals = kNoNumber;  ///< p-value of no autocorrelation, 10 lags
  double ljung_box_squares = kNoNumber;    ///< the same of squares: small means clustering that is left over
  double r_squared = kNoNumber;            ///< of the exposures
  double own_weight = 1.0;                 ///< below 1: shrunk towards the sector
};

struct TailDiagnostics {
  std::string variance_group;
  int dates = 0;
  double log_likelihood = kNoNumber;
  double normal_log_likelihood = kNoNumber;
};

struct DependenceDiagnostics {
  int series = 0;
  int dates = 0;
  double log_likelihood = kNoNumber;
  double shrinkage = kNoNumber;
  double repair_distance = 0.0;  ///< ‖nearest − estimated‖, Frobenius; 0: no repair
  double repair_largest_change = 0.0;
};

/// How often a chain went from one state to another, and how long it had been able to.
struct ObservedMoves {
  std::string from_state;
  std::string to_state;
  int moves = 0;
  double years = kNoNumber;
};

struct ChainDiagnostics {
  std::string id;
  Date first = kNoDate;
  Date until = kNoDate;
  double log_likelihood = kNoNumber;
  std::vector<ObservedMoves> moves;
  int events_ignored = 0;  ///< of the file: after the as-of date
};

struct LaneDiagnostics {
  std::string id;
  int approved = 0;
  int refused = 0;
  int pending = 0;  ///< censored, not refused
  double log_likelihood = kNoNumber;
};

/// Everything that the data and the spec decide.
struct CalibrationResults {
  Date as_of = kNoDate;
  std::string input_fingerprint;  ///< SHA-256 over the names and hashes of spec, desk files and data
  std::vector<ParameterEstimate> estimates;
  std::vector<SeriesDiagnostics> series;
  std::vector<FactorDiagnostics> factors;
  std::vector<TailDiagnostics> tails;
  DependenceDiagnostics dependence;
  std::vector<ChainDiagnostics> chains;
  std::vector<LaneDiagnostics> lanes;
  std::vector<std::string> warnings;
};

struct CalibrationReport {
  CalibrationResults results;
  CalibrationRun run;
  std::string fingerprint;  ///< of `results`
};

}  // namespace lodestone::calibration
