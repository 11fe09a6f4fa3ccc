/// The descriptions that others build on; each is defined, for both directions, in the source of its section.
#pragma once

#include <lodestone/base/input_file.hpp>
#include <lodestone/model/study.hpp>
#include <lodestone/risk/report.hpp>
#include <lodestone/wire/schema/codec.hpp>

namespace lodestone::wire {

template <class Codec>
void describe(Codec& codec, As<Codec, Market>& market);
template <class Codec>
void describe(Codec& codec, As<Codec, Policy>& policy);
template <class Codec>
void describe(Codec& codec, As<Codec, Licences>& licences);
template <class Codec>
void describe(Codec& codec, As<Codec, Averaging>& averaging);
template <class Codec>
void describe(Codec& codec, As<Codec, PriceTerms>& terms);
template <class Codec>
void describe(Codec& codec, As<Codec, Project>& project);
template <class Codec>
void describe(Codec& codec, As<Codec, Counterparty>& counterparty);
template <class Codec>
void describe(Codec& codec, As<Codec, EquityPosition>& equity);
template <class Codec>
void describe(Codec& codec, As<Codec, EquityOption>& option);
template <class Codec>
void describe(Codec& codec, As<Codec, Offtake>& offtake);
template <class Codec>
void describe(Codec& codec, As<Codec, PriceFloorAgreement>& agreement);
template <class Codec>
void describe(Codec& codec, As<Codec, IndexSwap>& swap);
template <class Codec>
void describe(Codec& codec, As<Codec, Inventory>& inventory);
template <class Codec>
void describe(Codec& codec, As<Codec, Loan>& loan);
template <class Codec>
void describe(Codec& codec, As<Codec, Portfolio>& portfolio);
template <class Codec>
void describe(Codec& codec, As<Codec, SimulationSettings>& simulation);
template <class Codec>
void describe(Codec& codec, As<Codec, Measures>& measures);
template <class Codec>
void describe(Codec& codec, As<Codec, Study>& study);

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
void describe(Codec& codec, As<Codec, Results>& results);
template <class Codec>
void describe(Codec& codec, As<Codec, InputFile>& file);
template <class Codec>
void describe(Codec& codec, As<Codec, RiskReport>& report);

}  // namespace lodestone::wire
