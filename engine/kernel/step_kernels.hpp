/// One step of the factors of a tile: correlate the normals, then  x ← a·x + b[move] + c[move]·η.
///
/// Shapes: η, x, h, move (n,) over paths, n a multiple of 64; tables b, c, pull, jump of at most 64 entries, indexed by
///         move = old state × states + new state. No two arrays of a call overlap.
/// Bits:   every form is fma(a, x, fma(c, η, b)), so one level gives the bits of none; and with h = 1 the feedback form's
///         b = fma(pull, h, jump) is the rounded pull + jump, so feedback of weight zero gives the bits of no feedback.
/// Error:  2 roundings (3 with feedback), each at most half an ulp of what is rounded.   Cost: 25 bytes of traffic a path.
/// Source: exact Gaussian transition, e.g. Glasserman (2004) §3.3.   Twin: tests/reference/step_factors.hpp
#pragma once

#include <cstddef>
#include <cstdint>
#include <lodestone/simd/isa.hpp>

namespace lodestone {

struct StepKernels {
  /// out[p] = alpha + Σ_m weights[m]·rows[columns[m]·stride + p], one fma a term, in the order of m < count. Rows of shape
  /// (stride,); `out` is none of them.
  void (*combine)(double alpha, const double* weights, const std::uint32_t* columns, std::size_t count, const double* rows,
                  std::size_t stride, double* out, std::size_t n);

  /// x ← a·x + b + c·η
  void (*step)(double a, double b, double c, const double* eta, double* x, std::size_t n);

  /// x ← a·x + b[move] + c[move]·η
  void (*step_moves)(double a, const double* b, const double* c, const std::uint8_t* move, const double* eta, double* x,
                     std::size_t n);

  /// x ← a·x + (pull[move]·h + jump[move]) + c[move]·η
  void (*step_feedback)(double a, const double* pull, const double* jump, const double* c, const std::uint8_t* move,
                        const double* h, const double* eta, double* x, std::size_t n);

  /// x ← factor·x
  void (*multiply)(const double* factor, double* x, std::size_t n);
};

/// Precondition: this processor supports `isa`.
const StepKernels& step_kernels(Isa isa);

}  // namespace lodestone
