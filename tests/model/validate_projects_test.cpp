#include "model/broken_study.hpp"

namespace lodestone {
namespace {

TEST(ValidateProjects, FindsEachFaultAlone) {
  expect_each_alone({
      {"projects[2].id", "must be unique",
       [](Study& s) { s.projects.push_back(s.projects[1]), s.simulation.maximum_sampled_series = 80; }},
      {"projects[1].currency", "CNY: needs an FX rate into the reporting currency USD",
       [](Study& s) {
         s.projects[1].currency = Currency::CNY;
         s.market.observables.push_back(s.market.observables[0]);
         s.market.observables.back().id = "ndpr_cny";
         s.market.observables.back().currency = Currency::CNY;
         s.projects[1].spot_index = "ndpr_cny";
       }},
      {"projects[0].decision.reached", "must not be after the as-of date",
       [](Study& s) { s.projects[0].decision.reached = make_date(2025, 12, 1); }},
      {"projects[0].on_spec.planned", "not given: must be a day", [](Study& s) { s.projects[0].on_spec.planned = kNoDate; }},
      {"projects[0].on_spec", "2025-05-01: must not be before the decision on 2025-06-30",
       [](Study& s) { s.projects[0].on_spec.reached = make_date(2025, 5, 1); }},
      {"projects[0].qualified", "2026-01-31: must not be before on-spec on 2026-03-31",
       [](Study& s) { s.projects[0].qualified.planned = make_date(2026, 1, 31); }},
      {"projects[0].capex_to_spend", "-1 USD: must be ≥ 0", [](Study& s) { s.projects[0].capex_to_spend = -1.0; }},
      {"projects[0].cost_factor", "names no factor", [](Study& s) { s.projects[0].cost_factor = "overrun"; }},
      {"projects[0].slip_factor", "names no factor", [](Study& s) { s.projects[0].slip_factor = "delay"; }},
      {"projects[0].licence_accounts[0]", "names no licence account",
       [](Study& s) { s.projects[0].licence_accounts[0] = "x"; }},
      {"projects[0].licence_accounts[1]", "must be unique",
       [](Study& s) { s.projects[0].licence_accounts.push_back("equipment"); }},
      {"projects[0].licence_accounts[0]", "must be on basis PER_PERIOD or PER_QUANTITY",
       [](Study& s) { s.projects[0].licence_accounts[0] = "desk_dy"; }},
      {"projects[0].nameplate_tonnes_per_year", "0 t/yr: must be > 0",
       [](Study& s) { s.projects[0].nameplate_tonnes_per_year = 0; }},
      {"projects[0].ramp[0].months_since_on_spec", "-1 months: must be ≥ 0",
       [](Study& s) { s.projects[0].ramp[0].months_since_on_spec = -1; }},
      {"projects[0].ramp[2].months_since_on_spec", "must be above the point before it",
       [](Study& s) { s.projects[0].ramp[2].months_since_on_spec = 12; }},
      {"projects[0].ramp[1].share_of_nameplate", "80: must be from 0 to 1.5",
       [](Study& s) { s.projects[0].ramp[1].share_of_nameplate = 80; }},
      {"projects[0].ramp", "401 points: must be from 0 to 400",
       [](Study& s) {
         std::vector<RampPoint>& ramp = s.projects[0].ramp;
         while (ramp.size() < 401) ramp.push_back({ramp.back().months_since_on_spec + 1.0, 1.0});
       }},
      {"projects[0].availability_mean", "1.1: must be from 0 to 1", [](Study& s) { s.projects[0].availability_mean = 1.1; }},
      {"projects[0].availability_standard_deviation", "must be ≥ 0",
       [](Study& s) { s.projects[0].availability_standard_deviation = -0.1; }},
      {"projects[0].spot_index", "not given: must be given. Known", [](Study& s) { s.projects[0].spot_index = ""; }},
      {"projects[0].spot_index", R"("miner_share" in USD/SHARE: wrong unit: must be in USD/KG)",
       [](Study& s) { s.projects[0].spot_index = "miner_share"; }},
      {"projects[0].unqualified_discount", "must be from 0 to 1", [](Study& s) { s.projects[0].unqualified_discount = 1.5; }},
      {"projects[0].minimum_cash", "must be ≥ 0", [](Study& s) { s.projects[0].minimum_cash = -1.0; }},
      {"projects[0].committed_equity", "must be ≥ 0", [](Study& s) { s.projects[0].committed_equity = -1.0; }},
  });
}

TEST(ValidateProjects, AcceptsAPlanThatTimeHasOvertaken) {
  Study study = example_study();
  study.projects[0].on_spec.planned = make_date(2025, 10, 31);
  EXPECT_TRUE(find_violations(study).empty()) << listing(find_violations(study));
}

TEST(ValidateSales, FindsEachFaultAlone) {
  expect_each_alone({
      {"projects[0].sales[1].id", "must be unique", [](Study& s) { s.projects[0].sales[1].id = "to_desk"; }},
      {"projects[0].sales[1].offtake", "exactly one of offtake and terms must be given",
       [](Study& s) { s.projects[0].sales[1].offtake = "dy_purchase"; }},
      {"projects[0].sales[1].offtake", "not given: exactly one", [](Study& s) { s.projects[0].sales[1].terms.reset(); }},
      {"projects[0].sales[0].offtake", "names no position", [](Study& s) { s.projects[0].sales[0].offtake = "ndpr"; }},
      {"projects[1].sales[0].offtake", R"("dy_swap": must be an offtake)",
       [](Study& s) {
         s.projects[1].sales = {{"sale", "dy_swap", {}, kNotGiven}};
       }},
      {"projects[1].sales[0].offtake",
       R"("dy_purchase": must be an offtake supplied by this project. Set its project to "refinery".)",
       [](Study& s) {
         s.projects[1].sales = {{"sale", "dy_purchase", {}, kNotGiven}};
       }},
      {"projects[0].sales[2].offtake", "must be unique",
       [](Study& s) {
         s.projects[0].sales.push_back({"again", "ndpr_purchase", {}, kNotGiven});
       }},
      {"projects[0].sales[0].tonnes_per_quarter", "must be left out but for a sale under terms",
       [](Study& s) { s.projects[0].sales[0].tonnes_per_quarter = 5.0; }},
      {"projects[0].sales[1].tonnes_per_quarter", "must be given for a sale under terms",
       [](Study& s) { s.projects[0].sales[1].tonnes_per_quarter = kNotGiven; }},
      {"projects[0].sales[1].tonnes_per_quarter", "-5 t: must be ≥ 0",
       [](Study& s) { s.projects[0].sales[1].tonnes_per_quarter = -5.0; }},
      {"projects[0].sales[1].terms.index", "names no observable", [](Study& s) { s.projects[0].sales[1].terms->index = "dy"; }},
      {"projects[0].sales[1].terms.formula.floor_with_upside_share.buyer_share", "30: must be from 0 to 1",
       [](Study& s) {
         s.projects[0].sales[1].terms->formula = FloorWithUpsideShare{110, 30, 110};
       }},
      {"projects[0].sales[1].terms.averaging.offset", "1: must be ≤ 0 in a project's sale",
       [](Study& s) { s.projects[0].sales[1].terms->averaging.offset = 1; }},
  });
}

TEST(ValidateDebt, FindsEachFaultAlone) {
  expect_each_alone({
      {"projects[0].debt.drawn", "must be ≥ 0", [](Study& s) { s.projects[0].debt->drawn = -1.0; }},
      {"projects[0].debt.limit", "7e+07 USD: must be ≥ drawn, 8e+07 USD", [](Study& s) { s.projects[0].debt->limit = 70e6; }},
      {"projects[0].debt.share_of_spend", "must be from 0 to 1", [](Study& s) { s.projects[0].debt->share_of_spend = 1.2; }},
      {"projects[0].debt.base_rate", "exactly one of base_rate with spread and fixed_rate_per_year",
       [](Study& s) { s.projects[0].debt->fixed_rate_per_year = 0.08; }},
      {"projects[1].debt.base_rate", "not given: exactly one",
       [](Study& s) { s.projects[1].debt->fixed_rate_per_year = kNotGiven; }},
      {"projects[0].debt.base_rate", R"("ndpr_usd" (PRICE): must be a RATE)",
       [](Study& s) { s.projects[0].debt->base_rate = "ndpr_usd"; }},
      {"projects[0].debt.spread", "not given: must be given. Known", [](Study& s) { s.projects[0].debt->spread = ""; }},
      {"projects[0].debt.quarters_to_first_repayment", "-1 quarters: must be from 0",
       [](Study& s) { s.projects[0].debt->quarters_to_first_repayment = -1; }},
      {"projects[0].debt.repayment_quarters", "401 quarters", [](Study& s) { s.projects[0].debt->repayment_quarters = 401; }},
      {"projects[0].debt.covenant_dscr", "must be ≥ 0", [](Study& s) { s.projects[0].debt->covenant_dscr = -1.2; }},
  });
}

TEST(ValidateListedEquity, FindsEachFaultAlone) {
  expect_each_alone({
      {"projects[0].listed_equity.observable", "wrong unit: must be a price per SHARE",
       [](Study& s) { s.projects[0].listed_equity->observable = "ndpr_usd"; }},
      {"projects[0].listed_equity.observable", R"("bachelier" (LINEAR): must be EXPONENTIAL)",
       [](Study& s) {
         s.market.observables.push_back(s.market.observables[2]);
         s.market.observables.back().id = s.projects[0].listed_equity->observable = "bachelier";
         s.market.observables.back().kind = ObservableKind::LINEAR;
       }},
      {"projects[0].listed_equity.shares_outstanding", "must be > 0",
       [](Study& s) { s.projects[0].listed_equity->shares_outstanding = 0; }},
      {"projects[0].listed_equity.raise_discount", "1: must be ≥ 0 and < 1",
       [](Study& s) { s.projects[0].listed_equity->raise_discount = 1; }},
      {"projects[0].listed_equity.distress_share", "must be > 0",
       [](Study& s) { s.projects[0].listed_equity->distress_share = 0; }},
      {"projects[0].listed_equity.recovery_on_default", "must be from 0 to 1",
       [](Study& s) { s.projects[0].listed_equity->recovery_on_default = 2; }},
  });
}

TEST(ValidateCounterparties, FindsEachFaultAlone) {
  expect_each_alone({
      {"counterparties[1].id", "must be unique", [](Study& s) { s.counterparties.push_back(s.counterparties[0]); }},
      {"counterparties[0].spread", "(NUMBER): must be a RATE",
       [](Study& s) { s.counterparties[0].spread = "miner_volatility"; }},
      {"counterparties[0].project", R"(names no project. Known: "mine", "refinery".)",
       [](Study& s) { s.counterparties[0].project = "x"; }},
      {"counterparties[0].recovery", "1: must be ≥ 0 and < 1", [](Study& s) { s.counterparties[0].recovery = 1.0; }},
  });
}

}  // namespace
}  // namespace lodestone
