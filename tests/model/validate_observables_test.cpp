#include <limits>
#include "model/broken_study.hpp"

namespace lodestone {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// Observables of the example: 0 ndpr_usd, 1 dy_eu, 2 miner_share, 3 sofr, 4 miner_credit, 5 usd_per_aud, 6 miner_volatility.

TEST(ValidateObservables, FindsEachFaultAlone) {
  expect_each_alone({
      {"market.observables[7].id", R"("sofr": must be unique)",
       [](Study& s) { s.market.observables.push_back(s.market.observables[3]); }},
      {"market.observables[3].kind", "must be LINEAR for a RATE",
       [](Study& s) { s.market.observables[3].kind = ObservableKind::EXPONENTIAL; }},
      {"market.observables[5].kind", "must be EXPONENTIAL for an FX_RATE",
       [](Study& s) { s.market.observables[5].kind = ObservableKind::LINEAR; }},
      {"market.observables[3].multiplier", "must be left out but for an EXPONENTIAL observable",
       [](Study& s) { s.market.observables[3].multiplier = 2.0; }},
      {"market.observables[0].multiplier", "-1: must be > 0", [](Study& s) { s.market.observables[0].multiplier = -1.0; }},
      {"market.observables[0].intercept", "must be left out but for a LINEAR observable",
       [](Study& s) { s.market.observables[0].intercept = 2.0; }},
      {"market.observables[4].intercept", "must be finite", [](Study& s) { s.market.observables[4].intercept = kInfinity; }},
      {"market.observables[0].adjustments[1].from", "must be after the adjustment before it",
       [](Study& s) { s.market.observables[0].adjustments[1].from = make_date(2026, 1, 1); }},
      {"market.observables[0].adjustments[0].from", "not given: must be a day",
       [](Study& s) { s.market.observables[0].adjustments[0].from = kNoDate; }},
      {"market.observables[0].adjustments[0].value", "0: must be > 0",
       [](Study& s) { s.market.observables[0].adjustments[0].value = 0.0; }},
      {"market.observables[0].weights[1].factor", "names no factor",
       [](Study& s) { s.market.observables[0].weights[1].factor = "cnyusd"; }},
      {"market.observables[0].weights[1].factor", "must be unique",
       [](Study& s) { s.market.observables[0].weights[1].factor = "ndpr_cn"; }},
      {"market.observables[0].weights[0].weight", "must be finite",
       [](Study& s) { s.market.observables[0].weights[0].weight = kInfinity; }},
      {"market.observables[0].weights[0].weight", "must be from -1e+15 to 1e+15",
       [](Study& s) { s.market.observables[0].weights[0].weight = 1e16; }},
  });
}

TEST(ValidateObservables, RefusesFactorsWhoseExponentialWouldOverflow) {
  // Factor 5 is the miner's share, 3 the base rate, 7 the cost of the project: an observable, a rate and a project each.
  expect_each_alone({
      {"market.observables[2].weights[0]", "a volatility of 1e+14 1/√yr: must be at most 20 1/√yr",
       [](Study& s) { s.market.factors[5].volatility_per_sqrt_year = {1e14}; }},
      {"market.observables[2].weights[0]", "a drift of 20.1 1/yr: must be at most 20 1/yr",
       [](Study& s) { s.market.factors[5].drift_per_year = {-20.1}; }},
      {"market.observables[2].weights[0]", "a size of 230", [](Study& s) { s.market.factors[5].initial_value = 1e-100; }},
      {"market.observables[2].weights[0]", "a size of 61.4",
       [](Study& s) { s.market.observables[2].weights[0].weight = -15.0; }},
      {"market.observables[1].weights[0]", "a jump of 20.5", [](Study& s) { s.market.factors[1].jumps[0].mean = -20.5; }},
      {"market.observables[1].weights[0]", "a jump deviation of 21",
       [](Study& s) { s.market.factors[1].jumps[1].standard_deviation = 21.0; }},
      {"market.observables[1].weights[0]", "a long-run mean of 61",
       [](Study& s) { s.market.factors[1].long_run_mean[2] = -61.0; }},
      {"market.observables[3].weights[0]", "a size of 99", [](Study& s) { s.market.factors[3].initial_value = 99.0; }},
      {"projects[0].cost_factor", "a volatility of 21",
       [](Study& s) {
         s.market.factors[7].volatility_per_sqrt_year = {21.0};
         s.projects[1].cost_factor = "";
       }},
  });
}

TEST(ValidateObservables, AsksForCurrencyUnitAndQualityWhereTheyBelong) {
  expect_each_alone({
      {"market.observables[0].currency", "must be given for a PRICE",
       [](Study& s) { s.market.observables[0].currency.reset(); }},
      {"market.observables[5].base_currency", "must be given for an FX_RATE",
       [](Study& s) { s.market.observables[5].base_currency.reset(); }},
      {"market.observables[5].base_currency", "AUD: must differ from currency",
       [](Study& s) {
         s.market.observables[5].currency = Currency::AUD;
         s.market.fx_rates.clear();
         std::get<Loan>(s.portfolio.positions[10].instrument).currency = Currency::USD;
       }},
      {"market.observables[2].base_currency", "must be left out but for an FX_RATE",
       [](Study& s) { s.market.observables[2].base_currency = Currency::AUD; }},
      {"market.observables[1].unit", "must be given for a PRICE", [](Study& s) { s.market.observables[1].unit.reset(); }},
      {"market.observables[3].unit", "must be left out but for a PRICE",
       [](Study& s) { s.market.observables[3].unit = Unit::KG; }},
      {"market.observables[0].vat", "must be given for a PRICE per mass",
       [](Study& s) { s.market.observables[0].vat.reset(); }},
      {"market.observables[0].form", "must be given for a PRICE per mass",
       [](Study& s) { s.market.observables[0].form.reset(); }},
      {"market.observables[0].basis", "must be given for a PRICE per mass",
       [](Study& s) { s.market.observables[0].basis.reset(); }},
      {"market.observables[0].quotation", "must be given for a PRICE per mass",
       [](Study& s) { s.market.observables[0].quotation.reset(); }},
      {"market.observables[2].vat", "must be left out but for a PRICE per mass",
       [](Study& s) { s.market.observables[2].vat = Vat::NONE; }},
      {"market.observables[6].quotation", "must be left out but for a PRICE per mass",
       [](Study& s) { s.market.observables[6].quotation = Quotation::QUOTED; }},
  });
}

TEST(ValidateRates, FindsEachFaultAlone) {
  expect_each_alone({
      {"market.discount_rate", "names no observable", [](Study& s) { s.market.discount_rate = "estr"; }},
      {"market.discount_rate", R"("usd_per_aud" (FX_RATE): must be a RATE)",
       [](Study& s) { s.market.discount_rate = "usd_per_aud"; }},
      {"market.fx_rates[0]", "names no observable", [](Study& s) { s.market.fx_rates[0] = "aud"; }},
      {"market.fx_rates[1]", R"("sofr" (RATE): must be an FX_RATE)", [](Study& s) { s.market.fx_rates.push_back("sofr"); }},
      {"market.fx_rates[1]", "must be the only rate of AUD", [](Study& s) { s.market.fx_rates.push_back("usd_per_aud"); }},
      {"market.fx_rates[1]", "in EUR: must be in the reporting currency USD",
       [](Study& s) {
         s.market.observables.push_back(s.market.observables[5]);
         s.market.observables[7].id = "eur_per_cad";
         s.market.observables[7].currency = Currency::EUR;
         s.market.observables[7].base_currency = Currency::CAD;
         s.market.fx_rates.push_back("eur_per_cad");
       }},
  });
}

TEST(ValidateFixings, FindsEachFaultAlone) {
  expect_each_alone({
      {"market.fixings[0].observable", "names no observable", [](Study& s) { s.market.fixings[0].observable = "dy"; }},
      {"market.fixings[7].observable", "needs an index with fixing_days",
       [](Study& s) {
         s.market.fixings.push_back({"miner_share", make_date(2025, 11, 18), 60.0});
       }},
      {"market.fixings[6].date", "2025-11-24: must not be after the as-of date 2025-11-19",
       [](Study& s) { s.market.fixings[6].date = make_date(2025, 11, 24); }},
      {"market.fixings[2].date", R"(must be a day on which "dy_eu" is fixed)",
       [](Study& s) { s.market.fixings[2].date = make_date(2025, 10, 21); }},
      {"market.fixings[7].date", R"(2025-11-15: must be a day on which "ndpr_usd" is fixed)",
       [](Study& s) {
         s.market.fixings.push_back({"ndpr_usd", make_date(2025, 11, 15), 70.0});
       }},
      {"market.fixings[1].value", "0: must be > 0", [](Study& s) { s.market.fixings[1].value = 0.0; }},
      {"market.fixings[7]", R"("dy_eu" on 2025-10-06: must be unique)",
       [](Study& s) { s.market.fixings.push_back(s.market.fixings[0]); }},
  });
}

TEST(ValidateFixings, NamesTheIndexAndEveryMissingDay) {
  expect_each_alone({
      {"market.fixings", R"(must hold the fixings of "dy_eu" on 2025-10-20, 2025-11-17)",
       [](Study& s) {
         s.market.fixings.erase(s.market.fixings.begin() + 6);
         s.market.fixings.erase(s.market.fixings.begin() + 2);
       }},
      // A month that runs, of an index that is fixed every business day: the 3rd to the 19th without weekends.
      {"market.fixings",
       R"(of "ndpr_usd" on 2025-11-03, 2025-11-04, 2025-11-05, 2025-11-06, 2025-11-07, 2025-11-10, 2025-11-11, )"
       "2025-11-12, 2025-11-13, 2025-11-14, 2025-11-17, 2025-11-18, 2025-11-19.",
       [](Study& s) { instrument<Offtake>(s, "ndpr_sale").price.averaging.window = AveragingWindow::CALENDAR_MONTH; }},
      // Of a window that ended before today, for a project's sale of a quarter.
      {"market.fixings", R"(of "dy_eu" on 2025-07-07, 2025-07-14)",
       [](Study& s) { s.projects[0].sales[1].terms->averaging.offset = -1; }},
  });
}

TEST(ValidateFixings, AsksForNoneWhenNoWindowIsRunning) {
  Study study = example_study();
  study.market.fixings.clear();
  study.projects[0].sales.pop_back();
  instrument<IndexSwap>(study, "dy_swap").settlements = {{make_date(2026, 3, 31), 100.0}};
  EXPECT_TRUE(find_violations(study).empty()) << listing(find_violations(study));
}

}  // namespace
}  // namespace lodestone
