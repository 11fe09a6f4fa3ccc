/// Textbook twin of the factor-step kernels: one path at a time, with the C library's fma.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

namespace lodestone::reference {

/// alpha + Σ_m weights[m]·rows[columns[m]·stride + path], one fma a term, in the order of m.
inline double combine(double alpha, std::span<const double> weights, std::span<const std::uint32_t> columns,
                      std::span<const double> rows, std::size_t stride, std::size_t path) {
  double sum = alpha;
  for (std::size_t m = 0; m < weights.size(); ++m) sum = std::fma(weights[m], rows[columns[m] * stride + path], sum);
  return sum;
}

/// a·x + b + c·η
inline double step(double a, double b, double c, double eta, double x) { return std::fma(a, x, std::fma(c, eta, b)); }

/// a·x + (pull·h + jump) + c·η
inline double step_feedback(double a, double pull, double jump, double c, double h, double eta, double x) {
  return step(a, std::fma(pull, h, jump), c, eta, x);
}

/// The first node whose cumulative probability is above u, or the last.
inline double pick(std::span<const double> cumulative, std::span<const double> nodes, double u) {
  std::size_t node = 0;
  while (node + 1 < nodes.size() && u >= cumulative[node]) ++node;
  return nodes[node];
}

}  // namespace lodestone::reference
