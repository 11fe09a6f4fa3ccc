#include <gtest/gtest.h>
#include <lodestone/plan/licence_labels.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <plan/licensed_studies.hpp>

namespace lodestone {
namespace {

LabelResult labels_of(const SimulationPlan& plan, int slot = 0) {
  return licence_labels(plan.licences, slot, plan.grid, plan.contracts, plan.end_step);
}

/// The licence toy as its recursion states it, with φ(state, label) of E[e^{u·x}·1{event} | x] = e^{u·α·x}·φ.
class ToyRecursion {
 public:
  explicit ToyRecursion(const LabelSpace& space) : space_(space) {
    const double decay = std::exp(-(1.5 + 4.0) / 52.0);
    const double up = 1.5 / 5.5 * (1.0 - decay);
    const double down = 4.0 / 5.5 * (1.0 - decay);
    transition_ = {{{1.0 - up, up}, {down, 1.0 - down}}};
  }

  /// E[e^{u·x}·1{the delivery ships on `decided`, or could not from week 26 up to it}] from calm, x = 0.3.
  double expectation(double u, int decided, bool ships) const {
    std::vector<double> phi(2 * space_.labels[static_cast<std::size_t>(decided)].size(), 1.0);
    double weight = u;
    for (int step = decided; step >= 1; --step) {
      if (step >= 26) keep(step, step == decided && ships, phi);
      phi = back(step, weight, phi);
      weight *= std::exp(-2.0 / 52.0);
    }
    return std::exp(weight * 0.3) * phi[static_cast<std::size_t>(2 * space_.start[0])];
  }

 private:
  void keep(int step, bool may_ship, std::vector<double>& phi) const {
    for (std::size_t n = 0; n < phi.size(); ++n) {
      if ((space_.may_ship[static_cast<std::size_t>(step)][n] != 0) != may_ship) phi[n] = 0.0;
    }
  }

  std::vector<double> back(int step, double weight, const std::vector<double>& phi) const {
    std::vector<double> before(2 * space_.labels[static_cast<std::size_t>(step - 1)].size(), 0.0);
    for (std::size_t i = 0; i < 2; ++i) {
      for (std::size_t j = 0; j < 2; ++j) {
        const LabelMoves& moves = space_.moves[static_cast<std::size_t>(step)][2 * i + j];
        const double factor = transition_[i][j] * growth(i, j, weight);
        for (std::size_t label = 0; label + 1 < moves.first.size(); ++label) {
          for (std::uint32_t m = moves.first[label]; m < moves.first[label + 1]; ++m) {
            before[2 * label + i] +=
                factor * moves.moves[m].probability * phi[2 * static_cast<std::size_t>(moves.moves[m].to) + j];
          }
        }
      }
    }
    return before;
  }

  /// E[e^{w·(b + c·η)}] on the move i → j.
  static double growth(std::size_t i, std::size_t j, double w) {
    constexpr double kMean[] = {0.2, 1.0};
    constexpr double kVolatility[] = {0.2, 0.6};
    const double a = std::exp(-2.0 / 52.0);
    const double jump = i == j ? 0.0 : j == 1 ? 0.4 : -0.2;
    const double variance = kVolatility[j] * kVolatility[j] * (1.0 - a * a) / 4.0 + (i == j ? 0.0 : 0.01);
    return std::exp(w * (kMean[j] * (1.0 - a) + jump) + 0.5 * w * w * variance);
  }

  const LabelSpace& space_;
  std::array<std::array<double, 2>, 2> transition_{};
};

// Source: an independent recursion over chain and label (oracle_studies.hpp), to the rounding of some 1e5 operations.
TEST(LicenceLabels, GiveTheExactValueOfALicensedDelivery) {
  const SimulationPlan plan = plan_of(reference::licence_toy_study());
  const LabelResult result = labels_of(plan);
  ASSERT_EQ(result.obstacle, LabelObstacle::NONE);
  const ToyRecursion toy(result.space);
  double value = 0.0;
  double shipped = 0.0;
  for (int week_number = 26; week_number <= 34; ++week_number) {
    value += toy.expectation(1.0, week_number, true) - 1.6 * toy.expectation(0.0, week_number, true);
    shipped += toy.expectation(0.0, week_number, true);
  }
  const double failed = toy.expectation(0.0, 34, false);
  value -= 0.3 * (toy.expectation(1.0, 34, false) - 1.6 * failed);
  EXPECT_NEAR(value, reference::kLicenceToyValue, 1e-12);
  EXPECT_NEAR(shipped, reference::kLicenceToyShareShipped, 4 * std::sqrt(shipped * (1 - shipped) / 2e6))
      << "a count of 2e6 paths";
  EXPECT_NEAR(shipped + failed, 1.0, 1e-13);
}

void expect_laws(const LabelSpace& space) {
  const std::size_t levels = static_cast<std::size_t>(space.levels);
  for (std::size_t step = 1; step < space.labels.size(); ++step) {
    EXPECT_TRUE(std::is_sorted(space.labels[step].begin(), space.labels[step].end()));
    for (std::size_t move = 0; move < levels * levels; ++move) {
      const LabelMoves& moves = space.moves[step][move];
      ASSERT_EQ(moves.first.size(), space.labels[step - 1].size() + 1);
      for (std::size_t label = 0; label + 1 < moves.first.size(); ++label) {
        double sum = 0.0;
        for (std::uint32_t m = moves.first[label]; m < moves.first[label + 1]; ++m) {
          EXPECT_GT(moves.moves[m].probability, 0.0);
          EXPECT_TRUE(m == moves.first[label] || moves.moves[m].to > moves.moves[m - 1].to);
          sum += moves.moves[m].probability;
        }
        EXPECT_TRUE(moves.first[label] == moves.first[label + 1] || std::abs(sum - 1.0) <= 1e-15) << sum;
      }
    }
  }
}

TEST(LicenceLabels, MoveWithProbabilitiesThatAddUpToOne) {
  for (Study& study : std::vector<Study>{shipments_study(), general_study(), shared_study(), quantity_study()}) {
    const SimulationPlan plan = plan_of(std::move(study));
    for (std::size_t slot = 0; slot < plan.licences.slots.size(); ++slot) {
      const LabelResult result = labels_of(plan, static_cast<int>(slot));
      ASSERT_EQ(result.obstacle, LabelObstacle::NONE);
      expect_laws(result.space);
    }
  }
}

// Pending at the age of 0 to 8 weeks or in the last bin (from 61 days on); refused, with 1 to 4 weeks of 25 days to go; live.
TEST(LicenceLabels, AreOneWhereFuturesAreTheSame) {
  Study study = licensed_study(LicenceBasis::PER_SHIPMENT);
  study.portfolio.positions = {reference::position("metal", licensed_offtake({week(43)}, 7))};
  study.licences.lanes[0].lead_time_days = 300;
  study.licences.lanes[0].validity_days = 400;
  study.licences.lanes[0].free_levels.clear();
  const LabelSpace space = labels_of(plan_of(study)).space;
  ASSERT_EQ(space.labels.size(), 45u);
  for (std::size_t step = 15; step <= 40; ++step) {
    EXPECT_EQ(space.labels[step].size(), 10u + 4u + 1u) << "step " << step;
    EXPECT_EQ(space.labels[step].back(), LicenceLabel{.live_until = kForever}) << "every licence outlives the delivery";
  }
}

LabelObstacle obstacle_with(Study study) { return labels_of(plan_of(std::move(study))).obstacle; }

TEST(LicenceLabels, AreRefusedWhereQuantitiesDiffer) {
  Study owed = quantity_study();
  offtake_of(owed, 0).owed_quantity = 10.0;
  EXPECT_EQ(obstacle_with(owed), LabelObstacle::UNEQUAL_QUANTITIES);
  Study made_up = quantity_study();
  offtake_of(made_up, 0).failure.clause = FailureClause::MAKE_UP;
  EXPECT_EQ(obstacle_with(made_up), LabelObstacle::UNEQUAL_QUANTITIES);
  Study suspended = quantity_study();
  offtake_of(suspended, 0).failure.force_majeure_levels = {"freeze"};
  EXPECT_EQ(obstacle_with(suspended), LabelObstacle::NONE) << "an excused delivery is lost";
  offtake_of(suspended, 0).failure.force_majeure_suspends = true;
  EXPECT_EQ(obstacle_with(suspended), LabelObstacle::UNEQUAL_QUANTITIES);
  Study general = general_study();
  offtake_of(general, 0).failure.clause = FailureClause::MAKE_UP;
  EXPECT_EQ(obstacle_with(general), LabelObstacle::NONE) << "a general licence has no tonnes";
}

TEST(LicenceLabels, AreRefusedWhereTwoDeliveriesDrawAtOnce) {
  Study study = quantity_study();
  offtake_of(study, 0).grace_days = 42;  // from week 16 to week 22, when the next is due
  EXPECT_EQ(obstacle_with(study), LabelObstacle::OVERLAPPING_WINDOWS);
  offtake_of(study, 0).grace_days = 41;
  EXPECT_EQ(obstacle_with(study), LabelObstacle::NONE);
}

TEST(LicenceLabels, AreRefusedWhereADefaultLeavesTonnesToOthers) {
  Study study = quantity_study();
  Offtake& first = offtake_of(study, 0);
  const Offtake second = licensed_offtake({first.deliveries.back().due}, 28);
  first.deliveries.pop_back();
  study.portfolio.positions.push_back(reference::position("more", second));
  EXPECT_EQ(obstacle_with(study), LabelObstacle::NONE);
  EXPECT_EQ(obstacle_with(with_counterparties(study, 0.1)), LabelObstacle::SEVERAL_COUNTERPARTIES);
}

TEST(LicenceLabels, AreRefusedForASaleThatWaitsForItsPurchase) {
  Study study = shared_study();
  Offtake sale = licensed_offtake({week(4), week(27)}, 77);
  sale.side = Side::SELL;
  sale.served_from = "long";
  study.portfolio.positions.push_back(reference::position("sale", sale));
  EXPECT_EQ(obstacle_with(study), LabelObstacle::LINKED_SALE);
  offtake_of(study, 2).grace_days = 0;
  EXPECT_EQ(obstacle_with(study), LabelObstacle::NONE) << "it is decided on the day it is due";
}

TEST(LicenceLabels, AreRefusedUnderAProject) {
  SimulationPlan plan = plan_of(shared_study());
  plan.contracts.deliveries[0].allotment = 0;
  EXPECT_EQ(labels_of(plan).obstacle, LabelObstacle::PROJECT_SUPPLIES_IT);
  plan.licences.slots[0].projects = {0};
  EXPECT_EQ(labels_of(plan).obstacle, LabelObstacle::PROJECT_NEEDS_IT);
}

TEST(LicenceLabels, AreRefusedWhereTheyAreTooMany) {
  Study study = general_study();
  study.simulation.grid_dates.clear();  // daily: some 30 ends of the licence in hand × 30 ages of its renewal
  for (int n = 1; n <= 308; ++n) study.simulation.grid_dates.push_back(study.as_of + days{n});
  EXPECT_EQ(obstacle_with(study), LabelObstacle::TOO_MANY_LABELS);
}

}  // namespace
}  // namespace lodestone
