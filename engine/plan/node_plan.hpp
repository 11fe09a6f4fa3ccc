/// Nodes of the portfolio and the series that are sampled from them.
#pragma once

#include <lodestone/model/node.hpp>
#include <lodestone/plan/project_plan.hpp>

#include <cstdint>
#include <vector>

namespace lodestone {

/// Amounts of rows that a kernel adds up: Σ quantities[n]·row(rows[n]).
struct Exposures {
  std::vector<double> quantities;
  std::vector<std::uint32_t> rows;
  void add(std::size_t row, double quantity) {
    quantities.push_back(quantity);
    rows.push_back(static_cast<std::uint32_t>(row));
  }
};

/// What adds up to a node's value and cash: exposures to assets, and rows of positions that pay or are valued one by one.
struct NodePlan {
  Node name;
  Exposures prices;                          ///< to assets worth an observable; quantities added in the order of positions' ids
  Exposures assets;                          ///< to the others
  std::vector<std::uint32_t> cash_rows;      ///< by position id
  std::vector<std::uint32_t> contract_rows;  ///< those of the cash rows whose value today is the expectation of their flows
  std::vector<std::uint32_t> options;        ///< indices into the contracts' options
  std::vector<std::uint32_t> inventories;
};

enum class SeriesKind { PNL, CASH_FLOW, PROJECT };
enum class ProjectSeries { SLIP, OVERRUN, ALL_IN_RATE, INTEREST, MINIMUM_DSCR, FUNDING_GAP };
inline constexpr int kProjectSeries = 6;

/// One number a path, kept for every path.
struct SeriesPlan {
  SeriesKind kind = SeriesKind::PNL;
  int node = kNone;                             ///< PNL, CASH_FLOW
  int horizon = 0;                              ///< PNL: index into the grid's horizon steps
  PnlBasis basis = PnlBasis::MARK_TO_MODEL;     ///< PNL
  int period = 0;                               ///< CASH_FLOW: index into `cash_periods`
  int project = kNone;                          ///< PROJECT
  ProjectSeries outcome = ProjectSeries::SLIP;  ///< PROJECT
};

/// A calendar quarter, or what the run covers of it.
struct CashPeriod {
  std::string label;
  int last_step = 0;
};

struct NodesPlan {
  std::vector<NodePlan> nodes;  ///< the portfolio first, then books, named positions, labels
  std::vector<SeriesPlan> series;
  std::vector<CashPeriod> cash_periods;  ///< empty unless quarterly cash flows are asked for
};

NodesPlan compile_nodes(const Study& study, const Grid& grid, const ContractsPlan& contracts, const ProjectsPlan& projects,
                        const std::vector<const Position*>& sorted);

}  // namespace lodestone
