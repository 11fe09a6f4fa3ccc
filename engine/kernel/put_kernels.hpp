/// Puts of a tile from their tables: (K − e^{A+Y})⁺ e^{C+V} in expectation, by one cubic a path.
///
/// With a = A − ln K, a path's put is K·e^C·p̂(a) inside its table and max(K·e^C·φ₀ − e^{A+C}·φ₁, 0) outside, p̂ a cubic in the
/// distance from the left end of its piece. (The class of an average has A + ln m for A and m·e^{A+C} for e^{A+C}.)
/// Shapes: rows (n,), n a multiple of 64.   Error: that of the tables and three roundings.
/// Cost: a cubic's four coefficients a path and put; where its table lies, six lookups once for all puts of a law and label
/// (`locate`). Twin: OptionTable::put.
#pragma once

#include <lodestone/plan/put_tables.hpp>
#include <lodestone/simd/isa.hpp>

#include <cstddef>
#include <cstdint>

namespace lodestone {

/// Where each path's table lies, gathered once for all puts of a law.
struct TableRows {
  double* first = nullptr;
  double* pieces_per_unit = nullptr;
  double* pieces = nullptr;
  double* place = nullptr;
  double* mass = nullptr;
  double* forward = nullptr;
};

/// What a law makes of each path: A, e^C, e^{A+C}.
struct LawValues {
  const double* index = nullptr;
  const double* money = nullptr;
  const double* price = nullptr;
};

struct PutKernels {
  /// Fills the rows with entries first + number[p] of the tables, number[p] < entries.
  void (*locate)(const PutTables& tables, std::size_t first, std::size_t entries, const std::int32_t* number,
                 const TableRows& rows, std::size_t n);

  /// value ← value + slope·put, one strike for all paths.
  void (*add_puts)(const PutTables& tables, const TableRows& rows, const LawValues& law, double strike, double log_strike,
                   double slope, double* value, std::size_t n);

  /// The same with a strike for each path; nothing where it is not positive.
  void (*add_puts_of_paths)(const PutTables& tables, const TableRows& rows, const LawValues& law, const double* strike,
                            const double* log_strike, double slope, double* value, std::size_t n);

  /// out[p] = table[number[p]], number[p] < entries: a permutation of registers where two of them hold the table.
  void (*look_up)(const double* table, std::size_t entries, const std::int32_t* number, double* out, std::size_t n);
};

/// Precondition: this processor supports `isa`.
const PutKernels& put_kernels(Isa isa);

}  // namespace lodestone
