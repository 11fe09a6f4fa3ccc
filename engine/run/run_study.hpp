/// A study compiled and run, before anything is measured.
#pragma once

#include <lodestone/run/build_report.hpp>
#include <lodestone/run/run_paths.hpp>

#include <functional>

namespace lodestone {

struct StudyRun {
  Resources resources;
  SimulationPlan plan;
  PathResults paths;  ///< MARK_TO_MODEL samples are P&L: values today are taken off
  ValuesToday values;
};

/// Called at the end of a stage, with its name.
using OnStage = std::function<void(const char*)>;

/// Whether the errors of averages are measured, by paths of their own; nothing else depends on it.
enum class MethodErrors { MEASURED, LEFT_OUT };

/// Compiles, fits proxies, simulates. `earlier`: values of another run to take over what is the same in them, or null.
/// Throws InvalidInput (options), Cancelled, or what `options.on_progress` throws.
StudyRun run_study(const ValidStudy& study, const Options& options, const ValuePlan* earlier, const OnStage& on_stage = {},
                   MethodErrors method_errors = MethodErrors::MEASURED);

}  // namespace lodestone
