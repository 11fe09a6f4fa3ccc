#include <lodestone/calibration/wire/sections.hpp>

#include <lodestone/wire/schema/decoder.hpp>
#include <lodestone/wire/schema/encoder.hpp>

namespace lodestone::wire {

using calibration::LevelVerdict;
using calibration::TestResult;
using calibration::TrafficLightResult;
using calibration::Verdict;

template <class Codec>
void describe(Codec& codec, As<Codec, TrafficLightResult>& result) {
  codec.must(LODESTONE_FIELD(result, light));
  codec.must(LODESTONE_FIELD(result, cumulative));
  codec.must(LODESTONE_FIELD(result, plus_factor));
}

template <class Codec>
void describe(Codec& codec, As<Codec, TestResult>& result) {
  codec.may(LODESTONE_FIELD(result, statistic));
  codec.may(LODESTONE_FIELD(result, p_value));
}

template <class Codec>
void describe(Codec& codec, As<Codec, LevelVerdict>& verdict) {
  codec.must(LODESTONE_FIELD(verdict, tail));
  codec.must(LODESTONE_FIELD(verdict, breaches));
  codec.must(LODESTONE_FIELD(verdict, kupiec));
  codec.must(LODESTONE_FIELD(verdict, independence));
  codec.must(LODESTONE_FIELD(verdict, conditional_coverage));
  codec.must(LODESTONE_FIELD(verdict, z1));
  codec.must(LODESTONE_FIELD(verdict, z2));
  codec.must(LODESTONE_FIELD(verdict, last_year));
  codec.must(LODESTONE_FIELD(verdict, mean_score));
}

template <class Codec>
void describe(Codec& codec, As<Codec, Verdict>& verdict) {
  codec.must(LODESTONE_FIELD(verdict, count));
  codec.may(LODESTONE_FIELD(verdict, levels));
  codec.must(LODESTONE_FIELD(verdict, kolmogorov_smirnov));
  codec.must(LODESTONE_FIELD(verdict, anderson_darling));
}

LODESTONE_DESCRIBED(TestResult);
LODESTONE_DESCRIBED(Verdict);

}  // namespace lodestone::wire
