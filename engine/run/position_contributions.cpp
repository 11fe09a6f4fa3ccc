#include <lodestone/run/position_contributions.hpp>

#include <lodestone/base/expect.hpp>
#include <lodestone/base/sums.hpp>
#include <lodestone/kernel/run_tile.hpp>
#include <lodestone/kernel/value_positions.hpp>
#include <lodestone/risk/estimate.hpp>
#include <lodestone/risk/tail_contribution.hpp>
#include <lodestone/run/for_each_block.hpp>

#include <algorithm>
#include <memory>

namespace lodestone {
namespace {

constexpr std::size_t kLanes = 256;  ///< a tile of tail paths

enum class PartKind { ASSET, OPTION, INVENTORY, CONTRACT };

/// What is worth something by itself: a row of values, a row of cash, or both.
struct Part {
  PartKind kind = PartKind::ASSET;
  int index = 0;
  int cash_row = kNone;
  double today = 0.0;
};

/// A position is so much of a part.
struct Holding {
  int part = 0;
  double quantity = 1.0;
};

/// The part's values on `step`; null for an option that has expired.
const double* values_of(const SimulationPlan& plan, const Part& part, int step, const Workspace& work) {
  switch (part.kind) {
    case PartKind::ASSET:
      return asset_values(plan, static_cast<std::size_t>(part.index), work);
    case PartKind::OPTION:
      return plan.contracts.options[static_cast<std::size_t>(part.index)].is_alive_on(step) ? work.option_value.row(part.index)
                                                                                            : nullptr;
    case PartKind::INVENTORY:
      return work.inventory_value.row(part.index);
    case PartKind::CONTRACT:
      return work.contract_value.row(part.index);
  }
  return nullptr;
}

/// Parts with their values today, and the part of every position.
struct Parts {
  std::vector<Part> parts;
  std::vector<Holding> holdings;  ///< by position, in the order of their ids
};

Parts parts_of(const SimulationPlan& plan, const ValuesToday& values) {
  const ContractsPlan& contracts = plan.contracts;
  Parts result;
  result.holdings.resize(contracts.cash_row_of_position.size());
  for (std::size_t a = 0; a < contracts.assets.size(); ++a) result.parts.push_back({PartKind::ASSET, static_cast<int>(a)});
  for (const EquityPlan& equity : contracts.equities) {
    result.holdings[static_cast<std::size_t>(equity.position)] = {equity.asset, equity.quantity};
  }
  const auto add = [&](PartKind kind, int index, int position, int cash_row) {
    result.holdings[static_cast<std::size_t>(position)] = {static_cast<int>(result.parts.size()), 1.0};
    result.parts.push_back({kind, index, cash_row});
  };
  std::vector<bool> is_valued_apart(contracts.position_of_cash_row.size(), false);
  for (std::size_t o = 0; o < contracts.options.size(); ++o) {
    add(PartKind::OPTION, static_cast<int>(o), contracts.options[o].position, contracts.options[o].cash_row);
    is_valued_apart[static_cast<std::size_t>(contracts.options[o].cash_row)] = true;
  }
  for (std::size_t i = 0; i < contracts.inventories.size(); ++i) {
    add(PartKind::INVENTORY, static_cast<int>(i), contracts.inventories[i].position, contracts.inventories[i].cash_row);
    is_valued_apart[static_cast<std::size_t>(contracts.inventories[i].cash_row)] = true;
  }
  for (std::size_t row = 0; row < contracts.position_of_cash_row.size(); ++row) {
    if (!is_valued_apart[row]) {
      add(PartKind::CONTRACT, static_cast<int>(row), contracts.position_of_cash_row[row], static_cast<int>(row));
    }
  }
  Workspace work(plan, 64);
  start_every_state(plan, 0, work);
  value_positions(plan, 0, work);
  for (Part& part : result.parts) {
    part.today = part.kind == PartKind::CONTRACT ? values.contracts[static_cast<std::size_t>(part.index)].value.value_or(0.0)
                                                 : values_of(plan, part, 0, work)[0];
  }
  return result;
}

/// Runs paths of the tail to the horizon and hands out their losses.
class TailRun {
 public:
  TailRun(const SimulationPlan& plan, const SeriesPlan& portfolio, const std::vector<Part>& parts)
      : plan_(plan),
        step_(plan.grid.horizon_steps[static_cast<std::size_t>(portfolio.horizon)]),
        is_marked_(portfolio.basis == PnlBasis::MARK_TO_MODEL),
        parts_(parts),
        work_(plan, kLanes) {}

  /// `take(part, losses)` for every part, losses in the order of `paths`; at most kLanes of them.
  template <typename Take>
  void run(const std::vector<std::uint32_t>& paths, Take take) {
    const std::size_t lanes = (paths.size() + 63) / 64 * 64;
    start_paths(plan_, {0, lanes, paths.size(), paths.data()}, work_);
    for (int step = 1; step <= step_; ++step) advance_step(plan_, step, work_);
    if (is_marked_) value_positions(plan_, step_, work_);
    for (std::size_t n = 0; n < parts_.size(); ++n) {
      const Part& part = parts_[n];
      const double* value = is_marked_ ? values_of(plan_, part, step_, work_) : nullptr;
      const double today = is_marked_ ? part.today : 0.0;
      const double* cash = part.cash_row == kNone ? nullptr : work_.accrued.row(part.cash_row);
      for (std::size_t p = 0; p < paths.size(); ++p) {
        losses_[p] = today - (value == nullptr ? 0.0 : value[p]) - (cash == nullptr ? 0.0 : cash[p]);
      }
      take(n, losses_);
    }
  }

 private:
  const SimulationPlan& plan_;
  int step_;
  bool is_marked_;
  const std::vector<Part>& parts_;
  Workspace work_;
  double losses_[kLanes] = {};
};

}  // namespace

std::vector<Contribution> position_contributions(const Study& study, const SimulationPlan& plan, const ValuesToday& values,
                                                 const Resources& resources, const SeriesPlan& portfolio,
                                                 const std::vector<Tail>& tails) {
  const Parts parts = parts_of(plan, values);
  const Tail& widest =
      *std::max_element(tails.begin(), tails.end(), [](const Tail& a, const Tail& b) { return a.mass < b.mass; });
  std::vector<TailMultipliers> multipliers;
  for (const Tail& tail : tails) multipliers.emplace_back(tail, widest.paths);

  // The loss of each part on the first path is its reference: sums of differences from it lose no digits to the part's size.
  std::vector<double> reference(parts.parts.size(), 0.0);
  TailRun(plan, portfolio, parts.parts)
      .run({static_cast<std::uint32_t>(widest.paths.front().path)},
           [&](std::size_t n, const double* losses) { reference[n] = losses[0]; });
  std::vector<TailContribution> fresh;
  for (std::size_t t = 0; t < tails.size(); ++t) {
    for (const double loss : reference) fresh.emplace_back(loss);
  }
  const std::size_t blocks = (widest.paths.size() + kBlockPaths - 1) / kBlockPaths;
  std::vector<std::vector<TailContribution>> sums(blocks);
  std::vector<std::unique_ptr<TailRun>> runs(static_cast<std::size_t>(resources.threads));
  for_each_block(blocks, resources.threads, [&](std::size_t block, std::size_t worker) {
    if (!runs[worker]) runs[worker] = std::make_unique<TailRun>(plan, portfolio, parts.parts);
    sums[block] = fresh;
    const std::size_t end = std::min(widest.paths.size(), (block + 1) * kBlockPaths);
    std::vector<std::uint32_t> paths;
    for (std::size_t first = block * kBlockPaths; first < end; first += kLanes) {
      const std::size_t count = std::min(kLanes, end - first);
      paths.clear();
      for (std::size_t i = first; i < first + count; ++i) paths.push_back(static_cast<std::uint32_t>(widest.paths[i].path));
      runs[worker]->run(paths, [&](std::size_t n, const double* losses) {
        for (std::size_t t = 0; t < tails.size(); ++t) {
          sums[block][t * parts.parts.size() + n].add(multipliers[t], first, losses, count);
        }
      });
    }
  });
  std::vector<TailContribution> whole = fresh;
  for (const std::vector<TailContribution>& block : sums) {
    for (std::size_t n = 0; n < whole.size(); ++n) whole[n].join(block[n]);
  }

  const std::vector<const Position*> positions = positions_by_id(study);
  std::vector<Contribution> result;
  result.reserve(tails.size() * positions.size());
  for (std::size_t t = 0; t < tails.size(); ++t) {
    std::vector<Estimate> of_parts;
    for (std::size_t n = 0; n < parts.parts.size(); ++n)
      of_parts.push_back(whole[t * parts.parts.size() + n].estimate(tails[t], multipliers[t]));
    CompensatedSum total;
    const std::size_t first = result.size();
    for (std::size_t position = 0; position < positions.size(); ++position) {
      const Holding& holding = parts.holdings[position];
      Contribution& contribution = result.emplace_back();
      contribution.node = {NodeKind::POSITION, positions[position]->id};
      contribution.horizon = study.simulation.horizons[static_cast<std::size_t>(portfolio.horizon)];
      contribution.pnl_basis = portfolio.basis;
      contribution.confidence = tails[t].confidence;
      contribution.expected_shortfall = scaled(of_parts[static_cast<std::size_t>(holding.part)], holding.quantity);
      total.add(contribution.expected_shortfall.value.value_or(0.0));
    }
    if (total.value() == 0.0) continue;
    for (std::size_t n = first; n < result.size(); ++n) {
      if (result[n].expected_shortfall.value) result[n].share = *result[n].expected_shortfall.value / total.value();
    }
  }
  return result;
}

}  // namespace lodestone
