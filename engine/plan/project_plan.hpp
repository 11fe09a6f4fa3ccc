/// Projects as indices and numbers (docs/models/projects.md).
#pragma once

#include <lodestone/plan/contract_plan.hpp>

#include <array>
#include <cstdint>
#include <vector>

namespace lodestone {

struct SalePlan {
  PricingPlan price;
  double price_per_tonne = 1000.0;           ///< units of the terms in a tonne
  int fx = kNone;                            ///< of the terms' currency
  double tonnes_per_quarter = 0.0;           ///< `terms`
  int offtake = kNone;                       ///< or the contract it supplies
  std::vector<int> averages;                 ///< by quarter: kNone for AT_DELIVERY and for windows that end after the quarter
  std::vector<std::vector<int>> deliveries;  ///< by quarter: what is allotted then, by due date
};

struct ProjectPlan {
  int fx = kNone;                                                   ///< of the project's currency
  std::array<std::int32_t, 3> planned_day{};                        ///< decision, on-spec, qualified
  std::array<std::int32_t, 3> reached_day{kNever, kNever, kNever};  ///< today
  double capex = 0.0;
  int cost_factor = kNone;
  double cost_shift = 0.0;
  int slip_factor = kNone;
  double slip_shift = 0.0;
  std::vector<int> slots;  ///< licence accounts without which it stands still
  bool stalls_schedule = true;
  bool stalls_output = false;
  double nameplate_tonnes_per_year = 0.0;
  std::vector<RampPoint> ramp;
  double availability_mean = 1.0;
  double availability_sd = 0.0;
  double operating_cost_per_tonne = 0.0;
  double fixed_cost_per_quarter = 0.0;
  int spot = 0;
  double unqualified_discount = 0.0;
  std::vector<SalePlan> sales;
  bool has_debt = false;
  Debt debt;
  int base_rate = kNone;
  int spread = kNone;
  double cash = 0.0;
  double minimum_cash = 0.0;
  double committed_equity = 0.0;
  int share_price = kNone;  ///< kNone: not listed
  int share_fx = kNone;
  ListedEquity equity;
};

/// A calendar quarter of the run: (start_day, end_day], on the steps after `first_step` up to `step`.
struct QuarterPlan {
  Date end = kNoDate;
  int step = 0;
  std::int32_t start_day = 0;
  std::int32_t end_day = 0;
  double years = 0.0;
  double share_of_calendar_quarter = 1.0;  ///< φ
  int calendar_quarter = 0;                ///< calendar quarters since year 0
};

struct ProjectsPlan {
  std::vector<ProjectPlan> projects;
  std::vector<QuarterPlan> quarters;  ///< those that end within the run
  std::vector<int> quarter_of_step;   ///< the quarter that ends on a step; kNone for others
};

/// Calendar quarters since year 0 of the quarter that holds `date`.
int calendar_quarter(Date date);

/// Quarters that end by `end` are simulated.
ProjectsPlan compile_projects(const Study& study, const Grid& grid, Date end, const ContractsPlan& contracts,
                              const LicencePlan& licences, const std::vector<const Position*>& sorted, AverageBook& averages);

}  // namespace lodestone
