#include <limits>
#include <utility>
#include "model/broken_study.hpp"

namespace lodestone {
namespace {

/// Every number of a study that must be given, one by one; NaN in any of them must be refused.
/// Left out: numbers where NaN means "none" (caps, the rate that is not used, tonnes without a licence).
class Numbers {
 public:
  explicit Numbers(Study& study) {
    add(study.market);
    add(study.policy);
    add(study.licences);
    for (Project& project : study.projects) add(project);
    for (Counterparty& counterparty : study.counterparties) add("counterparty", counterparty.recovery);
    for (Position& position : study.portfolio.positions) {
      name_ = position.id;
      std::visit([this](auto& instrument) { add(instrument); }, position.instrument);
    }
    add("confidence", study.measures.confidences);
    add("quantile", study.measures.quantiles);
  }

  const std::vector<std::pair<std::string, double*>>& all() const { return all_; }

 private:
  void add(const std::string& what, double& number) { all_.emplace_back(name_ + " " + what, &number); }
  void add(const std::string& what, std::vector<double>& numbers) {
    for (double& number : numbers) add(what, number);
  }
  void add(const std::string& what, std::optional<double>& number) {
    if (number) add(what, *number);
  }

  void add(Market& market) {
    for (Factor& factor : market.factors) {
      name_ = factor.id;
      add("initial_value", factor.initial_value);
      add("mean_reversion", factor.mean_reversion_per_year);
      add("long_run_mean", factor.long_run_mean);
      add("drift", factor.drift_per_year);
      add("volatility", factor.volatility_per_sqrt_year);
      for (Jump& jump : factor.jumps) add("jump mean", jump.mean), add("jump sd", jump.standard_deviation);
    }
    for (Correlation& correlation : market.correlations) add("correlation", correlation.value);
    for (VolatilityTermStructure& structure : market.volatility_term_structures) {
      add("initial_multiplier", structure.initial_multiplier), add("decay", structure.decay_per_year);
    }
    for (VarianceGroup& group : market.variance_groups) add("degrees_of_freedom", group.degrees_of_freedom);
    for (Observable& observable : market.observables) {
      name_ = observable.id;
      add("multiplier", observable.multiplier);
      add("intercept", observable.intercept);
      for (Adjustment& adjustment : observable.adjustments) add("adjustment", adjustment.value);
      for (FactorWeight& weight : observable.weights) add("weight", weight.weight);
    }
    for (Fixing& fixing : market.fixings) add("fixing", fixing.value);
  }

  void add(Policy& policy) {
    for (Chain& chain : policy.chains) {
      name_ = chain.id;
      add("initial_distribution", chain.initial_distribution);
      for (Generator& generator : chain.generators) {
        for (GeneratorRow& row : generator.rows) add("rate", row.rates_per_year);
      }
      for (PolicyEvent& event : chain.events) {
        for (EventRow& row : event.rows) add("event", row.probabilities);
      }
    }
    for (Feedback& feedback : policy.feedback) {
      name_ = "feedback";
      add("exposure", feedback.exposure_by_level);
      add("lead_time", feedback.lead_time_years);
      add("capacity", feedback.capacity_per_year);
      add("sensitivity", feedback.sensitivity);
    }
  }

  void add(Licences& licences) {
    for (Lane& lane : licences.lanes) {
      name_ = lane.id;
      add("edge", lane.age_bin_edges_days);
      for (LevelHazard& hazard : lane.hazards) add("hazard", hazard.hazards_per_year);
      add("approval", lane.approval_probability_by_level);
      add("validity", lane.validity_days);
      for (Revocation& revocation : lane.revocations) add("revocation", revocation.probability);
      add("cooldown", lane.cooldown_days);
      add("lead_time", lane.lead_time_days);
      add("renewal", lane.renewal_lead_time_days);
      add("climate", lane.climate_correlation);
    }
    add("tonnes_per_licence", licences.accounts[2].tonnes_per_licence);
    add("tonnes_left", licences.accounts[2].today[0].tonnes_left);
  }

  void add(Project& project) {
    name_ = project.id;
    for (double* number :
         {&project.capex_to_spend, &project.cost_shift, &project.slip_shift_years, &project.nameplate_tonnes_per_year,
          &project.availability_mean, &project.availability_standard_deviation, &project.operating_cost_per_kg,
          &project.fixed_cost_per_quarter, &project.unqualified_discount, &project.cash, &project.minimum_cash,
          &project.committed_equity, &project.debt->drawn, &project.debt->limit, &project.debt->share_of_spend,
          &project.debt->covenant_dscr}) {
      add("number " + std::to_string(all_.size()), *number);
    }
    for (RampPoint& point : project.ramp) add("months", point.months_since_on_spec), add("share", point.share_of_nameplate);
    for (ProjectSale& sale : project.sales) {
      if (sale.terms) add("tonnes_per_quarter", sale.tonnes_per_quarter), add(sale.terms->formula);
    }
    if (project.debt->base_rate.empty()) add("fixed_rate", project.debt->fixed_rate_per_year);
    if (!project.listed_equity) return;
    add("shares", project.listed_equity->shares_outstanding);
    add("raise_discount", project.listed_equity->raise_discount);
    add("distress_share", project.listed_equity->distress_share);
    add("recovery", project.listed_equity->recovery_on_default);
  }

  void add(PriceFormula& formula) {
    if (auto* fixed = std::get_if<FixedPrice>(&formula)) add("price", fixed->price);
    if (auto* linked = std::get_if<IndexLinked>(&formula))
      add("multiplier", linked->multiplier), add("differential", linked->differential);
    if (auto* floor = std::get_if<Floor>(&formula)) add("floor", floor->floor);
    if (auto* collar = std::get_if<Collar>(&formula)) add("floor", collar->floor), add("cap", collar->cap);
    if (auto* shared = std::get_if<FloorWithUpsideShare>(&formula)) {
      add("floor", shared->floor), add("buyer_share", shared->buyer_share), add("share_above", shared->share_above);
    }
    if (auto* piecewise = std::get_if<PiecewiseLinear>(&formula)) {
      add("constant", piecewise->constant), add("slope", piecewise->slope);
      for (Kink& kink : piecewise->kinks) add("strike", kink.strike), add("kink slope", kink.slope);
    }
  }

  void add(std::vector<Delivery>& deliveries, std::optional<DeliverySchedule>& schedule) {
    for (Delivery& delivery : deliveries) add("quantity", delivery.quantity);
    if (schedule) add("quantity", schedule->quantity);
  }

  void add(EquityPosition& equity) { add("quantity", equity.quantity); }
  void add(EquityOption& option) {
    add("strike", option.strike), add("quantity", option.quantity), add("dividend", option.dividend_yield_per_year);
    if (option.volatility_observable.empty()) add("volatility", option.volatility);
  }
  void add(Offtake& offtake) {
    add(offtake.price.formula);
    if (offtake.price.after) add(offtake.price.after->formula);
    add(offtake.deliveries, offtake.schedule);
    add("owed", offtake.owed_quantity);
    if (offtake.failure.clause == FailureClause::DAMAGES) add("damages_rate", offtake.failure.damages_rate);
  }
  void add(PriceFloorAgreement& agreement) {
    add("floor", agreement.floor), add("share", agreement.upside_share), add("above", agreement.upside_above);
    add(agreement.settlements, agreement.schedule);
  }
  void add(IndexSwap& swap) {
    add("fixed_price", swap.fixed_price);
    add(swap.settlements, swap.schedule);
  }
  void add(Inventory& inventory) { add("quantity", inventory.quantity), add("carry", inventory.carry_cost_per_year); }
  void add(Loan& loan) {
    add("outstanding", loan.outstanding), add("margin", loan.margin_per_year);
    if (loan.base_rate.empty()) add("fixed_rate", loan.fixed_rate_per_year);
    for (PrincipalFlow& flow : loan.flows) add("amount", flow.amount);
  }

  std::string name_;
  std::vector<std::pair<std::string, double*>> all_;
};

TEST(FindViolations, RefusesNotANumberAndInfinityInEveryNumberInTurn) {
  Study study = example_study();
  const Numbers numbers(study);
  EXPECT_GT(numbers.all().size(), 250u);
  for (const double planted : {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(),
                               -std::numeric_limits<double>::infinity()}) {
    for (const auto& [name, number] : numbers.all()) {
      const double kept = std::exchange(*number, planted);
      EXPECT_FALSE(find_violations(study).empty()) << planted << " as " << name << " was let through";
      *number = kept;
    }
  }
  EXPECT_TRUE(find_violations(study).empty()) << "the numbers were put back";
}

}  // namespace
}  // namespace lodestone
