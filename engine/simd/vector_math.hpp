/// exp, log and Φ of many numbers at once. The same bits on every instruction set, from every compiler.
///
/// Shapes: x, out (n,) contiguous, any n; readable and writable up to `padded(n)`; x == out is allowed, other overlap is not.
/// Error:  the constants below, held by tests against long double.   Cost: about 1 ns a value; no branch, no call.
/// Every finite x gives a number or ±∞, never NaN, but for log x, x < 0; NaN gives NaN.   Twin: exp, log, erfc of long double.
#pragma once

#include <cstddef>
#include <lodestone/simd/isa.hpp>

namespace lodestone {

/// exp: [ulp] where the result is normal (|x| ≤ 700); below that gradual underflow to 0, above overflow to ∞.
inline constexpr double kExpMaxUlp = 1.1;

/// log: [ulp] for every x > 0, subnormal ones included; log 0 = −∞.
inline constexpr double kLogMaxUlp = 1.0;

/// Φ: relative, for x from −37 (Φ = 6e−300) up; so the lower tail keeps its digits. Φ(x) = 1 − Φ(−x) for x > 0.
inline constexpr double kNormalCdfMaxRelative = 2e-15;

struct VectorMath {
  void (*exp)(const double* x, double* out, std::size_t n);
  void (*log)(const double* x, double* out, std::size_t n);

  /// Φ(x) = ½·erfc(−x/√2), the standard normal law.
  void (*normal_cdf)(const double* x, double* out, std::size_t n);
};

/// Precondition: this processor supports `isa`.
const VectorMath& vector_math(Isa isa);

}  // namespace lodestone
