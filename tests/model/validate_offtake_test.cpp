#include "model/broken_study.hpp"

namespace lodestone {
namespace {

// Positions of the example: 3 dy_purchase, 4 dy_sale served from it, 5 ndpr_purchase from the mine, 7 ndpr_sale with a stock.

TEST(ValidatePriceTerms, FindsEachFaultAlone) {
  expect_each_alone({
      {"portfolio.positions[3].offtake.price.index", "not given: must be given. Known",
       [](Study& s) { instrument<Offtake>(s, "dy_purchase").price.index = ""; }},
      {"portfolio.positions[3].offtake.price.index", R"("miner_share" in USD/SHARE: wrong unit: must be in USD/KG)",
       [](Study& s) { instrument<Offtake>(s, "dy_purchase").price.index = "miner_share"; }},
      {"portfolio.positions[4].offtake.price.formula.fixed.price", "must be given",
       [](Study& s) { instrument<Offtake>(s, "dy_sale").price.formula = FixedPrice{}; }},
      {"portfolio.positions[3].offtake.price.formula.index_linked.differential", "must be given",
       [](Study& s) {
         instrument<Offtake>(s, "dy_purchase").price.formula = IndexLinked{1.0, kNotGiven};
       }},
      {"portfolio.positions[3].offtake.price.formula.floor.floor", "must be given",
       [](Study& s) { instrument<Offtake>(s, "dy_purchase").price.formula = Floor{}; }},
      {"portfolio.positions[3].offtake.price.formula.cap.cap", "must be given",
       [](Study& s) { instrument<Offtake>(s, "dy_purchase").price.formula = Cap{}; }},
      {"portfolio.positions[5].offtake.price.formula.collar.cap", "50 USD/KG: must be ≥ the floor 60 USD/KG",
       [](Study& s) {
         instrument<Offtake>(s, "ndpr_purchase").price.formula = Collar{60.0, 50.0};
       }},
      {"portfolio.positions[5].offtake.price.formula.floor_with_upside_share.share_above", "must be ≥ the floor 110 USD/KG",
       [](Study& s) {
         instrument<Offtake>(s, "ndpr_purchase").price.formula = FloorWithUpsideShare{110.0, 0.3, 90.0};
       }},
      {"portfolio.positions[7].offtake.price.formula.piecewise_linear.kinks[1].strike", "must be above the strike before it",
       [](Study& s) { std::get<PiecewiseLinear>(instrument<Offtake>(s, "ndpr_sale").price.formula).kinks[1].strike = 80.0; }},
      {"portfolio.positions[7].offtake.price.formula.piecewise_linear.kinks", "101 kinks: must be from 0 to 100",
       [](Study& s) {
         std::vector<Kink>& kinks = std::get<PiecewiseLinear>(instrument<Offtake>(s, "ndpr_sale").price.formula).kinks;
         while (kinks.size() < 101) kinks.push_back({kinks.back().strike + 1.0, 0.0});
       }},
      {"portfolio.positions[5].offtake.price.averaging.offset", "-13: must be from -12 to 12",
       [](Study& s) { instrument<Offtake>(s, "ndpr_purchase").price.averaging.offset = -13; }},
      {"portfolio.positions[7].offtake.price.after.project", "names no project",
       [](Study& s) { instrument<Offtake>(s, "ndpr_sale").price.after->project = "pit"; }},
      {"portfolio.positions[7].offtake.price.after.formula.floor.floor", "must be given",
       [](Study& s) { instrument<Offtake>(s, "ndpr_sale").price.after->formula = Floor{}; }},
      {"portfolio.positions[12].offtake.price.unit", "wrong unit: must be KG or T",
       [](Study& s) {
         Offtake shares = instrument<Offtake>(s, "dy_purchase");
         shares.price.index = shares.spot_index = "miner_share";
         shares.price.unit = Unit::SHARE;
         shares.failure = {};
         s.portfolio.positions.push_back({"shares", "desk", {}, "", shares});
       }},
  });
}

TEST(ValidatePriceTerms, NeedsNoIndexForAFixedPrice) {
  Study study = example_study();
  instrument<Offtake>(study, "dy_sale").price.index = "";
  EXPECT_TRUE(find_violations(study).empty()) << listing(find_violations(study));
}

TEST(ValidateDeliveries, FindsEachFaultAlone) {
  expect_each_alone({
      {"portfolio.positions[4].offtake.deliveries", "none: must be given",
       [](Study& s) { instrument<Offtake>(s, "dy_sale").deliveries.clear(); }},
      {"portfolio.positions[4].offtake.deliveries[1].due", "not given: must be a day",
       [](Study& s) { instrument<Offtake>(s, "dy_sale").deliveries[1].due = kNoDate; }},
      {"portfolio.positions[4].offtake.deliveries[0].quantity", "-400: must be > 0",
       [](Study& s) { instrument<Offtake>(s, "dy_sale").deliveries[0].quantity = -400.0; }},
      {"portfolio.positions[7].offtake.deliveries[0].due",
       "2025-10-20: must be after the as-of date 2025-11-19, or still open on it",
       [](Study& s) { instrument<Offtake>(s, "ndpr_sale").deliveries[0].due = make_date(2025, 10, 20); }},
      {"portfolio.positions[7].offtake.deliveries", "2026-02-27: must be due on days of their own",
       [](Study& s) { instrument<Offtake>(s, "ndpr_sale").deliveries[0].due = make_date(2026, 2, 27); }},
      {"portfolio.positions[5].offtake.schedule.first", "2026-04-01: must be the end of a quarter",
       [](Study& s) { instrument<Offtake>(s, "ndpr_purchase").schedule->first = make_date(2026, 4, 1); }},
      {"portfolio.positions[5].offtake.schedule", "2026-04-30: must fall on ends of quarters",
       [](Study& s) { instrument<Offtake>(s, "ndpr_purchase").schedule->every_months = 1; }},
      {"portfolio.positions[5].offtake.deliveries[0].due", "2026-11-30: must be the end of a quarter",
       [](Study& s) {
         instrument<Offtake>(s, "ndpr_purchase").deliveries = {{make_date(2026, 11, 30), 1.0}};
       }},
      {"portfolio.positions[5].offtake.schedule.last", "2026-03-01: must not be before first 2026-03-31",
       [](Study& s) { instrument<Offtake>(s, "ndpr_purchase").schedule->last = make_date(2026, 3, 1); }},
      {"portfolio.positions[5].offtake.schedule.last", "30000-12-31: must be a day from 1900-01-01 to 2200-12-31",
       [](Study& s) { instrument<Offtake>(s, "ndpr_purchase").schedule->last = make_date(30000, 12, 31); }},
      {"portfolio.positions[5].offtake.schedule.every_months", "0 months: must be from 1 to 120",
       [](Study& s) { instrument<Offtake>(s, "ndpr_purchase").schedule->every_months = 0; }},
      {"portfolio.positions[5].offtake.schedule.quantity", "must be > 0",
       [](Study& s) { instrument<Offtake>(s, "ndpr_purchase").schedule->quantity = kNotGiven; }},
      {"portfolio.positions[5].offtake.schedule", "deliveries: must be from 1 to 2000",
       [](Study& s) {
         instrument<Offtake>(s, "ndpr_purchase").schedule->every_months = 1;
         instrument<Offtake>(s, "ndpr_purchase").schedule->last = make_date(2200, 12, 31);
       }},
      {"portfolio.positions[7].offtake.deliveries", "2001 deliveries: must be from 0 to 2000",
       [](Study& s) {
         std::vector<Delivery>& deliveries = instrument<Offtake>(s, "ndpr_sale").deliveries;
         while (deliveries.size() < 2001) deliveries.push_back(deliveries.front());
       }},
      // 2080-08-22 is the 20,000th day: the delivery is due before it, the 45 days of grace end after it.
      {"portfolio.positions[7].offtake", "last cash flow on 2080-09-15: must be at most 20000 days after the as-of date",
       [](Study& s) {
         instrument<Offtake>(s, "ndpr_sale").deliveries[1].due = make_date(2080, 8, 1);
         instrument<Offtake>(s, "ndpr_sale").grace_days = 45;
       }},
  });
}

TEST(ValidateOfftake, FindsEachFaultAlone) {
  expect_each_alone({
      {"portfolio.positions[3].offtake.spot_index", "must be given",
       [](Study& s) { instrument<Offtake>(s, "dy_purchase").spot_index = ""; }},
      {"portfolio.positions[3].offtake.owed_quantity", "-25 KG: must be ≥ 0",
       [](Study& s) { instrument<Offtake>(s, "dy_purchase").owed_quantity = -25.0; }},
      {"portfolio.positions[7].offtake.licence_account",
       R"(names no licence account. Known: "desk_dy", "equipment", "desk_ndpr".)",
       [](Study& s) { instrument<Offtake>(s, "ndpr_sale").licence_account = "ndpr"; }},
      {"portfolio.positions[3].offtake.licence_account",
       "names no licence account",  // and its status today is not called wrong
       [](Study& s) { instrument<Offtake>(s, "dy_purchase").licence_account = "dy"; }},
      {"portfolio.positions[3].offtake.grace_days", "-1 d: must be from 0 to 3650",
       [](Study& s) { instrument<Offtake>(s, "dy_purchase").grace_days = -1; }},
      {"portfolio.positions[5].offtake.project", "names no project",
       [](Study& s) { instrument<Offtake>(s, "ndpr_purchase").project = "pit"; }},
      {"portfolio.positions[5].offtake.project", "must be left out but for a BUY",
       [](Study& s) { instrument<Offtake>(s, "ndpr_purchase").side = Side::SELL; }},
      {"portfolio.positions[5].offtake.project",
       R"(must list this offtake in its sales. Add a sale with offtake "ndpr_purchase".)",
       [](Study& s) { s.projects[0].sales.erase(s.projects[0].sales.begin()); }},
  });
}

TEST(ValidateFailureTerms, FindsEachFaultAlone) {
  expect_each_alone({
      {"portfolio.positions[3].offtake.failure.replacement_index", "must be given",
       [](Study& s) { instrument<Offtake>(s, "dy_purchase").failure.replacement_index = ""; }},
      {"portfolio.positions[3].offtake.failure.replacement_index", "wrong unit: must be in USD/KG",
       [](Study& s) { instrument<Offtake>(s, "dy_purchase").failure.replacement_index = "miner_share"; }},
      {"portfolio.positions[7].offtake.failure.obliged", "BUY: must be SELL with clause FROM_STOCK",
       [](Study& s) { instrument<Offtake>(s, "ndpr_sale").failure.obliged = Side::BUY; }},
      {"portfolio.positions[7].offtake.failure.stock", "must be given",
       [](Study& s) { instrument<Offtake>(s, "ndpr_sale").failure.stock = ""; }},
      {"portfolio.positions[7].offtake.failure.stock", "must be an inventory position",
       [](Study& s) { instrument<Offtake>(s, "ndpr_sale").failure.stock = "dy_sale"; }},
      {"portfolio.positions[7].offtake.failure.stock", "wrong unit: must be in USD/KG",
       [](Study& s) {
         s.market.observables.push_back(s.market.observables[0]);
         s.market.observables.back().id = "ndpr_per_tonne";
         s.market.observables.back().unit = Unit::T;
         instrument<Inventory>(s, "ndpr_stock").observable = "ndpr_per_tonne";
       }},
      {"portfolio.positions[4].offtake.failure.damages_rate", "must be given for clause DAMAGES",
       [](Study& s) { instrument<Offtake>(s, "dy_sale").failure.damages_rate = kNotGiven; }},
      {"portfolio.positions[4].offtake.failure.damages_rate", "-0.1: must be ≥ 0",
       [](Study& s) { instrument<Offtake>(s, "dy_sale").failure.damages_rate = -0.1; }},
      {"portfolio.positions[3].offtake.failure.damages_rate", "must be left out but for clause DAMAGES",
       [](Study& s) { instrument<Offtake>(s, "dy_purchase").failure.damages_rate = 0.1; }},
      {"portfolio.positions[4].offtake.failure.damages_cap", "-1 USD: must be ≥ 0",
       [](Study& s) { instrument<Offtake>(s, "dy_sale").failure.damages_cap = -1.0; }},
      {"portfolio.positions[3].offtake.failure.force_majeure_levels[0]", R"(names no level of stance "eu")",
       [](Study& s) { instrument<Offtake>(s, "dy_purchase").failure.force_majeure_levels[0] = "war"; }},
      {"portfolio.positions[3].offtake.failure.force_majeure_levels[1]", "must be unique",
       [](Study& s) {
         instrument<Offtake>(s, "dy_purchase").failure.force_majeure_levels = {"freeze", "freeze"};
       }},
      {"portfolio.positions[4].offtake.failure.force_majeure_levels", "1 levels: needs a licence_account",
       [](Study& s) { instrument<Offtake>(s, "dy_sale").failure.force_majeure_levels = {"freeze"}; }},
  });
}

TEST(ValidateLinks, FindsEachFaultAlone) {
  expect_each_alone({
      {"portfolio.positions[4].offtake.served_from", "names no position",
       [](Study& s) { instrument<Offtake>(s, "dy_sale").served_from = "dy"; }},
      {"portfolio.positions[4].offtake.served_from", "must be a BUY offtake",
       [](Study& s) { instrument<Offtake>(s, "dy_sale").served_from = "dy_sale"; }},
      {"portfolio.positions[4].offtake.served_from", "must be a BUY offtake",
       [](Study& s) { instrument<Offtake>(s, "dy_sale").served_from = "dy_swap"; }},
      {"portfolio.positions[3].offtake.served_from", "must be left out but for a SELL",
       [](Study& s) { instrument<Offtake>(s, "dy_purchase").served_from = "dy_sale"; }},
      {"portfolio.positions[12].offtake.served_from", R"(must serve one sale: it serves "dy_sale" already)",
       [](Study& s) {
         s.portfolio.positions.push_back(s.portfolio.positions[4]);
         s.portfolio.positions.back().id = "dy_resale";
       }},
      {"portfolio.positions[4].offtake.served_from", "with 2 deliveries: must have as many deliveries as this sale, 1",
       [](Study& s) { instrument<Offtake>(s, "dy_sale").deliveries.pop_back(); }},
      {"portfolio.positions[4].offtake.served_from",
       "due on 2026-04-30: must not be due after the delivery it serves, on 2026-04-29",
       [](Study& s) { instrument<Offtake>(s, "dy_sale").deliveries[1].due = make_date(2026, 4, 29); }},
      {"portfolio.positions[4].offtake.served_from", R"("dy_purchase" in KG: wrong unit: must be in T)",
       [](Study& s) {
         s.market.observables.push_back(s.market.observables[1]);
         s.market.observables.back().id = "dy_per_tonne";
         s.market.observables.back().unit = Unit::T;
         Offtake& sale = instrument<Offtake>(s, "dy_sale");
         sale.price.index = sale.spot_index = "dy_per_tonne";
         sale.price.unit = Unit::T;
       }},
  });
}

}  // namespace
}  // namespace lodestone
