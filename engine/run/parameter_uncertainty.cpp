#include <lodestone/run/parameter_uncertainty.hpp>

#include <lodestone/run/draw_measures.hpp>
#include <lodestone/run/input_draws.hpp>
#include <lodestone/run/run_study.hpp>

#include <optional>
#include <utility>

namespace lodestone {
namespace {

constexpr std::int64_t kFewestDraws = 20;
constexpr std::int64_t kMostDraws = 100'000;
constexpr int kMostAttempts = 20;  // of one draw

void check(const Study& study, const ParameterDraws& asked) {
  std::vector<Violation> violations;
  if (study.input_ranges.empty()) {
    violations.push_back({"input_ranges", "none", "must hold at least one to draw parameters from",
                          "Give input_ranges { path: … low: … high: … basis: … source: … }, or do not ask for draws."});
  }
  if (asked.draws < kFewestDraws || asked.draws > kMostDraws) {
    violations.push_back({"parameter draws", std::to_string(asked.draws) + " draws",
                          "must be " + std::to_string(kFewestDraws) + " to " + std::to_string(kMostDraws),
                          "With fewer the ends of a 90 % band lie outside all of them."});
  }
  if (asked.paths < 0 || asked.paths > study.simulation.paths) {
    violations.push_back({"parameter paths", std::to_string(asked.paths) + " paths",
                          "must be 0 to those of the study, " + std::to_string(study.simulation.paths),
                          "Leave it out: all of them."});
  }
  if (!violations.empty()) throw InvalidInput(std::move(violations));
}

/// The study with the portfolio as its only series: what else it measures does not change a path.
Study portfolio_alone(Study study, std::int64_t paths) {
  if (paths > 0) study.simulation.paths = paths;
  Measures& measures = study.measures;
  measures.quantiles.clear();
  measures.positions.clear();
  measures.group_by.clear();
  measures.conditional_on.clear();
  measures.histogram_bins = 0;
  measures.books = measures.position_contributions = measures.quarterly_cash_flows = measures.licence_outcomes =
      measures.project_outcomes = false;
  return study;
}

/// Options of one run among many: its progress is part of a whole.
Options part_of(const Options& options, std::int64_t run, std::int64_t draws) {
  Options part = options;
  if (!options.on_progress) return part;
  part.on_progress = [&options, run, draws](const Progress& progress) {
    options.on_progress({run * progress.paths_total + progress.paths_done, (draws + 1) * progress.paths_total, run, draws});
  };
  return part;
}

[[noreturn]] void refuse(std::int64_t draw, const std::optional<Violation>& fault) {
  const std::string why = fault ? fault->path + " = " + fault->value + ": " + fault->rule : "the P&L is not finite";
  throw InvalidInput({{"input_ranges", "draw " + std::to_string(draw),
                       "must leave the study valid in one draw of " + std::to_string(kMostAttempts) + " at least, but " + why,
                       "Narrow the ranges."}});
}

}  // namespace

ParameterUncertainty parameter_uncertainty(const ValidStudy& study, const ParameterDraws& asked, const Options& options) {
  check(study.study(), asked);
  const Study base = portfolio_alone(study.study(), asked.paths);
  const InputDraws draws(base, resolve(options).isa);
  const auto run = [&](const ValidStudy& valid, std::int64_t number, const ValuePlan* earlier) {
    return run_study(valid, part_of(options, number, asked.draws), earlier, {}, MethodErrors::LEFT_OUT);
  };
  StudyRun at_estimate = run(validate(base), 0, nullptr);
  DrawMeasures measures(base, at_estimate, asked.draws);
  const ValuePlan values = std::move(at_estimate.plan.values);
  at_estimate.paths = {};  // its samples are measured
  ParameterUncertainty result;
  result.draws = asked.draws;
  result.paths = base.simulation.paths;
  result.inputs = draws.inputs();
  for (std::int64_t draw = 0; draw < asked.draws; ++draw) {
    std::optional<Violation> fault;
    for (int attempt = 0;; ++attempt) {
      if (options.stop.stop_requested()) throw Cancelled();
      if (attempt == kMostAttempts) refuse(draw, fault);
      const std::vector<double> normals = draws.normals(draw, attempt);
      Study drawn = draws.study_at(normals);
      const std::vector<Violation> violations = find_violations(drawn);
      if (!violations.empty()) {
        fault = violations.front();
      } else if (measures.add(run(validate(std::move(drawn)), draw + 1, &values), normals)) {
        break;
      }
      ++result.redrawn;
    }
  }
  measures.finish(result);
  return result;
}

}  // namespace lodestone
