// The year 2026 of `hand_worked_year_study`, worked by hand. Nothing is random: every number below follows from the pages
// docs/models/projects.md and contracts.md with pencil and paper. Days are counted from 2025-12-31.
#include <gtest/gtest.h>

#include <cmath>
#include <lodestone/model/validate.hpp>
#include <reference/oracle_studies.hpp>
#include <reference/reference_path.hpp>

namespace lodestone::reference {
namespace {

double spot_after(int day) { return 100.0 * std::exp(0.12 * day / 365.0); }
double carried_to_year_end(double cash, int day) { return cash * std::exp(0.05 * (365 - day) / 365.0); }

class HandWorkedYear : public testing::Test {
 protected:
  HandWorkedYear() : path_(simulate_reference_path(hand_worked_year_study(), 0)) {}

  /// Rounding of some hundred operations: 1e-11 of the amount.
  static void expect_money(double got, double expected) { EXPECT_NEAR(got, expected, 1e-11 * (1.0 + std::abs(expected))); }

  ReferencePath path_;
};

TEST_F(HandWorkedYear, StudyIsValid) { EXPECT_TRUE(find_violations(hand_worked_year_study()).empty()); }

// Slip: 0.1 yr = 36.5 days, rounded up to 37. The lane asks for a licence from 15 April on and is found free on 15 May; the
// grid dates between are 15, 20, 30 April and 10 May, so the steps that end on them are stalled: 31 March to 10 May, 40 days.
// Decision 10 Feb + 37 = 19 March; on-spec 10 July + 37 + 40 = 25 Sept; qualified 5 Oct + 77 = 21 Dec.
// The squeeze of November comes after on-spec and moves nothing.
TEST_F(HandWorkedYear, MilestonesMoveWithSlipAndStandstill) {
  ASSERT_EQ(path_.quarters.size(), 4u);
  EXPECT_EQ(path_.quarters[0].standstill_days, 0);
  EXPECT_EQ(path_.quarters[1].standstill_days, 40);
  EXPECT_EQ(path_.quarters[3].standstill_days, 40);
  expect_money(path_.quarters[3].slip_years, 0.1);
  expect_money(path_.quarters[3].cost_multiplier, 1.2);  // −0.3 + 1.5
}

TEST_F(HandWorkedYear, ProjectSpendsDrawsEarnsAndRepays) {
  const std::vector<QuarterRecord>& q = path_.quarters;
  ASSERT_EQ(q.size(), 4u);
  const double to_spend = 144e6;  // 120e6 · 1.2

  // Quarter 1, 90 days. From 19 March to the quarter's end 12 days, to on-spec as now expected (16 August) 150 days.
  const double spend_1 = to_spend * 12 / 150;
  const double interest_1 = 10e6 * 0.08 * 90 / 365;  // capitalised
  const double debt_1 = 10e6 + 0.5 * spend_1 + interest_1;
  const double cash_1 = 60e6 - 1e6 - 0.5 * spend_1;
  expect_money(q[0].spend, spend_1);
  expect_money(q[0].debt, debt_1);
  expect_money(q[0].cash, cash_1);

  // Quarter 2, 91 days, 40 of them stalled. From 31 March to on-spec as now expected (25 September) 178 days.
  const double spend_2 = (to_spend - spend_1) * 91 / 178 * 51 / 91;
  const double debt_2 = debt_1 + 0.5 * spend_2 + debt_1 * 0.08 * 91 / 365;
  const double cash_2 = cash_1 - 1e6 - 0.5 * spend_2;
  expect_money(q[1].spend, spend_2);
  expect_money(q[1].debt, debt_2);
  expect_money(q[1].cash, cash_2);
  EXPECT_EQ(q[1].output_tonnes, 0.0);

  // Quarter 3, 92 days, 5 of them on spec. All the rest is spent, drawn up to the limit of 60e6; interest is paid from now on.
  // Not qualified: all of the output goes at spot less 25 %.
  const double output_3 = 1000.0 * (0.2 + 0.8 * (12.0 * 5 / 365) / 6.0) * 0.9 * 5 / 365;
  const double revenue_3 = output_3 * 1000 * spot_after(273) * 0.75;
  const double cost_3 = output_3 * 1000 * 40 + 1e6;
  const double spend_3 = to_spend - spend_1 - spend_2;
  const double interest_3 = debt_2 * 0.08 * 92 / 365;
  const double before_raise_3 = cash_2 + revenue_3 - cost_3 - spend_3 + (60e6 - debt_2) - interest_3;
  const double gap_3 = 5e6 - before_raise_3 - 8e6;  // the sponsors' 8e6 come first
  const double value_3 = (200e6 + gap_3) / (200e6 + gap_3 / 0.8);
  expect_money(q[2].output_tonnes, output_3);
  expect_money(q[2].revenue, revenue_3);
  expect_money(q[2].spend, spend_3);
  expect_money(q[2].interest_paid, interest_3);
  expect_money(q[2].debt, 60e6);
  expect_money(q[2].funding_gap, gap_3);
  expect_money(q[2].cash, 5e6);
  expect_money(q[2].share_value, value_3);
  EXPECT_EQ(q[2].instalment, 0.0);

  // Quarter 4, 92 days, 97 days after on-spec at its end. Qualified: 50 t go to the desk at 95 % of spot, the rest at spot.
  // First of four instalments. The debt is served from 5e6 of cash; the gap is raised.
  const double output_4 = 1000.0 * 92 / 365 * (0.2 + 0.8 * (12.0 * 97 / 365) / 6.0) * 0.9;
  const double revenue_4 = 50e3 * 0.95 * spot_after(365) + (output_4 * 1000 - 50e3) * spot_after(365);
  const double cost_4 = output_4 * 1000 * 40 + 1e6;
  const double interest_4 = 60e6 * 0.08 * 92 / 365;
  const double gap_4 = 5e6 - (5e6 + revenue_4 - cost_4 - interest_4 - 15e6);
  const double market_value_4 = 200e6 * value_3;
  const double value_4 = value_3 * (market_value_4 + gap_4) / (market_value_4 + gap_4 / 0.8);
  expect_money(q[3].output_tonnes, output_4);
  expect_money(q[3].revenue, revenue_4);
  expect_money(q[3].instalment, 15e6);
  expect_money(q[3].debt, 45e6);
  expect_money(q[3].dscr, (revenue_4 - cost_4) / (interest_4 + 15e6));
  EXPECT_TRUE(q[3].breach);  // 0.56 < 1.3
  expect_money(q[3].funding_gap, gap_4);
  expect_money(q[3].share_value, value_4);
  EXPECT_FALSE(q[3].in_default);
  expect_money(path_.horizons[0].value.at("shares"), 1000 * 20.0 * value_4);
}

// 28 February is open: ships on the due date at the mean of January's five Fridays. 20 April is squeezed and its grace ends on
// 10 May: damages of 10 % of the price, the collar's cap of 102 since March's mean is above, 20,400 cut to 15,000. 30 April
// ships on 15 May, the first open grid date.
TEST_F(HandWorkedYear, PurchaseShipsFailsAndShipsLate) {
  const std::vector<DeliveryRecord>& d = path_.deliveries;  // "offtake" 0, "purchase" 0 … 2
  ASSERT_EQ(d.size(), 4u);
  EXPECT_EQ(d[1].shipped, make_date(2026, 2, 28));
  EXPECT_EQ(d[2].failed, make_date(2026, 5, 10));
  EXPECT_EQ(d[2].shipped, kNoDate);
  EXPECT_EQ(d[3].shipped, make_date(2026, 5, 15));
  double january = 0.0;
  for (const int friday : {2, 9, 16, 23, 30}) january += spot_after(friday) / 5;
  const double expected = carried_to_year_end(1000 * (spot_after(59) - january), 59) + carried_to_year_end(15000.0, 130) +
                          carried_to_year_end(3000 * (spot_after(135) - 102.0), 135);
  expect_money(path_.horizons[0].accrued.at("purchase"), expected);
}

TEST_F(HandWorkedYear, ProjectSuppliesTheOfftakeOnceItIsQualified) {
  EXPECT_EQ(path_.deliveries[0].shipped, make_date(2026, 12, 31));
  expect_money(path_.deliveries[0].shipped_quantity, 50e3);
  expect_money(path_.horizons[0].accrued.at("offtake"), 50e3 * 0.05 * spot_after(365));
}

TEST_F(HandWorkedYear, StockIsMarkedAndPaysItsCarryOnEveryGridDate) {
  double carry = 0.0;
  for (std::size_t k = 1; k < path_.grid.size(); ++k) {
    const int before = static_cast<int>((path_.grid[k - 1] - path_.grid[0]).count());
    const int day = static_cast<int>((path_.grid[k] - path_.grid[0]).count());
    carry += carried_to_year_end(0.02 * (day - before) / 365.0 * 500 * spot_after(day), day);
  }
  expect_money(path_.horizons[0].value.at("stock"), 500 * spot_after(365));
  expect_money(path_.horizons[0].accrued.at("stock"), -carry);
  expect_money(path_.horizons[0].value_today.at("stock"), 50e3);
}

// Twelve month ends; nine Fridays of January and March, 20 March (the end of a grace) among them; 15, 20 April, 10, 15, 20 May;
// 10 and 20 November; the as-of date.
TEST_F(HandWorkedYear, GridHoldsEveryDateOnWhichSomethingHappens) { EXPECT_EQ(path_.grid.size(), 29u); }

// The gap of the third quarter, some 35e6, is more than a tenth of the market value of 200e6: default on 30 September.
TEST(ReferenceDefault, StopsTheProjectItsSupplyItsSharesAndItsDebtors) {
  Study study = hand_worked_year_study();
  study.projects[0].listed_equity->distress_share = 0.1;
  Counterparty owner;
  owner.id = "owner";
  owner.project = "refinery";
  owner.recovery = 0.25;
  study.counterparties = {owner};
  Loan loan;
  loan.outstanding = 1000.0;
  loan.fixed_rate_per_year = 0.0;
  loan.flows = {{make_date(2026, 12, 31), 1000.0}};
  study.portfolio.positions.push_back({"loan", "desk", {}, "owner", loan});
  EXPECT_TRUE(find_violations(study).empty());
  const ReferencePath path = simulate_reference_path(study, 0);
  ASSERT_EQ(path.quarters.size(), 3u);
  EXPECT_TRUE(path.quarters[2].in_default);
  EXPECT_EQ(path.defaults.at("owner"), make_date(2026, 9, 30));
  EXPECT_EQ(path.deliveries[0].failed, make_date(2026, 12, 31));
  EXPECT_EQ(path.horizons[0].accrued.at("offtake"), 0.0);
  EXPECT_NEAR(path.horizons[0].accrued.at("loan"), carried_to_year_end(250.0, 273), 1e-10);
  EXPECT_NEAR(path.horizons[0].value.at("shares"), 1000 * 20.0 * 0.1, 1e-10);
}

}  // namespace
}  // namespace lodestone::reference
