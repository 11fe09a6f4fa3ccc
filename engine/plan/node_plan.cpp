#include <lodestone/plan/node_plan.hpp>

#include <algorithm>
#include <map>

namespace lodestone {
namespace {

/// Adds positions to nodes, one position after another in the order of their ids.
class NodeCompiler {
 public:
  NodeCompiler(const Study& study, const ContractsPlan& contracts, const std::vector<const Position*>& sorted)
      : study_(study), contracts_(contracts), sorted_(sorted), books_(study.portfolio.books) {}

  std::vector<NodePlan> compile() {
    add_nodes();
    find_nodes_of_books();
    std::vector<std::map<int, double>> exposures(nodes_.size());
    for (const EquityPlan& equity : contracts_.equities) {
      for (const std::size_t n : nodes_of(equity.position)) exposures[n][equity.asset] += equity.quantity;
    }
    for (std::size_t n = 0; n < nodes_.size(); ++n) {
      for (const auto& [asset, quantity] : exposures[n]) {
        const AssetPlan& held = contracts_.assets[static_cast<std::size_t>(asset)];
        held.is_an_observable() ? nodes_[n].prices.add(static_cast<std::size_t>(held.price), quantity)
                                : nodes_[n].assets.add(static_cast<std::size_t>(asset), quantity);
      }
    }
    for (std::size_t position = 0; position < sorted_.size(); ++position) {
      const int row = contracts_.cash_row_of_position[position];
      if (row == kNone) continue;
      const bool is_contract = !std::holds_alternative<EquityOption>(sorted_[position]->instrument) &&
                               !std::holds_alternative<Inventory>(sorted_[position]->instrument);
      for (const std::size_t n : nodes_of(static_cast<int>(position))) {
        nodes_[n].cash_rows.push_back(static_cast<std::uint32_t>(row));
        if (is_contract) nodes_[n].contract_rows.push_back(static_cast<std::uint32_t>(row));
      }
    }
    for (std::size_t o = 0; o < contracts_.options.size(); ++o) {
      for (const std::size_t n : nodes_of(contracts_.options[o].position))
        nodes_[n].options.push_back(static_cast<std::uint32_t>(o));
    }
    for (std::size_t i = 0; i < contracts_.inventories.size(); ++i) {
      for (const std::size_t n : nodes_of(contracts_.inventories[i].position))
        nodes_[n].inventories.push_back(static_cast<std::uint32_t>(i));
    }
    return std::move(nodes_);
  }

 private:
  void add_node(NodeKind kind, const std::string& id) {
    nodes_.push_back({});
    nodes_.back().name = {kind, id};
    index_.emplace(std::make_pair(kind, id), nodes_.size() - 1);
  }

  void add_nodes() {
    const Measures& measures = study_.measures;
    add_node(NodeKind::PORTFOLIO, "portfolio");
    if (measures.books) {
      for (const Book& book : study_.portfolio.books) add_node(NodeKind::BOOK, book.id);
    }
    for (const std::string& id : measures.positions) add_node(NodeKind::POSITION, id);
    for (const std::string& key : measures.group_by) {
      std::map<std::string, int> values;
      for (const Position* position : sorted_) {
        for (const Label& label : position->labels) {
          if (label.key == key) values.emplace(label.value, 0);
        }
      }
      for (const auto& [value, unused] : values) add_node(NodeKind::LABEL, key + "=" + value);
    }
  }

  /// Every node that holds a position: the portfolio, its book and the books above, itself, its labels.
  std::vector<std::size_t> nodes_of(int position) const {
    const Position& model = *sorted_[static_cast<std::size_t>(position)];
    std::vector<std::size_t> nodes =
        model.book.empty() ? std::vector<std::size_t>{0} : nodes_of_books_[static_cast<std::size_t>(books_[model.book])];
    if (!study_.measures.positions.empty()) add_to(nodes, NodeKind::POSITION, model.id);
    for (const Label& label : model.labels) add_to(nodes, NodeKind::LABEL, label.key + "=" + label.value);
    return nodes;
  }

  /// The portfolio, the book and the books above, for each book: large portfolios have few.
  void find_nodes_of_books() {
    for (const Book& first : study_.portfolio.books) {
      std::vector<std::size_t>& nodes = nodes_of_books_.emplace_back(1, 0);
      for (const Book* book = &first;; book = &study_.portfolio.books[static_cast<std::size_t>(books_[book->parent])]) {
        add_to(nodes, NodeKind::BOOK, book->id);
        if (book->parent.empty()) break;
      }
    }
  }

  void add_to(std::vector<std::size_t>& nodes, NodeKind kind, const std::string& id) const {
    if (const auto found = index_.find({kind, id}); found != index_.end()) nodes.push_back(found->second);
  }

  const Study& study_;
  const ContractsPlan& contracts_;
  const std::vector<const Position*>& sorted_;
  NameIndex books_;
  std::vector<NodePlan> nodes_;
  std::map<std::pair<NodeKind, std::string>, std::size_t> index_;
  std::vector<std::vector<std::size_t>> nodes_of_books_;
};

std::vector<CashPeriod> cash_periods(const Grid& grid, const std::vector<QuarterPlan>& quarters) {
  std::vector<CashPeriod> periods;
  for (const QuarterPlan& quarter : quarters) periods.push_back({quarter_label(quarter.end), quarter.step});
  const int last = grid.last_horizon_step();
  while (!periods.empty() && periods.back().last_step > last) periods.pop_back();
  if (periods.empty() || periods.back().last_step < last) {
    periods.push_back({quarter_label(grid.dates[static_cast<std::size_t>(last)]), last});
  }
  return periods;
}

}  // namespace

NodesPlan compile_nodes(const Study& study, const Grid& grid, const ContractsPlan& contracts, const ProjectsPlan& projects,
                        const std::vector<const Position*>& sorted) {
  NodesPlan plan;
  plan.nodes = NodeCompiler(study, contracts, sorted).compile();
  const Measures& measures = study.measures;
  for (std::size_t h = 0; h < grid.horizon_steps.size(); ++h) {
    for (const PnlBasis basis : measures.pnl_bases) {
      for (std::size_t n = 0; n < plan.nodes.size(); ++n) {
        SeriesPlan series;
        series.node = static_cast<int>(n);
        series.horizon = static_cast<int>(h);
        series.basis = basis;
        plan.series.push_back(series);
      }
    }
  }
  if (measures.quarterly_cash_flows) {
    plan.cash_periods = cash_periods(grid, projects.quarters);
    for (std::size_t n = 0; n < plan.nodes.size(); ++n) {
      const NodeKind kind = plan.nodes[n].name.kind;
      if (kind != NodeKind::PORTFOLIO && kind != NodeKind::BOOK) continue;
      for (std::size_t period = 0; period < plan.cash_periods.size(); ++period) {
        SeriesPlan series;
        series.kind = SeriesKind::CASH_FLOW;
        series.node = static_cast<int>(n);
        series.period = static_cast<int>(period);
        plan.series.push_back(series);
      }
    }
  }
  if (measures.project_outcomes) {
    for (std::size_t p = 0; p < study.projects.size(); ++p) {
      for (int outcome = 0; outcome < kProjectSeries; ++outcome) {
        SeriesPlan series;
        series.kind = SeriesKind::PROJECT;
        series.project = static_cast<int>(p);
        series.outcome = static_cast<ProjectSeries>(outcome);
        plan.series.push_back(series);
      }
    }
  }
  return plan;
}

}  // namespace lodestone
