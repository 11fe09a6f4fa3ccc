#include <lodestone/wire/schema/decoder.hpp>
#include <lodestone/wire/schema/encoder.hpp>
#include <lodestone/wire/schema/sections.hpp>

namespace lodestone::wire {

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
}

LODESTONE_DESCRIBED(Study);

}  // namespace lodestone::wire
