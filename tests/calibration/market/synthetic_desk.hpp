/// A made-up history with known truth, as the files of a data folder, and a spec that reads it.
#pragma once

#include <lodestone/calibration/market/calibrate.hpp>

#include <calibration/estimate/synthetic.hpp>

#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

namespace lodestone::calibration {

/// The truth: an index and a share on it, an oxide in 10,000 CNY/t with VAT, an exchange rate, a rate in per cent.
struct Truth {
  double index_volatility = 0.18;
  double exposure = 1.4;
  double own_volatility = 0.50;
  double own_freedom = 5.0;
  double oxide_reversion = 1.2;
  double oxide_mean = std::log(50.0);
  double oxide_volatility = 0.30;
  double fx_volatility = 0.05;
  double rate_reversion = 1.0;
  double rate_mean = 3.0;
  double rate_volatility = 1.0;
  double correlation = -0.4;  ///< of index and rate
};

inline std::string number(double value) {
  char text[40];
  std::snprintf(text, sizeof text, "%.10g", value);
  return text;
}

/// Weekdays from 2011-01-03 to 2025-12-31, one row each. Every 40th share price is blank: its next return spans more days.
inline std::string synthetic_history(const Truth& truth, std::uint64_t seed) {
  Random random(seed);
  std::string csv = "date,INDEX,SHARE,OXIDE,CNYUSD,RATE\n";
  double index = 0.0, share = 0.0, oxide = truth.oxide_mean, fx = 0.0, rate = truth.rate_mean;
  Date previous = make_date(2011, 1, 2);
  int row = 0;
  for (Date date = make_date(2011, 1, 3); date <= make_date(2025, 12, 31); date += days{1}) {
    if (is_weekend(date)) continue;
    const double step = 1.0 / 252.0;
    const double years = year_fraction(previous, date);
    const double shared = random.normal();
    const double move = truth.index_volatility * std::sqrt(step) * shared;
    index += move;
    share += truth.exposure * move + truth.own_volatility * std::sqrt(step) * random.student(truth.own_freedom);
    const auto revert = [&](double x, double kappa, double theta, double sigma, double noise) {
      const double a = std::exp(-kappa * years);
      return theta + a * (x - theta) + sigma * std::sqrt((1.0 - a * a) / (2.0 * kappa)) * noise;
    };
    oxide = revert(oxide, truth.oxide_reversion, truth.oxide_mean, truth.oxide_volatility, random.normal());
    fx += truth.fx_volatility * std::sqrt(step) * random.normal();
    const double rest = std::sqrt(1.0 - truth.correlation * truth.correlation);
    rate = revert(rate, truth.rate_reversion, truth.rate_mean, truth.rate_volatility,
                  truth.correlation * shared + rest * random.normal());
    csv += to_string(date) + "," + number(100.0 * std::exp(index)) + "," +
           (row % 40 == 39 ? std::string() : number(20.0 * std::exp(share))) + "," + number(std::exp(oxide)) + "," +
           number(7.0 * std::exp(fx)) + "," + number(rate) + "\n";
    previous = date;
    ++row;
  }
  return csv;
}

inline std::string synthetic_events() {
  return "date,direction,destination,scope,event,source_url\n"
         "2015-04-01,tighten,all,all,announcement,https://example.org/1\n"
         "2016-04-01,ease,all,all,announcement,https://example.org/2\n"
         "2020-04-01,tighten,all,all,announcement,https://example.org/3\n"
         "2021-04-01,ease,all,all,announcement,https://example.org/4\n"
         "2026-03-01,tighten,all,all,known only later,https://example.org/5\n";
}

inline std::vector<HistoryFile> synthetic_files(std::uint64_t seed = 1) {
  return {{"history.csv", synthetic_history(Truth{}, seed)}, {"events.csv", synthetic_events()}};
}

inline SeriesSpec column(const std::string& id, const std::string& name, double multiplier = 1.0) {
  SeriesSpec series;
  series.id = id;
  series.file = "history.csv";
  series.column = name;
  series.multiplier = multiplier;
  return series;
}

inline FactorSpec factor(const std::string& id, FactorKind kind, const std::string& series, Frequency frequency) {
  FactorSpec spec;
  spec.id = id;
  spec.kind = kind;
  spec.series = {series};
  spec.frequency = frequency;
  return spec;
}

inline Observable share_price(const std::string& id) {
  Observable observable;
  observable.id = id;
  observable.currency = Currency::USD;
  observable.unit = Unit::SHARE;
  return observable;
}

inline CalibrationSpec synthetic_spec() {
  CalibrationSpec spec;
  spec.as_of = make_date(2025, 12, 31);
  spec.series = {column("index", "INDEX"), column("share", "SHARE"), column("oxide", "OXIDE", 10'000.0),
                 column("cny_per_usd", "CNYUSD"), column("rate", "RATE", 0.01)};
  SeriesSpec& oxide = spec.series[2];
  oxide.currency = Currency::CNY;
  oxide.unit = Unit::T;
  oxide.vat = Vat::INCLUDING_VAT;
  spec.factors = {factor("market", FactorKind::GEOMETRIC, "index", Frequency::WEEKLY),
                  factor("own", FactorKind::GEOMETRIC, "share", Frequency::WEEKLY),
                  factor("oxide", FactorKind::LOG_REVERTING, "oxide", Frequency::WEEKLY),
                  factor("usdcny", FactorKind::GEOMETRIC, "cny_per_usd", Frequency::DAILY),
                  factor("base_rate", FactorKind::REVERTING, "rate", Frequency::WEEKLY)};
  spec.factors[0].starts_at_zero = true;
  spec.factors[1].exposures = {{"market", std::nullopt, std::nullopt}};
  spec.factors[1].observable = "price";
  spec.factors[1].variance_group = "shares";
  spec.observables = {share_price("price")};
  ChainSpec chain;
  chain.id = "licensing";
  chain.states = {"open", "squeeze"};
  chain.events_file = "events.csv";
  chain.labels = {{make_date(2011, 1, 3), "open"},
                  {make_date(2015, 4, 1), "squeeze"},
                  {make_date(2016, 4, 1), "open"},
                  {make_date(2020, 4, 1), "squeeze"},
                  {make_date(2021, 4, 1), "open"}};
  spec.chains = {chain};
  return spec;
}

}  // namespace lodestone::calibration
