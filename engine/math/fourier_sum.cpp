#include <lodestone/math/fourier_sum.hpp>

#include <cmath>
#include <lodestone/base/expect.hpp>
#include <utility>

namespace lodestone {
namespace {

constexpr double kPi = 3.14159265358979323846;

/// Puts element n where its bits, read backwards, say.
void reverse_bits(std::vector<double>& real, std::vector<double>& imaginary) {
  const std::size_t size = real.size();
  for (std::size_t n = 0, reversed = 0; n < size; ++n) {
    if (n < reversed) {
      std::swap(real[n], real[reversed]);
      std::swap(imaginary[n], imaginary[reversed]);
    }
    std::size_t bit = size / 2;
    for (; bit != 0 && (reversed & bit) != 0; bit /= 2) reversed ^= bit;
    reversed |= bit;
  }
}

}  // namespace

FourierSum::FourierSum(std::size_t size) {
  LODESTONE_EXPECT(size >= 2 && (size & (size - 1)) == 0);
  for (std::size_t k = 0; k < size / 2; ++k) {
    const double angle = 2.0 * kPi * static_cast<double>(k) / static_cast<double>(size);
    cosines_.push_back(std::cos(angle));
    sines_.push_back(std::sin(angle));
  }
}

void FourierSum::apply(std::vector<double>& real, std::vector<double>& imaginary) const {
  LODESTONE_EXPECT(real.size() == size() && imaginary.size() == size());
  reverse_bits(real, imaginary);
  for (std::size_t half = 1; half < size(); half *= 2) {
    const std::size_t stride = size() / (2 * half);
    for (std::size_t start = 0; start < size(); start += 2 * half) {
      for (std::size_t k = 0; k < half; ++k) {
        const std::size_t even = start + k;
        const std::size_t odd = even + half;
        const double c = cosines_[k * stride];
        const double s = sines_[k * stride];
        const double r = real[odd] * c - imaginary[odd] * s;
        const double i = real[odd] * s + imaginary[odd] * c;
        real[odd] = real[even] - r;
        imaginary[odd] = imaginary[even] - i;
        real[even] += r;
        imaginary[even] += i;
      }
    }
  }
}

}  // namespace lodestone
