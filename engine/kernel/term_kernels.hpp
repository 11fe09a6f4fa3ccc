/// Sums of a contract's terms on a tile:  value[p] = Σ_t coefficient_t·φ_t[number[p]]·e^{w_t·x[p]}.
///
/// Shapes: rows (n,), n a multiple of 64.   Bits: (coefficient·φ)·e^{…}, one fma a term, in the order of the terms, from 0.
/// Error:  kExpMaxUlp and a rounding a term.   Cost: a load and an fma a weight, one exponential and one lookup a term; the
///         lookup is a permutation of registers for up to 32 numbers on AVX-512 (16 on AVX2), else a gather.
/// Twin:   the sum, term by term.
#pragma once

#include <lodestone/plan/value_plan.hpp>
#include <lodestone/simd/isa.hpp>

#include <cstddef>
#include <cstdint>

namespace lodestone {

struct TermKernels {
  /// `number`: in [0, group.numbers). `x`: rows of `stride` by column.
  void (*sum)(const ValueTerms& terms, const ValueTermGroup& group, const std::int32_t* number, const double* x,
              std::size_t stride, double* value, std::size_t n);
};

/// Precondition: this processor supports `isa`.
const TermKernels& term_kernels(Isa isa);

}  // namespace lodestone
