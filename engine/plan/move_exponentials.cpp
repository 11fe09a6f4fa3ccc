#include <lodestone/plan/move_exponentials.hpp>

#include <lodestone/plan/name_index.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace lodestone {
namespace {

void multiply(const double* real, const double* imaginary, std::size_t count, double* into_real, double* into_imaginary) {
  for (std::size_t n = 0; n < count; ++n) {
    const double r = into_real[n];
    into_real[n] = r * real[n] - into_imaginary[n] * imaginary[n];
    into_imaginary[n] = r * imaginary[n] + into_imaginary[n] * real[n];
  }
}

void add_multiple(double factor, const double* values, AlignedBuffer<double>& into) {
  for (std::size_t n = 0; n < into.size(); ++n) into[n] += factor * values[n];
}

void multiply(const double* real, std::size_t count, double* into) {
  for (std::size_t n = 0; n < count; ++n) into[n] *= real[n];
}

}  // namespace

MoveExponentials::MoveExponentials(const FactorPlan& factors, const std::vector<double>& correlation, const PolicyPlan& policy,
                                   const JointChain& joint, const std::vector<int>& active, const Frequencies& frequencies,
                                   const ExponentialSums& sums)
    : factors_(factors),
      frequencies_(frequencies),
      sums_(sums),
      states_(joint.states),
      count_(static_cast<std::size_t>(frequencies.count)),
      active_(active),
      index_loads_(active.size()),
      money_loads_(active.size()) {
  find_classes(policy, joint);
  find_components(correlation);
  for (std::vector<double>* square : {&index_square_, &mixed_, &money_square_}) square->resize(groups_ * groups_);
  real_.resize(classes_ * count_);
  sum_real_ = AlignedBuffer<double>(count_);
  if (!frequencies.is_imaginary) return;
  imaginary_.resize(classes_ * count_);
  sum_imaginary_ = AlignedBuffer<double>(count_);
}

void MoveExponentials::find_classes(const PolicyPlan& policy, const JointChain& joint) {
  std::map<std::vector<std::size_t>, std::size_t> known;
  for (std::size_t from = 0; from < static_cast<std::size_t>(states_); ++from) {
    for (std::size_t to = 0; to < static_cast<std::size_t>(states_); ++to) {
      std::vector<std::size_t> entries;
      for (const int factor : active_) {
        const int stance = factors_.stance[static_cast<std::size_t>(factor)];
        if (stance == kNone) {
          entries.push_back(0);
          continue;
        }
        const std::vector<std::uint8_t>& level = joint.level[static_cast<std::size_t>(stance)];
        const int levels = policy.stances[static_cast<std::size_t>(stance)].levels;
        entries.push_back(static_cast<std::size_t>(level[from] * levels + level[to]));
      }
      const auto [found, is_new] = known.try_emplace(entries, known.size());
      if (is_new) entries_.insert(entries_.end(), entries.begin(), entries.end());
      class_of_.push_back(found->second);
    }
  }
  classes_ = known.size();
}

/// Groups are numbered by first appearance, after 0; those that a correlation other than 0 joins form one component.
void MoveExponentials::find_components(const std::vector<double>& correlation) {
  std::vector<int> variance_groups{kNone};
  for (const int factor : active_) {
    const int group = factors_.variance_group[static_cast<std::size_t>(factor)];
    const auto found = std::find(variance_groups.begin(), variance_groups.end(), group);
    group_of_.push_back(static_cast<std::size_t>(found - variance_groups.begin()));
    if (found == variance_groups.end()) variance_groups.push_back(group);
    for (const int other : active_)
      correlation_.push_back(correlation[static_cast<std::size_t>(factor * factors_.count + other)]);
  }
  groups_ = variance_groups.size();
  std::vector<std::size_t> root(groups_);
  for (std::size_t g = 0; g < groups_; ++g) root[g] = g;
  for (std::size_t f = 0; f < active_.size(); ++f) {
    for (std::size_t g = 0; g < f; ++g) {
      if (correlation_[f * active_.size() + g] == 0.0) continue;
      const auto [kept, joined] = std::minmax(root[group_of_[f]], root[group_of_[g]]);
      std::replace(root.begin(), root.end(), std::size_t{joined}, std::size_t{kept});
    }
  }
  for (std::size_t r = 0; r < groups_; ++r) {
    std::vector<std::size_t> members;
    for (std::size_t g = 0; g < groups_; ++g) {
      if (root[g] == r) members.push_back(g);
    }
    if (!members.empty()) components_.push_back(combine_nodes(std::move(members), variance_groups));
  }
}

MoveExponentials::Component MoveExponentials::combine_nodes(std::vector<std::size_t> groups,
                                                            const std::vector<int>& variance_groups) const {
  const VarianceMixture one{{1.0}, {1.0}, {1.0}};
  std::vector<std::pair<double, std::vector<double>>> nodes{{1.0, {}}};
  for (const std::size_t g : groups) {
    const VarianceMixture& mixture = g == 0 ? one : factors_.mixtures[static_cast<std::size_t>(variance_groups[g])];
    std::vector<std::pair<double, std::vector<double>>> longer;
    for (const auto& [probability, roots] : nodes) {
      for (std::size_t q = 0; q < mixture.multipliers.size(); ++q) {
        longer.emplace_back(probability * mixture.probabilities[q], roots);
        longer.back().second.push_back(std::sqrt(mixture.multipliers[q]));
      }
    }
    nodes = std::move(longer);
  }
  Component component;
  component.groups = std::move(groups);
  component.nodes = nodes.size();
  for (AlignedBuffer<double>* buffer :
       {&component.probabilities, &component.constants, &component.linears, &component.quadratics, &component.scratch}) {
    *buffer = AlignedBuffer<double>(nodes.size());
  }
  for (std::size_t q = 0; q < nodes.size(); ++q) component.probabilities[q] = nodes[q].first;
  for (std::size_t f = 0; f < component.groups.size(); ++f) {
    for (std::size_t g = 0; g <= f; ++g) {
      for (const auto& [probability, roots] : nodes) component.omegas.push_back(roots[f] * roots[g]);
    }
  }
  return component;
}

void MoveExponentials::evaluate(int step, const std::vector<double>& alpha, const std::vector<double>& gamma,
                                const std::vector<std::uint8_t>& needed) {
  known_ = 0;
  for (std::size_t c = 0; c < classes_; ++c) {
    if (needed[c] == 0) continue;
    QuadraticExponent exponent = read_move(step, alpha, gamma, c);
    const Dispersion& spread = dispersion();
    exponent.constant += spread.normal.constant;
    exponent.linear += spread.normal.linear;
    exponent.quadratic += spread.normal.quadratic;
    double* real = real_.data() + c * count_;
    double* imaginary = imaginary_.empty() ? nullptr : imaginary_.data() + c * count_;
    std::fill_n(real, count_, 0.0);
    if (imaginary != nullptr) std::fill_n(imaginary, count_, 0.0);
    add(exponent, real, imaginary);
    if (!spread.has_sums) continue;
    if (!spread.is_real) {
      multiply(spread.real.data(), spread.imaginary.data(), count_, real, imaginary);
      continue;
    }
    multiply(spread.real.data(), count_, real);
    if (imaginary != nullptr) multiply(spread.real.data(), count_, imaginary);
  }
}

/// The drift Σ w b of a move; its loads are left in index_loads_ and money_loads_.
QuadraticExponent MoveExponentials::read_move(int step, const std::vector<double>& alpha, const std::vector<double>& gamma,
                                              std::size_t move_class) {
  QuadraticExponent drift;
  for (std::size_t m = 0; m < active_.size(); ++m) {
    const std::size_t f = static_cast<std::size_t>(active_[m]);
    const StepCoefficients& coefficients = factors_.at(step, active_[m]);
    const std::size_t entry = entries_[move_class * active_.size() + m];
    double b = factors_.tables[coefficients.b + entry];
    if (factors_.feels_feedback[f] != 0) b += factors_.tables[coefficients.jump + entry];
    const double c = factors_.tables[coefficients.c + entry];
    drift.constant += gamma[f] * b;
    drift.linear += alpha[f] * b;
    index_loads_[m] = alpha[f] * c;
    money_loads_[m] = gamma[f] * c;
  }
  return drift;
}

/// Of the loads at work: known from another move of this step, or new.
const MoveExponentials::Dispersion& MoveExponentials::dispersion() {
  for (std::size_t d = 0; d < known_; ++d) {
    if (dispersions_[d].index_loads == index_loads_ && dispersions_[d].money_loads == money_loads_) return dispersions_[d];
  }
  if (known_ == dispersions_.size()) dispersions_.emplace_back();
  Dispersion& fresh = dispersions_[known_++];
  fresh.index_loads = index_loads_;
  fresh.money_loads = money_loads_;
  fresh.normal = {};
  fresh.has_sums = false;
  fresh.is_real = true;
  set_nodes();
  for (const Component& component : components_) {
    if (component.nodes == 1) {
      const QuadraticExponent only = component.node(0);
      fresh.normal.constant += only.constant;
      fresh.normal.linear += only.linear;
      fresh.normal.quadratic += only.quadratic;
      continue;
    }
    fresh.has_sums = true;
    if (!frequencies_.is_imaginary) continue;
    const double* linear = component.linears.data();
    fresh.is_real = fresh.is_real && std::all_of(linear, linear + component.nodes, [&](double l) { return l == linear[0]; });
  }
  if (fresh.has_sums) sum_nodes(fresh);
  return fresh;
}

/// ½ sᵀRs over the groups of each component, for each of its nodes: u²·½αα + u·αγ + ½γγ.
void MoveExponentials::set_nodes() {
  for (std::vector<double>* square : {&index_square_, &mixed_, &money_square_}) std::fill(square->begin(), square->end(), 0.0);
  for (std::size_t f = 0; f < active_.size(); ++f) {
    for (std::size_t g = 0; g < active_.size(); ++g) {
      const double r = correlation_[f * active_.size() + g];
      const std::size_t at = group_of_[f] * groups_ + group_of_[g];
      index_square_[at] += r * index_loads_[f] * index_loads_[g];
      mixed_[at] += r * index_loads_[f] * money_loads_[g];
      money_square_[at] += r * money_loads_[f] * money_loads_[g];
    }
  }
  for (Component& component : components_) {
    for (AlignedBuffer<double>* part : {&component.constants, &component.linears, &component.quadratics}) {
      std::fill(part->begin(), part->end(), 0.0);
    }
    const double* omega = component.omegas.data();
    for (std::size_t f = 0; f < component.groups.size(); ++f) {
      for (std::size_t g = 0; g <= f; ++g, omega += component.nodes) {
        const std::size_t at = component.groups[f] * groups_ + component.groups[g];
        const std::size_t mirrored = component.groups[g] * groups_ + component.groups[f];
        const double once = f == g ? 0.5 : 1.0;
        add_multiple(once * money_square_[at], omega, component.constants);
        add_multiple(f == g ? mixed_[at] : mixed_[at] + mixed_[mirrored], omega, component.linears);
        add_multiple(once * index_square_[at], omega, component.quadratics);
      }
    }
  }
}

/// The product over components of their sums over nodes.
void MoveExponentials::sum_nodes(Dispersion& dispersion) {
  if (dispersion.real.size() == 0) dispersion.real = AlignedBuffer<double>(count_);
  std::fill(dispersion.real.begin(), dispersion.real.end(), 1.0);
  if (!dispersion.is_real) {
    if (dispersion.imaginary.size() == 0) dispersion.imaginary = AlignedBuffer<double>(count_);
    std::fill(dispersion.imaginary.begin(), dispersion.imaginary.end(), 0.0);
  }
  for (Component& component : components_) {
    if (component.nodes == 1) continue;
    std::fill(sum_real_.begin(), sum_real_.end(), 0.0);
    if (dispersion.is_real) {
      if (frequencies_.is_imaginary) dispersion.normal.linear += component.linears[0];  // their common phase
      if (frequencies_.is_imaginary && frequencies_.points.empty()) {
        sum_moduli(component);
      } else {
        sum_exponentials(component);
      }
      multiply(sum_real_.data(), count_, dispersion.real.data());
      continue;
    }
    std::fill(sum_imaginary_.begin(), sum_imaginary_.end(), 0.0);
    for (std::size_t q = 0; q < component.nodes; ++q) add(component.node(q), sum_real_.data(), sum_imaginary_.data());
    multiply(sum_real_.data(), sum_imaginary_.data(), count_, dispersion.real.data(), dispersion.imaginary.data());
  }
}

/// Σ_q p_q e^{k₀ + k₂u²} along the imaginary axis.
void MoveExponentials::sum_moduli(Component& component) {
  const double square = frequencies_.spacing * frequencies_.spacing;
  for (std::size_t q = 0; q < component.nodes; ++q) component.scratch[q] = std::max(component.quadratics[q], 0.0) * square;
  sums_.add_gaussians(component.probabilities.data(), component.constants.data(), component.scratch.data(), component.nodes,
                      frequencies_.first, count_, sum_real_.data());
}

/// Σ_q p_q e^{k₀ + k₁u + k₂u²} at real u; at imaginary u its modulus, e^{k₀ − k₂|u|²}.
void MoveExponentials::sum_exponentials(Component& component) {
  for (std::size_t n = 0; n < count_; ++n) {
    const double u = frequencies_.at(static_cast<int>(n));
    for (std::size_t q = 0; q < component.nodes; ++q) {
      component.scratch[q] =
          component.constants[q] +
          (frequencies_.is_imaginary ? -component.quadratics[q] * u : component.linears[q] + component.quadratics[q] * u) * u;
    }
    sum_real_[n] = sums_.sum(component.probabilities.data(), component.scratch.data(), component.nodes);
  }
}

void MoveExponentials::add(const QuadraticExponent& exponent, double* real, double* imaginary) const {
  const auto& [weight, constant, linear, quadratic] = exponent;
  if (frequencies_.is_imaginary && frequencies_.points.empty()) {
    return add_on_imaginary_axis(exponent, frequencies_.spacing, frequencies_.first, count_, real, imaginary);
  }
  for (std::size_t n = 0; n < count_; ++n) {
    const double u = frequencies_.at(static_cast<int>(n));
    if (frequencies_.is_imaginary) {
      const double modulus = weight * std::exp(constant - quadratic * u * u);
      real[n] += modulus * std::cos(linear * u);
      imaginary[n] += modulus * std::sin(linear * u);
    } else {
      real[n] += weight * std::exp(constant + (linear + quadratic * u) * u);
    }
  }
}

}  // namespace lodestone
