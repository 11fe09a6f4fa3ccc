#include <lodestone/kernel/proxy_inputs.hpp>
#include <lodestone/math/least_squares.hpp>
#include <lodestone/run/for_each_block.hpp>
#include <lodestone/run/nested_paths.hpp>
#include <lodestone/run/proxy_fit.hpp>
#include <lodestone/run/proxy_paths.hpp>

#include <algorithm>
#include <cmath>
#include <memory>
#include <set>

namespace lodestone {
namespace {

constexpr double kLikelyDefault = 0.15;  ///< hazard to the horizon, at least

/// Chains redrawn evenly now and then, so that every state is seen at the horizon often enough.
void mix_chains(SimulationPlan& plan, int step, double mixing) {
  const double a_step = 1.0 - std::pow(1.0 - mixing, 1.0 / step);
  for (ChainPlan& chain : plan.policy.chains) {
    for (TransitionTable& table : chain.tables) {
      for (int from = 0; from < chain.states; ++from) {
        for (int to = 0; to + 1 < chain.states; ++to) {
          double& cumulative = table.cumulative(from, to);
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

/// Adds a tile's paths to one contract's equations: terms, then hedges, against V.
void add_rows(const ProxyStage& stage, const ProxyPaths& paths, std::size_t c, std::size_t live_lanes,
              NormalEquations& equations) {
  const ProxyPlan& proxy = stage.works[c].draft.proxy;
  const Hedges& hedges = paths.hedges(c);
  std::vector<double> value(kProxyLanes), rows, targets;
  rows.reserve(live_lanes * equations.columns());
  paths.values(c, value.data());
  for (std::size_t p = 0; p < live_lanes; ++p) {
    if (!paths.is_used(c, p)) continue;
    for (const ProxyTerm& term : proxy.terms) rows.push_back(proxy_product(term, paths.features(c, p)));
    for (std::size_t hedge = 0; hedge < hedges.count(); ++hedge) rows.push_back(hedges.row(hedge)[p]);
    targets.push_back(value[p]);
  }
  equations.add(rows.data(), targets.data(), targets.size());
}

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

void regress(ProxyStage& stage) {
  SimulationPlan dispersed = with_spread(with_key_of(stage.whole, SidePaths::DISPERSED), stage.effort.spread);
  mix_chains(dispersed, stage.step, stage.effort.mixing);
  make_defaults_likely(dispersed, stage);
  const SimulationPlan rest = with_key_of(stage.valued, SidePaths::DISPERSED_REST);

  std::vector<NormalEquations> total;
  const std::vector<Hedges> hedges = make_hedges(stage, 0);
  for (std::size_t c = 0; c < hedges.size(); ++c)
    total.emplace_back(stage.works[c].draft.proxy.terms.size() + hedges[c].count());
  // As many chunks at a time as there are threads, so that no more equations are held; they are added in the chunks' order.
  const std::size_t chunks = chunks_of(stage.effort.fitted_paths);
  const std::size_t threads = static_cast<std::size_t>(stage.threads);
  std::vector<std::unique_ptr<ProxyPaths>> rooms(threads);
  for (std::size_t first = 0; first < chunks; first += threads) {
    const std::size_t count = std::min(threads, chunks - first);
    std::vector<std::vector<NormalEquations>> parts(count);
    for_each_block(count, stage.threads, [&](std::size_t index, std::size_t worker) {
      if (!rooms[worker]) rooms[worker] = std::make_unique<ProxyPaths>(stage, dispersed, rest);
      for (const NormalEquations& equations : total) parts[index].emplace_back(equations.columns());
      for_each_tile(first + index, stage.effort.fitted_paths, [&](const Tile& tile) {
        rooms[worker]->run(tile);
        for (std::size_t c = 0; c < total.size(); ++c) add_rows(stage, *rooms[worker], c, tile.live_lanes, parts[index][c]);
        stage.counter.add(tile.live_lanes);
      });
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
