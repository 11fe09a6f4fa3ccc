// The law of a slot's labels against the paths of the kernel.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <lodestone/kernel/run_tile.hpp>
#include <lodestone/plan/licence_labels.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <plan/licensed_studies.hpp>

namespace lodestone {
namespace {

constexpr std::size_t kTile = 4096;
#ifdef LODESTONE_SANITIZED
constexpr std::uint32_t kTiles =
    8;  // a sanitizer sees in a fifth of the paths what it sees in all: 20 s of processor time, not 100
#else
constexpr std::uint32_t kTiles = 40;
#endif
constexpr double kPaths = static_cast<double>(kTile) * kTiles;

LabelSpace space_of(const SimulationPlan& plan, int slot) {
  LabelResult result = licence_labels(plan.licences, slot, plan.grid, plan.contracts, plan.end_step);
  EXPECT_EQ(result.obstacle, LabelObstacle::NONE);
  return std::move(result.space);
}

/// One slot's law, forward. A delivery of its own takes the path away when it ships: `mass` is that of the paths that remain.
class LabelLaw {
 public:
  LabelLaw(const SimulationPlan& plan, const LabelSpace& space)
      : plan_(plan), space_(space), levels_(static_cast<std::size_t>(space.levels)) {
    const std::size_t level = plan.policy.chains[0].initial_state;  // a state is a level
    mass_.assign(space.labels[0].size() * levels_, 0.0);
    mass_[static_cast<std::size_t>(space.start[level]) * levels_ + level] = 1.0;
  }

  void advance(int step) {
    const ChainPlan& chain = plan_.policy.chains[0];
    const TransitionTable& table = chain.tables[static_cast<std::size_t>(chain.table_of_step[static_cast<std::size_t>(step)])];
    const auto up_to = [&](std::size_t i, std::size_t j) { return table.cumulative(static_cast<int>(i), static_cast<int>(j)); };
    std::vector<double> next(space_.labels[static_cast<std::size_t>(step)].size() * levels_, 0.0);
    for (std::size_t i = 0; i < levels_; ++i) {
      for (std::size_t j = 0; j < levels_; ++j) {
        const double move = (j + 1 == levels_ ? 1.0 : up_to(i, j)) - (j == 0 ? 0.0 : up_to(i, j - 1));
        const LabelMoves& moves = space_.moves[static_cast<std::size_t>(step)][i * levels_ + j];
        for (std::size_t label = 0; label + 1 < moves.first.size(); ++label) {
          for (std::uint32_t m = moves.first[label]; m < moves.first[label + 1]; ++m) {
            next[static_cast<std::size_t>(moves.moves[m].to) * levels_ + j] +=
                mass_[label * levels_ + i] * move * moves.moves[m].probability;
          }
        }
      }
    }
    mass_ = std::move(next);
  }

  /// Removes those that may ship on the step and returns how many they are.
  double ship(int step) {
    double shipped = 0.0;
    for (std::size_t n = 0; n < mass_.size(); ++n) {
      if (space_.may_ship[static_cast<std::size_t>(step)][n] == 0) continue;
      shipped += mass_[n];
      mass_[n] = 0.0;
    }
    return shipped;
  }

  /// By what paths are found by: the entries of the step's lookup.
  std::map<std::pair<int, int>, double> found(int step, const LicenceLabelRules& rules) const {
    std::map<std::pair<int, int>, double> cells;
    for (std::size_t n = 0; n < mass_.size(); ++n) {
      if (mass_[n] == 0.0) continue;
      const int level = static_cast<int>(n % levels_);
      const LicenceLabel& label = space_.labels[static_cast<std::size_t>(step)][n / levels_];
      cells[{level, space_.find(step, level, rules.after_deliveries(step, label, level))}] += mass_[n];
    }
    return cells;
  }

 private:
  const SimulationPlan& plan_;
  const LabelSpace& space_;
  std::size_t levels_;
  std::vector<double> mass_;
};

int found_label(const SimulationPlan& plan, const LicenceLabelRules& rules, const LabelSpace& space, const Workspace& work,
                int slot, int step, std::size_t p) {
  const int level = work.level.row(space.stance)[p];
  const auto is_open = [&](int delivery) {
    const DeliveryStatus status = work.delivery_status.row(delivery)[p];
    return status == DeliveryStatus::OPEN || status == DeliveryStatus::LAPSED;
  };
  LicenceLabel state;
  state.live_until = work.live_until.row(slot)[p];
  state.pending_since = work.pending_since.row(slot)[p];
  state.may_apply_from = work.may_apply_from.row(slot)[p];
  state.waiting_until =
      waiting_until(plan.licences.slots[static_cast<std::size_t>(slot)], plan.contracts, plan.grid, step, is_open);
  return space.find(step, level, rules.label_of(step, level, state, work.tonnes_left.row(slot)[p]));
}

/// Paths by (level, label) on each step, and by the day on which each delivery of the slot shipped.
struct Counted {
  std::vector<std::map<std::pair<int, int>, double>> cells;
  std::vector<std::map<int, double>> shipped;
  std::map<int, double> without_label;  ///< by step; none
};

Counted count_paths(const SimulationPlan& plan, const LicenceLabelRules& rules, const LabelSpace& space, int slot) {
  const std::vector<SlotDelivery>& deliveries = plan.licences.slots[static_cast<std::size_t>(slot)].deliveries;
  Counted counted;
  counted.cells.resize(plan.grid.dates.size());
  counted.shipped.resize(deliveries.size());
  Workspace work(plan, kTile);
  for (std::uint32_t tile = 0; tile < kTiles; ++tile) {
    start_paths(plan, {tile * static_cast<std::uint32_t>(kTile), kTile, kTile}, work);
    for (int step = 0; step <= rules.last_step(); ++step) {
      if (step > 0) advance_step(plan, step, work);
      for (std::size_t p = 0; p < kTile; ++p) {
        const int own = deliveries.front().delivery;
        if (deliveries.size() == 1 && work.delivery_status.row(own)[p] != DeliveryStatus::OPEN) continue;
        const int label = found_label(plan, rules, space, work, slot, step, p);
        if (label == kNone) counted.without_label[step] += 1.0;
        counted.cells[static_cast<std::size_t>(step)][{static_cast<int>(work.level.row(space.stance)[p]), label}] += 1.0;
      }
    }
    for (std::size_t n = 0; n < deliveries.size(); ++n) {
      for (std::size_t p = 0; p < kTile; ++p) {
        if (work.delivery_status.row(deliveries[n].delivery)[p] != DeliveryStatus::SHIPPED) continue;
        counted.shipped[n][work.shipped_day.row(deliveries[n].delivery)[p]] += 1.0;
      }
    }
  }
  return counted;
}

/// χ² of the counts, cells that expect fewer than ten together, below the 4.5 σ quantile of its law.
/// Source: Wilson and Hilferty (1931): (χ²/n)^⅓ is normal with mean 1 − 2/9n and variance 2/9n.
void expect_same_law(const std::map<std::pair<int, int>, double>& law, const std::map<std::pair<int, int>, double>& counts,
                     int step) {
  double squares = 0.0;
  double cells = 0.0;
  double rest = 0.0;
  double rest_counted = 0.0;
  for (const auto& [cell, count] : counts) EXPECT_EQ(law.count(cell), 1u) << "step " << step;
  for (const auto& [cell, probability] : law) {
    const double expected = probability * kPaths;
    const double count = counts.count(cell) != 0 ? counts.at(cell) : 0.0;
    if (expected < 10.0) {
      rest += expected;
      rest_counted += count;
      continue;
    }
    squares += (count - expected) * (count - expected) / expected;
    cells += 1.0;
  }
  const double spread = 2.0 / (9.0 * std::max(cells, 1.0));
  EXPECT_LT(squares, cells * std::pow(1.0 - spread + 4.5 * std::sqrt(spread), 3.0) + 1e-9)
      << "step " << step << ", " << cells << " cells";
  EXPECT_NEAR(rest_counted, rest, 4.5 * std::sqrt(rest) + 4.5) << "step " << step;
}

/// A slot of the plan, its labels and what the paths counted.
struct Slot {
  const SimulationPlan& plan;
  int number;
  LabelSpace space;
  LicenceLabelRules rules;
  Counted counted;

  Slot(const SimulationPlan& compiled, int slot)
      : plan(compiled),
        number(slot),
        space(space_of(compiled, slot)),
        rules(compiled.licences, slot, compiled.grid, compiled.contracts, compiled.end_step),
        counted(count_paths(compiled, rules, space, slot)) {}

  std::size_t deliveries() const { return plan.licences.slots[static_cast<std::size_t>(number)].deliveries.size(); }
  const DeliveryPlan& delivery(std::size_t n) const {
    const SlotPlan& slot = plan.licences.slots[static_cast<std::size_t>(number)];
    return plan.contracts.deliveries[static_cast<std::size_t>(slot.deliveries[n].delivery)];
  }
};

void expect_same_labels(const Slot& slot) {
  LabelLaw law(slot.plan, slot.space);
  expect_same_law(law.found(0, slot.rules), slot.counted.cells[0], 0);
  for (int step = 1; step <= slot.rules.last_step(); ++step) {
    law.advance(step);
    if (slot.deliveries() == 1 && step >= slot.delivery(0).due_step) {
      law.ship(step);
      if (step == slot.delivery(0).last_step) return;
    }
    expect_same_law(law.found(step, slot.rules), slot.counted.cells[static_cast<std::size_t>(step)], step);
  }
}

void expect_same_shipping(const Slot& slot, std::size_t n) {
  LabelLaw law(slot.plan, slot.space);
  for (int step = 1; step <= slot.delivery(n).last_step; ++step) {
    law.advance(step);
    if (step < slot.delivery(n).due_step) continue;
    const double shipped = law.ship(step) * kPaths;
    const auto count = slot.counted.shipped[n].find(slot.plan.grid.days[static_cast<std::size_t>(step)]);
    EXPECT_NEAR(count == slot.counted.shipped[n].end() ? 0.0 : count->second, shipped, 4.5 * std::sqrt(shipped) + 4.5)
        << "delivery " << n << ", step " << step;
  }
}

void expect_kernel_follows(const SimulationPlan& plan) {
  for (int number = 0; number < static_cast<int>(plan.licences.slots.size()); ++number) {
    SCOPED_TRACE("slot " + std::to_string(number));
    const Slot slot(plan, number);
    ASSERT_THAT(slot.counted.without_label, testing::IsEmpty());
    expect_same_labels(slot);
    for (std::size_t n = 0; n < slot.deliveries(); ++n) expect_same_shipping(slot, n);
  }
}

TEST(LicenceLabels, FollowTheLicencesOfSingleShipments) { expect_kernel_follows(plan_of(shipments_study())); }

TEST(LicenceLabels, FollowAGeneralLicenceThatBreaksAndIsRenewed) { expect_kernel_follows(plan_of(general_study())); }

TEST(LicenceLabels, FollowARenewalThatMattersOnlyOnceTheLicenceIsRevoked) {
  Study study = general_study();
  study.licences.accounts[0].today[0].live_until = week(60);  // beyond the last delivery
  expect_kernel_follows(plan_of(study));
}

TEST(LicenceLabels, FollowALicenceDrawnDownByItsShipments) { expect_kernel_follows(plan_of(quantity_study())); }

TEST(LicenceLabels, FollowWhatWaitsUnderASharedLicence) {
  const SimulationPlan plan = plan_of(shared_study());
  expect_kernel_follows(plan);
  int waiting = 0;
  for (const std::vector<LicenceLabel>& labels : space_of(plan, 0).labels) {
    for (const LicenceLabel& label : labels) waiting += label.waiting_until != kNever ? 1 : 0;
  }
  EXPECT_GT(waiting, 20) << "the test has lost its power";
}

// To each contract the other's default is no event of the licence, yet every path of it has a label.
TEST(LicenceLabels, AreKnownWhereAnotherContractHasDefaulted) {
  const SimulationPlan plan = plan_of(with_counterparties(shared_study(), 2.0));
  const Slot slot(plan, 0);
  EXPECT_THAT(slot.counted.without_label, testing::IsEmpty());
  const LicenceLabel idle;  // at "squeeze", where to the label's law it would have been applied for
  EXPECT_GT(slot.counted.cells[20].count({1, slot.space.find(20, 1, idle)}), 0u) << "the test has lost its power";
}

}  // namespace
}  // namespace lodestone
