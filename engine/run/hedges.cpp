#include <lodestone/run/hedges.hpp>

#include <algorithm>
#include <cmath>

namespace lodestone {

FactorNoise::FactorNoise(const SimulationPlan& plan, const std::vector<std::uint32_t>& factors, std::size_t lanes)
    : plan_(plan),
      factors_(factors),
      place_(static_cast<std::size_t>(plan.factors.count), kNone),
      noise_(factors.size(), lanes) {
  for (std::size_t n = 0; n < factors_.size(); ++n) place_[factors_[n]] = static_cast<int>(n);
}

void FactorNoise::compute(int step, const Workspace& work) {
  const FactorPlan& factors = plan_.factors;
  for (std::size_t n = 0; n < factors_.size(); ++n) {
    const std::size_t f = factors_[n];
    double* noise = noise_.row(n);
    const CorrelationRow& row = factors.rows[f];
    work.steps->combine(0.0, factors.weights.data() + row.first, factors.columns.data() + row.first, row.count, work.z.data(),
                        work.z.stride(), noise, work.lanes);
    if (factors.variance_group[f] != kNone)
      work.steps->multiply(work.root_variance.row(factors.variance_group[f]), noise, work.lanes);
    const double* c = factors.tables.data() + factors.at(step, static_cast<int>(f)).c;
    const std::uint8_t* move = factors.stance[f] == kNone ? nullptr : work.move.row(factors.stance[f]);
    for (std::size_t p = 0; p < work.lanes; ++p) noise[p] *= c[move == nullptr ? 0 : move[p]];
  }
}

Hedges::Hedges(const SimulationPlan& plan, const ProxyDraft& draft, int last_step, std::size_t lanes)
    : plan_(plan),
      drivers_(draft.drivers),
      counterparty_(draft.proxy.counterparty),
      project_(draft.proxy.project),
      step_(draft.proxy.step),
      last_step_(last_step) {
  count_ = 3 * drivers_.prices.size() + 2 * drivers_.factors.size();
  for (const int chain : drivers_.chains)
    count_ += 2 * static_cast<std::size_t>(plan.policy.chains[static_cast<std::size_t>(chain)].states - 1);
  if (drivers_.counterparty != kNone) count_ += 2;
  if (!drivers_.slots.empty()) count_ += 2;
  sums_ = {count_, lanes};
  price_ = {drivers_.prices.size(), lanes};
  scratch_ = {1, lanes};
  for (std::vector<double>* row : {&first_discount_, &weight_, &default_hazard_}) row->assign(lanes, 0.0);
  chain_state_ = {drivers_.chains.size(), lanes};
  pending_since_ = {drivers_.slots.size(), lanes};
  ordinal_ = {drivers_.slots.size(), lanes};
}

void Hedges::add_factors(std::set<std::uint32_t>& factors) const {
  factors.insert(drivers_.factors.begin(), drivers_.factors.end());
  for (const int o : drivers_.prices) {
    const ObservablePlan& price = plan_.observables.observables[static_cast<std::size_t>(o)];
    for (std::uint32_t n = price.first; n < price.first + price.count; ++n) factors.insert(plan_.observables.columns[n]);
  }
}

double Hedges::time_left(int step) const {
  const auto day = [this](int k) { return static_cast<double>(plan_.grid.days[static_cast<std::size_t>(k)]); };
  return (day(last_step_) - day(step - 1)) / (day(last_step_) - day(step_));
}

void Hedges::start(const Workspace& work) {
  lanes_ = work.lanes;
  sums_.fill(0.0);
  std::copy_n(work.discount.row(0), lanes_, first_discount_.begin());
}

void Hedges::hold(int step, const Workspace& work) {
  for (std::size_t n = 0; n < drivers_.prices.size(); ++n) {
    const ObservablePlan& price = plan_.observables.observables[static_cast<std::size_t>(drivers_.prices[n])];
    const double* weights = plan_.observables.weights.data() + price.first;
    const std::uint32_t* columns = plan_.observables.columns.data() + price.first;
    double today = 0.0;
    for (std::uint32_t m = 0; m < price.count; ++m) today += weights[m] * plan_.factors.initial[columns[m]];
    double* row = price_.row(n);
    work.steps->combine(-today, weights, columns, price.count, work.x.data(), work.x.stride(), row, lanes_);
    plan_.math->exp(row, row, lanes_);
    const double scale = price.at(step - 1) / price.at(0);
    for (std::size_t p = 0; p < lanes_; ++p) row[p] *= scale;
  }
  const auto stands = [](const Rows<std::int32_t>& rows, int row, std::size_t p) {
    return row == kNone || rows.row(row)[p] == kNever;
  };
  for (std::size_t p = 0; p < lanes_; ++p) {
    const bool is_alive = stands(work.default_day, counterparty_, p) && stands(work.project_default_day, project_, p) &&
                          stands(work.project_default_day, drivers_.project, p);
    weight_[p] = is_alive ? work.discount.row(0)[p] / first_discount_[p] : 0.0;
  }
  for (std::size_t n = 0; n < drivers_.chains.size(); ++n)
    std::copy_n(work.chain_state.row(drivers_.chains[n]), lanes_, chain_state_.row(n));
  if (drivers_.counterparty != kNone)
    std::copy_n(work.default_hazard.row(drivers_.counterparty), lanes_, default_hazard_.begin());
  for (std::size_t n = 0; n < drivers_.slots.size(); ++n) {
    std::copy_n(work.pending_since.row(drivers_.slots[n]), lanes_, pending_since_.row(n));
    std::copy_n(work.ordinal.row(drivers_.slots[n]), lanes_, ordinal_.row(n));
  }
}

void Hedges::add(std::size_t& at, int powers, double time, const double* difference) {
  double factor = 1.0;
  for (int power = 0; power < powers; ++power) {
    double* sum = sums_.row(at++);
    for (std::size_t p = 0; p < lanes_; ++p) sum[p] += factor * weight_[p] * difference[p];
    factor *= time;
  }
}

void Hedges::earn(int step, const Workspace& work, const FactorNoise& noise) {
  const double time = time_left(step);
  std::size_t at = 0;
  earn_prices(time, noise, at);
  if (!drivers_.prices.empty()) {
    for (std::size_t p = 0; p < lanes_; ++p) weight_[p] *= price_.row(0)[p];
  }
  for (const std::uint32_t factor : drivers_.factors) add(at, 2, time, noise.row(factor));
  earn_chains(step, time, work, at);
  if (drivers_.counterparty != kNone) earn_default(time, work, at);
  if (!drivers_.slots.empty()) earn_licences(step, time, work, at);
}

void Hedges::earn_prices(double time, const FactorNoise& noise, std::size_t& at) {
  double* move = scratch_.row(0);
  for (std::size_t n = 0; n < drivers_.prices.size(); ++n) {
    const ObservablePlan& price = plan_.observables.observables[static_cast<std::size_t>(drivers_.prices[n])];
    std::fill_n(move, lanes_, 0.0);
    for (std::uint32_t m = price.first; m < price.first + price.count; ++m) {
      const double* of_factor = noise.row(plan_.observables.columns[m]);
      for (std::size_t p = 0; p < lanes_; ++p) move[p] += plan_.observables.weights[m] * of_factor[p];
    }
    for (std::size_t p = 0; p < lanes_; ++p) move[p] *= price_.row(n)[p];
    add(at, 3, time, move);
  }
}

void Hedges::earn_chains(int step, double time, const Workspace& work, std::size_t& at) {
  double* surprise = scratch_.row(0);
  for (std::size_t n = 0; n < drivers_.chains.size(); ++n) {
    const ChainPlan& chain = plan_.policy.chains[static_cast<std::size_t>(drivers_.chains[n])];
    const TransitionTable& table = chain.tables[static_cast<std::size_t>(chain.table_of_step[static_cast<std::size_t>(step)])];
    const std::uint8_t* from = chain_state_.row(n);
    const std::uint8_t* to = work.chain_state.row(drivers_.chains[n]);
    for (int state = 0; state + 1 < chain.states; ++state) {  // the last one's surprise is minus the others'
      std::array<double, kMaximumStates> probability{};  // by the state it left
      for (std::size_t i = 0; i < probability.size(); ++i) {
        probability[i] = table.cumulative_to(state)[i] - (state == 0 ? 0.0 : table.cumulative_to(state - 1)[i]);
      }
      for (std::size_t p = 0; p < lanes_; ++p) surprise[p] = (to[p] == state ? 1.0 : 0.0) - probability[from[p]];
      add(at, 2, time, surprise);
    }
  }
}

void Hedges::earn_default(double time, const Workspace& work, std::size_t& at) {
  double* surprise = scratch_.row(0);
  const double* hazard = work.default_hazard.row(drivers_.counterparty);
  const double* clock = work.default_clock.row(drivers_.counterparty);
  for (std::size_t p = 0; p < lanes_; ++p) {
    const double added = hazard[p] - default_hazard_[p];
    const bool has_struck = default_hazard_[p] < clock[p] && hazard[p] >= clock[p];
    surprise[p] = added > 0.0 ? (has_struck ? 1.0 : 0.0) + std::expm1(-added) : 0.0;
  }
  add(at, 2, time, surprise);
}

void Hedges::earn_licences(int step, double time, const Workspace& work, std::size_t& at) {
  double* surprise = scratch_.row(0);
  std::fill_n(surprise, lanes_, 0.0);
  const std::int32_t day = plan_.grid.days[static_cast<std::size_t>(step)];
  const std::int32_t previous_day = plan_.grid.days[static_cast<std::size_t>(step - 1)];
  for (std::size_t n = 0; n < drivers_.slots.size(); ++n) {
    const int slot = drivers_.slots[n];
    const LanePlan& lane =
        plan_.licences.lanes[static_cast<std::size_t>(plan_.licences.slots[static_cast<std::size_t>(slot)].lane)];
    const std::uint8_t* level = work.level.row(lane.stance);
    for (std::size_t p = 0; p < lanes_; ++p) {
      const std::int32_t since = pending_since_.row(n)[p];
      if (since == kNever) continue;
      const bool is_decided = work.ordinal.row(slot)[p] != ordinal_.row(n)[p];
      const bool is_approved = is_decided && work.live_until.row(slot)[p] == day + lane.validity_days - 1;
      const double added = lane.hazard_between(level[p], previous_day - since, day - since);
      surprise[p] += (is_approved ? 1.0 : 0.0) + lane.approval_probability[level[p]] * std::expm1(-added);
    }
  }
  add(at, 2, time, surprise);
}

}  // namespace lodestone
