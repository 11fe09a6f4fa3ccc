#include <lodestone/calibration/market/check_spec.hpp>

#include <lodestone/calibration/market/check_factor.hpp>
#include <lodestone/calibration/market/factor_history.hpp>
#include <lodestone/model/checks.hpp>

#include <algorithm>

namespace lodestone::calibration {
namespace {

void check_conversion(Checks& check, const SchemaPath& at, const CalibrationSpec& spec, const SeriesSpec& series) {
  const PriceConversion& target = *series.converted_to;
  const auto paired = [&](const char* name, bool from, bool to) {
    if (to && !from) check.fault(at.field(name), "not given", "must be given, for the conversion has one", "");
  };
  paired("currency", series.currency.has_value(), target.currency.has_value());
  paired("unit", series.unit.has_value(), target.unit.has_value());
  paired("vat", series.vat.has_value(), target.vat.has_value());
  const SchemaPath to = at.field("converted_to");
  const bool needs_rate = series.currency && target.currency && *series.currency != *target.currency;
  if (needs_rate != !target.exchange_rate.empty()) {
    check.fault(to.field("exchange_rate"), show_name(target.exchange_rate),
                needs_rate ? "must be given, for the currencies differ" : "is not needed, for the currencies are the same",
                needs_rate ? "Name the series of this currency for one of the other." : "Leave it out.");
  }
  const SeriesSpec* rate = find_series(spec, target.exchange_rate);
  if (needs_rate && !target.exchange_rate.empty() && (rate == nullptr || rate->converted_to)) {
    check.fault(to.field("exchange_rate"), show_name(target.exchange_rate),
                "must be a series of the spec, not converted itself", "");
  }
  const bool unit_is_share = (series.unit == Unit::SHARE) != (target.unit == Unit::SHARE);
  if (series.unit && target.unit && unit_is_share)
    check.fault(to.field("unit"), "SHARE", "must be a mass, as the other unit is", "");
  const bool tax_appears = series.vat && target.vat && (*series.vat == Vat::NONE) != (*target.vat == Vat::NONE);
  if (tax_appears) {
    check.fault(to.field("vat"), "NONE", "cannot be converted: a price outside China is another good's",
                "Calibrate it as a factor of its own.");
  }
}

void check_series(Checks& check, const SchemaPath& root, const CalibrationSpec& spec, const DataFiles& data) {
  const Directory<SeriesSpec> directory(spec.series);
  for (std::size_t k = 0; k < spec.series.size(); ++k) {
    const SeriesSpec& series = spec.series[k];
    const SchemaPath at = root.item("series", k);
    check.id(at.field("id"), k, spec.series, directory);
    check.positive(at.field("multiplier"), series.multiplier);
    check.name(at.field("file"), series.file);
    check.name(at.field("column"), series.column);
    if (series.converted_to) check_conversion(check, at, spec, series);
    const auto table = data.tables.find(series.file);
    if (table == data.tables.end() || table->second.file.empty() || series.column.empty()) continue;
    if (find_series(table->second, series.column) == nullptr) {
      std::vector<std::string_view> columns;
      for (const HistorySeries& column : table->second.series) columns.push_back(column.name);
      check.fault(at.field("column"), show_name(series.column), "names no column of " + series.file, known_names(columns));
    }
  }
}

void check_chains(Checks& check, const SchemaPath& root, const CalibrationSpec& spec, const MarketPart& desk) {
  const Directory<ChainSpec> directory(spec.chains);
  const Directory<Chain> known(desk.policy.chains);
  for (std::size_t k = 0; k < spec.chains.size(); ++k) {
    const ChainSpec& chain = spec.chains[k];
    const SchemaPath at = root.item("chains", k);
    check.id(at.field("id"), k, spec.chains, directory);
    check.name(at.field("events_file"), chain.events_file);
    const bool has_desk = known.find(chain.id) != nullptr;
    check.presence(at.field("states"), !chain.states.empty(), !has_desk, "a chain that the desk does not have");
    if (chain.prior_years) {
      check.positive(at.field("prior_years"), *chain.prior_years, "yr");
      if (!has_desk)
        check.fault(at.field("prior_years"), show(*chain.prior_years, "yr"), "needs a chain of the desk", "Give priors.");
    }
    if (chain.labels.empty()) check.fault(at.field("labels"), "none", "must hold at least one", "Say where the chain started.");
    for (std::size_t i = 0; i < chain.priors.size(); ++i) {
      const SchemaPath prior = at.item("priors", i);
      check.positive(prior.field("moves"), chain.priors[i].moves);
      check.non_negative(prior.field("years"), chain.priors[i].years, "yr");
    }
  }
}

void check_lanes(Checks& check, const SchemaPath& root, const CalibrationSpec& spec, const MarketPart& desk) {
  const Directory<LaneSpec> directory(spec.lanes);
  const Directory<Lane> known(desk.licences.lanes);
  const Directory<ChainSpec> chains(spec.chains);
  for (std::size_t k = 0; k < spec.lanes.size(); ++k) {
    const LaneSpec& lane = spec.lanes[k];
    const SchemaPath at = root.item("lanes", k);
    check.id(at.field("id"), k, spec.lanes, directory);
    if (!lane.id.empty()) check.known(at.field("id"), lane.id, known, "lane of the desk");
    check.known(at.field("chain"), lane.chain, chains, "chain of the spec");
    if (lane.applications_file.empty() == lane.surveys_file.empty()) {
      check.fault(at, lane.surveys_file.empty() ? "no file" : "two files", "must name one file",
                  "Give applications_file or surveys_file.");
    }
    check.positive(at.field("prior_decisions"), lane.prior_decisions);
    check.non_negative(at.field("prior_years"), lane.prior_years, "yr");
  }
}

}  // namespace

void check_spec(const CalibrationSpec& spec, const MarketPart& desk, const DataFiles& data,
                std::vector<Violation>& violations) {
  Checks check;
  const SchemaPath root;
  check.day(root.field("as_of"), spec.as_of);
  if (spec.factors.empty() && spec.chains.empty()) {
    check.fault(root.field("factors"), "none", "must hold something to calibrate", "Give factors, or chains.");
  }
  check_series(check, root, spec, data);
  check_factors(check, spec, desk);
  const SchemaPath dependence = root.field("dependence");
  check.positive(dependence.field("decay"), spec.dependence.decay);
  check.below_one(dependence.field("decay"), spec.dependence.decay);
  check_chains(check, root, spec, desk);
  check_lanes(check, root, spec, desk);
  for (Violation& violation : check.take()) violations.push_back(std::move(violation));
}

}  // namespace lodestone::calibration
