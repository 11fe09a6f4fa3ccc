#include <lodestone/math/cosine_expansion.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <lodestone/base/expect.hpp>

namespace lodestone {
namespace {

constexpr double kPi = 3.14159265358979323846;

}  // namespace

Interval chernoff_interval(const std::vector<double>& u, const std::vector<double>& moments, double neglected) {
  Interval interval{-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
  for (std::size_t n = 0; n < u.size(); ++n) {
    if (u[n] == 0.0 || !std::isfinite(moments[n]) || !(moments[n] > 0.0)) continue;
    const double bound = std::log(moments[n] / neglected) / u[n];
    if (u[n] > 0.0) {
      interval.high = std::min(interval.high, bound);
    } else {
      interval.low = std::max(interval.low, bound);
    }
  }
  LODESTONE_EXPECT(std::isfinite(interval.low) && std::isfinite(interval.high));
  return interval;
}

double cosine_tail(double width, double power, double modulus, std::size_t terms) {
  return 2.0 * power * modulus * width / (kPi * kPi * static_cast<double>(terms));
}

CosinePuts cosine_puts(const CosineExpansion& law, double power, const FourierSum& transform) {
  const std::size_t size = transform.size();
  std::vector<double> real(size, 0.0);
  std::vector<double> imaginary(size, 0.0);
  double sum = 0.0;
  // Re Σ c_n e^{inθ} is the Fourier sum of ½c_n at n and its conjugate at −n; the value's goes in as it is, the slope's times
  // i.
  for (std::size_t n = 1; n < law.coefficients.size(); ++n) {
    const double u = kPi * static_cast<double>(n) / law.width;
    const double g = law.coefficients[n] * power / (power * power + u * u);
    sum += g;
    const double value_real = -0.5 * g;
    const double value_imaginary = -0.5 * g * power / u;
    const double slope_real = -0.5 * g;
    const double slope_imaginary = 0.5 * g * u / power;
    const std::size_t at = n % size;
    const std::size_t mirrored = (size - at) % size;
    real[at] += value_real - slope_imaginary;
    imaginary[at] += value_imaginary + slope_real;
    real[mirrored] += value_real + slope_imaginary;
    imaginary[mirrored] += slope_real - value_imaginary;
  }
  transform.apply(real, imaginary);

  const std::size_t intervals = size / 2;
  const double density = law.coefficients.front();
  CosinePuts puts;
  puts.value.resize(intervals + 1);
  puts.slope.resize(intervals + 1);
  for (std::size_t k = 0; k <= intervals; ++k) {
    const double distance = law.width * static_cast<double>(k) / static_cast<double>(intervals);
    const double e = std::exp(-power * distance);
    puts.value[k] = density * (distance + std::expm1(-power * distance) / power) + e * sum + real[k];
    puts.slope[k] = density * std::expm1(-power * distance) / power + e * sum + imaginary[k];
  }
  return puts;
}

}  // namespace lodestone
