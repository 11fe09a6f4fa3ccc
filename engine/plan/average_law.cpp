#include <lodestone/plan/average_law.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace lodestone {
namespace {

double dot(const std::vector<double>& weights, const std::vector<double>& x) {
  double sum = 0.0;
  for (std::size_t f = 0; f < x.size(); ++f) sum += weights[f] * x[f];
  return sum;
}

/// Neighbouring fixings taken together: `middle` stands for their mean, (`third`, `two_thirds`) for a pair of two of them,
/// whose earlier one lies a third into the run on average.
struct Group {
  ObservableTerm middle, third, two_thirds;
  double share = 0.0;
};

std::vector<Group> group(const std::vector<ObservableTerm>& fixings) {
  const std::size_t count = std::min(fixings.size(), kMostGroups);
  std::vector<Group> groups;
  for (std::size_t g = 0; g < count; ++g) {
    const std::size_t first = g * fixings.size() / count;
    const std::size_t size = (g + 1) * fixings.size() / count - first;
    const auto at = [&](double part) {
      ObservableTerm term = fixings[first + static_cast<std::size_t>(std::lround(part * static_cast<double>(size - 1)))];
      term.weight = 1.0;
      return term;
    };
    groups.push_back({at(0.5), at(1.0 / 3.0), at(2.0 / 3.0), static_cast<double>(size) / static_cast<double>(fixings.size())});
  }
  return groups;
}

/// Solves ln ψ(2q) + ln ψ(0) − 2 ln ψ(q) = wanted for q near 1, ψ known at u = 0, ½, …, 3 and its logarithm, which is smooth,
/// interpolated between them (Newton's divided differences; bisection, as the left side rises with q).
double matching_power(const std::vector<double>& psi, double wanted) {
  std::vector<double> difference;
  for (const double value : psi) difference.push_back(std::log(value));
  for (std::size_t order = 1; order < difference.size(); ++order) {
    for (std::size_t n = difference.size() - 1; n >= order; --n) {
      difference[n] = (difference[n] - difference[n - 1]) / (0.5 * static_cast<double>(order));
    }
  }
  const auto log_psi = [&](double u) {
    double value = 0.0;
    for (std::size_t n = difference.size(); n-- > 0;) value = value * (u - 0.5 * static_cast<double>(n)) + difference[n];
    return value;
  };
  double low = 0.5;
  double high = 1.5;
  for (int halving = 0; halving < 60; ++halving) {
    const double q = 0.5 * (low + high);
    (log_psi(2.0 * q) + log_psi(0.0) - 2.0 * log_psi(q) < wanted ? low : high) = q;
  }
  return 0.5 * (low + high);
}

/// m = E[Ī]/E[e^{A + qY}]; 1 where a state has no mass.
void add_multiplier(double mean, double geometric, double power, AverageLaw& average) {
  average.powers.push_back(power);
  average.multiplier.push_back(mean > 0.0 && geometric > 0.0 ? mean / geometric : 1.0);
  average.log_multiplier.push_back(std::log(average.multiplier.back()));
}

void subtract(const std::vector<double>& from, std::vector<double>& numbers) {
  for (std::size_t n = 0; n < numbers.size(); ++n) numbers[n] = from[n] - numbers[n];
}

/// E[Ī e^V] and E[Ī² e^V] at the reference, by state and label.
struct Moments {
  std::vector<double> first, second;
};

/// Paths by what their joint chain does from the first to the last fixing.
enum class Window { ALL, RESTING, MOVED };

/// The flows of one law that differ in y alone, seen from one step.
class Fixings {
 public:
  Fixings(const LawModel& model, const JointChain& joint, int step, CashFlowLaw law)
      : model_(model), joint_(joint), step_(step), law_(std::move(law)) {}

  const std::vector<ObservableTerm>& index() const { return law_.index; }

  Transform transform(Window window, const std::vector<ObservableTerm>& y, const Frequencies& frequencies) const {
    if (window == Window::MOVED) {
      Transform rest = transform(Window::RESTING, y, frequencies);
      const Transform all = transform(Window::ALL, y, frequencies);
      subtract(all.real, rest.real);
      subtract(all.imaginary, rest.imaginary);
      return rest;
    }
    CashFlowLaw law = law_;
    law.index = y;
    if (window == Window::RESTING) {
      law.still_from = law_.index.front().step;
      law.still_to = law_.index.back().step;
    }
    return model_.transforms(law, joint_, {step_}, frequencies).front();
  }

 private:
  const LawModel& model_;
  const JointChain& joint_;
  int step_;
  CashFlowLaw law_;
};

Moments moments_of(const Fixings& fixings, Window window, const std::vector<Group>& groups,
                   const std::vector<double>& reference) {
  Moments moments;
  const auto add_moment = [&](const std::vector<ObservableTerm>& y, double weight, std::vector<double>& moment) {
    const Transform transform = fixings.transform(window, y, {.count = 2});
    moment.resize(transform.real.size() / 2, 0.0);
    const double level = weight * std::exp(dot(transform.index_weights, reference));
    for (std::size_t n = 0; n < moment.size(); ++n) moment[n] += level * transform.real[2 * n + 1];
  };
  for (std::size_t g = 0; g < groups.size(); ++g) {
    add_moment({groups[g].middle}, groups[g].share, moments.first);
    add_moment({groups[g].third, groups[g].two_thirds}, groups[g].share * groups[g].share, moments.second);
    for (std::size_t h = 0; h < g; ++h) {
      add_moment({groups[g].middle, groups[h].middle}, 2.0 * groups[g].share * groups[h].share, moments.second);
    }
  }
  return moments;
}

/// Adds one class of paths: its multipliers and tables.
void add_class(const Fixings& fixings, Window window, const Moments& moments, const std::vector<double>& reference,
               double tolerance, AverageLaw& average) {
  const auto& [first, second] = moments;
  constexpr int kPoints = 7;
  const Transform geometric = fixings.transform(window, fixings.index(), {.spacing = 0.5, .count = kPoints});
  const double level = dot(geometric.index_weights, reference);
  const std::size_t numbers = first.size();
  std::vector<double> powers(numbers, 1.0);
  double heaviest = 0.0;
  for (std::size_t n = 0; n < numbers; ++n) heaviest = std::max(heaviest, geometric.real[n * kPoints]);
  for (std::size_t n = 0; n < numbers; ++n) {
    const std::vector<double> psi(geometric.real.begin() + static_cast<std::ptrdiff_t>(n * kPoints),
                                  geometric.real.begin() + static_cast<std::ptrdiff_t>((n + 1) * kPoints));
    if (psi[0] <= 1e-12 * heaviest || psi[0] <= 0.0 || !std::isfinite(psi.back())) continue;
    const double spread = std::log(psi[4]) + std::log(psi[0]) - 2.0 * std::log(psi[2]);
    const double wanted = std::log(second[n]) + std::log(psi[0]) - 2.0 * std::log(first[n]);
    if (spread > 1e-12 && wanted > 0.0) powers[n] = matching_power(psi, wanted);
  }
  const std::vector<OptionTable> tables =
      option_tables([&](const Frequencies& u) { return fixings.transform(window, fixings.index(), u); }, powers, tolerance);
  for (std::size_t n = 0; n < numbers; ++n) {
    add_multiplier(first[n], std::exp(level) * tables[n].forward, powers[n], average);
    average.tables.push_back(tables[n]);
  }
}

}  // namespace

AverageLaw average_law(const LawModel& model, const Grid& grid, CashFlowLaw law, const JointChain& joint, int step,
                       const std::vector<const Transform*>& fixings, const std::vector<double>& reference, double tolerance) {
  const int first = law.index.front().step;
  const int last = law.index.back().step;
  const auto day = [&grid](int of) { return grid.days[static_cast<std::size_t>(of)]; };
  const bool is_far = day(first) - day(step) >= kFarWindows * (day(last) - day(first));
  std::vector<double> mean(fixings.front()->real.size() / 2, 0.0);  // E[Ī e^V] at the reference
  double total = 0.0;
  for (std::size_t f = 0; f < fixings.size(); ++f) {
    const double level = std::exp(dot(fixings[f]->index_weights, reference));
    law.index[f].weight = 0.0;
    for (std::size_t n = 0; n < mean.size(); ++n) {
      const double forward = level * fixings[f]->real[2 * n + 1];
      law.index[f].weight += forward;
      mean[n] += forward / static_cast<double>(fixings.size());
    }
    total += law.index[f].weight;
  }
  AverageLaw average;
  average.index_weights.assign(reference.size(), 0.0);
  for (std::size_t f = 0; f < fixings.size(); ++f) {
    law.index[f].weight /= total;
    average.fixing_weights.push_back(law.index[f].weight);
    for (std::size_t x = 0; x < reference.size(); ++x)
      average.index_weights[x] += law.index[f].weight * fixings[f]->index_weights[x];
  }

  if (is_far) {
    const auto transform_of = [&](const Frequencies& u) { return model.transforms(law, joint, {step}, u).front(); };
    average.tables = option_tables(transform_of, {}, tolerance);
    const double level = std::exp(dot(average.index_weights, reference));
    for (std::size_t n = 0; n < mean.size(); ++n) add_multiplier(mean[n], level * average.tables[n].forward, 1.0, average);
    return average;
  }
  const std::vector<Group> groups = group(law.index);
  const Fixings near(model, joint, step, std::move(law));
  Moments moments = moments_of(near, Window::RESTING, groups, reference);
  add_class(near, Window::RESTING, moments, reference, tolerance, average);
  if (joint.states == 1 || first == last) return average;
  const Moments all = moments_of(near, Window::ALL, groups, reference);
  subtract(all.first, moments.first);
  subtract(all.second, moments.second);
  add_class(near, Window::MOVED, moments, reference, tolerance, average);
  return average;
}

std::vector<double> mean_factors(const PolicyPlan& policy, const FactorPlan& factors, int step) {
  std::vector<double> mean = factors.initial;
  for (int f = 0; f < factors.count; ++f) {
    const int stance = factors.stance[static_cast<std::size_t>(f)];
    const JointChain joint = stance == kNone ? JointChain{} : join_chains(policy, {stance});
    std::vector<double> probability = initial_probabilities(joint, policy);
    double& x = mean[static_cast<std::size_t>(f)];
    for (int k = 1; k <= step; ++k) {
      const StepCoefficients& at = factors.at(k, f);
      double b = 0.0;
      std::vector<double> next(probability.size(), 0.0);
      const std::vector<double> transition = joint.states == 1 ? std::vector<double>{1.0} : joint_transition(joint, policy, k);
      const std::size_t states = probability.size();
      for (std::size_t i = 0; i < states; ++i) {
        for (std::size_t j = 0; j < states; ++j) {
          const double p = probability[i] * transition[i * states + j];
          if (p == 0.0) continue;
          next[j] += p;
          std::size_t move = 0;
          if (stance != kNone) {
            const std::vector<std::uint8_t>& level = joint.level[static_cast<std::size_t>(stance)];
            move = static_cast<std::size_t>(level[i] * policy.stances[static_cast<std::size_t>(stance)].levels + level[j]);
          }
          b += p *
               (factors.tables[at.b + move] + (policy.feedback.is_on && factors.feels_feedback[static_cast<std::size_t>(f)] != 0
                                                   ? factors.tables[at.jump + move]
                                                   : 0.0));
        }
      }
      x = at.a * x + b;
      probability = std::move(next);
    }
  }
  return mean;
}

std::vector<double> average_reference(const FactorPlan& factors, const ObservablesPlan& observables, int observable,
                                      const std::vector<double>& mean) {
  std::vector<double> reference(mean.size(), 0.0);
  const ObservablePlan& index = observables.observables[static_cast<std::size_t>(observable)];
  for (std::uint32_t m = index.first; m < index.first + index.count; ++m) {
    const std::size_t f = observables.columns[m];
    bool reverts = false;
    for (std::size_t at = f; at < factors.coefficients.size(); at += mean.size()) reverts |= factors.coefficients[at].a != 1.0;
    if (reverts) reference[f] = kReferenceRuler * std::round(mean[f] / kReferenceRuler);
  }
  return reference;
}

}  // namespace lodestone
