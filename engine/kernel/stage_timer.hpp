/// Where a tile's time goes, when somebody asks.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>

namespace lodestone {

/// The parts of a step, in their order; VALUE and SAMPLE at horizons only.
enum class PathStage { MOVES, DRAW, STEP, OBSERVE, LICENCES, PROJECTS, CASH_FLOWS, VALUE, SAMPLE };
inline constexpr std::array<const char*, 9> kPathStageNames = {
    "moves", "draw", "correlate and step", "observe", "licences", "projects", "cash flows", "value", "sample"};

/// Seconds by stage. Off, it costs a branch a stage; on, a reading of the clock a stage and tile: what a plain simulation of 50
/// factors shows as 0.6 % of its path loop for a stage that does nothing.
class StageTimer {
 public:
  void turn_on() { is_on_ = true; }

  void start() {
    if (is_on_) last_ = Clock::now();
  }

  /// Everything since the last call was `stage`.
  void finish(PathStage stage) {
    if (!is_on_) return;
    const Clock::time_point now = Clock::now();
    seconds_[static_cast<std::size_t>(stage)] += std::chrono::duration<double>(now - last_).count();
    last_ = now;
  }

  const std::array<double, kPathStageNames.size()>& seconds() const { return seconds_; }

 private:
  using Clock = std::chrono::steady_clock;
  bool is_on_ = false;
  Clock::time_point last_;
  std::array<double, kPathStageNames.size()> seconds_{};
};

}  // namespace lodestone
