/// Every fault of what a spec says about its factors.
#pragma once

#include <lodestone/calibration/market/calibrate.hpp>
#include <lodestone/model/checks.hpp>

namespace lodestone::calibration {

void check_factors(Checks& check, const CalibrationSpec& spec, const MarketPart& desk);

}  // namespace lodestone::calibration
