#include <lodestone/calibration/estimate/maximise.hpp>

#include <lodestone/base/expect.hpp>

#include <nlopt.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <type_traits>

namespace lodestone::calibration {
namespace {

constexpr int kMaximumEvaluations = 500;
constexpr double kValueTolerance = 1e-14;
constexpr double kStepTolerance = 1e-9;

struct DestroySearch {
  void operator()(nlopt_opt search) const { nlopt_destroy(search); }
};
using Search = std::unique_ptr<std::remove_pointer_t<nlopt_opt>, DestroySearch>;

struct Scaled {
  const SmoothFunction* function = nullptr;
  double size = 1.0;
  int evaluations = 0;
};

// NLopt is C: what it calls gets a pointer to our state, and must not throw.
double evaluate(unsigned count, const double* at, double* gradient, void* data) noexcept {
  Scaled& scaled = *static_cast<Scaled*>(data);
  ++scaled.evaluations;
  const std::span<double> slopes = gradient == nullptr ? std::span<double>{} : std::span<double>{gradient, count};
  const double value = (*scaled.function)({at, count}, slopes);
  for (double& slope : slopes) slope /= scaled.size;
  return value / scaled.size;
}

}  // namespace

Maximum maximise(const SmoothFunction& function, const Box& box, std::span<const std::vector<double>> starts) {
  const std::size_t count = box.lower.size();
  LODESTONE_EXPECT(count >= 1 && box.upper.size() == count && !starts.empty());
  const Search search(nlopt_create(NLOPT_LD_SLSQP, static_cast<unsigned>(count)));
  LODESTONE_EXPECT(search != nullptr);
  nlopt_set_lower_bounds(search.get(), box.lower.data());
  nlopt_set_upper_bounds(search.get(), box.upper.data());
  nlopt_set_ftol_rel(search.get(), kValueTolerance);
  nlopt_set_xtol_rel(search.get(), kStepTolerance);
  nlopt_set_maxeval(search.get(), kMaximumEvaluations);

  Maximum best;
  std::vector<double> values;
  for (const std::vector<double>& start : starts) {
    LODESTONE_EXPECT(start.size() == count);
    std::vector<double> at(count);
    for (std::size_t i = 0; i < count; ++i) at[i] = std::clamp(start[i], box.lower[i], box.upper[i]);
    Scaled scaled{&function};
    scaled.size = std::max(1.0, std::abs(function(at, {})));
    nlopt_set_max_objective(search.get(), evaluate, &scaled);
    double value = 0.0;
    const nlopt_result result = nlopt_optimize(search.get(), at.data(), &value);
    value = function(at, {});
    values.push_back(value);
    best.evaluations += scaled.evaluations + 2;
    if (best.at.empty() || value > best.value) {
      best.at = std::move(at);
      best.value = value;
      // "Limited by rounding" is as far as doubles go, which is what was asked for.
      best.converged = (result > 0 && result != NLOPT_MAXEVAL_REACHED) || result == NLOPT_ROUNDOFF_LIMITED;
    }
  }
  best.starts_agreeing =
      static_cast<int>(std::count_if(values.begin(), values.end(), [&](double v) { return best.value - v < kAgreement; }));
  for (std::size_t i = 0; i < count; ++i) {
    const double margin = 1e-7 * (box.upper[i] - box.lower[i]);
    best.at_bound.push_back(best.at[i] - box.lower[i] <= margin || box.upper[i] - best.at[i] <= margin);
  }
  return best;
}

}  // namespace lodestone::calibration
