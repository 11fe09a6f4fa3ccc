#include <lodestone/model/describe_study.hpp>
#include <lodestone/wire/schema/decoder.hpp>
#include <lodestone/wire/schema/encoder.hpp>
#include <lodestone/wire/schema/sections.hpp>

namespace lodestone {

template void describe<wire::Decoder>(wire::Decoder&, Study&);
template void describe<wire::Encoder>(wire::Encoder&, const Study&);

}  // namespace lodestone
