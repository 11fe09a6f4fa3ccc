#include <cmath>
#include <reference/reference_market.hpp>

namespace lodestone::reference {
namespace {

/// A list "by level": one value, or one for each level; `otherwise` when it is empty.
double by_level(const std::vector<double>& values, int level, double otherwise) {
  if (values.empty()) return otherwise;
  return values.size() == 1 ? values[0] : values[static_cast<std::size_t>(level)];
}

/// The smallest outcome whose cumulated probability exceeds u.
int inverse_cdf(const std::vector<double>& probabilities, double u) {
  double cumulated = 0.0;
  int last_possible = 0;
  for (std::size_t n = 0; n < probabilities.size(); ++n) {
    if (probabilities[n] <= 0.0) continue;
    last_possible = static_cast<int>(n);
    cumulated += probabilities[n];
    if (u < cumulated) break;
  }
  return last_possible;
}

/// Mean of m² over the years (t0, t1): m² = 1 + (m₀² − 1) e^{−λt}.
double mean_square_multiplier(const Market& market, const std::string& id, double t0, double t1) {
  for (const VolatilityTermStructure& m : market.volatility_term_structures) {
    if (m.id != id) continue;
    const double lambda = m.decay_per_year;
    const double mean_decay = (std::exp(-lambda * t0) - std::exp(-lambda * t1)) / (lambda * (t1 - t0));
    return 1.0 + (m.initial_multiplier * m.initial_multiplier - 1.0) * mean_decay;
  }
  return 1.0;
}

/// s₁ += Δλ(e − s₁), s₂ += Δλ(s₁ − s₂), …, K += Δ·g·s_m, all from the values before the step.
void step_feedback(const Feedback& feedback, double exposure, double dt, std::vector<double>& s, double& capacity) {
  const double lambda = feedback.stages / feedback.lead_time_years;
  const std::vector<double> before = s;
  capacity += dt * feedback.capacity_per_year * before.back();
  for (std::size_t m = 0; m < s.size(); ++m) s[m] += dt * lambda * ((m == 0 ? exposure : before[m - 1]) - before[m]);
}

}  // namespace

double MarketModel::step_factor(std::size_t f, int k, const MarketPath& path, double eta, double root_omega) const {
  const Factor& factor = study_.market.factors[f];
  const double dt = step_years(k);
  const double kappa = factor.mean_reversion_per_year;
  int i = 0;
  int j = 0;
  double jump_mean = 0.0;
  double jump_sd = 0.0;
  if (!factor.stance.empty()) {
    i = level(path, factor.stance, k - 1);
    j = level(path, factor.stance, k);
    const std::vector<std::string>& names = study_.policy.stances[stance_index_.at(factor.stance)].levels;
    for (const Jump& jump : factor.jumps) {
      if (i != j && jump.from_level == names[at(i)] && jump.to_level == names[at(j)]) {
        jump_mean = jump.mean;
        jump_sd = jump.standard_deviation;
      }
    }
  }
  const double t0 = year_fraction(study_.as_of, grid_[at(k - 1)]);
  const double m2 = mean_square_multiplier(study_.market, factor.volatility_term_structure, t0, t0 + dt);
  const double sigma = by_level(factor.volatility_per_sqrt_year, j, 0.0);

  double a = 1.0;
  double drift = by_level(factor.drift_per_year, j, 0.0) * dt;
  double time = dt;
  if (kappa > 0.0) {
    double theta = by_level(factor.long_run_mean, j, 0.0);
    if (factor.scale == FactorScale::LOG_OF_LEVEL) theta = std::log(theta);
    if (factor.feels_feedback && !study_.policy.feedback.empty()) {
      theta *= std::exp(-study_.policy.feedback[0].sensitivity * path.capacity[at(k)]);
    }
    a = std::exp(-kappa * dt);
    drift = theta * (1.0 - a);
    time = (1.0 - a * a) / (2.0 * kappa);
  }
  const double c = std::sqrt(sigma * sigma * m2 * time + jump_sd * jump_sd);
  return a * path.factor[at(k - 1)][f] + drift + jump_mean + c * root_omega * eta;
}

MarketPath MarketModel::simulate(const Draws& draws) const {
  const Market& market = study_.market;
  const Policy& policy = study_.policy;
  MarketPath path;
  path.chain.emplace_back();
  for (std::size_t c = 0; c < policy.chains.size(); ++c) {
    const Chain& chain = policy.chains[c];
    const double u = draws.uniforms(Stream::CHAIN_MOVES, 0, static_cast<std::uint32_t>(c)).first;
    path.chain[0].push_back(chain.initial_distribution.empty() ? state_index(chain, chain.initial_state)
                                                               : inverse_cdf(chain.initial_distribution, u));
  }
  path.level.push_back(stance_levels(path.chain[0]));
  path.factor.emplace_back();
  for (const Factor& factor : market.factors) {
    const bool logarithm = factor.scale == FactorScale::LOG_OF_LEVEL;
    path.factor[0].push_back(logarithm ? std::log(factor.initial_value) : factor.initial_value);
  }
  path.capacity.push_back(0.0);
  path.numeraire.push_back(1.0);
  std::vector<double> stages(policy.feedback.empty() ? 0 : at(policy.feedback[0].stages), 0.0);

  for (int k = 1; k < static_cast<int>(grid_.size()); ++k) {
    const auto step = static_cast<std::uint32_t>(k);
    path.chain.emplace_back();
    for (std::size_t c = 0; c < policy.chains.size(); ++c) {
      const double u = draws.uniforms(Stream::CHAIN_MOVES, step, static_cast<std::uint32_t>(c)).first;
      path.chain.back().push_back(inverse_cdf(transition_[at(k)][c][at(path.chain[at(k - 1)][c])], u));
    }
    path.level.push_back(stance_levels(path.chain.back()));
    path.capacity.push_back(path.capacity.back());
    if (!policy.feedback.empty()) {
      const Feedback& feedback = policy.feedback[0];
      const double exposure = by_level(feedback.exposure_by_level, level(path, feedback.stance, k), 0.0);
      step_feedback(feedback, exposure, step_years(k), stages, path.capacity.back());
    }

    std::map<std::string, double> omega = {{"", 1.0}};
    for (std::size_t g = 0; g < market.variance_groups.size(); ++g) {
      const double u = draws.uniforms(Stream::VARIANCE_MIXTURE, step, static_cast<std::uint32_t>(g)).first;
      omega[market.variance_groups[g].id] = mixture_[g].multipliers[at(inverse_cdf(mixture_[g].probabilities, u))];
    }
    std::vector<double> z;
    for (std::uint32_t pair = 0; z.size() < market.factors.size(); ++pair) {
      const Pair normals = draws.normals(Stream::FACTORS, step, pair);
      z.push_back(normals.first);
      z.push_back(normals.second);
    }
    path.factor.emplace_back();
    for (std::size_t f = 0; f < market.factors.size(); ++f) {
      double eta = 0.0;
      for (std::size_t n = 0; n <= f; ++n) eta += correlation_root_[f][n] * z[n];
      const double root_omega = std::sqrt(omega.at(market.factors[f].variance_group));
      path.factor.back().push_back(step_factor(f, k, path, eta, root_omega));
    }
    path.numeraire.push_back(path.numeraire.back() * std::exp(discount_rate(path, k - 1) * step_years(k)));
  }
  return path;
}

}  // namespace lodestone::reference
