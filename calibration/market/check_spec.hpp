/// Every fault of a spec, before anything is estimated.
#pragma once

#include <lodestone/base/violation.hpp>
#include <lodestone/calibration/market/calibrate.hpp>
#include <lodestone/calibration/market/data_files.hpp>

#include <vector>

namespace lodestone::calibration {

/// Numbers, names and what they point to: in the spec, in the desk's part and in the data. Paths are those of the schema.
void check_spec(const CalibrationSpec& spec, const MarketPart& desk, const DataFiles& data, std::vector<Violation>& violations);

}  // namespace lodestone::calibration
