/// Mining, separation and refining projects, run quarter by quarter.
#pragma once

#include <lodestone/model/pricing.hpp>

#include <optional>
#include <string>
#include <vector>

namespace lodestone {

/// A milestone not yet reached moves with the slip and with time stood still; a reached one stays.
struct MilestonePlan {
  Date planned = kNoDate;
  Date reached = kNoDate;  ///< on or before the as-of date, when it has been
};

/// Share of nameplate at an age; linear in between, the last value after it, 0 before on-spec.
struct RampPoint {
  double months_since_on_spec = kNotGiven;  ///< ≥ 0, ascending
  double share_of_nameplate = kNotGiven;    ///< 0 … 1.5
};

/// Output sold under terms, in the order of the list; the rest is sold at spot. Exactly one of `offtake` and `terms`.
/// Contracted sales start when the project is qualified.
struct ProjectSale {
  std::string id;
  std::string offtake;  ///< a BUY offtake of the portfolio that this project supplies: its deliveries take the tonnes due
  std::optional<PriceTerms> terms;        ///< a sale to somebody else, or a price-support agreement on it
  double tonnes_per_quarter = kNotGiven;  ///< with `terms`: at most this much, ≥ 0
};

/// One facility. Interest for a quarter: debt at its start × (base + spread set at its start, or fixed) × its years.
struct Debt {
  double drawn = kNotGiven;                ///< today [project currency]
  double limit = kNotGiven;                ///< ≥ drawn
  double share_of_spend = 0.0;             ///< part of capex that is drawn while the limit lasts, 0 … 1
  std::string base_rate;                   ///< RATE observable; or leave both out and give
  std::string spread;                      ///< RATE observable, added
  double fixed_rate_per_year = kNotGiven;  ///< this
  bool capitalise_interest = false;        ///< until on-spec, interest is added to debt while the limit lasts
  int quarters_to_first_repayment = 0;     ///< from the quarter in which on-spec is reached
  int repayment_quarters = 0;              ///< equal instalments of the debt at the first one; 0: none within the study
  double covenant_dscr = 0.0;  ///< breach: (revenue − operating cost)/(interest + instalment) of a quarter < this; 0: none
};

/// Listed shares of the project's owner: they pay for a funding gap (dilution) and fall to a recovery on default.
/// A gap G raised at a discount d when the market value is M multiplies the value of a share by (M + G)/(M + G/(1 − d)).
struct ListedEquity {
  std::string observable;                 ///< price of a share before dilution by the simulated raises
  double shares_outstanding = kNotGiven;  ///< > 0
  double raise_discount = kNotGiven;      ///< d, 0 ≤ d < 1
  double distress_share = kNotGiven;      ///< a gap above this share of market value cannot be raised: default. > 0
  double recovery_on_default = 0.0;       ///< share of the price that is left, 0 … 1
};

/// What stands still while the project's licence accounts are not live where a licence is needed.
enum class StandstillEffect { SCHEDULE, OUTPUT, SCHEDULE_AND_OUTPUT };

/// A project. All money in `currency`. Each quarter end, in this order: milestones, output, sales, operating cost, spend, draw,
/// interest, instalment, covenant, liquidity, raise or default (docs/models/projects.md).
///   cost multiplier = cost_shift + exp(x_cost), slip = slip_shift_years + exp(x_slip) [yr], both frozen at on-spec.
struct Project {
  std::string id;
  Currency currency = Currency::USD;
  MilestonePlan decision;
  MilestonePlan on_spec;
  MilestonePlan qualified;
  double capex_to_spend = 0.0;  ///< planned, from today on, ≥ 0; spent evenly from decision to on-spec
  std::string cost_factor;      ///< empty: multiplier 1
  double cost_shift = 0.0;      ///< −0.3 for "−30 % + exp(·)"
  std::string slip_factor;      ///< empty: no slip
  double slip_shift_years = 0.0;
  std::vector<std::string> licence_accounts;
  StandstillEffect standstill = StandstillEffect::SCHEDULE;
  double nameplate_tonnes_per_year = kNotGiven;
  std::vector<RampPoint> ramp;
  double availability_mean = 1.0;  ///< 0 … 1; availability = clamp(mean + sd·z, 0, 1), z fresh each quarter
  double availability_standard_deviation = 0.0;
  double operating_cost_per_kg = 0.0;
  double fixed_cost_per_quarter = 0.0;  ///< paid from decision on
  std::string spot_index;               ///< PRICE observable in `currency` per KG: where uncontracted output goes
  double unqualified_discount = 0.0;    ///< on spot before the product is qualified, 0 … 1
  std::vector<ProjectSale> sales;
  std::optional<Debt> debt;
  double cash = kNotGiven;  ///< today
  double minimum_cash = 0.0;
  double committed_equity = 0.0;  ///< sponsors' undrawn commitment, used before shares are issued
  std::optional<ListedEquity> listed_equity;
};

/// Somebody who owes: defaults with hazard max(spread, 0)/(1 − recovery) [1/yr], or when its project does.
struct Counterparty {
  std::string id;
  std::string spread;     ///< RATE observable; empty: no default but the project's
  std::string project;    ///< empty: not tied to a project
  double recovery = 0.4;  ///< share of what is owed that is recovered on default, 0 ≤ R < 1
};

}  // namespace lodestone
