/// The descriptions of calibration's reports; each is defined, for both directions, in a source of this folder.
///
/// They stand in the namespace of the engine's codecs, which is where these look for them.
#pragma once

#include <lodestone/calibration/history/calibration_run.hpp>
#include <lodestone/wire/schema/codec.hpp>

namespace lodestone::wire {

template <class Codec>
void describe(Codec& codec, As<Codec, calibration::CalibrationRun>& run);

}  // namespace lodestone::wire
