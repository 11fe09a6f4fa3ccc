/// Rates of policy chains, and how factors jumped on their moves.
#pragma once

#include <lodestone/calibration/estimate/event_windows.hpp>
#include <lodestone/calibration/estimate/policy_chain.hpp>
#include <lodestone/calibration/market/fit_dynamics.hpp>

#include <optional>
#include <string>
#include <vector>

namespace lodestone::calibration {

/// A chain of the spec as it stands in the study, with the history that its labels tell.
struct ChainFit {
  Chain chain;                      ///< with the estimated generator in place of its own
  StateHistory history;             ///< in states
  std::vector<std::string> levels;  ///< in order of severity
  StateHistory level_history;       ///< in levels: twins are one
  std::vector<Ranged> rates;        ///< (states, states) row-major; NaN on the diagonal, and where nothing is known
  ChainDiagnostics diagnostics;
};

/// Gamma posteriors of the moves that the labels show; the prior is the desk's rates over `prior_years`, or Jeffreys' where the
/// desk has no such chain, or what `priors` say. Labels on days without an event, or against its direction, are violations;
/// events after the as-of date are not looked at.
std::optional<ChainFit> fit_chain(const CalibrationSpec& spec, const ChainSpec& chain, const DataFiles& data, const Chain* desk,
                                  const std::string& path, std::vector<Violation>& violations);

/// A jump on one move between levels.
struct FittedJump {
  Jump jump;
  Ranged mean;
  int windows = 0;
};

/// Jumps of `returns`, cumulated, on each move between two levels that `chain` made and the series covers. With a prior the
/// mean is the precision-weighted one of the window and the desk's jump. Moves that no window measures give no entry.
std::vector<FittedJump> fit_jumps(const JumpSpec& spec, const ChainFit& chain, const ReturnSeries& returns, const Factor* desk,
                                  std::vector<std::string>& warnings);

}  // namespace lodestone::calibration
