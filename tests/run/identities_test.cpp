// Identities that hold on every path, whatever the draws.
#include <gtest/gtest.h>

#include <algorithm>
#include <model/example_study.hpp>
#include <run/small_studies.hpp>

namespace lodestone {
namespace {

/// A purchase and a sale of one contract: one account, one price, replaced by the seller when the licence does not come.
Study two_sides_of_one_contract() {
  Study study = toy_market(300);
  Observable replacement = study.market.observables[0];
  replacement.id = "replacement";
  replacement.multiplier = 1.3;
  study.market.observables.push_back(replacement);
  Offtake purchase = toy_offtake(Side::BUY, 7.0, 1.6);
  purchase.price.formula = IndexLinked{0.95, 0.1};
  purchase.price.averaging = {AveragingWindow::CALENDAR_MONTH, 0};
  purchase.failure.clause = FailureClause::REPLACE;
  purchase.failure.replacement_index = "replacement";
  Offtake sale = purchase;
  sale.side = Side::SELL;
  study.portfolio.positions = {reference::position("purchase", purchase), reference::position("sale", sale)};
  return study;
}

TEST(Identities, WhatTheBuyerGainsTheSellerAndTheReplacementMarketLose) {
  const Simulation simulation = simulate(validate(two_sides_of_one_contract()));
  int replaced = 0;
  int shipped = 0;
  for (std::int64_t path = 0; path < 300; ++path) {
    const PathRecord record = simulation.replay(path);
    const std::vector<double> purchase = cash_of(record, "purchase");
    const std::vector<double> sale = cash_of(record, "sale");
    const bool failed = count_events(record, "purchase due 2026-07-02", "failed and covered") == 1;
    replaced += failed;
    shipped += count_events(record, "purchase due 2026-07-02", "shipped");
    EXPECT_EQ(failed, count_events(record, "sale due 2026-07-02", "failed and covered") == 1);
    for (std::size_t k = 0; k < record.dates.size(); ++k) {
      double market = 0.0;  // sells 7 kg at the replacement index, worth spot
      if (failed && record.dates[k] == make_date(2026, 8, 27)) {
        market = 7.0 * (column(record, "observable", "replacement")[k] - column(record, "observable", "spot")[k]);
      }
      EXPECT_NEAR(purchase[k] + sale[k] + market, 0.0, 1e-12 * 100.0)
          << "path " << path << " on " << to_string(record.dates[k]);
    }
  }
  EXPECT_EQ(replaced + shipped, 300);
  EXPECT_GT(replaced, 30) << "the test has lost its power";
}

// max(I, F) + min(I, C) − I = min(max(I, F), C): buying on the first two and selling on the others is nothing at all.
TEST(Identities, FloorAndCapLessTheIndexAreACollar) {
  Study study = with_paths(reference::grid_model_study(52, 7, 1), 5000);
  study.measures.quantiles = {1e-4, 0.9999};
  const auto contract = [](Side side, PriceFormula formula) {
    Offtake offtake;
    offtake.side = side;
    offtake.price.index = "spot";
    offtake.price.formula = std::move(formula);
    offtake.price.averaging = {AveragingWindow::CALENDAR_MONTH, -1};
    offtake.spot_index = "spot";
    offtake.schedule = DeliverySchedule{make_date(2026, 2, 27), make_date(2026, 11, 27), 1, 100.0};
    return offtake;
  };
  study.portfolio.positions = {reference::position("floor", contract(Side::BUY, Floor{2.5})),
                               reference::position("cap", contract(Side::BUY, Cap{4.0})),
                               reference::position("index", contract(Side::SELL, IndexLinked{1.0, 0.0})),
                               reference::position("collar", contract(Side::SELL, Collar{2.5, 4.0}))};
  study.measures.positions = {"floor", "cap", "index", "collar"};
  const Simulation simulation = simulate(validate(study));
  for (const PnlBasis basis : {PnlBasis::MARK_TO_MODEL, PnlBasis::CASH}) {
    const Distribution& pnl = pnl_of(simulation.report(), "portfolio", basis).distribution;
    EXPECT_NEAR(*pnl.mean.value, 0.0, 1e-9);
    EXPECT_NEAR(*pnl.standard_deviation.value, 0.0, 1e-9);
    EXPECT_NEAR(pnl.quantiles[0].value, 0.0, 1e-9);  // of 5000 paths these are the least and the greatest
    EXPECT_NEAR(pnl.quantiles[1].value, 0.0, 1e-9);
  }
  for (const char* id : {"floor", "cap", "collar"}) {
    EXPECT_GT(*pnl_of(simulation.report(), id).distribution.standard_deviation.value, 50.0) << "the test has lost its power";
  }
}

void expect_same_tails(const Simulation& first, const Simulation& second) {
  const std::vector<TailPath> one = first.tail(0.5);
  const std::vector<TailPath> other = second.tail(0.5);
  ASSERT_EQ(one.size(), other.size());
  for (std::size_t i = 0; i < one.size(); ++i) {
    EXPECT_EQ(one[i].path, other[i].path);
    EXPECT_EQ(one[i].loss, other[i].loss);
  }
}

TEST(Identities, AChainThatNeverMovesGivesTheBitsOfOneRegime) {
  Study still = with_paths(reference::grid_model_study(52, 7, 2), 4000);
  for (GeneratorRow& row : still.policy.chains[0].generators[0].rows) row.rates_per_year = {0.0, 0.0, 0.0, 0.0};
  still.measures.pnl_bases = {PnlBasis::CASH};  // values today come from tables, whose grid follows the law of all states
  Study one_regime = still;
  one_regime.policy = {};
  Factor& x = one_regime.market.factors[0];
  x.stance.clear();
  x.jumps.clear();
  x.long_run_mean = {x.long_run_mean[2]};
  x.volatility_per_sqrt_year = {x.volatility_per_sqrt_year[2]};
  const Simulation first = simulate(validate(still));
  const Simulation second = simulate(validate(one_regime));
  expect_same_tails(first, second);
  expect_same_pnl(pnl_of(first.report(), "portfolio", PnlBasis::CASH), pnl_of(second.report(), "portfolio", PnlBasis::CASH));
  for (std::int64_t path = 0; path < 20; ++path) expect_same_samples(first.replay(path), second.replay(path));
}

TEST(Identities, FeedbackWithoutSensitivityGivesTheBitsOfNone) {
  Study without = with_paths(example_study(), 256);
  without.policy.feedback.clear();
  without.market.factors[1].feels_feedback = false;
  Study insensitive = with_paths(example_study(), 256);
  insensitive.policy.feedback[0].sensitivity = 0.0;
  const Simulation first = simulate(validate(without));
  const Simulation second = simulate(validate(insensitive));
  const Simulation sensitive = simulate(validate(with_paths(example_study(), 256)));
  expect_same_tails(first, second);
  int moved = 0;
  for (std::int64_t path = 0; path < 64; ++path) {
    const PathRecord record = first.replay(path);
    expect_same_samples(record, second.replay(path));
    const PathRecord other = sensitive.replay(path);
    moved += column(record, "factor", "dy_premium").back() != column(other, "factor", "dy_premium").back();
  }
  EXPECT_GT(moved, 10) << "the test has lost its power";
}

constexpr double kBought = 3000.0;  ///< far from spot, so that cash over (spot − price) is the quantity, without cancellation
constexpr double kSold = 50000.0;

/// Two purchases under one licence that serve two sales, 50 kg of each owed from before; a stock covers what does not come.
Study purchase_sale_and_stock() {
  Study study = toy_market(200);
  study.licences.lanes[0].basis = LicenceBasis::PER_QUANTITY;
  study.licences.accounts[0].tonnes_per_licence = 0.5;  // enough for one of the deliveries
  Offtake purchase = toy_offtake(Side::BUY, 400.0, kBought);
  purchase.deliveries = {{make_date(2026, 4, 2), 400.0}, {make_date(2026, 6, 4), 300.0}};
  purchase.owed_quantity = 50.0;
  purchase.grace_days = 28;
  Offtake sale = purchase;
  sale.side = Side::SELL;
  sale.price.formula = FixedPrice{kSold};
  sale.licence_account.clear();
  sale.served_from = "purchase";
  sale.failure.stock = "stock";
  sale.deliveries = {{make_date(2026, 4, 9), 500.0}, {make_date(2026, 6, 11), 350.0}};
  study.portfolio.positions = {reference::position("purchase", purchase), reference::position("sale", sale),
                               reference::position("stock", Inventory{"spot", 600.0, 0.0})};
  study.measures.licence_outcomes = true;
  return study;
}

// All from the front door: quantities are read off the cash flows.
TEST(Identities, TonnesShippedCoveredAndLostAreTheTonnesScheduledAndOwed) {
  const Study study = purchase_sale_and_stock();
  const Simulation simulation = simulate(validate(study));
  double lost = 0.0;
  double not_bought = 0.0;
  int served_by_stock = 0;
  int stock_ran_dry = 0;
  for (std::int64_t path = 0; path < 200; ++path) {
    const PathRecord record = simulation.replay(path);
    const std::vector<double>& spot = column(record, "observable", "spot");
    const std::vector<double> bought = cash_of(record, "purchase");
    const std::vector<double> sold = cash_of(record, "sale");
    const std::vector<double> stock = cash_of(record, "stock");
    double came = 0.0;
    double gone = 0.0;
    double taken = 0.0;
    for (std::size_t k = 0; k < record.dates.size(); ++k) {
      came += bought[k] / (spot[k] - kBought);
      gone += sold[k] / (kSold - spot[k]);
      taken += stock[k] / spot[k];
    }
    EXPECT_NEAR(gone, came + taken, 1e-9 * 900.0) << "path " << path;
    EXPECT_LE(taken, 600.0 + 1e-9);
    served_by_stock += taken > 1.0;
    stock_ran_dry += std::abs(taken - 600.0) < 1e-6;
    not_bought += 750.0 - came;
    lost += 900.0 - gone;
    double worth = (600.0 - taken) * spot.back();  // nothing is discounted
    for (std::size_t k = 0; k < record.dates.size(); ++k) worth += bought[k] + sold[k] + stock[k];
    EXPECT_NEAR(sample(record, "value and cash of portfolio, 34w"), worth, 1e-12 * 1e8);
  }
  double reported_lost = 0.0;
  double reported_not_bought = 0.0;
  for (const DeliveryOutcome& delivery : simulation.report().results.deliveries) {
    (delivery.position == "sale" ? reported_lost : reported_not_bought) += 1000.0 * *delivery.lost_tonnes.value;
  }
  EXPECT_NEAR(reported_lost, lost / 200, 1e-6);
  EXPECT_NEAR(reported_not_bought, not_bought / 200, 1e-6);
  EXPECT_GT(served_by_stock, 20) << "the test has lost its power";
  EXPECT_GT(stock_ran_dry, 5) << "the test has lost its power";
  EXPECT_GT(lost, 0.0);
}

}  // namespace
}  // namespace lodestone
