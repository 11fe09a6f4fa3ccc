#include <lodestone/plan/backward_rows.hpp>

#include <lodestone/base/expect.hpp>

#include <algorithm>
#include <utility>

namespace lodestone {
namespace {

/// Every run of `length` values `times` times over.
template <typename T>
std::vector<T> repeat_runs(const std::vector<T>& values, std::size_t length, int times) {
  std::vector<T> repeated;
  repeated.reserve(values.size() * static_cast<std::size_t>(times));
  for (auto run = values.begin(); run != values.end(); run += static_cast<std::ptrdiff_t>(length)) {
    for (int n = 0; n < times; ++n) repeated.insert(repeated.end(), run, run + static_cast<std::ptrdiff_t>(length));
  }
  return repeated;
}

}  // namespace

BackwardRows::BackwardRows(int states, const Frequencies& frequencies)
    : states_(states),
      count_(static_cast<std::size_t>(frequencies.count)),
      is_imaginary_(frequencies.is_imaginary),
      real_(static_cast<std::size_t>(states) * count_, 1.0),
      imaginary_(is_imaginary_ ? real_.size() : 0, 0.0),
      is_live_(static_cast<std::size_t>(states), 1) {}

void BackwardRows::split(int labels) {
  LODESTONE_EXPECT(labels_ == 1);
  real_ = repeat_runs(real_, count_, labels);
  imaginary_ = repeat_runs(imaginary_, count_, labels);
  is_live_ = repeat_runs(is_live_, 1, labels);
  labels_ = labels;
}

void BackwardRows::clear(int state, int label) {
  const std::size_t row = static_cast<std::size_t>(state * labels_ + label);
  is_live_[row] = 0;
  std::fill_n(real_.data() + row * count_, count_, 0.0);
  if (is_imaginary_) std::fill_n(imaginary_.data() + row * count_, count_, 0.0);
}

BackwardRows::Source BackwardRows::row(int state, int label) const {
  const std::size_t row = static_cast<std::size_t>(state * labels_ + label);
  if (is_live_[row] == 0) return {};
  return {real_.data() + row * count_, is_imaginary_ ? imaginary_.data() + row * count_ : nullptr, 1.0};
}

/// Σ_ℓ' P(ℓ → ℓ') φ(state, ℓ'); a label that moves to one row only needs no sum.
BackwardRows::Source BackwardRows::mix(const LabelMoves& moves, int state, std::size_t label) {
  double* real = mixed_real_.data() + label * count_;
  double* imaginary = is_imaginary_ ? mixed_imaginary_.data() + label * count_ : nullptr;
  Source sum;
  for (std::size_t m = moves.first[label]; m < moves.first[label + 1]; ++m) {
    Source part = row(state, moves.moves[m].to);
    part.factor *= moves.moves[m].probability;
    if (part.factor == 0.0) continue;
    if (sum.factor == 0.0) {
      sum = part;
      continue;
    }
    for (std::size_t n = 0; n < count_; ++n) real[n] = sum.factor * sum.real[n] + part.factor * part.real[n];
    if (is_imaginary_) {
      for (std::size_t n = 0; n < count_; ++n) imaginary[n] = sum.factor * sum.imaginary[n] + part.factor * part.imaginary[n];
    }
    sum = {real, imaginary, 1.0};
  }
  return sum;
}

/// What state `to` looks like from states at `old_level`.
void BackwardRows::find_sources(int to, int old_level, const LabelStep& label_step) {
  sources_.assign(static_cast<std::size_t>(label_step.labels_before), {});
  if (label_step.moves == nullptr) {
    sources_.front() = row(to, 0);
    return;
  }
  const int new_level = (*label_step.level)[static_cast<std::size_t>(to)];
  const LabelMoves& moves = (*label_step.moves)[static_cast<std::size_t>(old_level * label_step.levels + new_level)];
  if (moves.first.empty()) return;
  mixed_real_.resize(sources_.size() * count_);
  mixed_imaginary_.resize(is_imaginary_ ? sources_.size() * count_ : 0);
  for (std::size_t label = 0; label < sources_.size(); ++label) sources_[label] = mix(moves, to, label);
}

void BackwardRows::add_product(const double* real, const double* imaginary, const Source& source, std::size_t to_row) {
  double* __restrict out_real = next_real_.data() + to_row * count_;
  next_live_[to_row] = 1;
  if (!is_imaginary_) {
    for (std::size_t n = 0; n < count_; ++n) out_real[n] += source.factor * source.real[n] * real[n];
    return;
  }
  double* __restrict out_imaginary = next_imaginary_.data() + to_row * count_;
  for (std::size_t n = 0; n < count_; ++n) {
    const double r = source.factor * source.real[n];
    const double i = source.factor * source.imaginary[n];
    out_real[n] += r * real[n] - i * imaginary[n];
    out_imaginary[n] += r * imaginary[n] + i * real[n];
  }
}

void BackwardRows::step_back(const std::vector<double>& transition, const MoveExponentials& exponentials,
                             const LabelStep& label_step) {
  const std::size_t rows = static_cast<std::size_t>(states_ * label_step.labels_before);
  next_real_.assign(rows * count_, 0.0);
  next_imaginary_.assign(is_imaginary_ ? rows * count_ : 0, 0.0);
  next_live_.assign(rows, 0);
  for (int to = 0; to < states_; ++to) {
    for (int old_level = 0; old_level < label_step.levels; ++old_level) {
      sources_.clear();
      for (int from = 0; from < states_; ++from) {
        if (label_step.moves != nullptr && (*label_step.level)[static_cast<std::size_t>(from)] != old_level) continue;
        const double p = transition[static_cast<std::size_t>(from * states_ + to)];
        if (p == 0.0) continue;
        if (sources_.empty()) find_sources(to, old_level, label_step);
        const std::size_t c = exponentials.class_of(from, to);
        for (std::size_t label = 0; label < sources_.size(); ++label) {
          Source source = sources_[label];
          source.factor *= p;
          if (source.factor == 0.0) continue;
          add_product(exponentials.real(c), exponentials.imaginary(c), source,
                      static_cast<std::size_t>(from * label_step.labels_before) + label);
        }
      }
    }
  }
  std::swap(real_, next_real_);
  std::swap(imaginary_, next_imaginary_);
  std::swap(is_live_, next_live_);
  labels_ = label_step.labels_before;
}

}  // namespace lodestone
