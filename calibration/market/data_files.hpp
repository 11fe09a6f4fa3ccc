/// The data folder of a calibration, parsed.
#pragma once

#include <lodestone/base/violation.hpp>
#include <lodestone/calibration/history/records.hpp>
#include <lodestone/calibration/history/series_table.hpp>
#include <lodestone/calibration/market/calibrate.hpp>

#include <map>
#include <string>
#include <vector>

namespace lodestone::calibration {

/// By file name; a file stands under each kind of record for which the spec names it.
struct DataFiles {
  std::map<std::string, SeriesTable> tables;  ///< rows up to the as-of date
  std::map<std::string, std::vector<PolicyEvent>> events;
  std::map<std::string, std::vector<LicenceApplication>> applications;
  std::map<std::string, std::vector<LicenceSurveyRecord>> surveys;
};

/// Adds a violation for each file that is missing from `files`, and every fault of those that are there.
DataFiles parse_files(const CalibrationSpec& spec, const std::vector<HistoryFile>& files, std::vector<Violation>& violations);

}  // namespace lodestone::calibration
