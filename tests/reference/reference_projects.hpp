/// The textbook twin's projects, quarter by quarter, to the letter of docs/models/projects.md.
#pragma once

#include <map>
#include <reference/reference_licences.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace lodestone::reference {

/// What a project did on one quarter end; money in the project's currency.
struct QuarterRecord {
  std::string project;
  Date date = kNoDate;
  double slip_years = 0.0;  ///< of the factor alone
  int standstill_days = 0;
  double cost_multiplier = 1.0;
  double output_tonnes = 0.0;
  double revenue = 0.0;
  double operating_cost = 0.0;
  double spend = 0.0;
  double draw = 0.0;
  double interest = 0.0;  ///< paid or capitalised
  double interest_paid = 0.0;
  double instalment = 0.0;
  double debt = 0.0;         ///< after the quarter end
  double cash = 0.0;         ///< after the quarter end
  double dscr = kNotGiven;   ///< NaN when it is not tested
  double funding_gap = 0.0;  ///< what the commitment did not cover
  double share_value = 1.0;  ///< V after the quarter end
  bool breach = false;
  bool in_default = false;
};

class ProjectOffice {
 public:
  /// All arguments must outlive the object.
  ProjectOffice(const MarketModel& model, const MarketPath& path, const Draws& draws);

  std::set<std::string> accounts_in_need() const;

  /// Every step, after the licences of grid date k.
  void stand_still(int k, const LicenceOffice& licences);

  /// On a quarter end. `open`: every delivery still open, by position and number.
  void end_quarter(int k, const std::vector<OpenDelivery>& open);

  bool milestone_known(const std::string& project, Milestone milestone) const;
  Date milestone_date(const std::string& project, Milestone milestone) const;  ///< kNoDate until it is known
  double share_value(const std::string& project) const;                        ///< V; 1 for no project
  bool in_default(const std::string& project) const;

  /// Output / nameplate output of the quarter that ended last on or before `date`; 0 without one.
  double output_share(const std::string& project, Date date) const;

  /// Tonnes that `project` lets this delivery have at most.
  double supply(const std::string& project, const OpenDelivery& delivery) const;

  const std::vector<QuarterRecord>& records() const { return records_; }

 private:
  struct State {
    const Project* project = nullptr;
    std::uint32_t index = 0;
    Date decision = kNoDate;  ///< recorded when known
    Date on_spec = kNoDate;
    Date qualified = kNoDate;
    double slip = 0.0;
    double multiplier = 1.0;
    int standstill_days = 0;
    int stalled_days_of_quarter = 0;
    double spent = 0.0;
    double debt = 0.0;
    double cash = 0.0;
    double commitment = 0.0;
    double share_value = 1.0;
    double instalment = kNotGiven;                       ///< fixed in the first repayment quarter met
    std::vector<std::pair<Date, double>> output_shares;  ///< by quarter end
    bool in_default = false;
  };
  struct Quarter;

  void observe_slip_and_cost(State& state, int k) const;
  Date expected(const State& state, const MilestonePlan& plan) const;
  void check_milestones(State& state, const Quarter& quarter) const;
  double produce(State& state, const Quarter& quarter) const;
  double sell(State& state, const Quarter& quarter, double output, const std::vector<OpenDelivery>& open);
  double spend(State& state, const Quarter& quarter) const;
  void service_debt(State& state, const Quarter& quarter, QuarterRecord& record) const;
  void find_liquidity(State& state, const Quarter& quarter, QuarterRecord& record);
  const State& find(const std::string& project) const;

  const MarketModel& model_;
  const MarketPath& path_;
  const Draws& draws_;
  std::vector<State> states_;
  std::map<std::pair<std::string, int>, double> allotted_;  ///< tonnes by position and number
  Date last_quarter_end_;
  std::vector<QuarterRecord> records_;
};

}  // namespace lodestone::reference
