/// The descriptions that others build on, compiled for both directions: that of a study stands in the model, those of a report
/// in the source of their section.
#pragma once

#include <lodestone/base/input_file.hpp>
#include <lodestone/model/study.hpp>
#include <lodestone/risk/report.hpp>
#include <lodestone/wire/schema/codec.hpp>

namespace lodestone {

template <class Codec>
void describe(Codec& codec, As<Codec, Study>& study);

}  // namespace lodestone

namespace lodestone::wire {

template <class Codec>
void describe(Codec& codec, As<Codec, Estimate>& estimate);
template <class Codec>
void describe(Codec& codec, As<Codec, Quantile>& quantile);
template <class Codec>
void describe(Codec& codec, As<Codec, Distribution>& distribution);
template <class Codec>
void describe(Codec& codec, As<Codec, ConditionalDistribution>& conditional);
template <class Codec>
void describe(Codec& codec, As<Codec, DeliveryOutcome>& outcome);
template <class Codec>
void describe(Codec& codec, As<Codec, LicenceOutcome>& outcome);
template <class Codec>
void describe(Codec& codec, As<Codec, ProjectOutcome>& outcome);
template <class Codec>
void describe(Codec& codec, As<Codec, StanceOutcome>& outcome);
template <class Codec>
void describe(Codec& codec, As<Codec, ParameterUncertainty>& uncertainty);
template <class Codec>
void describe(Codec& codec, As<Codec, Results>& results);
template <class Codec>
void describe(Codec& codec, As<Codec, InputFile>& file);
template <class Codec>
void describe(Codec& codec, As<Codec, RiskReport>& report);

}  // namespace lodestone::wire
