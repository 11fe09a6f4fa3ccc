#include <lodestone/wire/schema/decoder.hpp>
#include <lodestone/wire/schema/encoder.hpp>
#include <lodestone/wire/schema/sections.hpp>

namespace lodestone::wire {

template <class Codec>
void describe(Codec& codec, As<Codec, UncertainInput>& input) {
  codec.may(LODESTONE_FIELD(input, path));
  codec.must(LODESTONE_FIELD(input, basis));
  codec.may(LODESTONE_FIELD(input, source));
  codec.must(LODESTONE_FIELD(input, low));
  codec.must(LODESTONE_FIELD(input, value));
  codec.must(LODESTONE_FIELD(input, high));
}

template <class Codec>
void describe(Codec& codec, As<Codec, ParameterSpread>& spread) {
  codec.must(LODESTONE_FIELD(spread, at_estimate));
  codec.must(LODESTONE_FIELD(spread, predictive));
  codec.must(LODESTONE_FIELD(spread, lower_5));
  codec.must(LODESTONE_FIELD(spread, upper_95));
  codec.must(LODESTONE_FIELD(spread, standard_deviation));
}

template <class Codec>
void describe(Codec& codec, As<Codec, InputShare>& share) {
  codec.may(LODESTONE_FIELD(share, input));
  codec.must(LODESTONE_FIELD(share, share));
  codec.must(LODESTONE_FIELD(share, standard_error));
}

template <class Codec>
void describe(Codec& codec, As<Codec, ParameterMeasure>& measure) {
  codec.may(LODESTONE_FIELD(measure, horizon));
  codec.must(LODESTONE_FIELD(measure, pnl_basis));
  codec.must(LODESTONE_FIELD(measure, confidence));
  codec.must(LODESTONE_FIELD(measure, reference));
  codec.must(LODESTONE_FIELD(measure, value_at_risk));
  codec.must(LODESTONE_FIELD(measure, expected_shortfall));
  codec.may(LODESTONE_FIELD(measure, inputs));
  codec.must(LODESTONE_FIELD(measure, judgement_share));
  codec.must(LODESTONE_FIELD(measure, judgement_standard_error));
  codec.must(LODESTONE_FIELD(measure, unexplained_share));
}

template <class Codec>
void describe(Codec& codec, As<Codec, ParameterUncertainty>& uncertainty) {
  codec.must(LODESTONE_FIELD(uncertainty, draws));
  codec.must(LODESTONE_FIELD(uncertainty, redrawn));
  codec.must(LODESTONE_FIELD(uncertainty, paths));
  codec.must(LODESTONE_FIELD(uncertainty, joint_regression));
  codec.may(LODESTONE_FIELD(uncertainty, inputs));
  codec.may(LODESTONE_FIELD(uncertainty, measures));
}

LODESTONE_DESCRIBED(ParameterUncertainty);

}  // namespace lodestone::wire
