#include <lodestone/model/unit_names.hpp>
#include <lodestone/model/validate_context.hpp>

#include <unordered_set>

namespace lodestone {
namespace {

class ObservableCheck {
 public:
  ObservableCheck(Validation& validation, const Observable& observable)
      : v_(validation), check_(validation.check), observable_(observable) {}

  void run(const SchemaPath& at) {
    check_kind(at);
    check_adjustments(at);
    check_weights(at);
    check_money(at);
  }

 private:
  bool is_exponential() const { return observable_.kind == ObservableKind::EXPONENTIAL; }
  bool is(ObservableMeaning meaning) const { return observable_.meaning == meaning; }

  void check_kind(const SchemaPath& at) {
    if (is(ObservableMeaning::RATE) && is_exponential()) {
      check_.fault(at.field("kind"), "EXPONENTIAL", "must be LINEAR for a RATE", "Rates and spreads are Gaussian.");
    } else if (is(ObservableMeaning::FX_RATE) && !is_exponential()) {
      check_.fault(at.field("kind"), "LINEAR", "must be EXPONENTIAL for an FX_RATE", "An exchange rate is positive.");
    }
    if (observable_.multiplier && !is_exponential()) {
      check_.fault(at.field("multiplier"), show(*observable_.multiplier), "must be left out but for an EXPONENTIAL observable",
                   "A LINEAR one has weights and an intercept.");
    } else if (observable_.multiplier) {
      check_.positive(at.field("multiplier"), *observable_.multiplier);
    }
    if (observable_.intercept && is_exponential()) {
      check_.fault(at.field("intercept"), show(*observable_.intercept), "must be left out but for a LINEAR observable",
                   "An EXPONENTIAL one has a multiplier.");
    } else if (observable_.intercept) {
      check_.finite(at.field("intercept"), *observable_.intercept);
    }
  }

  void check_adjustments(const SchemaPath& at) {
    const std::vector<Adjustment>& adjustments = observable_.adjustments;
    for (std::size_t i = 0; i < adjustments.size(); ++i) {
      const SchemaPath here = at.item("adjustments", i);
      if (check_.day(here.field("from"), adjustments[i].from) && i > 0 && adjustments[i].from <= adjustments[i - 1].from) {
        check_.fault(here.field("from"), to_string(adjustments[i].from), "must be after the adjustment before it",
                     "List the adjustments by ascending date.");
      }
      if (is_exponential()) {
        check_.positive(here.field("value"), adjustments[i].value);
      } else {
        check_.finite(here.field("value"), adjustments[i].value);
      }
    }
  }

  void check_weights(const SchemaPath& at) {
    std::unordered_set<std::string_view> named;
    for (std::size_t i = 0; i < observable_.weights.size(); ++i) {
      const FactorWeight& weight = observable_.weights[i];
      const SchemaPath here = at.item("weights", i);
      const Factor* factor = check_.known(here.field("factor"), weight.factor, v_.factors, "factor");
      if (factor != nullptr && !named.insert(weight.factor).second) check_.repeated(here.field("factor"), weight.factor);
      if (check_.finite(here.field("weight"), weight.weight) && factor != nullptr &&
          (is_exponential() || is(ObservableMeaning::RATE))) {
        check_exponent(v_, here, *factor, weight.weight);
      }
    }
  }

  void check_money(const SchemaPath& at) {
    const bool is_price = is(ObservableMeaning::PRICE);
    const bool is_fx = is(ObservableMeaning::FX_RATE);
    // Which of the last four belong here depends on the unit: without one they are not asked for.
    const bool is_mass_price = is_price && observable_.unit && *observable_.unit != Unit::SHARE;
    if (is_price || is_fx) check_.presence(at.field("currency"), observable_.currency.has_value(), true, "a PRICE or FX_RATE");
    const bool has_base = observable_.base_currency.has_value();
    if (check_.presence(at.field("base_currency"), has_base, is_fx, "an FX_RATE") && has_base &&
        observable_.base_currency == observable_.currency) {
      check_.fault(at.field("base_currency"), std::string(name_of(*observable_.base_currency)), "must differ from currency");
    }
    check_.presence(at.field("unit"), observable_.unit.has_value(), is_price, "a PRICE");
    if (is_price && !observable_.unit) return;
    constexpr std::string_view kWhere = "a PRICE per mass";
    check_.presence(at.field("vat"), observable_.vat.has_value(), is_mass_price, kWhere);
    check_.presence(at.field("form"), observable_.form.has_value(), is_mass_price, kWhere);
    check_.presence(at.field("basis"), observable_.basis.has_value(), is_mass_price, kWhere);
    check_.presence(at.field("quotation"), observable_.quotation.has_value(), is_mass_price, kWhere);
  }

  Validation& v_;
  Checks& check_;
  const Observable& observable_;
};

void check_fx_rates(Validation& v, const SchemaPath& market) {
  const std::vector<std::string>& rates = v.study.market.fx_rates;
  const std::string reporting(name_of(v.study.portfolio.reporting_currency));
  std::set<Currency> bases;
  for (std::size_t i = 0; i < rates.size(); ++i) {
    const SchemaPath at = market.item("fx_rates", i);
    const Observable* rate = v.check.known(at, rates[i], v.observables, "observable");
    if (rate == nullptr) continue;
    if (rate->meaning != ObservableMeaning::FX_RATE) {
      v.check.fault(at, show(rates[i]) + " (" + std::string(name_of(rate->meaning)) + ")", "must be an FX_RATE");
    } else if (rate->currency && *rate->currency != v.study.portfolio.reporting_currency) {
      v.check.fault(at, show(rates[i]) + " in " + std::string(name_of(*rate->currency)),
                    "must be in the reporting currency " + reporting,
                    "Give the price of the base currency in " + reporting + ".");
    } else if (rate->base_currency && !bases.insert(*rate->base_currency).second) {
      v.check.fault(at, show(rates[i]), "must be the only rate of " + std::string(name_of(*rate->base_currency)),
                    "A rate before it has this base currency.");
    }
  }
}

}  // namespace

void check_observables(Validation& v) {
  const SchemaPath root;
  const SchemaPath market = root.field("market");
  const std::vector<Observable>& observables = v.study.market.observables;
  for (std::size_t i = 0; i < observables.size(); ++i) {
    const SchemaPath at = market.item("observables", i);
    v.check.id(at.field("id"), i, observables, v.observables);
    ObservableCheck(v, observables[i]).run(at);
  }
}

void check_rates(Validation& v) {
  const SchemaPath root;
  const SchemaPath market = root.field("market");
  const std::string& discount = v.study.market.discount_rate;
  if (!discount.empty()) {
    const Observable* rate = v.check.known(market.field("discount_rate"), discount, v.observables, "observable");
    if (rate != nullptr && rate->meaning != ObservableMeaning::RATE) {
      v.check.fault(market.field("discount_rate"), show(discount) + " (" + std::string(name_of(rate->meaning)) + ")",
                    "must be a RATE");
    }
  }
  check_fx_rates(v, market);
}

}  // namespace lodestone
