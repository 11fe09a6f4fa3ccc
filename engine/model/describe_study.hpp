/// Members of a study, all the way down, by the names of the wire.
#pragma once

#include <lodestone/model/describe_licences.hpp>
#include <lodestone/model/describe_market.hpp>
#include <lodestone/model/describe_policy.hpp>
#include <lodestone/model/describe_portfolio.hpp>
#include <lodestone/model/describe_projects.hpp>
#include <lodestone/model/describe_settings.hpp>
#include <lodestone/model/description.hpp>
#include <lodestone/model/study.hpp>

namespace lodestone {

template <class Codec>
void describe(Codec& codec, As<Codec, InputRange>& range) {
  codec.may(LODESTONE_FIELD(range, path));
  codec.may(LODESTONE_FIELD(range, low));
  codec.may(LODESTONE_FIELD(range, high));
  codec.must(LODESTONE_FIELD(range, basis));
  codec.may(LODESTONE_FIELD(range, source));
}

template <class Codec>
void describe(Codec& codec, As<Codec, Study>& study) {
  codec.must(LODESTONE_FIELD(study, as_of));
  codec.must(LODESTONE_FIELD(study, market));
  codec.must(LODESTONE_FIELD(study, policy));
  codec.must(LODESTONE_FIELD(study, licences));
  codec.may(LODESTONE_FIELD(study, projects));
  codec.may(LODESTONE_FIELD(study, counterparties));
  codec.must(LODESTONE_FIELD(study, portfolio));
  codec.must(LODESTONE_FIELD(study, simulation));
  codec.must(LODESTONE_FIELD(study, measures));
  codec.may(LODESTONE_FIELD(study, input_ranges));
}

}  // namespace lodestone
