/// The descriptions of calibration's reports; each is defined, for both directions, in a source of this folder.
///
/// They stand in the namespace of the engine's codecs, which is where these look for them.
#pragma once

#include <lodestone/calibration/backtest/backtest_report.hpp>
#include <lodestone/calibration/history/calibration_run.hpp>
#include <lodestone/calibration/market/calibration_report.hpp>
#include <lodestone/calibration/market/calibration_spec.hpp>
#include <lodestone/wire/schema/codec.hpp>

namespace lodestone::wire {

template <class Codec>
void describe(Codec& codec, As<Codec, calibration::CalibrationRun>& run);
template <class Codec>
void describe(Codec& codec, As<Codec, calibration::CalibrationSpec>& spec);
template <class Codec>
void describe(Codec& codec, As<Codec, calibration::CalibrationReport>& report);

template <class Codec>
void describe(Codec& codec, As<Codec, calibration::TestResult>& test);
template <class Codec>
void describe(Codec& codec, As<Codec, calibration::Verdict>& verdict);
template <class Codec>
void describe(Codec& codec, As<Codec, calibration::BacktestReport>& report);

}  // namespace lodestone::wire
