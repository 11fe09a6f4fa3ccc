/// A calibration for people.
#pragma once

#include <lodestone/calibration/market/calibration_report.hpp>

#include <string>

namespace lodestone::app {

/// Estimates with errors and intervals, samples, diagnostics and warnings. Correlations are too many for a page: the largest.
std::string calibration_text(const calibration::CalibrationReport& report);

}  // namespace lodestone::app
