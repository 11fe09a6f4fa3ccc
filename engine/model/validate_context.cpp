#include <lodestone/model/validate_context.hpp>

#include <lodestone/model/calendar.hpp>
#include <lodestone/model/unit_names.hpp>

#include <algorithm>

namespace lodestone {

Validation::Validation(const Study& subject)
    : study(subject),
      factors(study.market.factors),
      term_structures(study.market.volatility_term_structures),
      variance_groups(study.market.variance_groups),
      observables(study.market.observables),
      chains(study.policy.chains),
      stances(study.policy.stances),
      lanes(study.licences.lanes),
      accounts(study.licences.accounts),
      projects(study.projects),
      counterparties(study.counterparties),
      books(study.portfolio.books),
      positions(study.portfolio.positions) {
  read_dates();
  read_fx_rates();
}

void Validation::read_dates() {
  const SchemaPath root;
  if (check.day(root.field("as_of"), study.as_of)) as_of = study.as_of;
  if (as_of == kNoDate) return;
  for (const std::string& label : study.simulation.horizons) {
    const Date date = horizon_date(label, as_of, study.simulation.holidays);
    if (date <= as_of) {  // unreadable ones too: kNoDate comes before every day
      last_horizon = kNoDate;
      return;
    }
    last_horizon = std::max(last_horizon, date);
  }
}

void Validation::read_fx_rates() {
  for (const std::string& id : study.market.fx_rates) {
    const Observable* rate = observables.find(id);
    if (rate == nullptr || rate->meaning != ObservableMeaning::FX_RATE || !rate->base_currency) {
      fx_rates_are_sound_ = false;
    } else {
      convertible_.insert(*rate->base_currency);
    }
  }
}

void Validation::currency(const SchemaPath& at, Currency currency) {
  const Currency reporting = study.portfolio.reporting_currency;
  if (currency == reporting || !fx_rates_are_sound_ || convertible_.count(currency) > 0) return;
  if (!reported_.insert(currency).second) return;
  const std::string name(name_of(currency));
  check.fault(at, name, "needs an FX rate into the reporting currency " + std::string(name_of(reporting)),
              "Name an FX_RATE with base_currency " + name + " in market.fx_rates.");
}

const Offtake* Validation::offtake_of(const Position* position) {
  return position == nullptr ? nullptr : std::get_if<Offtake>(&position->instrument);
}

}  // namespace lodestone
