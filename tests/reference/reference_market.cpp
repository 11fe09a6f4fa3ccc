#include <algorithm>
#include <cmath>
#include <reference/reference_grid.hpp>
#include <reference/reference_market.hpp>
#include <utility>

namespace lodestone::reference {
namespace {

template <typename Named>
std::map<std::string, std::size_t> index_by_id(const std::vector<Named>& things) {
  std::map<std::string, std::size_t> index;
  for (std::size_t n = 0; n < things.size(); ++n) index[things[n].id] = n;
  return index;
}

Matrix correlation_matrix(const Market& market, const std::map<std::string, std::size_t>& factor_index) {
  Matrix matrix = identity(static_cast<int>(market.factors.size()));
  for (const Correlation& entry : market.correlations) {
    const std::size_t i = factor_index.at(entry.first);
    const std::size_t j = factor_index.at(entry.second);
    matrix[i][j] = entry.value;
    matrix[j][i] = entry.value;
  }
  return matrix;
}

}  // namespace

int state_index(const Chain& chain, const std::string& id) {
  int n = 0;
  while (chain.states[static_cast<std::size_t>(n)].id != id) ++n;
  return n;
}

MarketModel::MarketModel(const Study& study, std::vector<Date> grid)
    : study_(study),
      grid_(std::move(grid)),
      factor_index_(index_by_id(study.market.factors)),
      stance_index_(index_by_id(study.policy.stances)),
      observable_index_(index_by_id(study.market.observables)),
      transition_(grid_.size()),
      correlation_root_(cholesky(correlation_matrix(study.market, factor_index_))) {
  for (std::size_t k = 1; k < grid_.size(); ++k) {
    for (const Chain& chain : study.policy.chains) transition_[k].push_back(transition(chain, static_cast<int>(k)));
  }
  for (const VarianceGroup& group : study.market.variance_groups)
    mixture_.push_back(variance_mixture(group.degrees_of_freedom));
}

int MarketModel::grid_index(Date date) const {
  return static_cast<int>(std::lower_bound(grid_.begin(), grid_.end(), date) - grid_.begin());
}

/// P = expm(QΔ)·R…; Q is constant on the step because its changes are grid dates.
Matrix MarketModel::transition(const Chain& chain, int k) const {
  const Generator* in_force = &chain.generators.front();
  for (const Generator& generator : chain.generators) {
    if (generator.from != kNoDate && generator.from <= grid_[at(k - 1)]) in_force = &generator;
  }
  const std::size_t states = chain.states.size();
  Matrix q(states);
  for (const GeneratorRow& row : in_force->rows) {
    std::vector<double>& rates = q[at(state_index(chain, row.from_state))];
    rates = row.rates_per_year;
    for (double& rate : rates) rate *= step_years(k);
  }
  Matrix p = exponential(q);
  for (const PolicyEvent& event : chain.events) {
    if (event.date != grid_[at(k)]) continue;
    Matrix r(states);
    for (const EventRow& row : event.rows) r[at(state_index(chain, row.from_state))] = row.probabilities;
    p = product(p, r);
  }
  return p;
}

std::vector<int> MarketModel::stance_levels(const std::vector<int>& chain_states) const {
  std::vector<int> levels;
  for (const Stance& stance : study_.policy.stances) {
    int most_severe = 0;
    for (std::size_t c = 0; c < study_.policy.chains.size(); ++c) {
      const Chain& chain = study_.policy.chains[c];
      if (std::find(stance.chains.begin(), stance.chains.end(), chain.id) == stance.chains.end()) continue;
      const ChainState& state = chain.states[at(chain_states[c])];
      const std::string& name = state.level.empty() ? state.id : state.level;
      const auto place = std::find(stance.levels.begin(), stance.levels.end(), name);
      most_severe = std::max(most_severe, static_cast<int>(place - stance.levels.begin()));
    }
    levels.push_back(most_severe);
  }
  return levels;
}

double MarketModel::observe(const MarketPath& path, const std::string& id, int k) const {
  const Observable& observable = study_.market.observables[observable_index_.at(id)];
  double sum = 0.0;
  for (const FactorWeight& term : observable.weights) sum += term.weight * path.factor[at(k)][factor_index_.at(term.factor)];
  const Adjustment* in_force = nullptr;
  for (const Adjustment& adjustment : observable.adjustments) {
    if (adjustment.from <= grid_[at(k)] && (in_force == nullptr || adjustment.from >= in_force->from)) in_force = &adjustment;
  }
  if (observable.kind == ObservableKind::LINEAR) {
    return observable.intercept.value_or(0.0) + (in_force != nullptr ? in_force->value : 0.0) + sum;
  }
  return observable.multiplier.value_or(1.0) * (in_force != nullptr ? in_force->value : 1.0) * std::exp(sum);
}

double MarketModel::fx(const MarketPath& path, Currency currency, int k) const {
  if (currency == study_.portfolio.reporting_currency) return 1.0;
  for (const std::string& id : study_.market.fx_rates) {
    if (find_observable(study_, id).base_currency == currency) return observe(path, id, k);
  }
  return kNotGiven;
}

double MarketModel::discount_rate(const MarketPath& path, int k) const {
  return study_.market.discount_rate.empty() ? 0.0 : observe(path, study_.market.discount_rate, k);
}

int MarketModel::level(const MarketPath& path, const std::string& stance, int k) const {
  return path.level[at(k)][stance_index_.at(stance)];
}

const std::string& MarketModel::level_name(const MarketPath& path, const std::string& stance, int k) const {
  return study_.policy.stances[stance_index_.at(stance)].levels[at(level(path, stance, k))];
}

}  // namespace lodestone::reference
