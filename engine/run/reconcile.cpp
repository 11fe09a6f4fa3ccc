#include <lodestone/risk/mixture_identity.hpp>
#include <lodestone/run/build_report.hpp>

#include <algorithm>
#include <cmath>

namespace lodestone {
namespace {

/// Relative slack for sums that are equal but for the order of additions: 1e-9 of the larger side and of the parts' sizes.
constexpr double kRelativeTolerance = 1e-9;

Reconciliation check(std::string name, double left, double right, double scale) {
  Reconciliation reconciliation;
  reconciliation.name = std::move(name);
  reconciliation.left = left;
  reconciliation.right = right;
  reconciliation.tolerance = kRelativeTolerance * std::max({std::abs(left), std::abs(right), scale});
  reconciliation.passed = std::abs(left - right) <= reconciliation.tolerance;
  return reconciliation;
}

/// Books that hang directly under the portfolio: a partition of it.
bool is_top_book(const Study& study, const Node& node) {
  if (node.kind != NodeKind::BOOK) return false;
  const auto book =
      std::find_if(study.portfolio.books.begin(), study.portfolio.books.end(), [&](const Book& b) { return b.id == node.id; });
  return book->parent.empty();
}

void check_positions(const Study& study, const SimulationPlan& plan, Results& results) {
  const ContractsPlan& contracts = plan.contracts;
  const std::size_t valued = contracts.offtakes.size() + contracts.settled.size() + contracts.loans.size() +
                             contracts.inventories.size() + contracts.options.size() + contracts.equities.size();
  results.reconciliations.push_back(check("positions in the study = positions valued",
                                          static_cast<double>(study.portfolio.positions.size()), static_cast<double>(valued),
                                          0.0));
}

void check_books(const Study& study, Results& results) {
  for (const NodePnl& whole : results.pnl) {
    if (whole.node.kind != NodeKind::PORTFOLIO) continue;
    double sum = 0.0;
    double scale = 0.0;
    for (const NodePnl& part : results.pnl) {
      if (part.horizon != whole.horizon || part.pnl_basis != whole.pnl_basis || !is_top_book(study, part.node)) continue;
      sum += part.distribution.mean.value.value_or(0.0);
      scale += std::abs(part.distribution.mean.value.value_or(0.0)) + std::abs(part.value_today.value.value_or(0.0));
    }
    results.reconciliations.push_back(
        check("mean P&L of the books = portfolio, " + whole.horizon, sum, whole.distribution.mean.value.value_or(0.0), scale));
  }
}

/// Parts that make up the portfolio have contributions that make up its ES.
template <typename IsPart>
void check_contributions(const std::string& parts, IsPart is_part, Results& results) {
  for (const NodePnl& whole : results.pnl) {
    if (whole.node.kind != NodeKind::PORTFOLIO) continue;
    for (const TailMeasure& measure : whole.distribution.measures) {
      if (measure.reference != LossReference::ZERO || !measure.expected_shortfall.value) continue;
      double sum = 0.0;
      double scale = 0.0;
      for (const Contribution& part : results.contributions) {
        if (part.horizon != whole.horizon || part.pnl_basis != whole.pnl_basis || part.confidence != measure.confidence ||
            !is_part(part.node)) {
          continue;
        }
        sum += part.expected_shortfall.value.value_or(0.0);
        scale += std::abs(part.expected_shortfall.value.value_or(0.0));
      }
      results.reconciliations.push_back(check("ES contributions of the " + parts + " = ES of the portfolio, " + whole.horizon,
                                              sum, *measure.expected_shortfall.value, scale));
    }
  }
}

void check_cash(const Study& study, Results& results) {
  for (const QuarterCashFlow& whole : results.cash_flows) {
    if (whole.node.kind != NodeKind::PORTFOLIO) continue;
    double sum = 0.0;
    double scale = 0.0;
    for (const QuarterCashFlow& part : results.cash_flows) {
      if (part.quarter != whole.quarter || !is_top_book(study, part.node)) continue;
      sum += part.distribution.mean.value.value_or(0.0);
      scale += std::abs(part.distribution.mean.value.value_or(0.0));
    }
    results.reconciliations.push_back(
        check("cash flow of the books = portfolio, " + whole.quarter, sum, whole.distribution.mean.value.value_or(0.0), scale));
  }
}

void check_contracts(const ValuesToday& values, Results& results) {
  double sum = values.marked;
  double scale = std::abs(sum);
  for (const ContractValue& contract : results.contract_values) {
    sum += contract.value_today.value.value_or(0.0);
    scale += std::abs(contract.value_today.value.value_or(0.0));
  }
  results.reconciliations.push_back(
      check("value today of marked positions + contracts = portfolio", sum, values.nodes.front().today(), scale));
}

void check_counts(const SimulationPlan& plan, const PathResults& paths, Results& results) {
  const double n = static_cast<double>(plan.paths);
  for (std::size_t h = 0; h < plan.grid.horizon_steps.size(); ++h) {
    for (const auto& stance : paths.counts.stances.paths[h]) {
      std::int64_t sum = 0;
      for (const std::int64_t count : stance) sum += count;
      if (sum != plan.paths) {
        results.reconciliations.push_back(check("paths over the levels of a stance = paths", static_cast<double>(sum), n, 0.0));
      }
    }
  }
  std::int64_t settled = 0;
  for (const DeliveryCounts::Delivery& d : paths.counts.deliveries.deliveries)
    settled += d.on_time + d.late + d.failed + d.open;
  results.reconciliations.push_back(check("deliveries shipped, failed or open = deliveries × paths",
                                          static_cast<double>(settled),
                                          n * static_cast<double>(plan.contracts.deliveries.size()), 0.0));
}

/// The portfolio given each stance mixes back to the portfolio.
void check_mixtures(const Study& study, const SimulationPlan& plan, const PathResults& paths, Results& results) {
  const NameIndex stances(study.policy.stances);
  for (std::size_t s = 0; s < plan.nodes.series.size(); ++s) {
    const SeriesPlan& series = plan.nodes.series[s];
    if (series.kind != SeriesKind::PNL || series.node != 0) continue;
    const auto whole = std::find_if(results.pnl.begin(), results.pnl.end(), [&](const NodePnl& pnl) {
      return pnl.node.kind == NodeKind::PORTFOLIO && pnl.pnl_basis == series.basis &&
             pnl.horizon == study.simulation.horizons[static_cast<std::size_t>(series.horizon)];
    });
    for (const std::string& id : study.measures.conditional_on) {
      std::vector<ConditionalDistribution> given;
      std::copy_if(whole->conditionals.begin(), whole->conditionals.end(), std::back_inserter(given),
                   [&](const ConditionalDistribution& conditional) { return conditional.stance == id; });
      const auto levels = paths.samples.levels(static_cast<std::size_t>(series.horizon), static_cast<std::size_t>(stances[id]));
      const std::vector<Reconciliation> checks = mixture_identity("portfolio given " + id + ", " + whole->horizon,
                                                                  paths.samples.series(s), levels, whole->distribution, given);
      results.reconciliations.insert(results.reconciliations.end(), checks.begin(), checks.end());
    }
  }
}

}  // namespace

void reconcile(const Study& study, const SimulationPlan& plan, const PathResults& paths, const ValuesToday& values,
               Results& results) {
  check_positions(study, plan, results);
  if (study.measures.books && !study.portfolio.books.empty()) {
    check_books(study, results);
    check_contributions(
        "books", [&](const Node& node) { return is_top_book(study, node); }, results);
    check_cash(study, results);
  }
  if (study.measures.position_contributions) {
    check_contributions(
        "positions", [](const Node& node) { return node.kind == NodeKind::POSITION; }, results);
  }
  check_contracts(values, results);
  check_counts(plan, paths, results);
  check_mixtures(study, plan, paths, results);
}

}  // namespace lodestone
