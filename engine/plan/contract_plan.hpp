/// Positions as indices and numbers: what each pays, on which step, out of which row.
#pragma once

#include <lodestone/plan/licence_plan.hpp>
#include <lodestone/plan/price_plan.hpp>

#include <array>
#include <cstdint>
#include <limits>
#include <vector>

namespace lodestone {

/// A price formula with the index it reads and the formula that replaces it after a milestone.
struct PricingPlan {
  int index = kNone;  ///< observable; kNone for a price that reads none
  FormulaPlan formula;
  FormulaPlan formula_after;
  int after_project = kNone;
  int after_milestone = 0;  ///< 0 decision, 1 on-spec, 2 qualified
};

struct DeliveryPlan {
  int offtake = 0;
  Date due = kNoDate;
  std::int32_t due_day = 0;
  int due_step = 1;       ///< first active step
  int last_step = 1;      ///< last active step: the end of the grace period
  double quantity = 0.0;  ///< scheduled, and what is owed today on the first [unit of the contract]
  int slot = kNone;       ///< licence slot; kNone: no licence needed
  int average = kNone;    ///< kNone: AT_DELIVERY
  int average_step = 0;   ///< step of the last fixing; 0 when it is past
  int deferred = kNone;   ///< row of payments that wait for the last fixing
  int purchase = kNone;   ///< linked: the purchase's delivery of the same number
  int allotment = kNone;  ///< supplied by a project: row of allotted quantities

  friend bool operator==(const DeliveryPlan&, const DeliveryPlan&) = default;
};

struct FailurePlan {
  FailureClause clause = FailureClause::CANCEL;
  bool is_holder_obliged = false;
  Side obliged = Side::SELL;
  int replacement = kNone;   ///< observable
  int stock = kNone;         ///< inventory
  double stock_units = 1.0;  ///< units of the stock in one unit of the contract
  double damages_rate = 0.0;
  DamagesBase damages_base = DamagesBase::PRICE;
  int damages_cap_row = kNone;  ///< row of damages left to pay
  double damages_cap = 0.0;
  std::array<std::uint8_t, 8> is_excused{};  ///< by level of the lane's stance
  bool suspends = false;
};

struct OfftakePlan {
  int position = 0;
  int cash_row = 0;
  double sign = 1.0;  ///< +1 buys, −1 sells
  double tonnes_per_unit = 0.001;
  PricingPlan price;
  int spot = kNone;
  int fx = kNone;           ///< observable; kNone: the reporting currency
  int lane_stance = kNone;  ///< stance of the licence's lane
  int counterparty = kNone;
  int project = kNone;
  int purchase = kNone;  ///< linked: the offtake it is served from
  double units_per_purchase_unit = 1.0;
  bool passes_force_majeure = false;
  FailurePlan failure;
  int first_delivery = 0;
  int delivery_count = 0;
};

/// A floor agreement's or a swap's settlement.
struct SettlementPlan {
  int due_step = 1;
  int pay_step = 1;
  int average = kNone;
  double quantity = 0.0;
  std::int32_t year = 0;       ///< of the due date: caps count by it
  int output_quarter = kNone;  ///< quarter whose output scales the quantity; −2: none yet, so nothing is paid
};

struct SettledContractPlan {
  int position = 0;
  int cash_row = 0;
  double sign = 1.0;
  int index = 0;
  int fx = kNone;
  int counterparty = kNone;
  int project = kNone;
  FormulaPlan payment;  ///< per unit, to the buyer, as a function of Ī
  double annual_cap = std::numeric_limits<double>::infinity();
  int cap_row = kNone;  ///< row of this year's sum
  std::vector<SettlementPlan> settlements;
};

struct LoanFlowPlan {
  int step = 1;
  double years = 0.0;        ///< interest period
  double outstanding = 0.0;  ///< during the period
  double amount = 0.0;
};

struct LoanPlan {
  int position = 0;
  int cash_row = 0;
  int fx = kNone;
  int counterparty = kNone;
  double recovery = 0.0;
  int base_rate = kNone;
  double margin_or_rate = 0.0;
  int rate_row = 0;
  std::vector<LoanFlowPlan> flows;
};

struct InventoryPlan {
  int position = 0;
  int cash_row = 0;
  int price = 0;
  int fx = kNone;
  double quantity = 0.0;
  double carry_per_year = 0.0;
  double tonnes_per_unit = 0.001;
};

struct OptionPlan {
  int position = 0;
  int cash_row = 0;
  int price = 0;
  int fx = kNone;
  bool is_call = true;
  double strike = 0.0;
  double quantity = 0.0;
  Date expiry = kNoDate;
  int expiry_step = kNone;  ///< kNone: after the last horizon
  double volatility = 0.0;
  int volatility_observable = kNone;
  double dividend_yield = 0.0;
  /// Whether it has a value on `step`; on its expiry it has paid.
  bool is_alive_on(int step) const { return expiry_step == kNone || expiry_step > step; }
};

/// A unit of something that is worth its price: shares. Positions in the same one add up to one exposure.
struct AssetPlan {
  int price = 0;
  int fx = kNone;
  int project = kNone;  ///< issuer whose dilution and default it feels
  /// Worth `price` itself, in the reporting currency.
  bool is_an_observable() const { return fx == kNone && project == kNone; }
};

struct EquityPlan {
  int position = 0;
  int asset = 0;
  double quantity = 0.0;
};

struct CounterpartyPlan {
  int spread = kNone;
  int project = kNone;
  double hazard_per_spread = 1.0;  ///< 1/(1 − R)
  double recovery = 0.0;

  friend bool operator==(const CounterpartyPlan&, const CounterpartyPlan&) = default;
};

/// Everything a portfolio holds. Positions stand in the order of their ids.
struct ContractsPlan {
  std::vector<OfftakePlan> offtakes;  ///< unlinked first, then linked, each by id
  std::vector<DeliveryPlan> deliveries;
  std::vector<SettledContractPlan> settled;
  std::vector<LoanPlan> loans;
  std::vector<InventoryPlan> inventories;
  std::vector<OptionPlan> options;
  std::vector<AssetPlan> assets;
  std::vector<EquityPlan> equities;
  std::vector<CounterpartyPlan> counterparties;
  std::vector<int> position_of_cash_row;
  std::vector<int> cash_row_of_position;  ///< kNone: the position never pays
  int deferred_rows = 0;
  int allotment_rows = 0;
  int damages_cap_rows = 0;
  int annual_cap_rows = 0;
};

/// The study's positions in the order of their ids, in which they are compiled and reported.
std::vector<const Position*> positions_by_id(const Study& study);

/// `sorted` lists the positions in the order of their ids. Of each offtake come the deliveries whose licence or goods are due
/// by `end` and one more, which receives what is made up; averages are collected in `averages`, all of them; `licensed`
/// receives every delivery that needs a licence (the `slot` of those that came is filled once slots exist).
ContractsPlan compile_contracts(const Study& study, const Grid& grid, const std::vector<const Position*>& sorted, Date end,
                                AverageBook& averages, std::vector<LicensedDelivery>& licensed);

/// FX observable that turns `currency` into the reporting currency; kNone when it is that already.
int fx_observable(const Study& study, Currency currency);

/// Metric tonnes in one unit.
double tonnes_per_unit(Unit unit);

/// Pricing of `terms` without its averaging.
PricingPlan compile_pricing(const Study& study, const PriceTerms& terms);

}  // namespace lodestone
