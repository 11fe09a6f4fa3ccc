#include <lodestone/kernel/proxy_inputs.hpp>
#include <lodestone/math/least_squares.hpp>
#include <lodestone/run/for_each_block.hpp>
#include <lodestone/run/nested_paths.hpp>
#include <lodestone/run/proxy_fit.hpp>

#include <algorithm>
#include <cmath>
#include <memory>
#include <set>

namespace lodestone {
namespace {

constexpr double kLikelyDefault = 0.15;

bool is_indicator(ProxyInput input) {
  switch (input) {
    case ProxyInput::CHAIN_STATE:
    case ProxyInput::IS_LIVE:
    case ProxyInput::IS_PENDING:
    case ProxyInput::STANDS:
    case ProxyInput::HAS_FAILED:
    case ProxyInput::IS_REACHED:
      return true;
    default:
      return false;
  }
}

/// Σ, Σ² of each feature's input, over paths on which the contract is not over.
struct FeatureSums {
  double paths = 0.0;
  std::vector<double> sum, square;
};

void set_scale(const FeatureSums& sums, std::size_t n, ProxyFeature& feature) {
  if (is_indicator(feature.input)) return;
  feature.scale = 0.0;
  if (!(sums.paths > 0.0)) return;
  feature.centre = sums.sum[n] / sums.paths;
  const double variance = sums.square[n] / sums.paths - feature.centre * feature.centre;
  if (variance > 1e-10 * feature.centre * feature.centre) feature.scale = 1.0 / std::sqrt(variance);
}

/// Chains redrawn evenly now and then, so that every state is seen at the horizon often enough.
void mix_chains(SimulationPlan& plan, int step, double mixing) {
  const double a_step = 1.0 - std::pow(1.0 - mixing, 1.0 / step);
  for (ChainPlan& chain : plan.policy.chains) {
    for (TransitionTable& table : chain.tables) {
      for (int from = 0; from < chain.states; ++from) {
        for (int to = 0; to + 1 < chain.states; ++to) {
          double& cumulative = table.cumulative[static_cast<std::size_t>(from * kMaximumStates + to)];
          cumulative = (1.0 - a_step) * cumulative + a_step * (to + 1.0) / chain.states;
        }
      }
    }
  }
}

/// A default that does not end a contract is a state of it that the fit must have seen.
void make_defaults_likely(SimulationPlan& plan, const ProxyStage& stage) {
  const double years = plan.grid.days[static_cast<std::size_t>(stage.step)] / 365.0;
  for (const ProxyWork& work : stage.works) {
    for (const ProxyFeature& feature : work.draft.proxy.features) {
      if (feature.input != ProxyInput::STANDS) continue;
      CounterpartyPlan& counterparty = plan.contracts.counterparties[static_cast<std::size_t>(feature.row)];
      if (counterparty.spread == kNone) continue;
      const ObservablePlan& spread = plan.observables.observables[static_cast<std::size_t>(counterparty.spread)];
      double today = spread.is_exponential ? 0.0 : spread.at(0);
      for (std::uint32_t n = spread.first; n < spread.first + spread.count; ++n) {
        today += plan.observables.weights[n] * plan.factors.initial[plan.observables.columns[n]];
      }
      const double usual = spread.is_exponential ? spread.at(0) * std::exp(today) : today;
      counterparty.hazard_per_spread =
          std::max(counterparty.hazard_per_spread, kLikelyDefault / (std::max(usual, 1e-3) * years));
    }
  }
}

/// One thread's room for the paths of a fit.
class FitRoom {
 public:
  FitRoom(const ProxyStage& stage, const SimulationPlan& dispersed, const SimulationPlan& rest)
      : stage_(stage),
        dispersed_(dispersed),
        rest_(rest),
        work_(stage.whole, kProxyLanes),
        hedges_(make_hedges(stage, kProxyLanes)),
        noise_(stage.whole, hedged_factors(stage), kProxyLanes),
        discount_(kProxyLanes),
        value_(kProxyLanes) {
    for (std::size_t c = 0; c < stage.works.size(); ++c) {
      const ProxyWork& work = stage.works[c];
      row_.resize(std::max(row_.size(), work.draft.proxy.terms.size() + hedges_[c].count()));
      features_.emplace_back(kProxyLanes * (work.draft.proxy.features.size() + 1));
      is_used_.emplace_back(kProxyLanes);
    }
  }

  /// Adds the paths of a tile to each contract's equations.
  void add_tile(const Tile& tile, std::vector<NormalEquations>& equations) {
    run_to(dispersed_, stage_.step, tile, work_);
    for (std::size_t c = 0; c < stage_.works.size(); ++c) read_features(c);
    start_rest(rest_, stage_.step, work_);
    std::copy_n(work_.discount.row(0), tile.lanes, discount_.begin());
    for (Hedges& hedges : hedges_) hedges.start(work_);
    for (int step = stage_.step + 1; step <= stage_.end_step; ++step) {
      for (std::size_t c = 0; c < hedges_.size(); ++c) {
        if (step <= stage_.works[c].last_step) hedges_[c].hold(step, work_);
      }
      advance_step(rest_, step, work_);
      noise_.compute(step, work_);
      for (std::size_t c = 0; c < hedges_.size(); ++c) {
        if (step <= stage_.works[c].last_step) hedges_[c].earn(step, work_, noise_);
      }
    }
    for (std::size_t c = 0; c < stage_.works.size(); ++c) add_rows(c, tile.live_lanes, equations[c]);
  }

 private:
  void read_features(std::size_t c) {
    const ProxyPlan& proxy = stage_.works[c].draft.proxy;
    const ProxyInputs inputs(stage_.whole, proxy, work_);
    for (std::size_t p = 0; p < work_.lanes; ++p) {
      // A path beyond the limits would bend the fit where nobody asks.
      is_used_[c][p] = !inputs.is_over(p) && inputs.features(p, &features_[c][p * (proxy.features.size() + 1)]) ? 1 : 0;
    }
  }

  void add_rows(std::size_t c, std::size_t live_lanes, NormalEquations& equations) {
    const ProxyPlan& proxy = stage_.works[c].draft.proxy;
    value_of_rest(work_, proxy.cash_row, discount_.data(), value_.data());
    for (std::size_t p = 0; p < live_lanes; ++p) {
      if (is_used_[c][p] == 0) continue;
      const double* features = &features_[c][p * (proxy.features.size() + 1)];
      std::size_t column = 0;
      for (const ProxyTerm& term : proxy.terms) row_[column++] = proxy_product(term, features);
      for (std::size_t hedge = 0; hedge < hedges_[c].count(); ++hedge) row_[column++] = hedges_[c].row(hedge)[p];
      equations.add(row_.data(), value_[p]);
    }
  }

  const ProxyStage& stage_;
  const SimulationPlan& dispersed_;
  const SimulationPlan& rest_;
  Workspace work_;
  std::vector<Hedges> hedges_;
  FactorNoise noise_;
  std::vector<double> discount_, value_, row_;
  std::vector<std::vector<double>> features_;  ///< by contract, path by path
  std::vector<std::vector<std::uint8_t>> is_used_;
};

/// 1 − ‖y − Xβ − Cγ‖² / ‖y − Cγ − mean‖².
double r_squared(const NormalEquations& equations, const LeastSquaresFit& fit, std::size_t terms) {
  const std::size_t columns = equations.columns();
  double square = equations.target_square();
  double sum = equations.moment(0);  // term 0 is 1
  for (std::size_t i = terms; i < columns; ++i) {
    sum -= fit.coefficients[i] * equations.gram(i, 0);
    square -= 2.0 * fit.coefficients[i] * equations.moment(i);
    for (std::size_t j = terms; j < columns; ++j) square += fit.coefficients[i] * fit.coefficients[j] * equations.gram(i, j);
  }
  const double total = square - sum * sum / static_cast<double>(std::max<std::size_t>(equations.rows(), 1));
  return total > 0.0 ? std::clamp(1.0 - fit.residual_square / total, 0.0, 1.0) : 1.0;
}

}  // namespace

std::vector<Hedges> make_hedges(const ProxyStage& stage, std::size_t lanes) {
  std::vector<Hedges> hedges;
  for (const ProxyWork& work : stage.works) hedges.emplace_back(stage.whole, work.draft, work.last_step, lanes);
  return hedges;
}

std::vector<std::uint32_t> hedged_factors(const ProxyStage& stage) {
  std::set<std::uint32_t> factors;
  for (const Hedges& hedges : make_hedges(stage, 0)) hedges.add_factors(factors);
  return {factors.begin(), factors.end()};
}

void standardize_features(ProxyStage& stage) {
  const SimulationPlan fresh = with_key_of(stage.whole, SidePaths::FRESH);
  const std::size_t chunks = chunks_of(stage.effort.fresh_paths);
  std::vector<std::vector<FeatureSums>> sums(chunks);
  std::vector<std::unique_ptr<Workspace>> workspaces(static_cast<std::size_t>(stage.threads));
  for_each_block(chunks, stage.threads, [&](std::size_t chunk, std::size_t worker) {
    if (!workspaces[worker]) workspaces[worker] = std::make_unique<Workspace>(stage.whole, kProxyLanes);
    Workspace& work = *workspaces[worker];
    for (const ProxyWork& contract : stage.works) {
      const std::size_t count = contract.draft.proxy.features.size();
      sums[chunk].push_back({0.0, std::vector<double>(count), std::vector<double>(count)});
    }
    for_each_tile(chunk, stage.effort.fresh_paths, [&](const Tile& tile) {
      run_to(fresh, stage.step, tile, work);
      for (std::size_t c = 0; c < stage.works.size(); ++c) {
        const ProxyPlan& proxy = stage.works[c].draft.proxy;
        const ProxyInputs inputs(stage.whole, proxy, work);
        FeatureSums& of = sums[chunk][c];
        for (std::size_t p = 0; p < tile.live_lanes; ++p) {
          if (inputs.is_over(p)) continue;
          of.paths += 1.0;
          for (std::size_t n = 0; n < proxy.features.size(); ++n) {
            const double input = inputs.input(proxy.features[n], p);
            of.sum[n] += input;
            of.square[n] += input * input;
          }
        }
      }
    });
  });
  for (std::size_t c = 0; c < stage.works.size(); ++c) {
    FeatureSums& total = sums[0][c];
    for (std::size_t chunk = 1; chunk < chunks; ++chunk) {
      total.paths += sums[chunk][c].paths;
      for (std::size_t n = 0; n < total.sum.size(); ++n) {
        total.sum[n] += sums[chunk][c].sum[n];
        total.square[n] += sums[chunk][c].square[n];
      }
    }
    std::vector<ProxyFeature>& features = stage.works[c].draft.proxy.features;
    for (std::size_t n = 0; n < features.size(); ++n) set_scale(total, n, features[n]);
  }
}

void regress(ProxyStage& stage) {
  SimulationPlan dispersed = with_spread(with_key_of(stage.whole, SidePaths::DISPERSED), stage.effort.spread);
  mix_chains(dispersed, stage.step, stage.effort.mixing);
  make_defaults_likely(dispersed, stage);
  const SimulationPlan rest = with_key_of(stage.whole, SidePaths::DISPERSED_REST);

  std::vector<NormalEquations> total;
  const std::vector<Hedges> hedges = make_hedges(stage, 0);
  for (std::size_t c = 0; c < hedges.size(); ++c)
    total.emplace_back(stage.works[c].draft.proxy.terms.size() + hedges[c].count());
  // As many chunks at a time as there are threads, so that no more equations are held; they are added in the chunks' order.
  const std::size_t chunks = chunks_of(stage.effort.fitted_paths);
  const std::size_t threads = static_cast<std::size_t>(stage.threads);
  std::vector<std::unique_ptr<FitRoom>> rooms(threads);
  for (std::size_t first = 0; first < chunks; first += threads) {
    const std::size_t count = std::min(threads, chunks - first);
    std::vector<std::vector<NormalEquations>> parts(count);
    for_each_block(count, stage.threads, [&](std::size_t index, std::size_t worker) {
      if (!rooms[worker]) rooms[worker] = std::make_unique<FitRoom>(stage, dispersed, rest);
      for (const NormalEquations& equations : total) parts[index].emplace_back(equations.columns());
      for_each_tile(first + index, stage.effort.fitted_paths,
                    [&](const Tile& tile) { rooms[worker]->add_tile(tile, parts[index]); });
    });
    for (const std::vector<NormalEquations>& part : parts) {
      for (std::size_t c = 0; c < total.size(); ++c) total[c].add(part[c]);
    }
  }
  for (std::size_t c = 0; c < total.size(); ++c) {
    ProxyPlan& proxy = stage.works[c].draft.proxy;
    const LeastSquaresFit fit = solve_least_squares(total[c], stage.effort.least_t);
    for (std::size_t n = 0; n < proxy.terms.size(); ++n) proxy.terms[n].coefficient = fit.coefficients[n];
    if (total[c].rows() > 0) {
      proxy.least = total[c].least_target();
      proxy.greatest = total[c].greatest_target();
    }
    stage.works[c].hedge_coefficients.assign(fit.coefficients.begin() + static_cast<std::ptrdiff_t>(proxy.terms.size()),
                                             fit.coefficients.end());
    proxy.r_squared = r_squared(total[c], fit, proxy.terms.size());
  }
}

}  // namespace lodestone
