/// Decision hazards of a licence lane.
#pragma once

#include <lodestone/calibration/market/fit_policy.hpp>

#include <optional>
#include <string>
#include <vector>

namespace lodestone::calibration {

/// One hazard, or share, of the lane that was estimated.
struct FittedHazard {
  std::size_t level = 0;  ///< index into the lane's `hazards`, or of a level of its stance for a share
  std::size_t bin = 0;    ///< age bin
  Ranged value;
};

struct LaneFit {
  Lane lane;  ///< the desk's, with the estimated numbers in place
  std::vector<FittedHazard> hazards;
  std::vector<FittedHazard> shares;  ///< approval probabilities by level
  std::string method;
  LaneDiagnostics diagnostics;
};

/// Records of applications give a Gamma posterior for each level and age bin; a cell in which nobody waited keeps the desk's
/// number. A survey knows one hazard by level for all ages: the desk's shape over ages is kept, scaled so that the hazard added
/// up to the last edge is the survey's. Pending is censored in both. Levels that nobody saw keep the desk's numbers.
/// `stance_levels`: those of the lane's stance, the order of its approval probabilities.
std::optional<LaneFit> fit_lane(const CalibrationSpec& spec, const LaneSpec& lane, const DataFiles& data, const Lane& desk,
                                const std::vector<std::string>& stance_levels, const ChainFit& chain, const std::string& path,
                                std::vector<Violation>& violations);

}  // namespace lodestone::calibration
