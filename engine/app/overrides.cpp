#include <lodestone/app/overrides.hpp>

#include <fmt/core.h>

namespace lodestone::app {

namespace {

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text.empty() ? "none" : text;
}

}  // namespace

std::vector<std::string> apply(const Overrides& overrides, SimulationSettings& settings) {
  std::vector<std::string> notes;
  if (overrides.paths) {
    notes.push_back(fmt::format("simulation.paths = {} (the study says {})", *overrides.paths, settings.paths));
    settings.paths = *overrides.paths;
  }
  if (overrides.seed) {
    notes.push_back(fmt::format("simulation.seed = {} (the study says {})", *overrides.seed,
                                settings.seed ? fmt::format("{}", *settings.seed) : "none"));
    settings.seed = overrides.seed;
  }
  if (!overrides.horizons.empty()) {
    notes.push_back(
        fmt::format("simulation.horizons = {} (the study says {})", listed(overrides.horizons), listed(settings.horizons)));
    settings.horizons = overrides.horizons;
  }
  return notes;
}

}  // namespace lodestone::app
