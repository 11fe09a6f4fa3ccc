#include <lodestone/plan/correlation_panels.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <vector>

namespace lodestone {
namespace {

/// A lower triangle as rows without zeros.
struct SparseRows {
  std::vector<CorrelationRow> rows;
  std::vector<double> weights;
  std::vector<std::uint32_t> columns;

  explicit SparseRows(const std::vector<std::vector<double>>& matrix) {
    for (const std::vector<double>& row : matrix) {
      rows.push_back({static_cast<std::uint32_t>(weights.size()), 0});
      for (std::size_t g = 0; g < row.size(); ++g) {
        if (row[g] == 0.0) continue;
        weights.push_back(row[g]);
        columns.push_back(static_cast<std::uint32_t>(g));
        ++rows.back().count;
      }
    }
  }
};

std::vector<std::vector<double>> expand(const CorrelationPanels& panels, std::size_t n, std::size_t width) {
  std::vector<std::vector<double>> matrix(n, std::vector<double>(n, 0.0));
  for (const PanelSpan& panel : panels.panels) {
    for (std::uint32_t m = 0; m < panel.columns; ++m) {
      for (std::uint32_t r = 0; r < panel.factors; ++r) {
        matrix[panels.factors[panel.first_factor + r]][panels.columns[panel.first_column + m]] +=
            panels.weights[panel.first_weight + m * width + r];
      }
    }
  }
  return matrix;
}

std::vector<std::vector<double>> square(std::vector<std::vector<double>> rows) {
  for (std::vector<double>& row : rows) row.resize(rows.size(), 0.0);
  return rows;
}

TEST(CorrelationPanels, HoldTheMatrixEntryByEntry) {
  const std::vector<std::vector<double>> matrix = {
      {1.0}, {0.5, 0.8}, {0.0, 0.0, 1.0}, {0.3, 0.2, 0.0, 0.9}, {0.0, 0.0, 0.7, 0.0, 0.6}};
  const SparseRows sparse(matrix);
  for (std::size_t width = 1; width <= 6; ++width) {
    const CorrelationPanels panels = panels_of(sparse.rows, sparse.weights, sparse.columns, width);
    EXPECT_EQ(expand(panels, matrix.size(), width), square(matrix)) << width;
  }
}

TEST(CorrelationPanels, IndependentBlocksDoNotMeet) {
  const SparseRows sparse({{1.0}, {0.0, 1.0}, {0.4, 0.0, 0.9}, {0.0, 0.3, 0.0, 0.8}});
  const CorrelationPanels panels = panels_of(sparse.rows, sparse.weights, sparse.columns, 5);
  ASSERT_EQ(panels.panels.size(), 2u);
  EXPECT_EQ(panels.factors, (std::vector<std::uint32_t>{0, 2, 1, 3}));
  EXPECT_EQ(panels.panels[0].columns, 2u);
  EXPECT_EQ(panels.panels[1].columns, 2u);
}

TEST(CorrelationPanels, EndInATriangleOfTheirOwnFactorsEvenWhereOneHasNoEntryOfItsOwn) {
  const SparseRows sparse({{1.0}, {0.6, 0.8}, {1.0, 0.0, 0.0}, {0.1, 0.2, 0.0, 0.9}});
  const CorrelationPanels panels = panels_of(sparse.rows, sparse.weights, sparse.columns, 3);
  ASSERT_EQ(panels.panels.size(), 2u);
  EXPECT_EQ(panels.columns, (std::vector<std::uint32_t>{0, 1, 2, 0, 1, 3}));
  EXPECT_EQ(expand(panels, 4, 3), square({{1.0}, {0.6, 0.8}, {1.0, 0.0, 0.0}, {0.1, 0.2, 0.0, 0.9}}));
}

TEST(CorrelationPanels, ADenseTriangleCostsItsTermsAndThePanelsCorners) {
  constexpr std::size_t kFactors = 50;
  constexpr std::size_t kWidth = 5;
  std::vector<std::vector<double>> matrix;
  for (std::size_t f = 0; f < kFactors; ++f) matrix.emplace_back(f + 1, 0.5);
  const SparseRows sparse(matrix);
  const CorrelationPanels panels = panels_of(sparse.rows, sparse.weights, sparse.columns, kWidth);
  const std::size_t terms = kFactors * (kFactors + 1) / 2 + kFactors / kWidth * (kWidth * (kWidth - 1) / 2);
  EXPECT_EQ(panels.weights.size(), terms);
}

}  // namespace
}  // namespace lodestone
