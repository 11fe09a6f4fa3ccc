/// Price formulas as one piecewise-linear form, and averages as sums over grid dates.
#pragma once

#include <lodestone/model/study.hpp>
#include <lodestone/plan/grid.hpp>
#include <lodestone/plan/name_index.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <tuple>
#include <vector>

namespace lodestone {

/// p(Ī) = constant + slope·Ī + Σ slope_m (Ī − strike_m)⁺.
struct FormulaPlan {
  double constant = 0.0;
  double slope = 0.0;
  std::vector<Kink> kinks;

  double operator()(double index) const {
    double price = constant + slope * index;
    for (const Kink& kink : kinks) {
      const double excess = index - kink.strike;
      price += kink.slope * (excess > 0.0 ? excess : 0.0);
    }
    return price;
  }

  /// price[i] = p(index[i]), the same bits, a term at a time: compilers make vectors of that.
  void prices(const double* index, std::size_t n, double* price) const {
    for (std::size_t i = 0; i < n; ++i) price[i] = constant + slope * index[i];
    for (const Kink& kink : kinks) {
      for (std::size_t i = 0; i < n; ++i) price[i] += kink.slope * std::max(index[i] - kink.strike, 0.0);
    }
  }
};

FormulaPlan compile_formula(const PriceFormula& formula);

/// max(p(I), 0) for I > 0, again piecewise linear, with strikes > 0.
FormulaPlan positive_part(const FormulaPlan& formula);

/// The mean of an index over its fixings: a running sum in the workspace, started with what is already fixed.
struct AveragePlan {
  int observable = 0;
  double past_sum = 0.0;
  double count = 1.0;
  int last_step = 0;              ///< the step of the last fixing; 0 when all are past
  std::vector<int> fixing_steps;  ///< ascending
};

/// Gives each window of an index one average, however many deliveries refer to it.
class AverageBook {
 public:
  AverageBook(const Study& study, const Grid& grid) : study_(study), grid_(grid), observables_(study.market.observables) {}

  /// Index of the average that a delivery due on `due` is priced on; kNone for AT_DELIVERY.
  int add(const std::string& index, const Averaging& averaging, Date due);

  /// The same for a project's sale on `day`, which is paid that day: kNone also for a window that is not over by then.
  int add_if_known(const std::string& index, const Averaging& averaging, Date day);

  std::vector<AveragePlan> take() { return std::move(averages_); }
  const std::vector<AveragePlan>& averages() const { return averages_; }

 private:
  std::vector<Date> dates_of(const std::string& index, const Averaging& averaging, Date due) const;

  const Study& study_;
  const Grid& grid_;
  NameIndex observables_;
  std::map<std::tuple<int, Date, Date>, int> known_;
  std::vector<AveragePlan> averages_;
};

}  // namespace lodestone
