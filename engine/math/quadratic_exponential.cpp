#include <lodestone/math/quadratic_exponential.hpp>

#include <algorithm>
#include <cmath>

namespace lodestone {
namespace {

constexpr std::size_t kLanes = 4;
constexpr std::size_t kBlock = 64;  // terms between two fresh starts

/// Four neighbouring terms, and what takes them to the next four: with r = e^{−C(8n + 16)}
///   modulus ← modulus·r,  r ← r·e^{−32C},  e^{iBn} ← e^{iBn}·e^{4iB}
struct FourTerms {
  double modulus[kLanes];
  double ratio[kLanes];
  double cosine[kLanes];
  double sine[kLanes];
  double decay;
  double turn_cosine;
  double turn_sine;
};

/// Adds groups of four; plain arrays and one loop over lanes, so that compilers make vectors of them.
FourTerms add_groups(FourTerms terms, std::size_t groups, double* __restrict real, double* __restrict imaginary) {
  for (std::size_t g = 0; g < groups; ++g) {
    for (std::size_t l = 0; l < kLanes; ++l) {
      real[kLanes * g + l] += terms.modulus[l] * terms.cosine[l];
      imaginary[kLanes * g + l] += terms.modulus[l] * terms.sine[l];
      const double c = terms.cosine[l];
      const double s = terms.sine[l];
      terms.cosine[l] = c * terms.turn_cosine - s * terms.turn_sine;
      terms.sine[l] = c * terms.turn_sine + s * terms.turn_cosine;
      terms.modulus[l] *= terms.ratio[l];
      terms.ratio[l] *= terms.decay;
    }
  }
  return terms;
}

/// w·e^{A − Cn² + iBn}.
class Recurrence {
 public:
  Recurrence(const QuadraticExponent& exponent, double spacing)
      : exponent_(exponent),
        slope_(exponent.linear * spacing),
        curvature_(std::max(exponent.quadratic, 0.0) * spacing * spacing),
        e1_(std::exp(-curvature_)),
        e4_(e1_ * e1_ * (e1_ * e1_)),
        e8_(e4_ * e4_),
        scale_(exponent.weight * std::exp(exponent.constant)) {
    terms_.decay = std::exp(-32.0 * curvature_);  // a block squares its error: no power of e1 would do
    set_turn();
  }

  /// How many of `count` terms from `first` on matter.
  std::size_t terms_that_matter(int first, std::size_t count) const {
    const double room = std::log(exponent_.weight / kLeastExponential);
    if (room <= 0.0) return 0;
    if (curvature_ == 0.0) return count;
    return static_cast<std::size_t>(
        std::clamp(std::ceil(std::sqrt(room / curvature_) - first), 0.0, static_cast<double>(count)));
  }

  FourTerms& start(double n) {
    const double value = n == 0.0 ? scale_ : scale_ * std::exp(-curvature_ * n * n);
    const double tilt = n == 0.0 ? 1.0 : std::exp(-2.0 * curvature_ * n);
    const double e16 = e8_ * e8_;
    const double ratio = tilt * tilt * (tilt * tilt) * e16;
    const double tilts[kLanes] = {1.0, tilt, tilt * tilt, tilt * tilt * tilt};
    const double squares[kLanes] = {1.0, e1_, e4_, e8_ * e1_};
    const double ratios[kLanes] = {1.0, e8_, e16, e16 * e8_};
    for (std::size_t l = 0; l < kLanes; ++l) {
      terms_.modulus[l] = value * tilts[l] * squares[l];
      terms_.ratio[l] = ratio * ratios[l];
    }
    const double c = std::cos(slope_ * n);
    const double s = std::sin(slope_ * n);
    for (std::size_t l = 0; l < kLanes; ++l) {
      terms_.cosine[l] = c * cosine_[l] - s * sine_[l];
      terms_.sine[l] = c * sine_[l] + s * cosine_[l];
    }
    return terms_;
  }

 private:
  void set_turn() {
    cosine_[1] = std::cos(slope_);
    sine_[1] = std::sin(slope_);
    cosine_[2] = cosine_[1] * cosine_[1] - sine_[1] * sine_[1];
    sine_[2] = 2.0 * cosine_[1] * sine_[1];
    cosine_[3] = cosine_[2] * cosine_[1] - sine_[2] * sine_[1];
    sine_[3] = cosine_[2] * sine_[1] + sine_[2] * cosine_[1];
    terms_.turn_cosine = cosine_[2] * cosine_[2] - sine_[2] * sine_[2];
    terms_.turn_sine = 2.0 * cosine_[2] * sine_[2];
  }

  QuadraticExponent exponent_;
  double slope_;
  double curvature_;
  double e1_, e4_, e8_;
  double scale_;
  double cosine_[kLanes] = {1.0, 0.0, 0.0, 0.0};
  double sine_[kLanes] = {0.0, 0.0, 0.0, 0.0};
  FourTerms terms_{};
};

}  // namespace

void add_on_imaginary_axis(const QuadraticExponent& exponent, double spacing, int first, std::size_t count, double* real,
                           double* imaginary) {
  Recurrence recurrence(exponent, spacing);
  count = recurrence.terms_that_matter(first, count);
  for (std::size_t block = 0; block < count; block += kBlock) {
    const std::size_t size = std::min(kBlock, count - block);
    const std::size_t groups = size / kLanes;
    const FourTerms rest =
        add_groups(recurrence.start(first + static_cast<double>(block)), groups, real + block, imaginary + block);
    for (std::size_t n = groups * kLanes; n < size; ++n) {
      real[block + n] += rest.modulus[n % kLanes] * rest.cosine[n % kLanes];
      imaginary[block + n] += rest.modulus[n % kLanes] * rest.sine[n % kLanes];
    }
  }
}

}  // namespace lodestone
