#include <lodestone/kernel/step_factors.hpp>

#include <algorithm>

namespace lodestone {
namespace {

void draw_normals(const SimulationPlan& plan, int step, Workspace& work) {
  const int pairs = (plan.factors.count + 1) / 2;
  for (int g = 0; g < pairs; ++g) {
    const Draw draw{plan.key, Stream::FACTORS, static_cast<std::uint32_t>(g), static_cast<std::uint32_t>(step)};
    plan.random->normal_pairs(draw, work.paths.data(), work.z.row(2 * g), work.z.row(2 * g + 1), work.lanes);
  }
}

/// √ω of every variance group, by inverse CDF over the nodes of its mixture.
void draw_variances(const SimulationPlan& plan, int step, Workspace& work) {
  for (std::size_t g = 0; g < plan.factors.mixtures.size(); ++g) {
    const Draw draw{plan.key, Stream::VARIANCE, static_cast<std::uint32_t>(g), static_cast<std::uint32_t>(step)};
    const VarianceMixture& mixture = plan.factors.mixtures[g];
    const std::vector<double>& root = plan.variance_roots[g];
    double* value = work.root_variance.row(g);
    plan.random->uniforms(draw, work.paths.data(), value, work.lanes);
    work.steps->pick(mixture.cumulative.data(), root.data(), root.size(), value, work.lanes);
  }
}

}  // namespace

void start_factors(const SimulationPlan& plan, Workspace& work) {
  for (int f = 0; f < plan.factors.count; ++f) {
    std::fill_n(work.x.row(f), work.lanes, plan.factors.initial[static_cast<std::size_t>(f)]);
  }
}

void step_factors(const SimulationPlan& plan, int step, Workspace& work) {
  draw_normals(plan, step, work);
  draw_variances(plan, step, work);
  work.timer.finish(PathStage::DRAW);
  const FactorPlan& factors = plan.factors;
  const CorrelationPanels& panels = factors.panels;
  const double* tables = factors.tables.data();
  for (const PanelSpan& span : panels.panels) {
    FactorStep* rows = work.factor_steps.data() + span.first_factor;
    for (std::size_t r = 0; r < span.factors; ++r) {
      const StepCoefficients& of_step = factors.at(step, static_cast<int>(panels.factors[span.first_factor + r]));
      rows[r].a = of_step.a;
      rows[r].b = tables + of_step.b;
      rows[r].c = tables + of_step.c;
      rows[r].jump = tables + of_step.jump;
    }
    const Panel panel{panels.weights.data() + span.first_weight, panels.columns.data() + span.first_column, span.columns,
                      span.factors};
    work.steps->step_panel(panel, work.z.data(), work.z.stride(), rows, work.lanes);
  }
}

}  // namespace lodestone
