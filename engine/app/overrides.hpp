/// Settings of a study that the command line replaces.
#pragma once

#include <lodestone/model/settings.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace lodestone::app {

struct Overrides {
  std::optional<std::int64_t> paths;
  std::optional<std::uint64_t> seed;
  std::vector<std::string> horizons;  ///< empty: those of the study
};

/// Replaces settings and says what was replaced: `simulation.paths = 5000 (the study says 100000)`.
std::vector<std::string> apply(const Overrides& overrides, SimulationSettings& settings);

}  // namespace lodestone::app
