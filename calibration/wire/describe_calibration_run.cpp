#include <lodestone/calibration/wire/sections.hpp>

#include <lodestone/wire/schema/decoder.hpp>
#include <lodestone/wire/schema/encoder.hpp>
#include <lodestone/wire/schema/sections.hpp>

namespace lodestone::wire {

using calibration::CalibrationRun;

template <class Codec>
void describe(Codec& codec, As<Codec, CalibrationRun>& run) {
  codec.may(LODESTONE_FIELD(run, started_at));
  codec.must(LODESTONE_FIELD(run, seconds));
  codec.may(LODESTONE_FIELD(run, engine_version));
  codec.may(LODESTONE_FIELD(run, compiler));
  codec.may(LODESTONE_FIELD(run, inputs));
}

LODESTONE_DESCRIBED(CalibrationRun);

}  // namespace lodestone::wire
