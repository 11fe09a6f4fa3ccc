#include <lodestone/run/average_errors.hpp>

#include <lodestone/kernel/run_tile.hpp>
#include <lodestone/kernel/value_contracts.hpp>
#include <lodestone/run/for_each_block.hpp>
#include <lodestone/run/nested_paths.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <numeric>
#include <set>

namespace lodestone {
namespace {

constexpr std::size_t kLanes = 128;
constexpr double kTail = 0.05;
constexpr double kStandardErrors = 2.0;

std::size_t average_paths(const SimulationPlan& plan) {
  const std::size_t paths = std::clamp(static_cast<std::size_t>(plan.paths), kLeastAveragePaths, kMostAveragePaths);
  return (paths + kLanes - 1) / kLanes * kLanes;
}

bool is_average(const ContractValuation& contract) { return contract.method == ValuationMethod::GEOMETRIC_AVERAGE; }

/// Today and the horizons before the last flow of a contract that is valued so.
std::set<int> dates_of(const SimulationPlan& plan) {
  std::set<int> dates;
  for (const ValueDate& date : plan.values.dates) {
    for (std::size_t row = 0; row < plan.values.contracts.size(); ++row) {
      if (is_average(plan.values.contracts[row]) && plan.values.last_steps[row] > date.step) dates.insert(date.step);
    }
  }
  return dates;
}

/// Σ slope_m (K_m − I)⁺: what is left of a formula without its straight part, which is exact.
FormulaPlan puts_of(const FormulaPlan& formula) {
  FormulaPlan puts;
  for (const Kink& kink : formula.kinks) {
    if (!(kink.strike > 0.0)) continue;
    puts.constant += kink.slope * kink.strike;
    puts.slope -= kink.slope;
    puts.kinks.push_back(kink);
  }
  return puts;
}

SimulationPlan with_puts_alone(SimulationPlan plan) {
  for (OfftakePlan& offtake : plan.contracts.offtakes) {
    offtake.price.formula = puts_of(offtake.price.formula);
    offtake.price.formula_after = puts_of(offtake.price.formula_after);
  }
  for (SettledContractPlan& contract : plan.contracts.settled) contract.payment = puts_of(contract.payment);
  return plan;
}

/// The heaviest law of each window that a date's puts are on.
std::vector<const ValueLaw*> laws_of_windows(const ValueDate& date) {
  std::map<int, std::pair<double, const ValueLaw*>> heaviest;
  for (const ValueLaw& law : date.laws) {
    if (law.kind != LawKind::AVERAGE) continue;
    const double mass = std::accumulate(law.mass.begin(), law.mass.end(), 0.0);
    const auto [known, is_new] = heaviest.try_emplace(law.window, mass, &law);
    if (!is_new && mass > known->second.first) known->second = {mass, &law};
  }
  std::vector<const ValueLaw*> laws;
  for (const auto& [window, law] : heaviest) laws.push_back(law.second);
  return laws;
}

/// Ĩ of one window on the paths of a tile.
class GeometricMean {
 public:
  GeometricMean(const SimulationPlan& plan, const ValueLaw& law, int step)
      : plan_(plan),
        law_(law),
        window_(plan.averages[static_cast<std::size_t>(law.window)]),
        level_(kLanes),
        seen_(kLanes),
        log_mean_(kLanes),
        log_(kLanes),
        number_(kLanes),
        has_moved_(kLanes),
        chains_(plan.values.joints[static_cast<std::size_t>(law.joint)].chains) {
    for (const int fixing : window_.fixing_steps) {
      if (fixing > step) to_come_.push_back(fixing);
    }
    state_.resize(chains_.size() * kLanes);
  }

  int window() const { return law_.window; }
  int last_step() const { return to_come_.back(); }

  /// At the date: `valued` holds its states and labels, `work` the same paths' sums.
  void start(const Workspace& valued, const Workspace& work) {
    const ValueClaim& claim = law_.claims.front();
    const std::int32_t* state = valued.joint_state.row(law_.joint);
    for (std::size_t p = 0; p < work.lanes; ++p) {
      const int labelled = claim.target.labelled;
      const int label = labelled == kNone ? 0 : valued.label.row(labelled)[p];
      number_[p] = static_cast<std::size_t>(state[p] * law_.labels + label);
      seen_[p] = work.average_sum.row(law_.window)[p];
    }
    valued.steps->combine(0.0, law_.index_weights.data(), law_.index_columns.data(), law_.index_weights.size(), valued.x.data(),
                          valued.x.stride(), level_.data(), valued.lanes);
    std::fill(log_mean_.begin(), log_mean_.end(), 0.0);
    std::fill(has_moved_.begin(), has_moved_.end(), std::uint8_t{0});
  }

  /// After `step`, on the paths that pay on Ī.
  void read(int step, const Workspace& work) {
    const auto fixing = std::find(to_come_.begin(), to_come_.end(), step);
    if (step > to_come_.front() && step <= to_come_.back()) note_moves(work);
    keep_states(work);
    if (fixing == to_come_.end()) return;
    const double weight = law_.fixing_weights[static_cast<std::size_t>(fixing - to_come_.begin())];
    plan_.math->log(work.observable.row(window_.observable), log_.data(), work.lanes);
    for (std::size_t p = 0; p < work.lanes; ++p) log_mean_[p] += weight * log_[p];
  }

  /// On the last fixing, before `other` takes that step: its sum of fixings will be that of Ĩ.
  void replace_sum(const Workspace& work, Workspace& other) {
    const double* last = work.observable.row(window_.observable);
    double* sum = other.average_sum.row(law_.window);
    const std::size_t numbers = law_.mass.size();
    const bool has_classes = law_.powers.size() > numbers;
    for (std::size_t p = 0; p < work.lanes; ++p) {
      const std::size_t at = number_[p] + (has_classes && has_moved_[p] != 0 ? numbers : 0);
      log_[p] = law_.log_multiplier[at] + level_[p] + law_.powers[at] * (log_mean_[p] - level_[p]);
    }
    plan_.math->exp(log_.data(), log_.data(), work.lanes);
    for (std::size_t p = 0; p < work.lanes; ++p) sum[p] = seen_[p] + static_cast<double>(to_come_.size()) * log_[p] - last[p];
  }

 private:
  void keep_states(const Workspace& work) {
    for (std::size_t c = 0; c < chains_.size(); ++c)
      std::copy_n(work.chain_state.row(chains_[c]), work.lanes, &state_[c * kLanes]);
  }

  void note_moves(const Workspace& work) {
    for (std::size_t c = 0; c < chains_.size(); ++c) {
      const std::uint8_t* state = work.chain_state.row(chains_[c]);
      for (std::size_t p = 0; p < work.lanes; ++p)
        has_moved_[p] |= static_cast<std::uint8_t>(state[p] != state_[c * kLanes + p]);
    }
  }

  const SimulationPlan& plan_;
  const ValueLaw& law_;
  const AveragePlan& window_;
  AlignedBuffer<double> level_, seen_, log_mean_, log_;  ///< A; Σ fixings up to the date; A + Y so far; scratch
  std::vector<std::size_t> number_;
  std::vector<std::uint8_t> has_moved_;
  std::vector<int> chains_;
  std::vector<int> to_come_;
  std::vector<std::uint8_t> state_;  ///< [chain][path], a step ago
};

/// One contract's values at a date and its errors, path by path.
struct ErrorSample {
  int row = 0;
  std::vector<double> value, error;
};

/// One thread's paths from today over a date to the last flow, twice.
class TwoPayers {
 public:
  TwoPayers(const SimulationPlan& outer, const SimulationPlan& whole, const SimulationPlan& rest, const ValueDate& date,
            int end)
      : outer_(outer),
        whole_(whole),
        rest_(rest),
        step_(date.step),
        end_(end),
        valued_(outer, kLanes),
        mean_(whole, kLanes),
        geometric_(whole, kLanes) {
    for (const ValueLaw* law : laws_of_windows(date)) windows_.emplace_back(outer, *law, step_);
  }

  void run(const Tile& tile, std::vector<ErrorSample>& samples) {
    run_to(outer_, step_, tile, valued_);
    value_contracts(outer_, step_, valued_);
    run_to(whole_, step_, tile, mean_);
    run_to(whole_, step_, tile, geometric_);
    for (GeometricMean& window : windows_) window.start(valued_, mean_);
    for (int step = step_ + 1; step <= end_; ++step) {
      advance_step(rest_, step, mean_);
      for (GeometricMean& window : windows_) {
        if (step > window.last_step()) continue;
        window.read(step, mean_);
        if (step == window.last_step()) window.replace_sum(mean_, geometric_);
      }
      advance_step(rest_, step, geometric_);
    }
    const double* discount = valued_.discount.row(0);
    for (ErrorSample& sample : samples) {
      const double* value = valued_.contract_value.row(sample.row);
      const double* on_mean = mean_.discounted.row(sample.row);
      const double* on_geometric = geometric_.discounted.row(sample.row);
      for (std::size_t p = 0; p < tile.live_lanes; ++p) {
        sample.value[tile.first_path + p] = value[p];
        sample.error[tile.first_path + p] = (on_geometric[p] - on_mean[p]) / discount[p];
      }
    }
  }

 private:
  const SimulationPlan& outer_;
  const SimulationPlan& whole_;
  const SimulationPlan& rest_;
  int step_, end_;
  Workspace valued_, mean_, geometric_;
  std::vector<GeometricMean> windows_;
};

/// |mean| and two standard errors over the chosen paths.
double stated_error(const std::vector<double>& errors, const std::vector<std::size_t>& paths) {
  const double n = static_cast<double>(paths.size());
  double mean = 0.0, variance = 0.0;
  for (const std::size_t p : paths) mean += errors[p] / n;
  for (const std::size_t p : paths) variance += (errors[p] - mean) * (errors[p] - mean) / (n - 1.0);
  return std::abs(mean) + kStandardErrors * std::sqrt(variance / n);
}

double stated_error(const ErrorSample& sample, int step) {
  std::vector<std::size_t> paths(sample.error.size());
  std::iota(paths.begin(), paths.end(), std::size_t{0});
  const double overall = stated_error(sample.error, paths);
  if (step == 0) return overall;
  std::sort(paths.begin(), paths.end(),
            [&](std::size_t a, std::size_t b) { return std::pair(sample.value[a], a) < std::pair(sample.value[b], b); });
  paths.resize(static_cast<std::size_t>(kTail * static_cast<double>(paths.size())));
  return std::max(overall, stated_error(sample.error, paths));
}

}  // namespace

std::int64_t paths_to_measure_averages(const SimulationPlan& plan) {
  return static_cast<std::int64_t>(dates_of(plan).size() * average_paths(plan));
}

std::vector<double> average_errors(const ValidStudy& study, const SimulationPlan& plan, const Resources& resources,
                                   PathCounter& counter) {
  std::vector<double> stated(plan.values.contracts.size(), 0.0);
  const std::set<int> dates = dates_of(plan);
  if (dates.empty()) return stated;
  const std::size_t paths = average_paths(plan);
  const SimulationPlan outer = with_key_of(plan, SidePaths::AVERAGES);
  const SimulationPlan whole =
      with_puts_alone(with_key_of(compile_paths(study, resources.isa, Reach::LAST_FLOW), SidePaths::AVERAGES));
  const SimulationPlan rest = with_value_drifts(whole, study.study());
  for (const int step : dates) {
    const auto date = std::find_if(outer.values.dates.begin(), outer.values.dates.end(),
                                   [step](const ValueDate& candidate) { return candidate.step == step; });
    std::vector<ErrorSample> samples;
    int end = step;
    for (std::size_t row = 0; row < stated.size(); ++row) {
      if (!is_average(plan.values.contracts[row]) || plan.values.last_steps[row] <= step) continue;
      samples.push_back({static_cast<int>(row), std::vector<double>(paths), std::vector<double>(paths)});
      end = std::max(end, plan.values.last_steps[row]);
    }
    std::vector<std::unique_ptr<TwoPayers>> rooms(static_cast<std::size_t>(resources.threads));
    for_each_block(paths / kLanes, resources.threads, [&](std::size_t block, std::size_t worker) {
      if (!rooms[worker]) rooms[worker] = std::make_unique<TwoPayers>(outer, whole, rest, *date, end);
      rooms[worker]->run({static_cast<std::uint32_t>(block * kLanes), kLanes, kLanes}, samples);
      counter.add(kLanes);
    });
    for (const ErrorSample& sample : samples) {
      double& error = stated[static_cast<std::size_t>(sample.row)];
      error = std::max(error, stated_error(sample, step));
    }
  }
  return stated;
}

}  // namespace lodestone
