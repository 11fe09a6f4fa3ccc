/// One step of the factors of a tile: correlate the normals, then  x ← a·x + b[move] + c[move]·√ω·(L z), in one pass.
///
/// Shapes: z, x, √ω, h, move (n,) over paths, n a multiple of 64; tables b, c, jump of at most 64 entries, indexed by
///         move = old state × states + new state. x overlaps nothing else.
/// Bits:   η = L z is one fma a term, columns ascending, from 0; every form of the step is fma(a, x, fma(c, √ω·η, b)). So one
///         level gives the bits of none, a row alone those of a row in a panel, and with h = 1 the feedback form's
///         b = fma(b, h, jump) is the rounded b + jump: feedback of weight zero gives the bits of no feedback.
/// Error:  a term and a step round as said, each at most half an ulp of what is rounded.
/// Cost:   one fma a term, path and row; five rows share each load of z, which keeps the multipliers busy and not the loads.
/// Source: exact Gaussian transition, e.g. Glasserman (2004) §3.3.   Twin: tests/reference/step_factors.hpp
#pragma once

#include <cstddef>
#include <cstdint>
#include <lodestone/plan/correlation_panels.hpp>
#include <lodestone/simd/isa.hpp>

namespace lodestone {

/// Up to kCorrelationPanelRows rows of L on the columns that any of them has: weights[m·kCorrelationPanelRows + row], 0 where a
/// row lacks one. The last `rows` columns are a triangle: row r has nothing behind the r-th of them.
struct Panel {
  const double* weights = nullptr;
  const std::uint32_t* columns = nullptr;  ///< ascending
  std::size_t column_count = 0;
  std::size_t rows = 0;
};

/// How one factor steps. What does not apply to it is a null pointer.
struct FactorStep {
  double* x = nullptr;
  double a = 1.0;
  const double* b = nullptr;  ///< with feedback: the pull that h scales
  const double* c = nullptr;
  const std::uint8_t* move = nullptr;     ///< null: one level, entry 0 of every table
  std::size_t moves = 1;                  ///< entries of each table
  const double* root_variance = nullptr;  ///< √ω; null: 1
  const double* h = nullptr;              ///< null: no feedback
  const double* jump = nullptr;           ///< with feedback: what h does not scale
};

struct StepKernels {
  /// x_r ← a_r·x_r + b_r + c_r·√ω_r·Σ_m weights[m][r]·z[columns[m]·stride + p] for the rows r of the panel.
  void (*step_panel)(const Panel& panel, const double* z, std::size_t stride, const FactorStep* factors, std::size_t n);

  /// out[p] = alpha + Σ_m weights[m]·rows[columns[m]·stride + p], one fma a term, in the order of m < count. Rows of shape
  /// (stride,); `out` is none of them.
  void (*combine)(double alpha, const double* weights, const std::uint32_t* columns, std::size_t count, const double* rows,
                  std::size_t stride, double* out, std::size_t n);

  /// out[p] = scale·exp(Σ_m weights[m]·rows[columns[m]·stride + p]): a price from its factors.
  void (*exponential)(double scale, const double* weights, const std::uint32_t* columns, std::size_t count, const double* rows,
                      std::size_t stride, double* out, std::size_t n);

  /// out[p] ← out[p] + Σ_m weights[m]·rows[columns[m]·stride + p], one fma a term, in the order of m < count; a null `weights`
  /// is 1 everywhere.
  void (*accumulate)(const double* weights, const std::uint32_t* columns, std::size_t count, const double* rows,
                     std::size_t stride, double* out, std::size_t n);

  /// A date's flows join what was paid before: paid ← paid + flow, discounted ← discounted + flow·discount, period ← period +
  /// flow; the last two where they are not null.
  void (*book)(const double* flow, const double* discount, double* discounted, double* paid, double* period, std::size_t n);

  /// Σ and Σ² of x[p] + y[p]·discount[p] over p < n, by p mod 8: sums[p mod 8] and sums[8 + p mod 8] grow by them, in the order
  /// of p. A null y is 0. n may be any number.
  void (*add_moments)(const double* x, const double* y, const double* discount, double* sums, std::size_t n);

  /// paid ← quantity·(sign·(price − strike))⁺·fx; a null fx is 1.
  void (*exercise)(const double* price, const double* fx, double sign, double strike, double quantity, double* paid,
                   std::size_t n);

  /// value[p] ← nodes[i], i the first with value[p] < cumulative[i], or the last: inverse CDF of a law on `count` ≥ 1 nodes,
  /// cumulative ascending.
  void (*pick)(const double* cumulative, const double* nodes, std::size_t count, double* value, std::size_t n);

  /// x ← factor·x
  void (*multiply)(const double* factor, double* x, std::size_t n);
};

/// Precondition: this processor supports `isa`.
const StepKernels& step_kernels(Isa isa);

}  // namespace lodestone
