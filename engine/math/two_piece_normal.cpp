#include <lodestone/math/two_piece_normal.hpp>

#include <lodestone/math/normal_distribution.hpp>

#include <cmath>

namespace lodestone {
namespace {

double to_scale(NaturalScale scale, double x) {
  switch (scale) {
    case NaturalScale::LOG:
      return std::log(x);
    case NaturalScale::LOGIT:
      return std::log(x) - std::log1p(-x);
    case NaturalScale::FISHER:
      return std::atanh(x);
    case NaturalScale::PLAIN:
      break;
  }
  return x;
}

double from_scale(NaturalScale scale, double g) {
  switch (scale) {
    case NaturalScale::LOG:
      return std::exp(g);
    case NaturalScale::LOGIT:
      return 1.0 / (1.0 + std::exp(-g));
    case NaturalScale::FISHER:
      return std::tanh(g);
    case NaturalScale::PLAIN:
      break;
  }
  return g;
}

}  // namespace

double two_piece_quantile(const TwoPieceNormal& law, double z) {
  const double centre = to_scale(law.scale, law.median);
  const double width = z > 0.0 ? to_scale(law.scale, law.high) - centre : centre - to_scale(law.scale, law.low);
  const double move = width / kNormal975 * z;
  return move == 0.0 ? law.median : from_scale(law.scale, centre + move);
}

}  // namespace lodestone
