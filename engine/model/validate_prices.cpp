#include <lodestone/model/validate_prices.hpp>

#include <lodestone/model/unit_names.hpp>

namespace lodestone {
namespace {

const Observable* observable_that_is(Validation& v, const SchemaPath& at, const std::string& id, ObservableMeaning meaning) {
  const Observable* observable = v.check.known(at, id, v.observables, "observable");
  if (observable == nullptr || observable->meaning == meaning) return observable;
  v.check.fault(at, show(id) + " (" + std::string(name_of(observable->meaning)) + ")",
                "must be a " + std::string(name_of(meaning)));
  return nullptr;
}

/// A price whose own currency and unit are given; the observable itself is reported when they are not.
const Observable* sound_price(Validation& v, const SchemaPath& at, const std::string& id) {
  const Observable* price = observable_that_is(v, at, id, ObservableMeaning::PRICE);
  return price != nullptr && price->currency && price->unit ? price : nullptr;
}

void refuse_unit(Validation& v, const SchemaPath& at, const Observable& price, const std::string& wanted) {
  v.check.fault(at, show(price.id) + " in " + price_unit(*price.currency, *price.unit), "wrong unit: must be in " + wanted,
                "Name an index in " + wanted + ", or state the terms in the index's currency and unit.");
}

struct FormulaCheck {
  Checks& check;
  const SchemaPath& at;
  std::string unit;

  void operator()(const FixedPrice& p) {
    const SchemaPath here = at.field("fixed");
    check.finite(here.field("price"), p.price, unit);
  }
  void operator()(const IndexLinked& p) {
    const SchemaPath here = at.field("index_linked");
    check.finite(here.field("multiplier"), p.multiplier);
    check.finite(here.field("differential"), p.differential, unit);
  }
  void operator()(const Floor& p) {
    const SchemaPath here = at.field("floor");
    check.finite(here.field("floor"), p.floor, unit);
  }
  void operator()(const Cap& p) {
    const SchemaPath here = at.field("cap");
    check.finite(here.field("cap"), p.cap, unit);
  }
  void operator()(const Collar& p) {
    const SchemaPath here = at.field("collar");
    const bool is_given = check.finite(here.field("floor"), p.floor, unit);
    if (check.finite(here.field("cap"), p.cap, unit) && is_given) at_least(here.field("cap"), p.cap, p.floor);
  }
  void operator()(const FloorWithUpsideShare& p) {
    const SchemaPath here = at.field("floor_with_upside_share");
    const bool is_given = check.finite(here.field("floor"), p.floor, unit);
    check.probability(here.field("buyer_share"), p.buyer_share);
    if (check.finite(here.field("share_above"), p.share_above, unit) && is_given) {
      at_least(here.field("share_above"), p.share_above, p.floor);
    }
  }
  void operator()(const PiecewiseLinear& p) {
    const SchemaPath here = at.field("piecewise_linear");
    check.finite(here.field("constant"), p.constant, unit);
    check.finite(here.field("slope"), p.slope);
    check.count(here.field("kinks"), static_cast<std::int64_t>(p.kinks.size()), 0, 100, "kinks");
    for (std::size_t i = 0; i < p.kinks.size(); ++i) {
      const SchemaPath kink = here.item("kinks", i);
      const bool is_given = check.finite(kink.field("strike"), p.kinks[i].strike, unit);
      if (is_given && i > 0 && p.kinks[i].strike <= p.kinks[i - 1].strike) {
        check.fault(kink.field("strike"), show(p.kinks[i].strike, unit), "must be above the strike before it",
                    "List the kinks by ascending strike.");
      }
      check.finite(kink.field("slope"), p.kinks[i].slope);
    }
  }
  void at_least(const SchemaPath& path, double value, double floor) {
    if (value < floor) check.fault(path, show(value, unit), "must be ≥ the floor " + show(floor, unit));
  }
};

void check_formula(Validation& v, const SchemaPath& at, const PriceFormula& formula, const PriceTerms& terms) {
  std::visit(FormulaCheck{v.check, at, price_unit(terms.currency, terms.unit)}, formula);
}

bool needs_index(const PriceTerms& terms) {
  return !std::holds_alternative<FixedPrice>(terms.formula) || terms.averaging.window != AveragingWindow::AT_DELIVERY ||
         (terms.after && !std::holds_alternative<FixedPrice>(terms.after->formula));
}

}  // namespace

const Observable* check_index(Validation& v, const SchemaPath& at, const std::string& id, Currency currency, Unit unit) {
  const Observable* price = sound_price(v, at, id);
  if (price == nullptr || (*price->currency == currency && *price->unit == unit)) return price;
  refuse_unit(v, at, *price, price_unit(currency, unit));
  return nullptr;
}

const Observable* check_mass_price(Validation& v, const SchemaPath& at, const std::string& id) {
  const Observable* price = sound_price(v, at, id);
  if (price == nullptr || *price->unit != Unit::SHARE) return price;
  v.check.fault(at, show(id) + " in " + price_unit(*price->currency, *price->unit), "wrong unit: must be a price per KG or T");
  return nullptr;
}

const Observable* check_share_price(Validation& v, const SchemaPath& at, const std::string& id) {
  const Observable* price = sound_price(v, at, id);
  if (price == nullptr || *price->unit == Unit::SHARE) return price;
  v.check.fault(at, show(id) + " in " + price_unit(*price->currency, *price->unit), "wrong unit: must be a price per SHARE");
  return nullptr;
}

const Observable* check_rate(Validation& v, const SchemaPath& at, const std::string& id) {
  return observable_that_is(v, at, id, ObservableMeaning::RATE);
}

void check_averaging(Validation& v, const SchemaPath& at, const Averaging& averaging, const Observable* index) {
  v.check.count(at.field("offset"), averaging.offset, -12, 12);
  if (averaging.window == AveragingWindow::AT_DELIVERY || index == nullptr || index->fixing_days) return;
  v.check.fault(at.field("window"), "an average of " + show(index->id), "needs an index with fixing_days",
                "Say in the observable when it is fixed.");
}

void check_price_terms(Validation& v, const SchemaPath& at, const PriceTerms& terms) {
  const Observable* index = nullptr;
  if (!terms.index.empty() || needs_index(terms)) {
    index = check_index(v, at.field("index"), terms.index, terms.currency, terms.unit);
  }
  v.currency(at.field("currency"), terms.currency);
  if (terms.unit == Unit::SHARE) v.check.fault(at.field("unit"), "SHARE", "wrong unit: must be KG or T");
  check_formula(v, at.field("formula"), terms.formula, terms);
  check_averaging(v, at.field("averaging"), terms.averaging, index);
  if (!terms.after) return;
  const SchemaPath after = at.field("after");
  v.check.known(after.field("project"), terms.after->project, v.projects, "project");
  check_formula(v, after.field("formula"), terms.after->formula, terms);
}

}  // namespace lodestone
