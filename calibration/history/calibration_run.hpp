/// How a calibration or a back-test was made: nothing here enters a fingerprint. Names are those of
/// `lodestone.v1.CalibrationRun`.
#pragma once

#include <lodestone/base/input_file.hpp>

#include <string>
#include <vector>

namespace lodestone::calibration {

struct CalibrationRun {
  std::string started_at;  ///< UTC, ISO 8601
  double seconds = 0;      ///< wall-clock time of the whole run [s]
  std::string engine_version;
  std::string compiler;
  std::vector<InputFile> inputs;
};

}  // namespace lodestone::calibration
