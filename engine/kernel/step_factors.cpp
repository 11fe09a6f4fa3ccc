#include <lodestone/kernel/step_factors.hpp>

#include <algorithm>

namespace lodestone {
namespace {

void draw_normals(const SimulationPlan& plan, int step, Workspace& work) {
  const int pairs = (plan.factors.count + 1) / 2;
  for (int g = 0; g < pairs; ++g) {
    const Draw draw{plan.key, Stream::FACTORS, static_cast<std::uint32_t>(g), static_cast<std::uint32_t>(step)};
    plan.random->normal_pairs(draw, work.first_path, work.z.row(2 * g), work.z.row(2 * g + 1), work.lanes);
  }
}

/// √ω of every variance group, by inverse CDF over the nodes of its mixture.
void draw_variances(const SimulationPlan& plan, int step, Workspace& work) {
  for (std::size_t g = 0; g < plan.factors.mixtures.size(); ++g) {
    const Draw draw{plan.key, Stream::VARIANCE, static_cast<std::uint32_t>(g), static_cast<std::uint32_t>(step)};
    const VarianceMixture& mixture = plan.factors.mixtures[g];
    const std::vector<double>& root = plan.variance_roots[g];
    double* value = work.root_variance.row(g);
    plan.random->uniforms(draw, work.first_path, value, work.lanes);
    for (std::size_t p = 0; p < work.lanes; ++p) {
      std::size_t node = 0;
      while (node + 1 < root.size() && value[p] >= mixture.cumulative[node]) ++node;
      value[p] = root[node];
    }
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
  const FactorPlan& factors = plan.factors;
  double* eta = work.scratch.row(0);
  for (int f = 0; f < factors.count; ++f) {
    const std::size_t at = static_cast<std::size_t>(f);
    const CorrelationRow& row = factors.rows[at];
    work.steps->combine(0.0, factors.weights.data() + row.first, factors.columns.data() + row.first, row.count, work.z.data(),
                        work.z.stride(), eta, work.lanes);
    if (factors.variance_group[at] != kNone)
      work.steps->multiply(work.root_variance.row(factors.variance_group[at]), eta, work.lanes);

    const StepCoefficients& step_of = factors.at(step, f);
    const double* b = factors.tables.data() + step_of.b;
    const double* c = factors.tables.data() + step_of.c;
    double* x = work.x.row(f);
    if (factors.feels_feedback[at] != 0) {
      const std::uint8_t* move = factors.stance[at] == kNone ? work.no_move.row(0) : work.move.row(factors.stance[at]);
      work.steps->step_feedback(step_of.a, b, factors.tables.data() + step_of.jump, c, move, work.feedback_factor.row(0), eta,
                                x, work.lanes);
    } else if (factors.stance[at] != kNone) {
      work.steps->step_moves(step_of.a, b, c, work.move.row(factors.stance[at]), eta, x, work.lanes);
    } else {
      work.steps->step(step_of.a, *b, *c, eta, x, work.lanes);
    }
  }
}

}  // namespace lodestone
