#include <gtest/gtest.h>

#include <lodestone/model/validate.hpp>
#include <reference/certain_study.hpp>

namespace lodestone::reference {
namespace {

const double kRounding = 1e-7;  // of sums of some 1e5

ReferencePath run(const Study& study) {
  const std::vector<Violation> violations = find_violations(study);
  for (const Violation& violation : violations) ADD_FAILURE() << to_string(violation);
  return simulate_reference_path(study, 0);
}

struct BothSides {
  double buyer = 0.0;
  double seller = 0.0;
};

BothSides both_sides(FailureClause clause, Side obliged = Side::SELL) {
  Study study = certain_study();
  for (const auto& [id, side] : {std::pair{"buyer", Side::BUY}, {"seller", Side::SELL}}) {
    Offtake offtake = failing_offtake(side, clause);
    offtake.failure.obliged = obliged;
    add_position(study, id, offtake);
  }
  const std::map<std::string, double> paid = cash(run(study));
  return {paid.at("buyer"), paid.at("seller")};
}

TEST(FailureClause, ReplacementCostsTheObligedSideAndTheThreePartiesSumToZero) {
  const double market = 1000.0 * (130 - 100);  // sells at 130 what is worth 100
  const BothSides by_seller = both_sides(FailureClause::REPLACE, Side::SELL);
  EXPECT_NEAR(by_seller.buyer, 1000.0 * (100 - 90), kRounding);
  EXPECT_NEAR(by_seller.seller, 1000.0 * (90 - 130), kRounding);
  EXPECT_NEAR(by_seller.buyer + by_seller.seller + market, 0.0, kRounding);
  const BothSides by_buyer = both_sides(FailureClause::REPLACE, Side::BUY);
  EXPECT_NEAR(by_buyer.buyer, 1000.0 * (100 - 130), kRounding);
  EXPECT_EQ(by_buyer.seller, 0.0);
}

TEST(FailureClause, DamagesAreATenthOfThePriceFromSellerToBuyer) {
  const BothSides sides = both_sides(FailureClause::DAMAGES);
  EXPECT_NEAR(sides.buyer, 9000.0, kRounding);
  EXPECT_NEAR(sides.seller, -9000.0, kRounding);
}

TEST(FailureClause, DamagesOnTheDifferenceStopAtTheCapOverTheContractsLife) {
  Study study = certain_study();
  Offtake offtake = failing_offtake(Side::BUY, FailureClause::DAMAGES);
  offtake.failure.damages_base = DamagesBase::DIFFERENCE;  // 0.1 · (100 − 90) · 1000 = 1000 each
  offtake.failure.damages_cap = 1500.0;
  offtake.deliveries.push_back({make_date(2026, 4, 21), 1000.0});
  add_position(study, "buyer", offtake);
  EXPECT_NEAR(cash(run(study)).at("buyer"), 1500.0, kRounding);
}

TEST(FailureClause, CancelMovesNothing) {
  const BothSides sides = both_sides(FailureClause::CANCEL);
  EXPECT_EQ(sides.buyer, 0.0);
  EXPECT_EQ(sides.seller, 0.0);
}

TEST(FailureClause, MakeUpAddsToTheNextDeliveryAndIsLostAfterTheLast) {
  Study study = certain_study();
  Offtake offtake = failing_offtake(Side::BUY, FailureClause::MAKE_UP);
  offtake.owed_quantity = 50.0;
  offtake.deliveries.push_back({make_date(2026, 6, 1), 10.0});
  add_position(study, "a", offtake);
  add_position(study, "b", failing_offtake(Side::BUY, FailureClause::MAKE_UP));
  const ReferencePath path = run(study);
  EXPECT_EQ(path.deliveries[0].made_up, 1050.0);
  EXPECT_EQ(path.deliveries[1].shipped_quantity, 1060.0);
  EXPECT_NEAR(cash(path).at("a"), 1060.0 * 10, kRounding);
  EXPECT_EQ(path.deliveries[2].made_up, 0.0);
  EXPECT_EQ(cash(path).at("b"), 0.0);
}

TEST(FailureClause, StockServesAtSpotAndTheRestIsReplaced) {
  Study study = certain_study();
  Offtake offtake = failing_offtake(Side::SELL, FailureClause::FROM_STOCK);
  offtake.failure.stock = "stock";
  offtake.failure.replacement_index = "replacement";
  add_position(study, "seller", offtake);
  add_position(study, "stock", Inventory{"spot", 600.0, 0.0});
  const ReferencePath path = run(study);
  EXPECT_NEAR(cash(path).at("seller"), 600.0 * (90 - 100) + 400.0 * (90 - 130), kRounding);
  EXPECT_NEAR(cash(path).at("stock"), 600.0 * 100, kRounding);
  EXPECT_NEAR(path.horizons[0].value.at("stock"), 0.0, kRounding);
}

TEST(FailureClause, ForceMajeureExcusesAndSuspends) {
  for (const bool suspends : {false, true}) {
    Study study = certain_study();
    Offtake offtake = failing_offtake(Side::SELL, FailureClause::DAMAGES);
    offtake.failure.force_majeure_levels = {"squeeze"};
    offtake.failure.force_majeure_suspends = suspends;
    offtake.deliveries.push_back({make_date(2026, 6, 1), 10.0});
    add_position(study, "seller", offtake);
    const ReferencePath path = run(study);
    EXPECT_TRUE(path.deliveries[0].excused);
    EXPECT_NEAR(cash(path).at("seller"), (suspends ? 1010.0 : 10.0) * (90 - 100), kRounding);
  }
}

/// A purchase of 600 kg and a sale of 1000 kg that it serves, both due on `due`.
Study linked_study(Date due) {
  Study study = certain_study();
  Offtake purchase = failing_offtake(Side::BUY, FailureClause::CANCEL);
  purchase.price.formula = FixedPrice{80.0};
  purchase.deliveries = {{due, 600.0}};
  Offtake sale = failing_offtake(Side::SELL, FailureClause::REPLACE);
  sale.licence_account.clear();
  sale.deliveries = {{due, 1000.0}};
  sale.served_from = "the purchase";
  sale.failure.stock = "stock";
  add_position(study, "a sale", sale);
  add_position(study, "the purchase", purchase);
  add_position(study, "stock", Inventory{"spot", 100.0, 0.0});
  return study;
}

TEST(LinkedSale, ShipsWhatCameThenStockThenReplacementOnTheSameDate) {
  const ReferencePath path = run(linked_study(make_date(2026, 6, 1)));
  const DeliveryRecord& sale = path.deliveries[0];
  EXPECT_EQ(sale.shipped, make_date(2026, 6, 1)) << "the purchase of the same date comes first, whatever its id";
  EXPECT_EQ(sale.shipped_quantity, 600.0);
  EXPECT_EQ(sale.from_stock, 100.0);
  EXPECT_EQ(sale.replaced, 300.0);
  EXPECT_NEAR(cash(path).at("a sale"), 700.0 * (90 - 100) + 300.0 * (90 - 130), kRounding);
  EXPECT_NEAR(cash(path).at("the purchase"), 600.0 * (100 - 80), kRounding);
}

TEST(LinkedSale, IsCoveredAtTheEndOfItsGraceWhenThePurchaseFails) {
  const ReferencePath path = run(linked_study(make_date(2026, 4, 20)));
  EXPECT_EQ(path.deliveries[0].failed, make_date(2026, 4, 30));
  EXPECT_EQ(path.deliveries[0].replaced, 900.0);
}

TEST(LinkedSale, IsExcusedByThePurchasesForceMajeureWhenItPassesThrough) {
  Study study = linked_study(make_date(2026, 4, 20));
  std::get<Offtake>(study.portfolio.positions[0].instrument).force_majeure_passes_through = true;
  std::get<Offtake>(study.portfolio.positions[1].instrument).failure.force_majeure_levels = {"squeeze"};
  const ReferencePath path = run(study);
  EXPECT_TRUE(path.deliveries[0].excused);
  EXPECT_EQ(cash(path).at("a sale"), 0.0);
}

TEST(ReferenceLoan, PaysInterestOnWhatIsOutstandingAndRecoversOnDefault) {
  Study study = certain_study();
  Loan loan;
  loan.outstanding = 1e6;
  loan.base_rate = "base";
  loan.margin_per_year = 0.04;
  loan.flows = {{make_date(2026, 3, 31), 4e5}, {make_date(2026, 9, 30), 6e5}};
  add_position(study, "sound", loan);
  add_position(study, "broken", loan, "debtor");
  Counterparty debtor;
  debtor.id = "debtor";
  debtor.spread = "certain ruin";
  debtor.recovery = 0.4;
  study.counterparties = {debtor};
  Observable ruin = study.market.observables[1];
  ruin.id = "certain ruin";
  ruin.intercept = 0.0;
  ruin.adjustments = {{make_date(2026, 7, 31), 1e6}};  // a hazard of 1e5 over the step: beyond any clock
  study.market.observables.push_back(ruin);
  const ReferencePath path = run(study);
  const double first = 1e6 * 0.1 * 90 / 365 + 4e5;
  EXPECT_NEAR(cash(path).at("sound"), first + 6e5 * 0.1 * 183 / 365 + 6e5, kRounding);
  EXPECT_NEAR(cash(path).at("broken"), first + 0.4 * 6e5, kRounding);
  EXPECT_EQ(path.defaults.at("debtor"), make_date(2026, 7, 31));
}

TEST(ReferenceFloorAgreement, CapsTheSumOfACalendarYear) {
  Study study = certain_study();
  PriceFloorAgreement floor;
  floor.index = "spot";
  floor.floor = 110.0;  // pays 10 a kg
  floor.annual_cap = 2500.0;
  for (unsigned month = 1; month <= 3; ++month) floor.settlements.push_back({make_date(2026, month, 28), 100.0});
  add_position(study, "floor", floor);
  floor.annual_cap = kNotGiven;
  floor.side = Side::SELL;
  add_position(study, "uncapped", floor);
  const std::map<std::string, double> paid = cash(run(study));
  EXPECT_NEAR(paid.at("floor"), 2500.0, kRounding);
  EXPECT_NEAR(paid.at("uncapped"), -3000.0, kRounding);
}

// Source: Black (1976) at forward = strike = 100, volatility 20 %, one year.
TEST(ReferenceOption, IsWorthBlackScholes) {
  Study study = certain_study();
  Observable share = study.market.observables[0];
  share.id = "share";
  share.unit = Unit::SHARE;
  share.vat.reset();
  share.form.reset();
  share.basis.reset();
  share.quotation.reset();
  share.fixing_days.reset();
  study.market.observables.push_back(share);
  EquityOption option;
  option.observable = "share";
  option.strike = 100.0;
  option.expiry = make_date(2026, 12, 31);
  option.quantity = 1.0;
  option.volatility = 0.2;
  add_position(study, "call", option);
  option.type = OptionType::PUT;
  option.strike = 120.0;
  option.volatility = 1e-9;
  add_position(study, "put", option);
  const ReferencePath path = run(study);
  EXPECT_NEAR(path.horizons[0].value_today.at("call"), 7.96556745541, 1e-11);
  EXPECT_NEAR(path.horizons[0].value_today.at("put"), 20.0, 1e-11);
  EXPECT_EQ(path.horizons[0].value.at("put"), 0.0);
  EXPECT_NEAR(cash(path).at("put"), 20.0, 1e-11);
}

}  // namespace
}  // namespace lodestone::reference
