#include <cmath>
#include <reference/oracle_studies.hpp>
#include <reference/study_parts.hpp>

namespace lodestone::reference {
namespace {

std::vector<double> times(double scale, std::vector<double> values) {
  for (double& value : values) value *= scale;
  return values;
}

}  // namespace

Study licence_toy_study(double climate_correlation) {
  const double f = 365.0 / 364.0;
  Study study = empty_study(make_date(2026, 1, 1));
  add_chain(study, "policy", {"calm", "tense"}, 0, {{0.0, 1.5}, {4.0, 0.0}}, f);

  Factor x;
  x.id = "x";
  x.stance = "policy";
  x.initial_value = 0.3;
  x.mean_reversion_per_year = 2.0 * f;
  x.long_run_mean = {0.2, 1.0};
  x.volatility_per_sqrt_year = times(std::sqrt(f), {0.2, 0.6});
  x.jumps = {{"calm", "tense", 0.4, 0.1}, {"tense", "calm", -0.2, 0.1}};
  study.market.factors = {x};
  study.market.observables = {oxide_price("spot", "x")};

  Lane lane;
  lane.id = "lane";
  lane.product_class = "heavy oxides";
  lane.end_use = "civil";
  lane.stance = "policy";
  lane.age_bin_edges_days = times(1.0 / f, {15, 45, 65, 120});
  lane.hazards = {{"calm", times(f, {0.5, 4.0, 8.0, 10.0, 6.0})}, {"tense", times(f, {0.1, 0.8, 1.5, 2.0, 1.0})}};
  lane.approval_probability_by_level = {0.85, 0.4};
  lane.validity_days = 26 * 7;
  lane.revocations = {{"calm", "tense", 0.5}};
  lane.cooldown_days = 8 * 7;
  lane.basis = LicenceBasis::PER_PERIOD;
  lane.lead_time_days = 26 * 7;
  lane.climate_correlation = climate_correlation;
  LicenceAccount account;
  account.id = "account";
  account.lane = "lane";
  account.today = {{LicenceState::PENDING, study.as_of, kNoDate, kNotGiven, "", kNoDate}};
  study.licences = {{lane}, {account}};

  Offtake purchase;
  purchase.price.index = "spot";
  purchase.price.formula = FixedPrice{1.6};
  purchase.spot_index = "spot";
  purchase.deliveries = {{study.as_of + days{26 * 7}, 2.0}};
  purchase.licence_account = "account";
  purchase.grace_days = 8 * 7;
  Offtake sale = purchase;
  sale.side = Side::SELL;
  sale.deliveries[0].quantity = 1.0;
  sale.failure.clause = FailureClause::DAMAGES;
  sale.failure.damages_rate = 0.3;
  sale.failure.damages_base = DamagesBase::DIFFERENCE;
  study.portfolio.positions = {position("purchase", purchase), position("sale", sale)};

  study.simulation.horizons = {"34w"};
  for (int k = 1; k <= 34; ++k) study.simulation.grid_dates.push_back(study.as_of + days{7 * k});
  return study;
}

Study grid_model_study(int steps, int days_per_step, int start_state) {
  const double f = 365.0 / (steps * days_per_step);
  Study study = empty_study(make_date(2026, 1, 1));
  const std::vector<std::string> states = {"open", "truce", "squeeze", "freeze"};
  add_chain(study, "policy", states, start_state,
            {{0.0, 0.08, 0.05, 0.02}, {0.05, 0.0, 1.0, 0.35}, {0.0, 3.0, 0.0, 1.2}, {0.0, 1.5, 4.0, 0.0}}, f);

  Factor x;
  x.id = "x";
  x.stance = "policy";
  x.scale = FactorScale::LOG_OF_LEVEL;
  x.initial_value = 2.5;
  x.mean_reversion_per_year = 0.92 * f;
  x.long_run_mean = {1.3, 3.0, 4.0, 5.0};
  x.volatility_per_sqrt_year = times(std::sqrt(f), {0.1, 0.25, 0.5, 0.7});
  x.jumps = {{"open", "truce", 0.5, 0.2},      {"open", "squeeze", 0.9, 0.2},  {"open", "freeze", 1.1, 0.2},
             {"truce", "squeeze", 0.35, 0.15}, {"truce", "freeze", 0.6, 0.15}, {"squeeze", "freeze", 0.3, 0.0}};
  study.market.factors = {x};
  study.market.observables = {oxide_price("spot", "x")};

  const Date end = study.as_of + days{steps * days_per_step};
  IndexSwap forward;
  forward.index = "spot";
  forward.fixed_price = 1.0;
  forward.settlements = {{end, 1.0}};
  study.portfolio.positions = {position("forward", forward)};
  for (const auto& [id, strike] : {std::pair{"put 2", 2.0}, {"put 2.5", 2.5}, {"put 3", 3.0}, {"put 4", 4.0}}) {
    PriceFloorAgreement put;
    put.index = "spot";
    put.floor = strike;
    put.settlements = {{end, 1.0}};
    study.portfolio.positions.push_back(position(id, put));
  }

  study.simulation.horizons = {to_string(end)};
  for (int k = 1; k <= steps; ++k) study.simulation.grid_dates.push_back(study.as_of + days{k * days_per_step});
  return study;
}

}  // namespace lodestone::reference
