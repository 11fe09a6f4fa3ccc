#include <lodestone/calibration/wire/sections.hpp>

#include <lodestone/wire/schema/decoder.hpp>
#include <lodestone/wire/schema/encoder.hpp>

namespace lodestone::wire {

using calibration::BacktestBook;
using calibration::BacktestReport;
using calibration::BacktestResults;
using calibration::BacktestSettings;
using calibration::BookMember;
using calibration::Breach;
using calibration::ExcludedReturn;
using calibration::LevelBreaches;
using calibration::ModelSummary;
using calibration::ModelVerdict;
using calibration::ScoreComparison;

template <class Codec>
void describe(Codec& codec, As<Codec, ExcludedReturn>& excluded) {
  codec.may(LODESTONE_FIELD(excluded, series));
  codec.must(LODESTONE_FIELD(excluded, date));
}

template <class Codec>
void describe(Codec& codec, As<Codec, BookMember>& member) {
  codec.may(LODESTONE_FIELD(member, series));
  codec.must(LODESTONE_FIELD(member, weight));
}

template <class Codec>
void describe(Codec& codec, As<Codec, BacktestBook>& book) {
  codec.may(LODESTONE_FIELD(book, name));
  codec.may(LODESTONE_FIELD(book, members));
}

template <class Codec>
void describe(Codec& codec, As<Codec, BacktestSettings>& settings) {
  codec.may(LODESTONE_FIELD(settings, series));
  codec.may(LODESTONE_FIELD(settings, books));
  codec.may(LODESTONE_FIELD(settings, models));
  codec.may(LODESTONE_FIELD(settings, confidences));
  codec.may(LODESTONE_FIELD(settings, horizons));
  codec.may(LODESTONE_FIELD(settings, from));
  codec.may(LODESTONE_FIELD(settings, until));
  codec.may(LODESTONE_FIELD(settings, excluded));
  codec.must(LODESTONE_FIELD(settings, first_returns));
  codec.must(LODESTONE_FIELD(settings, refit_every));
  codec.must(LODESTONE_FIELD(settings, longest_span_weekdays));
  codec.must(LODESTONE_FIELD(settings, replications));
  codec.must(LODESTONE_FIELD(settings, seed));
}

template <class Codec>
void describe(Codec& codec, As<Codec, Breach>& breach) {
  codec.must(LODESTONE_FIELD(breach, date));
  codec.must(LODESTONE_FIELD(breach, realised));
  codec.must(LODESTONE_FIELD(breach, value_at_risk));
  codec.must(LODESTONE_FIELD(breach, expected_shortfall));
}

template <class Codec>
void describe(Codec& codec, As<Codec, LevelBreaches>& breaches) {
  codec.must(LODESTONE_FIELD(breaches, confidence));
  codec.may(LODESTONE_FIELD(breaches, breaches));
}

template <class Codec>
void describe(Codec& codec, As<Codec, ModelVerdict>& verdict) {
  codec.may(LODESTONE_FIELD(verdict, series));
  codec.may(LODESTONE_FIELD(verdict, model));
  codec.must(LODESTONE_FIELD(verdict, horizon));
  codec.must(LODESTONE_FIELD(verdict, first));
  codec.must(LODESTONE_FIELD(verdict, last));
  codec.must(LODESTONE_FIELD(verdict, verdict));
  codec.may(LODESTONE_FIELD(verdict, breaches));
}

template <class Codec>
void describe(Codec& codec, As<Codec, ScoreComparison>& comparison) {
  codec.may(LODESTONE_FIELD(comparison, series));
  codec.may(LODESTONE_FIELD(comparison, benchmark));
  codec.must(LODESTONE_FIELD(comparison, horizon));
  codec.must(LODESTONE_FIELD(comparison, confidence));
  codec.must(LODESTONE_FIELD(comparison, mean_difference));
  codec.must(LODESTONE_FIELD(comparison, diebold_mariano));
}

template <class Codec>
void describe(Codec& codec, As<Codec, ModelSummary>& summary) {
  codec.may(LODESTONE_FIELD(summary, model));
  codec.must(LODESTONE_FIELD(summary, tests));
  codec.must(LODESTONE_FIELD(summary, rejections));
  codec.must(LODESTONE_FIELD(summary, expected_rejections));
  codec.must(LODESTONE_FIELD(summary, chance_of_as_many));
  codec.must(LODESTONE_FIELD(summary, smallest_p_value));
  codec.must(LODESTONE_FIELD(summary, holm_rejections));
  codec.must(LODESTONE_FIELD(summary, smallest_holm_p_value));
  codec.must(LODESTONE_FIELD(summary, mean_score));
}

template <class Codec>
void describe(Codec& codec, As<Codec, BacktestResults>& results) {
  codec.must(LODESTONE_FIELD(results, settings));
  codec.may(LODESTONE_FIELD(results, history_sha256));
  codec.may(LODESTONE_FIELD(results, summaries));
  codec.may(LODESTONE_FIELD(results, verdicts));
  codec.may(LODESTONE_FIELD(results, comparisons));
  codec.may(LODESTONE_FIELD(results, warnings));
}

template <class Codec>
void describe(Codec& codec, As<Codec, BacktestReport>& report) {
  codec.must(LODESTONE_FIELD(report, results));
  codec.must(LODESTONE_FIELD(report, run));
  codec.may(LODESTONE_FIELD(report, fingerprint));
}

LODESTONE_DESCRIBED(BacktestReport);

}  // namespace lodestone::wire
