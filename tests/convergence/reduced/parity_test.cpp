// Identities between contracts that hold in every state of every path, today and at every horizon.
#include <gtest/gtest.h>
#include <lodestone/kernel/run_tile.hpp>
#include <lodestone/kernel/value_contracts.hpp>
#include <lodestone/plan/simulation_plan.hpp>

#include <algorithm>
#include <cmath>
#include <convergence/licensed_studies.hpp>
#include <functional>
#include <map>
#include <utility>

namespace lodestone::convergence {
namespace {

constexpr std::size_t kPaths = 64;

/// Of the sum of a contract's undiscounted amounts, which are some 60 · 100 kg · 8: rounding of the parts.
constexpr double kTolerance = 1e-10;

/// Calls `check(where, value of a position by id)` on every path, today and at every horizon.
void for_every_state(Study study,
                     const std::function<void(const std::string&, const std::function<double(const std::string&)>&)>& check) {
  study.simulation.horizons = {"2w", "1y"};
  const SimulationPlan plan = compile(validate(study), Isa::AVX2);
  std::vector<std::string> ids;
  for (const Position& position : study.portfolio.positions) ids.push_back(position.id);
  std::sort(ids.begin(), ids.end());
  std::map<std::string, int> rows;
  for (std::size_t n = 0; n < ids.size(); ++n) rows[ids[n]] = plan.contracts.cash_row_of_position[n];
  Workspace work(plan, kPaths);
  start_paths(plan, {0, kPaths, kPaths}, work);
  for (int step = 0; step <= plan.end_step; ++step) {
    if (step > 0) advance_step(plan, step, work);
    if (step > 0 && plan.horizon_of_step[static_cast<std::size_t>(step)] == kNone) continue;
    value_contracts(plan, step, work);
    for (std::size_t p = 0; p < kPaths; ++p) {
      check("path " + std::to_string(p) + " at step " + std::to_string(step),
            [&](const std::string& id) { return work.contract_value.row(rows.at(id))[p]; });
    }
  }
}

struct NamedMarket {
  std::string name;
  std::function<Study()> make;
};

std::vector<NamedMarket> option_markets() {
  return {{"events", with_events}, {"two chains", two_chains}, {"fat tails", fat_tails}, {"everything", everything}};
}

/// Offtakes at each formula of one strike pair, on the day's index and on means, owed by one who may default, or by nobody.
Study study_of_formulas(Study study, Currency currency) {
  const std::vector<std::pair<std::string, PriceFormula>> formulas = {{"linked", IndexLinked{1.0, 0.0}},
                                                                      {"floor", Floor{55.0}},
                                                                      {"cap", Cap{75.0}},
                                                                      {"collar", Collar{55.0, 75.0}},
                                                                      {"fixed", FixedPrice{55.0}}};
  for (const char* owed : {"", "owner"}) {
    for (const AveragingWindow window : {AveragingWindow::AT_DELIVERY, AveragingWindow::CALENDAR_QUARTER}) {
      ContractTerms terms;
      terms.counterparty = owed;
      terms.currency = currency;
      terms.prefix = std::string(owed) + (window == AveragingWindow::AT_DELIVERY ? " day " : " mean ");
      for (const auto& [name, formula] : formulas) {
        for (const Side side : {Side::BUY, Side::SELL}) {
          Offtake contract = offtake(terms, side, formula);
          contract.price.averaging = {window, 0};
          add(study, terms, (side == Side::BUY ? "buy " : "sell ") + name, contract);
        }
      }
      PriceFloorAgreement put;
      put.index = terms.index;
      put.currency = currency;
      put.floor = 55.0;
      put.averaging = {window, 0};
      put.settlements = deliveries_on(due_dates());
      add(study, terms, "put", put);
    }
  }
  return study;
}

// floor = linked + puts, cap = linked − calls, so floor + cap = collar + linked; a purchase that pays the floor is worth less
// than one that pays the index by the puts at its strike, and puts − calls at K are fixed − linked: all of it owed alike.
TEST(Value, OfAFloorAndACapIsThatOfACollarAndTheIndexInEveryState) {
  for (const NamedMarket& market : option_markets()) {
    const Currency currency = market.name == "everything" ? Currency::CNY : Currency::USD;
    const Study study = study_of_formulas(market.make(), currency);
    for_every_state(study, [&](const std::string& where, const auto& value) {
      for (const std::string contract : {" day ", " mean ", "owner day ", "owner mean "}) {
        const double floor = value(contract + "buy floor"), cap = value(contract + "buy cap");
        const double collar = value(contract + "buy collar"), linked = value(contract + "buy linked");
        const double scale = 1e5 + std::abs(floor) + std::abs(cap);
        EXPECT_NEAR(floor + cap, collar + linked, kTolerance * scale) << market.name << contract << where;
        if (contract == "owner mean ") continue;  // from a purchase's due date to its payment the holder owes, and is not owed
        for (const char* formula : {"linked", "floor", "cap", "collar", "fixed"}) {
          const double sum = value(contract + "buy " + formula) + value(contract + "sell " + formula);
          EXPECT_NEAR(sum, 0.0, kTolerance * scale) << market.name << contract << formula << where;
        }
      }
      EXPECT_NEAR(value(" day buy linked") - value(" day buy floor"), value(" day put"), kTolerance * 1e5)
          << market.name << where;
    });
  }
}

/// Every sale under its purchase's account: both ship, and fail, on the same days.
Study under_one_account(Study study) {
  for (Position& position : study.portfolio.positions) {
    if (position.id.rfind("sell", 0) != 0) continue;
    std::get<Offtake>(position.instrument).licence_account = "account of buy" + position.id.substr(4);
  }
  std::erase_if(study.licences.accounts,
                [](const LicenceAccount& account) { return account.id.rfind("account of sell", 0) == 0; });
  return study;
}

// What one side gains the other loses, whatever the clause, the licence and the force majeure; but for a replacement, which a
// third party gets paid for. Accounts of their own agree today, where all stand alike.
TEST(Value, OfBothSidesOfALicensedContractAddsUpToNothing) {
  for (const bool is_shared : {false, true}) {
    for (const LicenceBasis basis : {LicenceBasis::PER_SHIPMENT, LicenceBasis::PER_PERIOD, LicenceBasis::PER_QUANTITY}) {
      if (is_shared && basis != LicenceBasis::PER_PERIOD) continue;
      const Study study = is_shared ? under_one_account(two_sides(with_events(), basis)) : two_sides(with_events(), basis);
      int compared = 0;
      for_every_state(study, [&](const std::string& where, const auto& value) {
        if (!is_shared && where.find("at step 0") == std::string::npos) return;
        for (const Position& position : study.portfolio.positions) {
          if (position.id.rfind("buy", 0) != 0 || position.id.find("replaced") != std::string::npos) continue;
          const double bought = value(position.id);
          EXPECT_NEAR(bought + value("sell" + position.id.substr(3)), 0.0, kTolerance * (1e5 + std::abs(bought)))
              << position.id << where;
          compared += bought != 0.0 ? 1 : 0;
        }
      });
      EXPECT_GT(compared, 4 * static_cast<int>(kPaths) / (is_shared ? 1 : 2));
    }
  }
}

}  // namespace
}  // namespace lodestone::convergence
