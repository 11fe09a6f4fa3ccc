/// Observables as sums over factors, and where each is needed.
#pragma once

#include <lodestone/model/study.hpp>
#include <lodestone/plan/grid.hpp>

#include <cstdint>
#include <vector>

namespace lodestone {

/// LINEAR: scale_or_shift + Σ w x.  EXPONENTIAL: scale_or_shift · exp(Σ w x).
struct ObservablePlan {
  bool is_exponential = false;
  std::uint32_t first = 0;  ///< into `weights`, `columns`
  std::uint32_t count = 0;
  std::vector<double> scale_or_shift;  ///< by step: one number when it never changes, else N + 1
  double at(int step) const {
    return scale_or_shift.size() == 1 ? scale_or_shift[0] : scale_or_shift[static_cast<std::size_t>(step)];
  }

  friend bool operator==(const ObservablePlan&, const ObservablePlan&) = default;
};

struct ObservablesPlan {
  std::vector<ObservablePlan> observables;
  std::vector<double> weights;
  std::vector<std::uint32_t> columns;
  std::vector<std::vector<int>> needed;  ///< observables to evaluate on each step, ascending
  std::vector<int> valued;               ///< those that positions are valued at; needed today too where it is today's value
  int discount_rate = -1;

  friend bool operator==(const ObservablesPlan&, const ObservablesPlan&) = default;
};

/// Compiles every observable; `needed` and `valued` start empty.
ObservablesPlan compile_observables(const Study& study, const Grid& grid);

/// Collects which observable somebody reads on which step.
class ObservableNeeds {
 public:
  ObservableNeeds(std::size_t observables, std::size_t steps)
      : observables_(observables), steps_(steps), needed_(observables * steps, 0) {}

  /// Nothing when `observable` is kNone.
  void add(int observable, int step) {
    if (observable >= 0) needed_[static_cast<std::size_t>(step) * observables_ + static_cast<std::size_t>(observable)] = 1;
  }

  /// On every step from `first` to `last`, both included.
  void add_range(int observable, int first, int last) {
    for (int step = first; step <= last; ++step) add(observable, step);
  }

  std::vector<std::vector<int>> lists() const;

 private:
  std::size_t observables_;
  std::size_t steps_;
  std::vector<std::uint8_t> needed_;
};

}  // namespace lodestone
