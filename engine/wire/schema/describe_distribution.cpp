#include <lodestone/wire/schema/decoder.hpp>
#include <lodestone/wire/schema/encoder.hpp>
#include <lodestone/wire/schema/sections.hpp>

namespace lodestone::wire {

template <class Codec>
void describe(Codec& codec, As<Codec, Estimate>& estimate) {
  codec.may(LODESTONE_FIELD(estimate, value));
  codec.may(LODESTONE_FIELD(estimate, standard_error));
  codec.may(LODESTONE_FIELD(estimate, lower_95));
  codec.may(LODESTONE_FIELD(estimate, upper_95));
  codec.may(LODESTONE_FIELD(estimate, absence));
}

template <class Codec>
void describe(Codec& codec, As<Codec, Quantile>& quantile) {
  codec.must(LODESTONE_FIELD(quantile, probability));
  codec.must(LODESTONE_FIELD(quantile, value));
}

template <class Codec>
void describe(Codec& codec, As<Codec, Histogram>& histogram) {
  codec.must(LODESTONE_FIELD(histogram, edges));
  codec.may(LODESTONE_FIELD(histogram, counts));
}

template <class Codec>
void describe(Codec& codec, As<Codec, TailMeasure>& measure) {
  codec.must(LODESTONE_FIELD(measure, confidence));
  codec.must(LODESTONE_FIELD(measure, reference));
  codec.must(LODESTONE_FIELD(measure, value_at_risk));
  codec.must(LODESTONE_FIELD(measure, expected_shortfall));
  codec.must(LODESTONE_FIELD(measure, atom_mass_at_var));
}

template <class Codec>
void describe(Codec& codec, As<Codec, Distribution>& distribution) {
  codec.must(LODESTONE_FIELD(distribution, paths));
  codec.must(LODESTONE_FIELD(distribution, mean));
  codec.must(LODESTONE_FIELD(distribution, standard_deviation));
  codec.may(LODESTONE_FIELD(distribution, quantiles));
  codec.may(LODESTONE_FIELD(distribution, histogram));
  codec.may(LODESTONE_FIELD(distribution, measures));
}

template <class Codec>
void describe(Codec& codec, As<Codec, ConditionalDistribution>& conditional) {
  codec.may(LODESTONE_FIELD(conditional, stance));
  codec.may(LODESTONE_FIELD(conditional, level));
  codec.must(LODESTONE_FIELD(conditional, probability));
  codec.may(LODESTONE_FIELD(conditional, distribution));
}

LODESTONE_DESCRIBED(Estimate);
LODESTONE_DESCRIBED(Quantile);
LODESTONE_DESCRIBED(Distribution);
LODESTONE_DESCRIBED(ConditionalDistribution);

}  // namespace lodestone::wire
