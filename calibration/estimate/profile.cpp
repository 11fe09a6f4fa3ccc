#include <lodestone/calibration/estimate/profile.hpp>

#include <lodestone/base/expect.hpp>

#include <boost/math/tools/minima.hpp>
#include <boost/math/tools/roots.hpp>

#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace lodestone::calibration {
namespace {

// Where the drop from the maximum reaches the test's limit, between a point above the limit and one below it.
double crossing(const std::function<double(double)>& function, double limit, double inside, double outside) {
  std::uintmax_t iterations = 60;
  const auto excess = [&](double x) { return function(x) - limit; };
  const auto bracket = boost::math::tools::toms748_solve(excess, std::min(inside, outside), std::max(inside, outside),
                                                         boost::math::tools::eps_tolerance<double>(30), iterations);
  return 0.5 * (bracket.first + bracket.second);
}

}  // namespace

ProfileMaximum maximise_profile(const std::function<double(double)>& function, double lower, double upper, int points) {
  LODESTONE_EXPECT(lower < upper && points >= 3);
  const double spacing = (upper - lower) / (points - 1);
  const auto place = [&](int i) { return i == points - 1 ? upper : lower + spacing * i; };
  std::vector<double> values;
  int best = 0;
  for (int i = 0; i < points; ++i) {
    values.push_back(function(place(i)));
    if (values.back() > values[static_cast<std::size_t>(best)]) best = i;
  }
  ProfileMaximum result{.at = place(best), .value = values[static_cast<std::size_t>(best)]};
  std::uintmax_t iterations = 60;
  const auto found = boost::math::tools::brent_find_minima([&](double x) { return -function(x); }, place(std::max(best - 1, 0)),
                                                           place(std::min(best + 1, points - 1)),
                                                           std::numeric_limits<double>::digits / 2, iterations);
  if (-found.second >= result.value) {
    result.at = found.first;
    result.value = -found.second;
  }
  result.at_lower = result.at - lower < 1e-6 * (upper - lower);
  result.at_upper = upper - result.at < 1e-6 * (upper - lower);

  const double limit = result.value - kRatioTest95;
  result.interval95 = {lower, upper};
  double inside = result.at;
  for (int i = points - 1; i >= 0; --i) {  // the nearest grid point on each side that the test rejects
    if (place(i) >= result.at) continue;
    if (values[static_cast<std::size_t>(i)] < limit) {
      result.interval95.lower = crossing(function, limit, inside, place(i));
      break;
    }
    inside = place(i);
  }
  inside = result.at;
  for (int i = 0; i < points; ++i) {
    if (place(i) <= result.at) continue;
    if (values[static_cast<std::size_t>(i)] < limit) {
      result.interval95.upper = crossing(function, limit, inside, place(i));
      break;
    }
    inside = place(i);
  }
  if (!result.at_lower && !result.at_upper) {
    const double width = result.interval95.upper - result.interval95.lower;
    const double step = std::min({0.02 * width, result.at - lower, upper - result.at});
    const double bend = (function(result.at + step) - 2.0 * result.value + function(result.at - step)) / (step * step);
    if (bend < 0.0) result.standard_error = 1.0 / std::sqrt(-bend);
  }
  return result;
}

}  // namespace lodestone::calibration
