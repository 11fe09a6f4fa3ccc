#include <lodestone/model/validate.hpp>

#include "model/broken_study.hpp"

namespace lodestone {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(Validate, ReturnsAValidStudyUnchanged) {
  const ValidStudy valid = validate(example_study());
  EXPECT_EQ(valid.study().portfolio.positions.size(), example_study().portfolio.positions.size());
  EXPECT_EQ(valid.study().as_of, make_date(2025, 11, 19));
}

TEST(FindViolations, FindsNoneInAValidStudy) {
  const std::vector<Violation> found = find_violations(example_study());
  EXPECT_TRUE(found.empty()) << listing(found);
}

TEST(FindViolations, AsksAnEmptyStudyForWhatCannotBeLeftOut) {
  std::vector<std::string> paths;
  for (const Violation& violation : find_violations(Study{})) paths.push_back(violation.path);
  EXPECT_THAT(paths, ElementsAre("as_of", "simulation.paths", "simulation.seed", "simulation.horizons", "measures.confidences",
                                 "measures.pnl_bases", "measures.references"));
}

TEST(FindViolations, ReportsAllFaultsInTheOrderOfTheSchema) {
  Study study = example_study();
  study.measures.confidences = {1.0};
  study.simulation.paths = 0;
  study.portfolio.positions[0].book = "no_book";
  study.projects[0].cash = kNotGiven;
  study.licences.lanes[1].validity_days = -1.0;
  study.policy.chains[0].generators[0].rows[2].rates_per_year[0] = 0.9;
  study.market.factors[1].stance = "ue";
  study.market.correlations[0].value = 1.5;
  std::vector<std::string> messages;
  for (const Violation& violation : find_violations(study)) messages.push_back(to_string(violation));
  EXPECT_THAT(
      messages,
      ElementsAre(R"(market.factors[1].stance = "ue": names no stance. Known: "global", "eu".)",
                  "market.correlations[0].value = 1.5: must be from -1 to 1.",
                  HasSubstr("policy.chains[0].generators[0].rows[2].rates_per_year = sum 0.1"),
                  "licences.lanes[1].validity_days = -1 d: must be > 0.", "projects[0].cash = not given: must be given.",
                  R"(portfolio.positions[0].book = "no_book": names no book. Known: "desk", "contracts", "equities".)",
                  "simulation.paths = 0 paths: must be from 1 to 1000000000.",
                  "measures.confidences[0] = 1: must be ≥ 0.5 and < 1."));
}

TEST(FindViolations, NamesAtMostEightOfTheKnownNames) {
  Study study = example_study();
  study.market.observables[2].weights[0].factor = "nickel";
  const std::vector<Violation> found = find_violations(study);
  ASSERT_EQ(found.size(), 1u) << listing(found);
  EXPECT_EQ(found[0].remedy,
            R"(Known: "ndpr_cn", "dy_premium", "usdcny", "base", "miner_spread", "miner", "audusd", "cost" and 1 more.)");
}

TEST(FindViolations, MeasuresNothingAgainstAnAsOfDateThatIsNotGiven) {
  expect_each_alone({{"as_of", "not given: must be a day", [](Study& s) { s.as_of = kNoDate; }},
                     {"as_of", "not given: must be a day", [](Study& s) {
                        s.as_of = kNoDate;
                        s.simulation.horizons = {"10d", "1y", "nonsense"};
                      }}});
}

TEST(FindViolations, AcceptsWhatMayBeLeftOut) {
  Study study = example_study();
  study.market.discount_rate = "";
  study.market.observables[4].adjustments = {{make_date(2026, 1, 1), -0.001}};  // a LINEAR one may fall
  study.projects[0].cost_factor = study.projects[0].slip_factor = "";
  study.projects[0].ramp.clear();
  study.counterparties[0].spread = study.counterparties[0].project = "";
  instrument<EquityPosition>(study, "miner_equity").project = "";
  PriceFloorAgreement& agreement = instrument<PriceFloorAgreement>(study, "ndpr_floor");
  agreement.upside_share = 0.0;
  agreement.upside_above = agreement.annual_cap = kNotGiven;
  agreement.project = "";
  agreement.schedule->every_months = 1;
  instrument<Offtake>(study, "ndpr_sale").failure.damages_cap = kNotGiven;
  study.simulation.weekly_until = kNoDate;
  study.measures.quantiles.clear();
  EXPECT_TRUE(find_violations(study).empty()) << listing(find_violations(study));
}

TEST(FindViolations, AsksForAnExchangeRateWhereverMoneyIsInAnotherCurrency) {
  const auto plant_prices = [](Study& s) {  // the example's prices again, in EUR
    for (const std::size_t i : {std::size_t{1}, std::size_t{2}}) {
      s.market.observables.push_back(s.market.observables[i]);
      s.market.observables.back().id = i == 1 ? "eur_metal" : "eur_share";
      s.market.observables.back().currency = Currency::EUR;
    }
  };
  const std::vector<std::pair<std::string, void (*)(Study&)>> uses = {
      {"projects[0].sales[1].terms.currency",
       [](Study& s) {
         s.projects[0].sales[1].terms->index = "eur_metal";
         s.projects[0].sales[1].terms->averaging = {};
         s.projects[0].sales[1].terms->currency = Currency::EUR;
       }},
      {"projects[0].listed_equity.observable", [](Study& s) { s.projects[0].listed_equity->observable = "eur_share"; }},
      {"portfolio.positions[0].equity_position.observable",
       [](Study& s) { instrument<EquityPosition>(s, "miner_equity").observable = "eur_share"; }},
      {"portfolio.positions[1].equity_option.observable",
       [](Study& s) { instrument<EquityOption>(s, "miner_put").observable = "eur_share"; }},
      {"portfolio.positions[4].offtake.price.currency",
       [](Study& s) {
         Offtake& sale = instrument<Offtake>(s, "dy_sale");
         sale.price.index = sale.spot_index = "eur_metal";
         sale.price.currency = Currency::EUR;
       }},
      {"portfolio.positions[8].price_floor_agreement.currency",
       [](Study& s) {
         instrument<PriceFloorAgreement>(s, "ndpr_floor").index = "eur_metal";
         instrument<PriceFloorAgreement>(s, "ndpr_floor").currency = Currency::EUR;
       }},
      {"portfolio.positions[9].index_swap.currency",
       [](Study& s) {
         s.projects[0].sales.pop_back();
         for (Fixing& fixing : s.market.fixings) fixing.observable = "eur_metal";
         instrument<IndexSwap>(s, "dy_swap").index = "eur_metal";
         instrument<IndexSwap>(s, "dy_swap").currency = Currency::EUR;
       }},
      {"portfolio.positions[6].inventory.observable",
       [](Study& s) {
         instrument<Inventory>(s, "ndpr_stock").observable = "eur_metal";
         instrument<Offtake>(s, "ndpr_sale").failure = {};
       }},
      {"portfolio.positions[11].loan.currency", [](Study& s) { instrument<Loan>(s, "prepayment").currency = Currency::EUR; }},
  };
  for (const auto& [path, use] : uses) {
    Study study = example_study();
    plant_prices(study);
    use(study);
    const std::vector<Violation> found = find_violations(study);
    ASSERT_EQ(found.size(), 1u) << path << listing(found);
    EXPECT_EQ(found[0].path, path) << listing(found);
    EXPECT_EQ(found[0].rule, "needs an FX rate into the reporting currency USD");
  }
}

TEST(FindViolations, ReportsAMissingCurrencyWhereItIsFirstUsed) {
  Study study = example_study();
  study.market.fx_rates.clear();
  std::get<Loan>(study.portfolio.positions[11].instrument).currency = Currency::AUD;  // a second use
  const std::vector<Violation> found = find_violations(study);
  ASSERT_EQ(found.size(), 1u) << listing(found);
  EXPECT_EQ(
      to_string(found[0]),
      "portfolio.positions[10].loan.currency = AUD: needs an FX rate into the reporting currency USD. Name an FX_RATE with "
      "base_currency AUD in market.fx_rates.");
}

TEST(Validate, ThrowsAllViolationsAtOnce) {
  Study study = example_study();
  study.simulation.paths = 0;
  study.simulation.seed.reset();
  try {
    validate(study);
    FAIL() << "a study without paths and seed was let through";
  } catch (const InvalidInput& refusal) {
    EXPECT_EQ(refusal.violations().size(), 2u);
    EXPECT_THAT(refusal.what(), HasSubstr("Set simulation.seed, or pass --seed 20251231."));
  }
}

}  // namespace
}  // namespace lodestone
