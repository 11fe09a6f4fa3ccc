/// What is kept of every path: the sampled series and the levels of stances at horizons.
#pragma once

#include <lodestone/plan/simulation_plan.hpp>
#include <lodestone/simd/padding.hpp>

#include <cstdint>
#include <span>

namespace lodestone {

/// 8 bytes a path and series, 1 byte a path, stance and horizon. Tiles write disjoint ranges.
class Samples {
 public:
  Samples() = default;
  explicit Samples(const SimulationPlan& plan)
      : paths_(static_cast<std::size_t>(plan.paths)),
        stances_(plan.policy.stances.size()),
        values_(plan.nodes.series.size() * paths_),
        levels_(plan.grid.horizon_steps.size() * stances_ * paths_) {}

  std::span<double> series(std::size_t s) { return {values_.data() + s * paths_, paths_}; }
  std::span<const double> series(std::size_t s) const { return {values_.data() + s * paths_, paths_}; }
  std::span<std::uint8_t> levels(std::size_t horizon, std::size_t stance) {
    return {levels_.data() + (horizon * stances_ + stance) * paths_, paths_};
  }
  std::span<const std::uint8_t> levels(std::size_t horizon, std::size_t stance) const {
    return {levels_.data() + (horizon * stances_ + stance) * paths_, paths_};
  }

 private:
  std::size_t paths_ = 0;
  std::size_t stances_ = 0;
  AlignedBuffer<double> values_;
  AlignedBuffer<std::uint8_t> levels_;
};

}  // namespace lodestone
