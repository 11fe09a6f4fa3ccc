#include <lodestone/calibration/market/data_files.hpp>

#include <algorithm>
#include <set>

namespace lodestone::calibration {
namespace {

/// Finds files by name and turns what reading throws into violations.
class Reader {
 public:
  Reader(const std::vector<HistoryFile>& files, std::vector<Violation>& violations) : files_(files), violations_(violations) {}

  /// `read(file, text)`, once for each name.
  template <class Parsed, class Read>
  void into(std::map<std::string, Parsed>& parsed, const std::string& name, Read read) {
    if (name.empty() || parsed.contains(name)) return;
    const auto found = std::find_if(files_.begin(), files_.end(), [&](const HistoryFile& file) { return file.name == name; });
    if (found == files_.end()) {
      if (missing_.insert(name).second)
        violations_.push_back({name, "", "is not among the data", "Put the file into the data folder."});
      return;
    }
    try {
      parsed.emplace(name, read(found->name, found->text));
    } catch (const InvalidInput& invalid) {
      parsed.emplace(name, Parsed{});  // its faults are said once, not at each mention
      violations_.insert(violations_.end(), invalid.violations().begin(), invalid.violations().end());
    }
  }

 private:
  const std::vector<HistoryFile>& files_;
  std::vector<Violation>& violations_;
  std::set<std::string> missing_;
};

}  // namespace

std::vector<std::string> files_of(const CalibrationSpec& spec) {
  std::vector<std::string> names;
  const auto note = [&](const std::string& name) {
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  };
  for (const SeriesSpec& series : spec.series) note(series.file);
  for (const ChainSpec& chain : spec.chains) note(chain.events_file);
  for (const LaneSpec& lane : spec.lanes) note(lane.applications_file), note(lane.surveys_file);
  return names;
}

DataFiles parse_files(const CalibrationSpec& spec, const std::vector<HistoryFile>& files, std::vector<Violation>& violations) {
  DataFiles data;
  Reader reader(files, violations);
  const auto table = [&](const std::string& name, const std::string& text) {
    return select_window(read_series_table(name, text), Date::min(), spec.as_of);
  };
  const auto applications = [&](const std::string& name, const std::string& text) {
    return read_licence_applications(name, text, spec.as_of);
  };
  for (const SeriesSpec& series : spec.series) reader.into(data.tables, series.file, table);
  for (const ChainSpec& chain : spec.chains) reader.into(data.events, chain.events_file, read_policy_events);
  for (const LaneSpec& lane : spec.lanes) {
    reader.into(data.applications, lane.applications_file, applications);
    reader.into(data.surveys, lane.surveys_file, read_licence_surveys);
  }
  return data;
}

}  // namespace lodestone::calibration
