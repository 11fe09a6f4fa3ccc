#include <lodestone/model/validate_context.hpp>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace lodestone {
namespace {

constexpr std::int64_t kMostFactors = 2000;
constexpr double kLargestPremium = 10.0;

/// A factor with what its stance says about levels; without a stance there is one, and an unknown stance leaves it open.
class FactorCheck {
 public:
  FactorCheck(Validation& validation, const Factor& factor) : v_(validation), check_(validation.check), factor_(factor) {}

  void run(const SchemaPath& at) {
    const bool is_log = factor_.scale == FactorScale::LOG_OF_LEVEL;
    if (!factor_.stance.empty()) stance_ = check_.known(at.field("stance"), factor_.stance, v_.stances, "stance");
    number(at.field("initial_value"), factor_.initial_value, is_log);
    check_.non_negative(at.field("mean_reversion_per_year"), factor_.mean_reversion_per_year, "1/yr");
    check_means(at, is_log);
    by_level(at.field("volatility_per_sqrt_year"), factor_.volatility_per_sqrt_year);
    for (std::size_t i = 0; i < factor_.volatility_per_sqrt_year.size(); ++i) {
      check_.non_negative(at.item("volatility_per_sqrt_year", i), factor_.volatility_per_sqrt_year[i], "1/√yr");
    }
    check_jumps(at);
    if (!factor_.volatility_term_structure.empty()) {
      check_.known(at.field("volatility_term_structure"), factor_.volatility_term_structure, v_.term_structures,
                   "volatility term structure");
    }
    if (!factor_.variance_group.empty()) {
      check_.known(at.field("variance_group"), factor_.variance_group, v_.variance_groups, "variance group");
    }
    check_feedback(at);
    check_.within(at.field("risk_premium_per_year"), factor_.risk_premium_per_year, -kLargestPremium, kLargestPremium, "1/yr");
  }

 private:
  bool reverts() const { return factor_.mean_reversion_per_year > 0.0; }

  void number(const SchemaPath& at, double value, bool is_log) {
    if (is_log) {
      check_.positive(at, value);
    } else {
      check_.finite(at, value);
    }
  }

  void check_means(const SchemaPath& at, bool is_log) {
    const SchemaPath mean = at.field("long_run_mean");
    const SchemaPath drift = at.field("drift_per_year");
    if (factor_.mean_reversion_per_year == 0.0 && !factor_.long_run_mean.empty()) {
      check_.fault(mean, std::to_string(factor_.long_run_mean.size()) + " values",
                   "must be left out when mean_reversion_per_year is 0",
                   "Give mean_reversion_per_year, or drift_per_year instead.");
    } else if (reverts()) {
      by_level(mean, factor_.long_run_mean);
    }
    for (std::size_t i = 0; i < factor_.long_run_mean.size(); ++i) {
      number(at.item("long_run_mean", i), factor_.long_run_mean[i], is_log);
    }
    if (reverts() && !factor_.drift_per_year.empty()) {
      check_.fault(
          drift, std::to_string(factor_.drift_per_year.size()) + " values",
          "must be left out when mean_reversion_per_year is > 0",
          "Where the factor is going is its long_run_mean; for one that does not revert, leave mean_reversion_per_year out.");
    } else if (!factor_.drift_per_year.empty()) {
      by_level(drift, factor_.drift_per_year);
    }
    for (std::size_t i = 0; i < factor_.drift_per_year.size(); ++i) {
      check_.finite(at.item("drift_per_year", i), factor_.drift_per_year[i], "1/yr");
    }
  }

  /// One value, or one for each level.
  void by_level(const SchemaPath& at, const std::vector<double>& values) {
    if (values.size() == 1) return;
    const std::string given = std::to_string(values.size()) + " values";
    if (factor_.stance.empty()) {
      check_.fault(at, given, "must hold 1 value, as the factor has no stance",
                   values.empty() ? "" : "Name the stance whose levels these values belong to.");
    } else if (stance_ != nullptr && values.size() != stance_->levels.size()) {
      const std::string levels = std::to_string(stance_->levels.size());
      check_.fault(at, given, "must hold 1 value, or " + levels + ": one for each level of stance " + show(stance_->id));
    }
  }

  void check_jumps(const SchemaPath& at) {
    if (factor_.stance.empty() && !factor_.jumps.empty()) {
      check_.fault(at.field("jumps"), std::to_string(factor_.jumps.size()) + " jumps",
                   "must be left out for a factor without a stance", "Name the stance on whose moves the factor jumps.");
    }
    std::set<std::pair<std::string_view, std::string_view>> moves;
    for (std::size_t i = 0; i < factor_.jumps.size(); ++i) {
      const Jump& jump = factor_.jumps[i];
      const SchemaPath here = at.item("jumps", i);
      if (stance_ != nullptr) check_move(here, jump, moves.emplace(jump.from_level, jump.to_level).second);
      check_.finite(here.field("mean"), jump.mean);
      check_.non_negative(here.field("standard_deviation"), jump.standard_deviation);
    }
  }

  void check_move(const SchemaPath& at, const Jump& jump, bool is_first) {
    const std::string kind = "level of stance " + show(stance_->id);
    const bool from_known = check_.known(at.field("from_level"), jump.from_level, stance_->levels, kind);
    const bool to_known = check_.known(at.field("to_level"), jump.to_level, stance_->levels, kind);
    if (!from_known || !to_known) return;
    if (jump.from_level == jump.to_level) {
      check_.fault(at, show(jump.from_level) + " to " + show(jump.to_level), "must be a move between two levels",
                   "A stance that stays where it is makes no jump.");
    } else if (!is_first) {
      check_.fault(at, show(jump.from_level) + " to " + show(jump.to_level), "must be unique",
                   "A jump before it has this move; give one with the sum of the means.");
    }
  }

  void check_feedback(const SchemaPath& at) {
    if (!factor_.feels_feedback) return;
    const SchemaPath here = at.field("feels_feedback");
    if (v_.study.policy.feedback.empty()) {
      check_.fault(here, "true", "needs a feedback", "Describe it in policy.feedback.");
    } else if (factor_.mean_reversion_per_year == 0.0) {
      check_.fault(here, "true", "needs mean_reversion_per_year > 0", "Feedback scales the long-run mean.");
    }
  }

  Validation& v_;
  Checks& check_;
  const Factor& factor_;
  const Stance* stance_ = nullptr;
};

/// The largest |value| of a list; 0 for none.
double largest(const std::vector<double>& values) {
  double size = 0.0;
  for (const double value : values) size = std::max(size, std::abs(value));
  return size;
}

}  // namespace

void check_exponent(Validation& v, const SchemaPath& at, const Factor& factor, double weight) {
  const double size = std::abs(weight);
  // e^{±60} spans 52 decimal digits. A volatility of 2,000 % a year for ten years stays below e^{600} at 9 sd.
  const auto refuse_above = [&](double value, double bound, std::string_view what, std::string_view unit) {
    if (!(size * value > bound) || !std::isfinite(value)) return;  // the infinite is another check's business
    v.check.fault(at, show(factor.id) + " with " + std::string(what) + " " + show(size * value, unit),
                  "must be at most " + show(bound, unit),
                  "Its exponential would overflow. Give logarithms, not levels or per cent.");
  };
  const bool is_log = factor.scale == FactorScale::LOG_OF_LEVEL;
  double jump = 0.0;
  double jump_deviation = 0.0;
  for (const Jump& each : factor.jumps) {
    jump = std::max(jump, std::abs(each.mean));
    jump_deviation = std::max(jump_deviation, each.standard_deviation);
  }
  refuse_above(is_log ? std::abs(std::log(factor.initial_value)) : std::abs(factor.initial_value), 60.0, "a size of", "");
  refuse_above(is_log ? 0.0 : largest(factor.long_run_mean), 60.0, "a long-run mean of", "");
  refuse_above(largest(factor.drift_per_year), 20.0, "a drift of", "1/yr");
  refuse_above(largest(factor.volatility_per_sqrt_year), 20.0, "a volatility of", "1/√yr");
  refuse_above(jump, 20.0, "a jump of", "");
  refuse_above(jump_deviation, 20.0, "a jump deviation of", "");
}

void check_factors(Validation& v) {
  const SchemaPath root;
  const SchemaPath market = root.field("market");
  const std::vector<Factor>& factors = v.study.market.factors;
  v.check.count(market.field("factors"), static_cast<std::int64_t>(factors.size()), 0, kMostFactors, "factors");
  for (std::size_t i = 0; i < factors.size(); ++i) {
    const SchemaPath at = market.item("factors", i);
    v.check.id(at.field("id"), i, factors, v.factors);
    FactorCheck(v, factors[i]).run(at);
  }
}

void check_term_structures(Validation& v) {
  const SchemaPath root;
  const SchemaPath market = root.field("market");
  const auto& structures = v.study.market.volatility_term_structures;
  for (std::size_t i = 0; i < structures.size(); ++i) {
    const SchemaPath at = market.item("volatility_term_structures", i);
    v.check.id(at.field("id"), i, structures, v.term_structures);
    v.check.positive(at.field("initial_multiplier"), structures[i].initial_multiplier);
    v.check.positive(at.field("decay_per_year"), structures[i].decay_per_year, "1/yr");
  }
  const auto& groups = v.study.market.variance_groups;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const SchemaPath at = market.item("variance_groups", i);
    v.check.id(at.field("id"), i, groups, v.variance_groups);
    v.check.within(at.field("degrees_of_freedom"), groups[i].degrees_of_freedom, 3.0, 1000.0);
  }
}

}  // namespace lodestone
