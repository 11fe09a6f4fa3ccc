/// Instruments, seen from the holder: gains are positive.
///
/// A trade in goods is measured against spot: buying q at p when spot is S gains q·(S − p); selling gains q·(p − S).
#pragma once

#include <lodestone/model/pricing.hpp>

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace lodestone {

/// quantity × price × FX, diluted and defaulted with its issuer when `project` names one that is listed.
struct EquityPosition {
  std::string observable;       ///< a PRICE per SHARE
  double quantity = kNotGiven;  ///< shares; negative is short
  std::string project;
};

enum class OptionType { CALL, PUT };

/// European option on a share: Black–Scholes on the simulated price before expiry, intrinsic value as cash at expiry.
struct EquityOption {
  std::string observable;
  OptionType type = OptionType::CALL;
  double strike = kNotGiven;  ///< [currency of the share], > 0
  Date expiry = kNoDate;
  double quantity = kNotGiven;        ///< options on one share each
  double volatility = kNotGiven;      ///< implied [1/√yr], > 0; or
  std::string volatility_observable;  ///< a NUMBER
  double dividend_yield_per_year = 0.0;
};

enum class Side { BUY, SELL };

/// `quantity` falls due on `due`. A due date on or before the as-of date is a delivery still outstanding within its grace.
struct Delivery {
  Date due = kNoDate;
  double quantity = kNotGiven;  ///< [unit of the contract], > 0
};

/// Evenly spaced deliveries: first, first + every_months, … up to `last`.
struct DeliverySchedule {
  Date first = kNoDate;
  Date last = kNoDate;
  int every_months = 1;
  double quantity = kNotGiven;
};

/// What happens to a quantity whose licence has not come when the grace period ends.
///   CANCEL      nothing changes hands.
///   MAKE_UP     it is added to the contract's next delivery; after the last one it is cancelled.
///   REPLACE     `obliged` covers it on `replacement_index` R: by the seller, the buyer still pays p and the seller R;
///               by the buyer, who pays R for goods worth S.
///   FROM_STOCK  `obliged` delivers (or consumes) it from the inventory position `stock`, at spot between the two positions;
///               what the stock does not hold is treated as REPLACE where a replacement index is named, else CANCEL.
///   DAMAGES     the seller pays `damages_rate` × the damages base × quantity, at most `damages_cap` in all.
enum class FailureClause { CANCEL, MAKE_UP, REPLACE, FROM_STOCK, DAMAGES };

/// PRICE: p. DIFFERENCE: S − p. POSITIVE_DIFFERENCE: (S − p)⁺.
enum class DamagesBase { PRICE, DIFFERENCE, POSITIVE_DIFFERENCE };

struct FailureTerms {
  FailureClause clause = FailureClause::CANCEL;
  Side obliged = Side::SELL;        ///< REPLACE, FROM_STOCK: the side that covers
  std::string replacement_index;    ///< PRICE in the terms' currency and unit
  std::string stock;                ///< an Inventory position of this portfolio
  double damages_rate = kNotGiven;  ///< DAMAGES, ≥ 0
  DamagesBase damages_base = DamagesBase::PRICE;
  double damages_cap = kNotGiven;                 ///< [terms' currency] over the contract's life; none when not given
  std::vector<std::string> force_majeure_levels;  ///< levels of the lane's stance at which failure is excused: CANCEL, or
  bool force_majeure_suspends = false;            ///< MAKE_UP when the contract is suspended rather than ended
};

/// Deliveries under licence. A delivery ships on the first grid date on or after its due date on which its licence is live
/// (or none is needed) within `grace_days`; on the last date of the grace period the failure clause applies.
///
/// Linked (`served_from` a purchase): delivery n is served by the purchase's delivery n when that ships; what does not come
/// by the end of the grace period is delivered from `failure.stock`, then bought on `failure.replacement_index`; unless the
/// purchase failed under force majeure and `force_majeure_passes_through`.
struct Offtake {
  Side side = Side::BUY;
  PriceTerms price;
  std::string spot_index;                    ///< PRICE that the goods are worth, in the terms' currency and unit
  std::vector<Delivery> deliveries;          ///< these and those of
  std::optional<DeliverySchedule> schedule;  ///< this, sorted by due date
  double owed_quantity = 0.0;                ///< carried over from failed deliveries, added to the first one
  std::string licence_account;               ///< empty: no licence needed
  int grace_days = 0;
  FailureTerms failure;
  std::string project;      ///< supplied by this project: takes at most the output allotted to it
  std::string served_from;  ///< a BUY offtake of this portfolio
  bool force_majeure_passes_through = false;
};

/// Each settlement pays quantity × [(floor − Ī)⁺ − upside_share (Ī − upside_above)⁺] to the receiver, the sum of a calendar
/// year at most `annual_cap`. Quantity is given, or the output of `project` in the quarter that ends on the date.
struct PriceFloorAgreement {
  Side side = Side::BUY;  ///< BUY receives the floor payments, SELL pays them
  std::string index;
  Currency currency = Currency::USD;
  Unit unit = Unit::KG;
  Averaging averaging;
  double floor = kNotGiven;
  double upside_share = 0.0;
  double upside_above = kNotGiven;  ///< ≥ floor; needed when upside_share > 0
  double annual_cap = kNotGiven;    ///< [currency]; none when not given
  std::vector<Delivery> settlements;
  std::optional<DeliverySchedule> schedule;
  std::string project;  ///< settlements on its quarter ends pay on quantity × output / nameplate output
};

/// Each settlement pays quantity × (Ī − fixed_price) to the buyer.
struct IndexSwap {
  Side side = Side::BUY;
  std::string index;
  Currency currency = Currency::USD;
  Unit unit = Unit::KG;
  Averaging averaging;
  double fixed_price = kNotGiven;
  std::vector<Delivery> settlements;
  std::optional<DeliverySchedule> schedule;
};

/// Goods in store: quantity × price, less a carry cost. Contracts may draw on it.
struct Inventory {
  std::string observable;            ///< a PRICE per mass
  double quantity = kNotGiven;       ///< [unit of the observable], ≥ 0
  double carry_cost_per_year = 0.0;  ///< share of value a year, paid at every grid date
};

/// Principal moves: positive is paid to the holder (repayment, goods credited), negative is lent (drawdown).
struct PrincipalFlow {
  Date date = kNoDate;
  double amount = kNotGiven;
};

/// A loan or a prepayment: outstanding principal, interest paid at each flow date, scheduled principal flows.
/// On default of the counterparty, `recovery` × outstanding is paid at once and nothing after.
struct Loan {
  Currency currency = Currency::USD;
  double outstanding = kNotGiven;          ///< today, ≥ 0
  std::string base_rate;                   ///< RATE, set at the start of each interest period; or leave out and give
  double margin_per_year = 0.0;            ///< added to the base rate
  double fixed_rate_per_year = kNotGiven;  ///< this; 0 for a prepayment credited in goods
  std::vector<PrincipalFlow> flows;
};

using Instrument = std::variant<EquityPosition, EquityOption, Offtake, PriceFloorAgreement, IndexSwap, Inventory, Loan>;

}  // namespace lodestone
