#include <lodestone/calibration/wire/sections.hpp>

#include <lodestone/wire/schema/decoder.hpp>
#include <lodestone/wire/schema/encoder.hpp>
#include <lodestone/wire/schema/sections.hpp>

namespace lodestone::wire {

using calibration::CalibrationReport;
using calibration::CalibrationResults;
using calibration::ChainDiagnostics;
using calibration::DependenceDiagnostics;
using calibration::FactorDiagnostics;
using calibration::FlaggedReturn;
using calibration::LaneDiagnostics;
using calibration::ObservedMoves;
using calibration::ParameterEstimate;
using calibration::SeriesDiagnostics;
using calibration::TailDiagnostics;

template <class Codec>
void describe(Codec& codec, As<Codec, ParameterEstimate>& estimate) {
  codec.may(LODESTONE_FIELD(estimate, path));
  codec.may(LODESTONE_FIELD(estimate, subject));
  codec.may(LODESTONE_FIELD(estimate, parameter));
  codec.may(LODESTONE_FIELD(estimate, value));
  codec.may(LODESTONE_FIELD(estimate, standard_error));
  codec.may(LODESTONE_FIELD(estimate, low));
  codec.may(LODESTONE_FIELD(estimate, high));
  codec.may(LODESTONE_FIELD(estimate, method));
  codec.may(LODESTONE_FIELD(estimate, observations));
}

template <class Codec>
void describe(Codec& codec, As<Codec, FlaggedReturn>& outlier) {
  codec.may(LODESTONE_FIELD(outlier, date));
  codec.may(LODESTONE_FIELD(outlier, value));
  codec.may(LODESTONE_FIELD(outlier, score));
}

template <class Codec>
void describe(Codec& codec, As<Codec, SeriesDiagnostics>& series) {
  codec.may(LODESTONE_FIELD(series, id));
  codec.may(LODESTONE_FIELD(series, file));
  codec.may(LODESTONE_FIELD(series, column));
  codec.may(LODESTONE_FIELD(series, frequency));
  codec.may(LODESTONE_FIELD(series, first));
  codec.may(LODESTONE_FIELD(series, last));
  codec.may(LODESTONE_FIELD(series, returns));
  codec.may(LODESTONE_FIELD(series, left_out));
  codec.may(LODESTONE_FIELD(series, zero_share));
  codec.may(LODESTONE_FIELD(series, first_autocorrelation));
  codec.may(LODESTONE_FIELD(series, outliers));
}

template <class Codec>
void describe(Codec& codec, As<Codec, FactorDiagnostics>& factor) {
  codec.may(LODESTONE_FIELD(factor, id));
  codec.may(LODESTONE_FIELD(factor, first));
  codec.may(LODESTONE_FIELD(factor, last));
  codec.may(LODESTONE_FIELD(factor, observations));
  codec.may(LODESTONE_FIELD(factor, log_likelihood));
  codec.may(LODESTONE_FIELD(factor, ljung_box_residuals));
  codec.may(LODESTONE_FIELD(factor, ljung_box_squares));
  codec.may(LODESTONE_FIELD(factor, r_squared));
  codec.may(LODESTONE_FIELD(factor, own_weight));
}

template <class Codec>
void describe(Codec& codec, As<Codec, TailDiagnostics>& tail) {
  codec.may(LODESTONE_FIELD(tail, variance_group));
  codec.may(LODESTONE_FIELD(tail, dates));
  codec.may(LODESTONE_FIELD(tail, log_likelihood));
  codec.may(LODESTONE_FIELD(tail, normal_log_likelihood));
}

template <class Codec>
void describe(Codec& codec, As<Codec, DependenceDiagnostics>& dependence) {
  codec.may(LODESTONE_FIELD(dependence, series));
  codec.may(LODESTONE_FIELD(dependence, dates));
  codec.may(LODESTONE_FIELD(dependence, log_likelihood));
  codec.may(LODESTONE_FIELD(dependence, shrinkage));
  codec.may(LODESTONE_FIELD(dependence, repair_distance));
  codec.may(LODESTONE_FIELD(dependence, repair_largest_change));
}

template <class Codec>
void describe(Codec& codec, As<Codec, ObservedMoves>& moves) {
  codec.may(LODESTONE_FIELD(moves, from_state));
  codec.may(LODESTONE_FIELD(moves, to_state));
  codec.may(LODESTONE_FIELD(moves, moves));
  codec.may(LODESTONE_FIELD(moves, years));
}

template <class Codec>
void describe(Codec& codec, As<Codec, ChainDiagnostics>& chain) {
  codec.may(LODESTONE_FIELD(chain, id));
  codec.may(LODESTONE_FIELD(chain, first));
  codec.may(LODESTONE_FIELD(chain, until));
  codec.may(LODESTONE_FIELD(chain, log_likelihood));
  codec.may(LODESTONE_FIELD(chain, moves));
  codec.may(LODESTONE_FIELD(chain, events_ignored));
}

template <class Codec>
void describe(Codec& codec, As<Codec, LaneDiagnostics>& lane) {
  codec.may(LODESTONE_FIELD(lane, id));
  codec.may(LODESTONE_FIELD(lane, approved));
  codec.may(LODESTONE_FIELD(lane, refused));
  codec.may(LODESTONE_FIELD(lane, pending));
  codec.may(LODESTONE_FIELD(lane, log_likelihood));
}

template <class Codec>
void describe(Codec& codec, As<Codec, CalibrationResults>& results) {
  codec.must(LODESTONE_FIELD(results, as_of));
  codec.may(LODESTONE_FIELD(results, input_fingerprint));
  codec.may(LODESTONE_FIELD(results, estimates));
  codec.may(LODESTONE_FIELD(results, series));
  codec.may(LODESTONE_FIELD(results, factors));
  codec.may(LODESTONE_FIELD(results, tails));
  codec.may(LODESTONE_FIELD(results, dependence));
  codec.may(LODESTONE_FIELD(results, chains));
  codec.may(LODESTONE_FIELD(results, lanes));
  codec.may(LODESTONE_FIELD(results, warnings));
}

template <class Codec>
void describe(Codec& codec, As<Codec, CalibrationReport>& report) {
  codec.must(LODESTONE_FIELD(report, results));
  codec.must(LODESTONE_FIELD(report, run));
  codec.may(LODESTONE_FIELD(report, fingerprint));
}

LODESTONE_DESCRIBED(CalibrationReport);

}  // namespace lodestone::wire
