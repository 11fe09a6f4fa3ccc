/// History in, market part of a study out.
#pragma once

#include <lodestone/base/export.hpp>
#include <lodestone/calibration/market/calibration_report.hpp>
#include <lodestone/calibration/market/calibration_spec.hpp>
#include <lodestone/model/input_range.hpp>
#include <lodestone/model/licences.hpp>
#include <lodestone/model/market.hpp>
#include <lodestone/model/policy.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace lodestone::calibration {

/// What a calibration may change of a study.
struct MarketPart {
  Market market;
  Policy policy;
  Licences licences;
  std::vector<InputRange> input_ranges;
};

/// A CSV of the data folder, under the name by which the spec calls it.
struct HistoryFile {
  std::string name;
  std::string text;
};

struct Calibration {
  MarketPart part;
  CalibrationResults results;
};

/// What is being done, once a piece of work: "fitting mp_own".
using CalibrationProgress = std::function<void(std::string_view)>;

/// The names of the files that a spec reads, each once, in the order of the spec.
LODESTONE_EXPORT std::vector<std::string> files_of(const CalibrationSpec& spec);

/// Estimates what `spec` asks for from `files` and puts it into `desk`, the market as the desk judges it (may be empty).
///
/// In this order: returns by series (hygiene reported, never repaired), exposures, dynamics of each factor, shrinkage of short
/// histories, tails by variance group, correlation, chains, jumps on their moves, licence hazards, drifts. A factor, chain or
/// observable that the desk has is changed in what was estimated; one that it lacks is added at the end; lanes must be there.
/// Each estimate comes with its 95 % interval as an input range, from which `lodestone run --parameter-draws` draws.
/// Correlations between two factors of the spec replace the desk's; others stay, and the whole must be a correlation.
///
/// Throws `InvalidInput` with every fault at once: those of the spec and of the files (file, line, column) first, then those
/// that only show in the numbers. Cost: 0.1 s a GARCH of 2500 returns; the example desk takes a second or two.
LODESTONE_EXPORT Calibration calibrate(const CalibrationSpec& spec, const std::vector<HistoryFile>& files, MarketPart desk = {},
                                       const CalibrationProgress& on_progress = {});

}  // namespace lodestone::calibration
