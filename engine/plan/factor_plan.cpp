#include <lodestone/plan/factor_plan.hpp>

#include <lodestone/math/cholesky.hpp>
#include <lodestone/math/volatility_term_structure.hpp>
#include <lodestone/model/repaired_correlation.hpp>
#include <lodestone/plan/name_index.hpp>

#include <cmath>
#include <map>
#include <optional>

namespace lodestone {
namespace {

/// A list "by level" has one value for all levels, or one for each; absent means `otherwise`.
double by_level(const std::vector<double>& values, std::size_t level, double otherwise) {
  if (values.empty()) return otherwise;
  return values.size() == 1 ? values.front() : values[level];
}

double on_scale(const Factor& factor, double value) {
  return factor.scale == FactorScale::LOG_OF_LEVEL ? std::log(value) : value;
}

/// One factor's numbers by level and by move [old·levels + new], the same on every step.
struct FactorDynamics {
  double kappa = 0.0;
  double premium = 0.0;
  bool feels_feedback = false;
  std::size_t levels = 1;
  std::vector<double> target;  ///< θ, or μ, by level
  std::vector<double> sigma;
  std::vector<double> jump_mean;
  std::vector<double> jump_variance;
};

std::vector<FactorDynamics> dynamics_of(const Study& study, Measure measure) {
  const NameIndex stances(study.policy.stances);
  std::vector<FactorDynamics> dynamics;
  for (const Factor& factor : study.market.factors) {
    FactorDynamics& of = dynamics.emplace_back();
    of.kappa = factor.mean_reversion_per_year;
    of.premium = measure == Measure::VALUE ? factor.risk_premium_per_year : 0.0;
    of.feels_feedback = factor.feels_feedback;
    const std::vector<std::string> one_level(1);
    const int stance = stances[factor.stance];
    const std::vector<std::string>& names =
        stance == kNone ? one_level : study.policy.stances[static_cast<std::size_t>(stance)].levels;
    of.levels = names.size();
    for (std::size_t level = 0; level < of.levels; ++level) {
      of.target.push_back(of.kappa > 0.0 ? on_scale(factor, by_level(factor.long_run_mean, level, 0.0))
                                         : by_level(factor.drift_per_year, level, 0.0));
      of.sigma.push_back(by_level(factor.volatility_per_sqrt_year, level, 0.0));
    }
    of.jump_mean.assign(of.levels * of.levels, 0.0);
    of.jump_variance = of.jump_mean;
    for (const Jump& jump : factor.jumps) {
      const std::size_t move = static_cast<std::size_t>(position_of(names, jump.from_level)) * of.levels +
                               static_cast<std::size_t>(position_of(names, jump.to_level));
      of.jump_mean[move] = jump.mean;
      of.jump_variance[move] = jump.standard_deviation * jump.standard_deviation;
    }
  }
  return dynamics;
}

/// The tables of one factor on a step of Δ years with mean square volatility multiplier m².
StepCoefficients compile_step(const FactorDynamics& factor, double years, double m2, std::vector<double>& tables) {
  const double kappa = factor.kappa;
  StepCoefficients step;
  step.a = kappa > 0.0 ? std::exp(-kappa * years) : 1.0;
  const double pull = kappa > 0.0 ? -std::expm1(-kappa * years) : years;  // weight of θ, or of μ
  const double variance_years = kappa > 0.0 ? -std::expm1(-2.0 * kappa * years) / (2.0 * kappa) : years;
  const std::size_t moves = factor.levels * factor.levels;
  const auto append = [&tables, moves] {
    const std::size_t offset = tables.size();
    tables.resize(offset + moves);
    return static_cast<std::uint32_t>(offset);
  };
  step.b = append();
  step.c = append();
  if (factor.feels_feedback) step.jump = append();
  for (std::size_t move = 0; move < moves; ++move) {
    const std::size_t to = move % factor.levels;
    const double target = factor.target[to];
    const double sigma = factor.sigma[to];
    // The premium goes where feedback does not reach it.
    const double fixed = factor.premium == 0.0 ? factor.jump_mean[move]
                                               : factor.jump_mean[move] - factor.premium * (kappa > 0.0 ? pull / kappa : pull);
    tables[step.b + move] = factor.feels_feedback ? target * pull : target * pull + fixed;
    tables[step.c + move] = std::sqrt(sigma * sigma * m2 * variance_years + factor.jump_variance[move]);
    if (factor.feels_feedback) tables[step.jump + move] = fixed;
  }
  return step;
}

/// Mean square of m(t) over each step, for every factor: steps alike in length and in these share their tables.
std::vector<double> multipliers_of(const Study& study, const Grid& grid, int step) {
  std::vector<double> multipliers;
  const std::size_t k = static_cast<std::size_t>(step);
  for (const VolatilityTermStructure& structure : study.market.volatility_term_structures) {
    multipliers.push_back(mean_square_multiplier(structure.initial_multiplier, structure.decay_per_year,
                                                 year_fraction(grid.dates[0], grid.dates[k - 1]),
                                                 year_fraction(grid.dates[0], grid.dates[k])));
  }
  return multipliers;
}

void compile_steps(const Study& study, const Grid& grid, Measure measure, FactorPlan& plan) {
  const NameIndex structures(study.market.volatility_term_structures);
  const std::vector<FactorDynamics> dynamics = dynamics_of(study, measure);
  std::vector<int> structure_of;
  for (const Factor& factor : study.market.factors) structure_of.push_back(structures[factor.volatility_term_structure]);
  std::map<std::pair<std::int32_t, std::vector<double>>, int> kinds;
  plan.kind_of_step.assign(grid.dates.size(), kNone);
  for (int k = 1; k <= grid.last_step(); ++k) {
    const std::size_t at = static_cast<std::size_t>(k);
    const std::vector<double> multipliers = multipliers_of(study, grid, k);
    const auto [kind, is_new] =
        kinds.try_emplace({grid.days[at] - grid.days[at - 1], multipliers}, static_cast<int>(kinds.size()));
    plan.kind_of_step[at] = kind->second;
    if (!is_new) continue;
    for (std::size_t f = 0; f < dynamics.size(); ++f) {
      const int structure = structure_of[f];
      const double m2 = structure == kNone ? 1.0 : multipliers[static_cast<std::size_t>(structure)];
      plan.coefficients.push_back(compile_step(dynamics[f], grid.step_years[at], m2, plan.tables));
    }
  }
}

void compile_correlation(const Study& study, FactorPlan& plan) {
  const std::size_t n = study.market.factors.size();
  const NameIndex factors(study.market.factors);
  std::vector<double> matrix(n * n, 0.0);
  for (std::size_t f = 0; f < n; ++f) matrix[f * n + f] = 1.0;
  const std::optional<RepairedCorrelation> repaired = repair_correlations(study.market);
  for (const Correlation& entry : repaired ? repaired->matrix : study.market.correlations) {
    const std::size_t i = static_cast<std::size_t>(factors[entry.first]);
    const std::size_t j = static_cast<std::size_t>(factors[entry.second]);
    matrix[i * n + j] = matrix[j * n + i] = entry.value;
  }
  const std::vector<double> cholesky = cholesky_semidefinite(matrix, n);
  for (std::size_t f = 0; f < n; ++f) {
    CorrelationRow row{static_cast<std::uint32_t>(plan.weights.size()), 0};
    for (std::size_t g = 0; g <= f; ++g) {
      if (cholesky[f * n + g] == 0.0) continue;
      plan.weights.push_back(cholesky[f * n + g]);
      plan.columns.push_back(static_cast<std::uint32_t>(g));
      ++row.count;
    }
    plan.rows.push_back(row);
  }
  plan.panels = panels_of(plan.rows, plan.weights, plan.columns, kCorrelationPanelRows);
}

}  // namespace

FactorPlan compile_factors(const Study& study, const Grid& grid, Measure measure) {
  FactorPlan plan;
  plan.count = static_cast<int>(study.market.factors.size());
  const NameIndex stances(study.policy.stances);
  const NameIndex groups(study.market.variance_groups);
  for (const VarianceGroup& group : study.market.variance_groups)
    plan.mixtures.push_back(variance_mixture(group.degrees_of_freedom));
  for (const Factor& factor : study.market.factors) {
    plan.initial.push_back(on_scale(factor, factor.initial_value));
    plan.stance.push_back(stances[factor.stance]);
    plan.variance_group.push_back(groups[factor.variance_group]);
    plan.feels_feedback.push_back(factor.feels_feedback ? 1 : 0);
  }
  compile_steps(study, grid, measure, plan);
  compile_correlation(study, plan);
  return plan;
}

}  // namespace lodestone
