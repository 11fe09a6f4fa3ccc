#include <lodestone/calibration/market/expected_growth.hpp>

#include <lodestone/model/directory.hpp>

#include <algorithm>
#include <cmath>
#include <map>

namespace lodestone::calibration {
namespace {

const std::string& level_of(const ChainState& state) { return state.level.empty() ? state.id : state.level; }

/// Probability of each state today.
std::vector<double> likely_today(const Chain& chain) {
  if (!chain.initial_distribution.empty()) return chain.initial_distribution;
  std::vector<double> likely;
  for (const ChainState& state : chain.states) likely.push_back(state.id == chain.initial_state ? 1.0 : 0.0);
  return likely;
}

/// Rates between levels of a stance [1/yr], by (from, to).
class LevelRates {
 public:
  LevelRates(const Policy& policy, const Stance& stance)
      : levels_(stance.levels), rates_(levels_.size() * levels_.size(), 0.0) {
    const Directory<Chain> chains(policy.chains);
    for (const std::string& id : stance.chains) {
      const Chain* chain = chains.find(id);
      if (chain != nullptr && !chain->generators.empty()) add(*chain);
    }
  }

  double rate(std::size_t from, const std::string& to_level) const {
    const std::size_t to = index_of(to_level);
    return to < levels_.size() ? rates_[from * levels_.size() + to] : 0.0;
  }

  std::size_t index_of(const std::string& level) const {
    return static_cast<std::size_t>(std::find(levels_.begin(), levels_.end(), level) - levels_.begin());
  }

 private:
  void add(const Chain& chain) {
    const std::vector<double> likely = likely_today(chain);
    std::map<std::string, double> weight;
    std::map<std::string, int> twins;
    for (std::size_t s = 0; s < chain.states.size(); ++s) {
      weight[level_of(chain.states[s])] += likely[s];
      ++twins[level_of(chain.states[s])];
    }
    for (const GeneratorRow& row : chain.generators.front().rows) {
      const auto from = std::find_if(chain.states.begin(), chain.states.end(),
                                     [&](const ChainState& state) { return state.id == row.from_state; });
      if (from == chain.states.end()) continue;
      const std::string& level = level_of(*from);
      const double total = weight[level];
      const double share =
          total > 0.0 ? likely[static_cast<std::size_t>(from - chain.states.begin())] / total : 1.0 / twins[level];
      const std::size_t i = index_of(level);
      for (std::size_t s = 0; s < chain.states.size() && s < row.rates_per_year.size(); ++s) {
        const std::size_t j = index_of(level_of(chain.states[s]));
        if (i != j && i < levels_.size() && j < levels_.size()) rates_[i * levels_.size() + j] += share * row.rates_per_year[s];
      }
    }
  }

  const std::vector<std::string>& levels_;
  std::vector<double> rates_;
};

/// The most severe of the likeliest levels of a stance's chains today.
std::size_t level_today(const Policy& policy, const Stance& stance) {
  const Directory<Chain> chains(policy.chains);
  std::size_t today = 0;
  for (const std::string& id : stance.chains) {
    const Chain* chain = chains.find(id);
    if (chain == nullptr) continue;
    const std::vector<double> likely = likely_today(*chain);
    const auto state = static_cast<std::size_t>(std::max_element(likely.begin(), likely.end()) - likely.begin());
    const auto level = std::find(stance.levels.begin(), stance.levels.end(), level_of(chain->states[state]));
    if (level != stance.levels.end()) today = std::max(today, static_cast<std::size_t>(level - stance.levels.begin()));
  }
  return today;
}

double at_level(const std::vector<double>& by_level, std::size_t level) {
  if (by_level.empty()) return 0.0;
  return by_level.size() == 1 ? by_level.front() : by_level[std::min(level, by_level.size() - 1)];
}

/// The factors of one observable as they are when one of them is at a level of its stance.
class PriceOfFactors {
 public:
  PriceOfFactors(const MarketPart& part, const std::string& own, const std::string& observable)
      : part_(part), own_(own), factors_(part.market.factors), stances_(part.policy.stances) {
    const Directory<Observable> observables(part.market.observables);
    weights_ = &observables.find(observable)->weights;
    for (const Correlation& entry : part.market.correlations) {
      correlation_[{entry.first, entry.second}] = entry.value;
      correlation_[{entry.second, entry.first}] = entry.value;
    }
  }

  double growth(std::size_t level) const {
    double growth = 0.0;
    for (const FactorWeight& one : *weights_) {
      const Factor* factor = factors_.find(one.factor);
      if (factor == nullptr) continue;
      if (factor->id != own_ && !(factor->mean_reversion_per_year > 0.0))
        growth += one.weight * at_level(factor->drift_per_year, level_of_factor(*factor, level));
      for (const FactorWeight& other : *weights_) {
        const Factor* second = factors_.find(other.factor);
        if (second == nullptr) continue;
        growth += 0.5 * one.weight * other.weight * volatility(*factor, level) * volatility(*second, level) *
                  correlation(factor->id, second->id);
      }
    }
    return growth + jump_growth(level);
  }

 private:
  std::size_t level_of_factor(const Factor& factor, std::size_t level) const {
    const Stance* stance = factor.stance.empty() ? nullptr : stances_.find(factor.stance);
    if (stance == nullptr) return 0;
    const Factor* own = factors_.find(own_);
    return own->stance == factor.stance ? level : level_today(part_.policy, *stance);
  }

  double volatility(const Factor& factor, std::size_t level) const {
    return at_level(factor.volatility_per_sqrt_year, level_of_factor(factor, level));
  }

  double correlation(const std::string& first, const std::string& second) const {
    if (first == second) return 1.0;
    const auto found = correlation_.find({first, second});
    return found == correlation_.end() ? 0.0 : found->second;
  }

  double jump_growth(std::size_t level) const {
    const Factor* own = factors_.find(own_);
    const Stance* stance = own->stance.empty() ? nullptr : stances_.find(own->stance);
    if (stance == nullptr) return 0.0;
    const LevelRates rates(part_.policy, *stance);
    double growth = 0.0;
    for (const FactorWeight& one : *weights_) {
      if (one.factor != own_) continue;
      for (const Jump& jump : own->jumps) {
        if (rates.index_of(jump.from_level) != level) continue;
        const double deviation = one.weight * jump.standard_deviation;
        growth += rates.rate(level, jump.to_level) * std::expm1(one.weight * jump.mean + 0.5 * deviation * deviation);
      }
    }
    return growth;
  }

  const MarketPart& part_;
  const std::string& own_;
  Directory<Factor> factors_;
  Directory<Stance> stances_;
  const std::vector<FactorWeight>* weights_ = nullptr;
  std::map<std::pair<std::string, std::string>, double> correlation_;
};

}  // namespace

std::vector<double> growth_besides_drift(const MarketPart& part, const std::string& factor, const std::string& observable) {
  const Directory<Factor> factors(part.market.factors);
  const Directory<Stance> stances(part.policy.stances);
  const Factor* own = factors.find(factor);
  const Stance* stance = own->stance.empty() ? nullptr : stances.find(own->stance);
  const PriceOfFactors price(part, factor, observable);
  std::vector<double> growth;
  for (std::size_t level = 0; level < (stance == nullptr ? 1 : stance->levels.size()); ++level)
    growth.push_back(price.growth(level));
  return growth;
}

}  // namespace lodestone::calibration
