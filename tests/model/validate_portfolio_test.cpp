#include <limits>
#include "model/broken_study.hpp"

namespace lodestone {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// Positions of the example: 0 miner_equity, 1 miner_put, 2 miner_call, 3 dy_purchase, 4 dy_sale, 5 ndpr_purchase, 6 ndpr_stock,
// 7 ndpr_sale, 8 ndpr_floor, 9 dy_swap, 10 loan, 11 prepayment.

TEST(ValidateBooks, FindsEachFaultAlone) {
  expect_each_alone({
      {"portfolio.books[3].id", "must be unique",
       [](Study& s) {
         s.portfolio.books.push_back({"desk", ""}), s.simulation.maximum_sampled_series = 100;
       }},
      {"portfolio.books[1].parent", "names no book", [](Study& s) { s.portfolio.books[1].parent = "floor"; }},
      {"portfolio.books[2].parent", R"(books must not contain themselves: "equities" in "equities")",
       [](Study& s) { s.portfolio.books[2].parent = "equities"; }},
      {"portfolio.books[0].parent", R"(books must not contain themselves: "desk" in "contracts" in "desk")",
       [](Study& s) { s.portfolio.books[0].parent = "contracts"; }},
  });
}

TEST(ValidatePositions, FindsEachFaultAlone) {
  expect_each_alone({
      {"portfolio.positions[12].id", "must be unique",
       [](Study& s) { s.portfolio.positions.push_back(s.portfolio.positions[0]); }},
      {"portfolio.positions[9].id", "must be given", [](Study& s) { s.portfolio.positions[9].id = ""; }},
      {"portfolio.positions[0].book", "not given: must be given", [](Study& s) { s.portfolio.positions[0].book = ""; }},
      {"portfolio.positions[3].labels[1].key", R"("element": must be unique)",
       [](Study& s) { s.portfolio.positions[3].labels[1] = s.portfolio.positions[3].labels[0]; }},
      {"portfolio.positions[0].labels[0].key", "must be given", [](Study& s) { s.portfolio.positions[0].labels[0].key = ""; }},
      {"portfolio.positions[0].labels[0].value", "must be given",
       [](Study& s) { s.portfolio.positions[0].labels[0].value = ""; }},
      {"portfolio.positions[0].counterparty", R"(names no counterparty. Known: "miner".)",
       [](Study& s) { s.portfolio.positions[0].counterparty = "bank"; }},
  });
}

TEST(ValidateEquity, FindsEachFaultAlone) {
  expect_each_alone({
      {"portfolio.positions[0].equity_position.observable", "wrong unit: must be a price per SHARE",
       [](Study& s) { instrument<EquityPosition>(s, "miner_equity").observable = "dy_eu"; }},
      {"portfolio.positions[0].equity_position.observable", "(RATE): must be a PRICE",
       [](Study& s) { instrument<EquityPosition>(s, "miner_equity").observable = "sofr"; }},
      {"portfolio.positions[0].equity_position.quantity", "inf shares: must be finite",
       [](Study& s) { instrument<EquityPosition>(s, "miner_equity").quantity = kInfinity; }},
      {"portfolio.positions[0].equity_position.project", "names no project",
       [](Study& s) { instrument<EquityPosition>(s, "miner_equity").project = "miner"; }},
      {"portfolio.positions[0].equity_position.project", "must be a project with listed_equity",
       [](Study& s) { instrument<EquityPosition>(s, "miner_equity").project = "refinery"; }},
  });
}

TEST(ValidateOption, FindsEachFaultAlone) {
  expect_each_alone({
      {"portfolio.positions[1].equity_option.observable", "(LINEAR): must be EXPONENTIAL",
       [](Study& s) {
         s.market.observables.push_back(s.market.observables[2]);
         s.market.observables.back().id = "bachelier";
         s.market.observables.back().kind = ObservableKind::LINEAR;
         instrument<EquityOption>(s, "miner_put").observable = "bachelier";
       }},
      {"portfolio.positions[1].equity_option.strike", "0 USD: must be > 0",
       [](Study& s) { instrument<EquityOption>(s, "miner_put").strike = 0.0; }},
      {"portfolio.positions[1].equity_option.expiry", "2025-11-19: must be after the as-of date",
       [](Study& s) { instrument<EquityOption>(s, "miner_put").expiry = s.as_of; }},
      {"portfolio.positions[1].equity_option.volatility", "exactly one of volatility and volatility_observable",
       [](Study& s) { instrument<EquityOption>(s, "miner_put").volatility_observable = "miner_volatility"; }},
      {"portfolio.positions[2].equity_option.volatility", "not given: exactly one",
       [](Study& s) { instrument<EquityOption>(s, "miner_call").volatility_observable = ""; }},
      {"portfolio.positions[1].equity_option.volatility", "-0.65 1/√yr: must be > 0",
       [](Study& s) { instrument<EquityOption>(s, "miner_put").volatility = -0.65; }},
      {"portfolio.positions[2].equity_option.volatility_observable", "names no observable",
       [](Study& s) { instrument<EquityOption>(s, "miner_call").volatility_observable = "vix"; }},
      {"portfolio.positions[2].equity_option.volatility_observable", "(PRICE): must be a NUMBER",
       [](Study& s) { instrument<EquityOption>(s, "miner_call").volatility_observable = "miner_share"; }},
      {"portfolio.positions[2].equity_option.volatility_observable", "(LINEAR): must be EXPONENTIAL",
       [](Study& s) {
         s.market.observables[6].kind = ObservableKind::LINEAR;
         s.market.observables[6].multiplier.reset();
       }},
      {"portfolio.positions[2].equity_option.dividend_yield_per_year", "must be finite",
       [](Study& s) { instrument<EquityOption>(s, "miner_call").dividend_yield_per_year = kInfinity; }},
  });
}

TEST(ValidatePriceFloor, FindsEachFaultAlone) {
  expect_each_alone({
      {"portfolio.positions[8].price_floor_agreement.index", R"("ndpr_usd" in USD/KG: wrong unit: must be in USD/T)",
       [](Study& s) { instrument<PriceFloorAgreement>(s, "ndpr_floor").unit = Unit::T; }},
      {"portfolio.positions[8].price_floor_agreement.floor", "-1 USD/KG: must be ≥ 0",
       [](Study& s) { instrument<PriceFloorAgreement>(s, "ndpr_floor").floor = -1.0; }},
      {"portfolio.positions[8].price_floor_agreement.upside_share", "30: must be from 0 to 1",
       [](Study& s) { instrument<PriceFloorAgreement>(s, "ndpr_floor").upside_share = 30.0; }},
      {"portfolio.positions[8].price_floor_agreement.upside_above", "must be ≥ the floor 110 USD/KG",
       [](Study& s) { instrument<PriceFloorAgreement>(s, "ndpr_floor").upside_above = 100.0; }},
      {"portfolio.positions[8].price_floor_agreement.upside_above", "must be given",
       [](Study& s) { instrument<PriceFloorAgreement>(s, "ndpr_floor").upside_above = kNotGiven; }},
      {"portfolio.positions[8].price_floor_agreement.annual_cap", "-1 USD: must be ≥ 0",
       [](Study& s) { instrument<PriceFloorAgreement>(s, "ndpr_floor").annual_cap = -1.0; }},
      {"portfolio.positions[8].price_floor_agreement.schedule.quantity", "0: must be > 0",
       [](Study& s) { instrument<PriceFloorAgreement>(s, "ndpr_floor").schedule->quantity = 0.0; }},
      {"portfolio.positions[8].price_floor_agreement.project", "names no project",
       [](Study& s) { instrument<PriceFloorAgreement>(s, "ndpr_floor").project = "pit"; }},
      {"portfolio.positions[8].price_floor_agreement", "last cash flow on 2081-03-31: must be at most 20000 days",
       [](Study& s) { instrument<PriceFloorAgreement>(s, "ndpr_floor").schedule->last = make_date(2081, 3, 31); }},
  });
}

TEST(ValidateSwap, FindsEachFaultAlone) {
  expect_each_alone({
      {"portfolio.positions[9].index_swap.index", "names no observable",
       [](Study& s) { instrument<IndexSwap>(s, "dy_swap").index = "x"; }},
      {"portfolio.positions[9].index_swap.fixed_price", "must be given",
       [](Study& s) { instrument<IndexSwap>(s, "dy_swap").fixed_price = kNotGiven; }},
      {"portfolio.positions[9].index_swap.averaging.offset", "13: must be from -12 to 12",
       [](Study& s) { instrument<IndexSwap>(s, "dy_swap").averaging.offset = 13; }},
      {"portfolio.positions[9].index_swap.averaging.window", R"(an average of "miner_share": needs an index with fixing_days)",
       [](Study& s) {
         IndexSwap& swap = instrument<IndexSwap>(s, "dy_swap");
         swap.index = "miner_share";
         swap.unit = Unit::SHARE;
       }},
      {"portfolio.positions[9].index_swap.settlements", "none: must be given, one by one or by a schedule",
       [](Study& s) { instrument<IndexSwap>(s, "dy_swap").settlements.clear(); }},
      // Due in the past and paid there: without an average nothing is open.
      {"portfolio.positions[9].index_swap.settlements[0].due",
       "2025-11-14: must be after the as-of date 2025-11-19, or still open on it",
       [](Study& s) { instrument<IndexSwap>(s, "dy_swap").averaging.window = AveragingWindow::AT_DELIVERY; }},
      // Due before the 20,000th day, 2080-08-22; fixed for the last time on the last Monday of the quarter after.
      {"portfolio.positions[9].index_swap", "last cash flow on 2080-12-30",
       [](Study& s) {
         instrument<IndexSwap>(s, "dy_swap").averaging.offset = 1;
         instrument<IndexSwap>(s, "dy_swap").settlements = {{make_date(2080, 8, 1), 1.0}};
       }},
  });
}

TEST(ValidateSwap, MayOutliveEveryHorizon) {
  Study study = example_study();
  instrument<IndexSwap>(study, "dy_swap").settlements = {{make_date(2036, 12, 31), 1.0}};
  EXPECT_TRUE(find_violations(study).empty()) << listing(find_violations(study));
}

TEST(ValidateInventory, FindsEachFaultAlone) {
  expect_each_alone({
      {"portfolio.positions[12].inventory.observable", "wrong unit: must be a price per KG or T",
       [](Study& s) {
         s.portfolio.positions.push_back({"stock", "desk", {}, "", Inventory{"miner_share", 1.0, 0.0}});
       }},
      {"portfolio.positions[6].inventory.quantity", "-1 KG: must be ≥ 0",
       [](Study& s) { instrument<Inventory>(s, "ndpr_stock").quantity = -1.0; }},
      {"portfolio.positions[6].inventory.carry_cost_per_year", "must be finite",
       [](Study& s) { instrument<Inventory>(s, "ndpr_stock").carry_cost_per_year = kInfinity; }},
  });
}

TEST(ValidateLoan, FindsEachFaultAlone) {
  expect_each_alone({
      {"portfolio.positions[10].loan.currency", "EUR: needs an FX rate",
       [](Study& s) { instrument<Loan>(s, "loan").currency = Currency::EUR; }},
      {"portfolio.positions[10].loan.outstanding", "-1 AUD: must be ≥ 0",
       [](Study& s) { instrument<Loan>(s, "loan").outstanding = -1.0; }},
      {"portfolio.positions[10].loan.base_rate", "exactly one of base_rate and fixed_rate_per_year",
       [](Study& s) { instrument<Loan>(s, "loan").fixed_rate_per_year = 0.05; }},
      {"portfolio.positions[11].loan.base_rate", "not given: exactly one",
       [](Study& s) { instrument<Loan>(s, "prepayment").fixed_rate_per_year = kNotGiven; }},
      {"portfolio.positions[10].loan.base_rate", "must be a RATE",
       [](Study& s) { instrument<Loan>(s, "loan").base_rate = "dy_eu"; }},
      {"portfolio.positions[10].loan.margin_per_year", "must be finite",
       [](Study& s) { instrument<Loan>(s, "loan").margin_per_year = kInfinity; }},
      {"portfolio.positions[10].loan.flows", "0 flows: must be from 1",
       [](Study& s) { instrument<Loan>(s, "loan").flows.clear(); }},
      {"portfolio.positions[10].loan.flows[0].date", "must be after the as-of date",
       [](Study& s) { instrument<Loan>(s, "loan").flows[0].date = s.as_of; }},
      {"portfolio.positions[10].loan.flows[1].amount", "must be given",
       [](Study& s) { instrument<Loan>(s, "loan").flows[1].amount = kNotGiven; }},
      {"portfolio.positions[10].loan.flows", "-1 AUD after 2026-11-30: outstanding less the flows must stay ≥ 0",
       [](Study& s) { instrument<Loan>(s, "loan").flows[1].amount = 1500001.0; }},
      {"portfolio.positions[10].loan", "last cash flow on 2081-01-04: must be at most 20000 days",
       [](Study& s) { instrument<Loan>(s, "loan").flows[1].date = make_date(2081, 1, 4); }},
  });
}

}  // namespace
}  // namespace lodestone
