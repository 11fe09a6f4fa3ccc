/// L in the shape its kernel wants: rows of one independent block, five at a time, over the columns any of them has.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace lodestone {

/// Rows of L that share a pass: 5 rows of 4 vectors of sums fill 20 of the 32 registers of AVX-512.
inline constexpr std::size_t kCorrelationPanelRows = 5;

/// One row of L without its zeros: `count` entries of weights and columns from `first`.
struct CorrelationRow {
  std::uint32_t first = 0;
  std::uint32_t count = 0;

  friend bool operator==(const CorrelationRow&, const CorrelationRow&) = default;
};

/// Rows that share a pass; offsets into `CorrelationPanels`.
struct PanelSpan {
  std::uint32_t first_factor = 0;
  std::uint32_t factors = 0;
  std::uint32_t first_column = 0;
  std::uint32_t columns = 0;
  std::uint32_t first_weight = 0;

  friend bool operator==(const PanelSpan&, const PanelSpan&) = default;
};

struct CorrelationPanels {
  std::vector<PanelSpan> panels;
  std::vector<std::uint32_t> factors;  ///< every factor once
  std::vector<std::uint32_t> columns;
  std::vector<double> weights;  ///< [column][row of the panel], `width` a column

  friend bool operator==(const CorrelationPanels&, const CorrelationPanels&) = default;
};

/// Factors that no path of non-zero entries joins lie in different blocks and never meet in a panel, so that uncorrelated
/// groups cost what they would alone. The last columns of a panel are its own factors in order, so that its corner is a
/// triangle. `width`: the most rows of a panel.
CorrelationPanels panels_of(const std::vector<CorrelationRow>& rows, const std::vector<double>& weights,
                            const std::vector<std::uint32_t>& columns, std::size_t width);

}  // namespace lodestone
