#include <lodestone/model/describe_market.hpp>
#include <lodestone/wire/schema/decoder.hpp>
#include <lodestone/wire/schema/encoder.hpp>
#include <lodestone/wire/schema/sections.hpp>

namespace lodestone::wire {

template <class Codec>
void describe(Codec& codec, As<Codec, Node>& node) {
  codec.must(LODESTONE_FIELD(node, kind));
  codec.may(LODESTONE_FIELD(node, id));
}

template <class Codec>
void describe(Codec& codec, As<Codec, NodePnl>& pnl) {
  codec.must(LODESTONE_FIELD(pnl, node));
  codec.may(LODESTONE_FIELD(pnl, horizon));
  codec.must(LODESTONE_FIELD(pnl, pnl_basis));
  codec.must(LODESTONE_FIELD(pnl, value_today));
  codec.must(LODESTONE_FIELD(pnl, distribution));
  codec.may(LODESTONE_FIELD(pnl, conditionals));
}

template <class Codec>
void describe(Codec& codec, As<Codec, Contribution>& contribution) {
  codec.must(LODESTONE_FIELD(contribution, node));
  codec.may(LODESTONE_FIELD(contribution, horizon));
  codec.must(LODESTONE_FIELD(contribution, pnl_basis));
  codec.must(LODESTONE_FIELD(contribution, confidence));
  codec.must(LODESTONE_FIELD(contribution, expected_shortfall));
  codec.may(LODESTONE_FIELD(contribution, share));
}

template <class Codec>
void describe(Codec& codec, As<Codec, QuarterCashFlow>& flow) {
  codec.must(LODESTONE_FIELD(flow, node));
  codec.may(LODESTONE_FIELD(flow, quarter));
  codec.must(LODESTONE_FIELD(flow, distribution));
}

template <class Codec>
void describe(Codec& codec, As<Codec, PresentValue>& present) {
  codec.may(LODESTONE_FIELD(present, horizon));
  codec.must(LODESTONE_FIELD(present, mean));
}

template <class Codec>
void describe(Codec& codec, As<Codec, ContractValue>& value) {
  codec.may(LODESTONE_FIELD(value, position));
  codec.must(LODESTONE_FIELD(value, value_today));
  codec.must(LODESTONE_FIELD(value, method));
  codec.may(LODESTONE_FIELD(value, reason));
  codec.must(LODESTONE_FIELD(value, table_error));
  codec.may(LODESTONE_FIELD(value, method_error));
  codec.may(LODESTONE_FIELD(value, present_values));
}

template <class Codec>
void describe(Codec& codec, As<Codec, Reconciliation>& reconciliation) {
  codec.may(LODESTONE_FIELD(reconciliation, name));
  codec.must(LODESTONE_FIELD(reconciliation, passed));
  codec.must(LODESTONE_FIELD(reconciliation, left));
  codec.must(LODESTONE_FIELD(reconciliation, right));
  codec.must(LODESTONE_FIELD(reconciliation, tolerance));
}

template <class Codec>
void describe(Codec& codec, As<Codec, RiskPremium>& premium) {
  codec.may(LODESTONE_FIELD(premium, factor));
  codec.must(LODESTONE_FIELD(premium, risk_premium_per_year));
}

template <class Codec>
void describe(Codec& codec, As<Codec, HorizonDate>& horizon) {
  codec.may(LODESTONE_FIELD(horizon, label));
  codec.must(LODESTONE_FIELD(horizon, date));
}

template <class Codec>
void describe(Codec& codec, As<Codec, RepairedCorrelation>& repaired) {
  codec.must(LODESTONE_FIELD(repaired, distance));
  codec.must(LODESTONE_FIELD(repaired, largest_change));
  codec.may(LODESTONE_FIELD(repaired, first));
  codec.may(LODESTONE_FIELD(repaired, second));
  codec.must(LODESTONE_FIELD(repaired, written));
  codec.must(LODESTONE_FIELD(repaired, used));
  codec.may(LODESTONE_FIELD(repaired, matrix));
}

template <class Codec>
void describe(Codec& codec, As<Codec, Results>& results) {
  codec.must(LODESTONE_FIELD(results, as_of));
  codec.must(LODESTONE_FIELD(results, reporting_currency));
  codec.must(LODESTONE_FIELD(results, seed));
  codec.may(LODESTONE_FIELD(results, sampler));
  codec.must(LODESTONE_FIELD(results, first_path));
  codec.must(LODESTONE_FIELD(results, path_count));
  codec.must(LODESTONE_FIELD(results, steps));
  codec.must(LODESTONE_FIELD(results, factors));
  codec.must(LODESTONE_FIELD(results, positions));
  codec.may(LODESTONE_FIELD(results, input_fingerprint));
  codec.may(LODESTONE_FIELD(results, horizons));
  codec.may(LODESTONE_FIELD(results, pnl));
  codec.may(LODESTONE_FIELD(results, contributions));
  codec.may(LODESTONE_FIELD(results, cash_flows));
  codec.may(LODESTONE_FIELD(results, contract_values));
  codec.may(LODESTONE_FIELD(results, deliveries));
  codec.may(LODESTONE_FIELD(results, licences));
  codec.may(LODESTONE_FIELD(results, projects));
  codec.may(LODESTONE_FIELD(results, stances));
  codec.may(LODESTONE_FIELD(results, reconciliations));
  codec.may(LODESTONE_FIELD(results, warnings));
  codec.may(LODESTONE_FIELD(results, risk_premia));
  codec.may(LODESTONE_FIELD(results, repaired_correlation));
  codec.may(LODESTONE_FIELD(results, parameter_uncertainty));
}

LODESTONE_DESCRIBED(Results);

}  // namespace lodestone::wire
