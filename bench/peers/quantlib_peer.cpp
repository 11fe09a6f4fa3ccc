// The workload in QuantLib, twice: its MultiPathGenerator over processes whose steps are exact, and its random numbers under
// the hand-written loop. Prices are simulated as logarithms: QuantLib's own process of a lognormal price is either far slower
// (it asks term structures at each step) or not exact (an Euler step of the price), so this is its fastest right answer.
// usage: quantlib_peer multipath|loop workload.json [paths] [threads]      multipath runs on one thread
#include <cstdlib>
#include <memory>
#include <string>

#include <ql/math/distributions/normaldistribution.hpp>
#include <ql/math/randomnumbers/rngtraits.hpp>
#include <ql/methods/montecarlo/multipathgenerator.hpp>
#include <ql/processes/ornsteinuhlenbeckprocess.hpp>
#include <ql/processes/stochasticprocessarray.hpp>

#include "hand_loop.hpp"

namespace {

/// dx = (μ − σ²/2) dt + σ dW: the logarithm of a price without mean reversion, with its exact step.
class LogPrice : public QuantLib::StochasticProcess1D {
 public:
  explicit LogPrice(const peers::Factor& factor)
      : x0_(factor.initial_state()),
        drift_(factor.drift - 0.5 * factor.volatility * factor.volatility),
        volatility_(factor.volatility) {}

  QuantLib::Real x0() const override { return x0_; }
  QuantLib::Real drift(QuantLib::Time, QuantLib::Real) const override { return drift_; }
  QuantLib::Real diffusion(QuantLib::Time, QuantLib::Real) const override { return volatility_; }
  QuantLib::Real expectation(QuantLib::Time, QuantLib::Real x, QuantLib::Time dt) const override { return x + drift_ * dt; }
  QuantLib::Real stdDeviation(QuantLib::Time, QuantLib::Real, QuantLib::Time dt) const override {
    return volatility_ * std::sqrt(dt);
  }
  QuantLib::Real variance(QuantLib::Time, QuantLib::Real, QuantLib::Time dt) const override {
    return volatility_ * volatility_ * dt;
  }

 private:
  double x0_;
  double drift_;
  double volatility_;
};

QuantLib::ext::shared_ptr<QuantLib::StochasticProcess1D> process_of(const peers::Factor& factor) {
  if (factor.law == "gbm") return QuantLib::ext::make_shared<LogPrice>(factor);
  return QuantLib::ext::make_shared<QuantLib::OrnsteinUhlenbeckProcess>(factor.mean_reversion, factor.volatility,
                                                                        factor.initial_state(), factor.long_run_mean);
}

void run_multipath(const peers::Workload& workload, std::size_t paths) {
  const std::size_t n = workload.factors.size();
  const peers::Stopwatch watch;
  std::vector<QuantLib::ext::shared_ptr<QuantLib::StochasticProcess1D>> processes;
  for (const peers::Factor& factor : workload.factors) processes.push_back(process_of(factor));
  QuantLib::Matrix correlation(n, n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) correlation[i][j] = workload.correlation[i * n + j];
  }
  const auto joint = QuantLib::ext::make_shared<QuantLib::StochasticProcessArray>(processes, correlation);
  const QuantLib::TimeGrid grid(static_cast<double>(workload.steps) * workload.step_years, workload.steps);
  const auto normals = QuantLib::PseudoRandom::make_sequence_generator(n * workload.steps, 20251231);
  const QuantLib::MultiPathGenerator<QuantLib::PseudoRandom::rsg_type> generator(joint, grid, normals);
  std::vector<double> pnl(paths);
  std::vector<double> s(n);
  for (double& value : pnl) {
    const QuantLib::MultiPath& path = generator.next().value;
    for (std::size_t i = 0; i < n; ++i) s[i] = workload.factors[i].is_log ? std::exp(path[i].back()) : path[i].back();
    value = workload.pnl(s);
  }
  const peers::Tail tail = peers::measure_tail(pnl);
  peers::print_result("quantlib_multipath", workload, 1, paths, watch.seconds(), tail);
}

void run_loop(const peers::Workload& workload, std::size_t paths, int threads) {
  peers::run_hand_loop("quantlib_loop", workload, paths, threads, [](int thread) {
    const QuantLib::MersenneTwisterUniformRng bits(static_cast<unsigned long>(20251231 + thread));
    return [normals = QuantLib::PseudoRandom::rng_type(bits)] { return normals.next().value; };
  });
}

}  // namespace

int main(int count, char** words) {
  const peers::Workload workload = peers::read_workload(words[2]);
  const std::size_t paths = count > 3 ? std::strtoull(words[3], nullptr, 10) : workload.paths;
  const int threads = count > 4 ? std::atoi(words[4]) : 1;
  if (std::string(words[1]) == "multipath") {
    run_multipath(workload, paths);
  } else {
    run_loop(workload, paths, threads);
  }
}
