#include <lodestone/plan/correlation_panels.hpp>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

namespace lodestone {
namespace {

/// Factors by block, ascending within each; a block is named by its least factor.
std::map<std::size_t, std::vector<std::uint32_t>> independent_blocks(const std::vector<CorrelationRow>& rows,
                                                                     const std::vector<std::uint32_t>& columns) {
  std::vector<std::size_t> parent(rows.size());
  std::iota(parent.begin(), parent.end(), std::size_t{0});
  const auto root = [&parent](std::size_t f) {
    while (parent[f] != f) f = parent[f] = parent[parent[f]];
    return f;
  };
  for (std::size_t f = 0; f < rows.size(); ++f) {
    for (std::uint32_t n = 0; n < rows[f].count; ++n) {
      const std::size_t a = root(f);
      const std::size_t b = root(columns[rows[f].first + n]);
      parent[std::max(a, b)] = std::min(a, b);
    }
  }
  std::map<std::size_t, std::vector<std::uint32_t>> blocks;
  for (std::size_t f = 0; f < rows.size(); ++f) blocks[root(f)].push_back(static_cast<std::uint32_t>(f));
  return blocks;
}

}  // namespace

CorrelationPanels panels_of(const std::vector<CorrelationRow>& rows, const std::vector<double>& weights,
                            const std::vector<std::uint32_t>& columns, std::size_t width) {
  CorrelationPanels result;
  for (const auto& [root, members] : independent_blocks(rows, columns)) {
    for (std::size_t first = 0; first < members.size(); first += width) {
      const std::size_t count = std::min(width, members.size() - first);
      std::set<std::uint32_t> joint;
      for (std::size_t r = 0; r < count; ++r) {
        const CorrelationRow& row = rows[members[first + r]];
        joint.insert(columns.begin() + row.first, columns.begin() + row.first + row.count);
        joint.insert(members[first + r]);  // also where its own entry is zero: the corner is a whole triangle
      }
      PanelSpan panel;
      panel.first_factor = static_cast<std::uint32_t>(result.factors.size());
      panel.factors = static_cast<std::uint32_t>(count);
      panel.first_column = static_cast<std::uint32_t>(result.columns.size());
      panel.columns = static_cast<std::uint32_t>(joint.size());
      panel.first_weight = static_cast<std::uint32_t>(result.weights.size());
      result.columns.insert(result.columns.end(), joint.begin(), joint.end());
      result.weights.resize(result.weights.size() + joint.size() * width, 0.0);
      for (std::size_t r = 0; r < count; ++r) {
        const std::uint32_t factor = members[first + r];
        result.factors.push_back(factor);
        for (std::uint32_t n = rows[factor].first; n < rows[factor].first + rows[factor].count; ++n) {
          const auto place = static_cast<std::size_t>(std::distance(joint.begin(), joint.find(columns[n])));
          result.weights[panel.first_weight + place * width + r] = weights[n];
        }
      }
      result.panels.push_back(panel);
    }
  }
  return result;
}

}  // namespace lodestone
