/// A law given by its 2.5 % point, its median and its 97.5 % point: what a person can say of a number that is not known well.
#pragma once

namespace lodestone {

/// The scale g on which the law is normal on either side of its median.
/// PLAIN: g(x) = x. LOG: ln x, for x > 0. LOGIT: ln(x/(1 − x)), for 0 < x < 1. FISHER: artanh x, for −1 < x < 1.
enum class NaturalScale { PLAIN, LOG, LOGIT, FISHER };

/// low ≤ median ≤ high, all inside the domain of `scale`.
struct TwoPieceNormal {
  NaturalScale scale = NaturalScale::PLAIN;
  double low = 0.0;
  double median = 0.0;
  double high = 0.0;
};

/// The value of a standard normal z:
///   x = g⁻¹(g(median) + s·z),   s = (g(high) − g(median))/1.96 for z > 0,  (g(median) − g(low))/1.96 for z ≤ 0,
/// where 1.96 is `kNormal975`. x rises with z, so the law's p-quantile is x at Φ⁻¹(p): low, median and high at 2.5, 50 and 97.5
/// %. The density jumps at the median where the two s differ; a law with a continuous one (the split normal of Fechner) would
/// have its mode there and not its median, and no closed form for s. At z = 0, and on a side without width, x is the median to
/// the last bit.
double two_piece_quantile(const TwoPieceNormal& law, double z);

}  // namespace lodestone
