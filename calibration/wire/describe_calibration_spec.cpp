#include <lodestone/calibration/wire/sections.hpp>

#include <lodestone/model/describe_market.hpp>
#include <lodestone/wire/schema/decoder.hpp>
#include <lodestone/wire/schema/encoder.hpp>
#include <lodestone/wire/schema/sections.hpp>

namespace lodestone::wire {

using calibration::CalibrationSpec;
using calibration::ChainSpec;
using calibration::DependenceSpec;
using calibration::ExposureSpec;
using calibration::FactorSpec;
using calibration::JumpSpec;
using calibration::LabelledState;
using calibration::LaneSpec;
using calibration::PriceConversion;
using calibration::RatePrior;
using calibration::SeriesSpec;

template <class Codec>
void describe(Codec& codec, As<Codec, PriceConversion>& conversion) {
  codec.may(LODESTONE_FIELD(conversion, currency));
  codec.may(LODESTONE_FIELD(conversion, unit));
  codec.may(LODESTONE_FIELD(conversion, vat));
  codec.may(LODESTONE_FIELD(conversion, exchange_rate));
}

template <class Codec>
void describe(Codec& codec, As<Codec, SeriesSpec>& series) {
  codec.may(LODESTONE_FIELD(series, id));
  codec.may(LODESTONE_FIELD(series, file));
  codec.may(LODESTONE_FIELD(series, column));
  codec.may(LODESTONE_FIELD(series, multiplier));
  codec.may(LODESTONE_FIELD(series, currency));
  codec.may(LODESTONE_FIELD(series, unit));
  codec.may(LODESTONE_FIELD(series, vat));
  codec.may(LODESTONE_FIELD(series, converted_to));
  codec.may(LODESTONE_FIELD(series, from));
  codec.may(LODESTONE_FIELD(series, excluded_dates));
}

template <class Codec>
void describe(Codec& codec, As<Codec, ExposureSpec>& exposure) {
  codec.may(LODESTONE_FIELD(exposure, factor));
  codec.may(LODESTONE_FIELD(exposure, prior_mean));
  codec.may(LODESTONE_FIELD(exposure, prior_standard_deviation));
}

template <class Codec>
void describe(Codec& codec, As<Codec, JumpSpec>& jumps) {
  codec.may(LODESTONE_FIELD(jumps, chain));
  codec.may(LODESTONE_FIELD(jumps, values_before));
  codec.may(LODESTONE_FIELD(jumps, values_after));
  codec.may(LODESTONE_FIELD(jumps, prior_standard_deviation));
}

template <class Codec>
void describe(Codec& codec, As<Codec, FactorSpec>& factor) {
  codec.may(LODESTONE_FIELD(factor, id));
  codec.must(LODESTONE_FIELD(factor, kind));
  codec.may(LODESTONE_FIELD(factor, series));
  codec.may(LODESTONE_FIELD(factor, maturities_years));
  codec.may(LODESTONE_FIELD(factor, frequency));
  codec.may(LODESTONE_FIELD(factor, volatility));
  codec.may(LODESTONE_FIELD(factor, volatility_term_structure));
  codec.may(LODESTONE_FIELD(factor, unsmooth));
  codec.may(LODESTONE_FIELD(factor, exposures));
  codec.may(LODESTONE_FIELD(factor, observable));
  codec.may(LODESTONE_FIELD(factor, starts_at_zero));
  codec.may(LODESTONE_FIELD(factor, initial_value));
  codec.may(LODESTONE_FIELD(factor, variance_group));
  codec.may(LODESTONE_FIELD(factor, sector));
  codec.may(LODESTONE_FIELD(factor, stance));
  codec.may(LODESTONE_FIELD(factor, reference_level));
  codec.may(LODESTONE_FIELD(factor, mean_by_level_of));
  codec.may(LODESTONE_FIELD(factor, half_life_years));
  codec.may(LODESTONE_FIELD(factor, half_life_log_standard_deviation));
  codec.may(LODESTONE_FIELD(factor, drift));
  codec.may(LODESTONE_FIELD(factor, expected_growth_per_year));
  codec.may(LODESTONE_FIELD(factor, jumps));
  codec.may(LODESTONE_FIELD(factor, kept));
}

template <class Codec>
void describe(Codec& codec, As<Codec, DependenceSpec>& dependence) {
  codec.may(LODESTONE_FIELD(dependence, frequency));
  codec.may(LODESTONE_FIELD(dependence, method));
  codec.may(LODESTONE_FIELD(dependence, decay));
  codec.may(LODESTONE_FIELD(dependence, repair_to_nearest));
}

template <class Codec>
void describe(Codec& codec, As<Codec, LabelledState>& label) {
  codec.may(LODESTONE_FIELD(label, from));
  codec.may(LODESTONE_FIELD(label, state));
}

template <class Codec>
void describe(Codec& codec, As<Codec, RatePrior>& prior) {
  codec.may(LODESTONE_FIELD(prior, from_state));
  codec.may(LODESTONE_FIELD(prior, to_state));
  codec.may(LODESTONE_FIELD(prior, moves));
  codec.may(LODESTONE_FIELD(prior, years));
}

template <class Codec>
void describe(Codec& codec, As<Codec, ChainSpec>& chain) {
  codec.may(LODESTONE_FIELD(chain, id));
  codec.may(LODESTONE_FIELD(chain, states));
  codec.may(LODESTONE_FIELD(chain, events_file));
  codec.may(LODESTONE_FIELD(chain, labels));
  codec.may(LODESTONE_FIELD(chain, prior_years));
  codec.may(LODESTONE_FIELD(chain, priors));
}

template <class Codec>
void describe(Codec& codec, As<Codec, LaneSpec>& lane) {
  codec.may(LODESTONE_FIELD(lane, id));
  codec.may(LODESTONE_FIELD(lane, chain));
  codec.may(LODESTONE_FIELD(lane, applications_file));
  codec.may(LODESTONE_FIELD(lane, surveys_file));
  codec.may(LODESTONE_FIELD(lane, prior_decisions));
  codec.may(LODESTONE_FIELD(lane, prior_years));
}

template <class Codec>
void describe(Codec& codec, As<Codec, CalibrationSpec>& spec) {
  codec.must(LODESTONE_FIELD(spec, as_of));
  codec.may(LODESTONE_FIELD(spec, series));
  codec.may(LODESTONE_FIELD(spec, factors));
  codec.may(LODESTONE_FIELD(spec, observables));
  codec.may(LODESTONE_FIELD(spec, dependence));
  codec.may(LODESTONE_FIELD(spec, chains));
  codec.may(LODESTONE_FIELD(spec, lanes));
}

LODESTONE_DESCRIBED(CalibrationSpec);

}  // namespace lodestone::wire
