#include <lodestone/model/unit_names.hpp>
#include <lodestone/model/validate_context.hpp>
#include <lodestone/model/validate_prices.hpp>

#include <cmath>
#include <unordered_set>

namespace lodestone {
namespace {

constexpr std::int64_t kMostQuarters = 400;

std::int64_t size_of(const auto& list) { return static_cast<std::int64_t>(list.size()); }

class ProjectCheck {
 public:
  ProjectCheck(Validation& validation, const Project& project)
      : v_(validation), check_(validation.check), project_(project), money_(name_of(project.currency)) {}

  void run(const SchemaPath& at) {
    v_.currency(at.field("currency"), project_.currency);
    check_milestones(at);
    check_cost_and_slip(at);
    check_accounts(at);
    check_output(at);
    check_.finite(at.field("operating_cost_per_kg"), project_.operating_cost_per_kg, price_unit(project_.currency, Unit::KG));
    check_.finite(at.field("fixed_cost_per_quarter"), project_.fixed_cost_per_quarter, money_);
    check_index(v_, at.field("spot_index"), project_.spot_index, project_.currency, Unit::KG);
    check_.probability(at.field("unqualified_discount"), project_.unqualified_discount);
    check_sales(at);
    if (project_.debt) check_debt(at.field("debt"), *project_.debt);
    check_.finite(at.field("cash"), project_.cash, money_);
    check_.non_negative(at.field("minimum_cash"), project_.minimum_cash, money_);
    check_.non_negative(at.field("committed_equity"), project_.committed_equity, money_);
    if (project_.listed_equity) check_listed_equity(at.field("listed_equity"), *project_.listed_equity);
  }

 private:
  /// The day it was reached, or the planned one; kNoDate when it is faulty. A plan may lie in the past: slip moves it on.
  Date check_milestone(const SchemaPath& at, const MilestonePlan& milestone) {
    if (milestone.reached == kNoDate) return check_.day(at.field("planned"), milestone.planned) ? milestone.planned : kNoDate;
    const bool was_planned = milestone.planned == kNoDate || check_.day(at.field("planned"), milestone.planned);
    return v_.by_as_of(at.field("reached"), milestone.reached) && was_planned ? milestone.reached : kNoDate;
  }

  void check_order(const SchemaPath& at, Date earlier, Date later, std::string_view name) {
    if (earlier == kNoDate || later == kNoDate || earlier <= later) return;
    check_.fault(at, to_string(later), "must not be before " + std::string(name) + " on " + to_string(earlier));
  }

  void check_milestones(const SchemaPath& at) {
    const Date decision = check_milestone(at.field("decision"), project_.decision);
    const Date on_spec = check_milestone(at.field("on_spec"), project_.on_spec);
    check_order(at.field("on_spec"), decision, on_spec, "the decision");
    const Date qualified = check_milestone(at.field("qualified"), project_.qualified);
    check_order(at.field("qualified"), on_spec, qualified, "on-spec");
    check_.non_negative(at.field("capex_to_spend"), project_.capex_to_spend, money_);
  }

  void check_cost_and_slip(const SchemaPath& at) {
    check_factor(at.field("cost_factor"), project_.cost_factor);
    check_.finite(at.field("cost_shift"), project_.cost_shift);
    check_factor(at.field("slip_factor"), project_.slip_factor);
    check_.finite(at.field("slip_shift_years"), project_.slip_shift_years, "yr");
  }

  void check_factor(const SchemaPath& at, const std::string& name) {
    if (name.empty()) return;
    const Factor* factor = check_.known(at, name, v_.factors, "factor");
    if (factor != nullptr) check_exponent(v_, at, *factor, 1.0);
  }

  void check_accounts(const SchemaPath& at) {
    std::unordered_set<std::string_view> named;
    for (std::size_t i = 0; i < project_.licence_accounts.size(); ++i) {
      const SchemaPath here = at.item("licence_accounts", i);
      const LicenceAccount* account = check_.known(here, project_.licence_accounts[i], v_.accounts, "licence account");
      if (account == nullptr) continue;
      if (!named.insert(account->id).second) check_.repeated(here, account->id);
      const Lane* lane = v_.lanes.find(account->lane);
      if (lane == nullptr || lane->basis != LicenceBasis::PER_SHIPMENT) continue;
      check_.fault(here, show(account->id) + " on basis PER_SHIPMENT", "must be on basis PER_PERIOD or PER_QUANTITY",
                   "A project builds under a licence; it ships nothing itself.");
    }
  }

  void check_output(const SchemaPath& at) {
    check_.positive(at.field("nameplate_tonnes_per_year"), project_.nameplate_tonnes_per_year, "t/yr");
    const std::vector<RampPoint>& ramp = project_.ramp;
    check_.count(at.field("ramp"), size_of(ramp), 0, kMostQuarters, "points");
    for (std::size_t i = 0; i < ramp.size(); ++i) {
      const SchemaPath point = at.item("ramp", i);
      const SchemaPath months = point.field("months_since_on_spec");
      if (check_.non_negative(months, ramp[i].months_since_on_spec, "months") && i > 0 &&
          ramp[i].months_since_on_spec <= ramp[i - 1].months_since_on_spec) {
        check_.fault(months, show(ramp[i].months_since_on_spec, "months"), "must be above the point before it");
      }
      check_.within(point.field("share_of_nameplate"), ramp[i].share_of_nameplate, 0.0, 1.5);
    }
    check_.probability(at.field("availability_mean"), project_.availability_mean);
    check_.non_negative(at.field("availability_standard_deviation"), project_.availability_standard_deviation);
  }

  void check_sales(const SchemaPath& at) {
    std::unordered_set<std::string_view> ids;
    std::unordered_set<std::string_view> offtakes;
    for (std::size_t i = 0; i < project_.sales.size(); ++i) {
      const ProjectSale& sale = project_.sales[i];
      const SchemaPath here = at.item("sales", i);
      if (check_.name(here.field("id"), sale.id) && !ids.insert(sale.id).second) check_.repeated(here.field("id"), sale.id);
      if (sale.offtake.empty() != sale.terms.has_value()) {
        check_.fault(here.field("offtake"), show_name(sale.offtake), "exactly one of offtake and terms must be given");
        continue;
      }
      if (sale.terms) {
        check_terms(here, sale);
      } else if (check_supply(here.field("offtake"), sale.offtake) && !offtakes.insert(sale.offtake).second) {
        check_.repeated(here.field("offtake"), sale.offtake);
      }
      const bool has_tonnes = !std::isnan(sale.tonnes_per_quarter);
      if (check_.presence(here.field("tonnes_per_quarter"), has_tonnes, sale.terms.has_value(), "a sale under terms") &&
          has_tonnes) {
        check_.non_negative(here.field("tonnes_per_quarter"), sale.tonnes_per_quarter, "t");
      }
    }
  }

  void check_terms(const SchemaPath& at, const ProjectSale& sale) {
    const SchemaPath terms = at.field("terms");
    check_price_terms(v_, terms, *sale.terms);
    const Averaging& averaging = sale.terms->averaging;
    if (averaging.window == AveragingWindow::AT_DELIVERY || averaging.offset <= 0 || averaging.offset > 12) return;
    const SchemaPath window = terms.field("averaging");
    check_.fault(window.field("offset"), std::to_string(averaging.offset), "must be ≤ 0 in a project's sale",
                 "A quarter is sold on its last day, at fixings known by then.");
  }

  /// Whether the sale names an offtake that names this project: one fault when the two do not agree.
  bool check_supply(const SchemaPath& at, const std::string& id) {
    const Position* position = check_.known(at, id, v_.positions, "position");
    if (position == nullptr) return false;
    const Offtake* offtake = Validation::offtake_of(position);
    if (offtake == nullptr) {
      check_.fault(at, show(id), "must be an offtake");
      return false;
    }
    const bool is_dangling = !offtake->project.empty() && v_.projects.find(offtake->project) == nullptr;
    if (offtake->project == project_.id || is_dangling) return true;
    check_.fault(at, show(id), "must be an offtake supplied by this project", "Set its project to " + show(project_.id) + ".");
    return false;
  }

  void check_debt(const SchemaPath& at, const Debt& debt) {
    const bool has_drawn = check_.non_negative(at.field("drawn"), debt.drawn, money_);
    if (check_.non_negative(at.field("limit"), debt.limit, money_) && has_drawn && debt.limit < debt.drawn) {
      check_.fault(at.field("limit"), show(debt.limit, money_), "must be ≥ drawn, " + show(debt.drawn, money_));
    }
    check_.probability(at.field("share_of_spend"), debt.share_of_spend);
    const bool floats = !debt.base_rate.empty() || !debt.spread.empty();
    const bool is_fixed = !std::isnan(debt.fixed_rate_per_year);
    if (floats == is_fixed) {
      check_.fault(at.field("base_rate"), show_name(debt.base_rate),
                   "exactly one of base_rate with spread and fixed_rate_per_year must be given");
    } else if (floats) {
      check_rate(v_, at.field("base_rate"), debt.base_rate);
      check_rate(v_, at.field("spread"), debt.spread);
    } else {
      check_.finite(at.field("fixed_rate_per_year"), debt.fixed_rate_per_year, "1/yr");
    }
    check_.count(at.field("quarters_to_first_repayment"), debt.quarters_to_first_repayment, 0, kMostQuarters, "quarters");
    check_.count(at.field("repayment_quarters"), debt.repayment_quarters, 0, kMostQuarters, "quarters");
    check_.non_negative(at.field("covenant_dscr"), debt.covenant_dscr);
  }

  void check_listed_equity(const SchemaPath& at, const ListedEquity& equity) {
    const Observable* price = check_share_price(v_, at.field("observable"), equity.observable);
    if (price != nullptr) {
      v_.currency(at.field("observable"), *price->currency);
      if (price->kind != ObservableKind::EXPONENTIAL) {
        check_.fault(at.field("observable"), show(price->id) + " (LINEAR)", "must be EXPONENTIAL",
                     "Shares are issued at a positive price.");
      }
    }
    check_.positive(at.field("shares_outstanding"), equity.shares_outstanding, "shares");
    check_.below_one(at.field("raise_discount"), equity.raise_discount);
    check_.positive(at.field("distress_share"), equity.distress_share);
    check_.probability(at.field("recovery_on_default"), equity.recovery_on_default);
  }

  Validation& v_;
  Checks& check_;
  const Project& project_;
  std::string_view money_;
};

}  // namespace

void check_projects(Validation& v) {
  const SchemaPath root;
  for (std::size_t i = 0; i < v.study.projects.size(); ++i) {
    const SchemaPath at = root.item("projects", i);
    v.check.id(at.field("id"), i, v.study.projects, v.projects);
    ProjectCheck(v, v.study.projects[i]).run(at);
  }
}

void check_counterparties(Validation& v) {
  const SchemaPath root;
  for (std::size_t i = 0; i < v.study.counterparties.size(); ++i) {
    const Counterparty& counterparty = v.study.counterparties[i];
    const SchemaPath at = root.item("counterparties", i);
    v.check.id(at.field("id"), i, v.study.counterparties, v.counterparties);
    if (!counterparty.spread.empty()) check_rate(v, at.field("spread"), counterparty.spread);
    if (!counterparty.project.empty()) v.check.known(at.field("project"), counterparty.project, v.projects, "project");
    v.check.below_one(at.field("recovery"), counterparty.recovery);
  }
}

}  // namespace lodestone
