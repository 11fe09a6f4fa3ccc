#include <lodestone/kernel/value_contracts.hpp>

#include <lodestone/kernel/put_kernels.hpp>
#include <lodestone/kernel/value_proxies.hpp>

#include <lodestone/base/expect.hpp>

#include <algorithm>
#include <cmath>

namespace lodestone {
namespace {

const ValueDate* date_of(const SimulationPlan& plan, int step) {
  for (const ValueDate& date : plan.values.dates) {
    if (date.step == step) return &date;
  }
  return nullptr;
}

void find_joint_states(const SimulationPlan& plan, Workspace& work) {
  for (std::size_t j = 0; j < plan.values.joints.size(); ++j) {
    const JointChain& joint = plan.values.joints[j];
    std::int32_t* state = work.joint_state.row(j);
    std::fill_n(state, work.lanes, 0);
    for (std::size_t c = 0; c < joint.chains.size(); ++c) {
      const std::uint8_t* of_chain = work.chain_state.row(joint.chains[c]);
      for (std::size_t p = 0; p < work.lanes; ++p) state[p] += joint.strides[c] * of_chain[p];
    }
  }
}

/// kNever when no delivery of a slot has shipped. What lapsed with its counterparty would have shipped on the same day.
std::int32_t last_shipped_day(const SlotPlan& slot, const Workspace& work, std::size_t p) {
  std::int32_t last = kNever;
  for (const SlotDelivery& of : slot.deliveries) {
    if (work.delivery_status.row(of.delivery)[p] == DeliveryStatus::SHIPPED) {
      last = std::max(last, work.shipped_day.row(of.delivery)[p]);
    }
  }
  return last;
}

void find_labels(const SimulationPlan& plan, const ValueDate& date, Workspace& work) {
  for (std::size_t n = 0; n < date.labelled.size(); ++n) {
    const LabelledSlot& labelled = date.labelled[n];
    const int s = labelled.slot;
    const SlotPlan& slot = plan.licences.slots[static_cast<std::size_t>(s)];
    const std::uint8_t* level = work.level.row(labelled.rules.lane().stance);
    for (std::size_t p = 0; p < work.lanes; ++p) {
      LicenceLabel state;
      state.live_until = work.live_until.row(s)[p];
      state.pending_since = work.pending_since.row(s)[p];
      state.may_apply_from = work.may_apply_from.row(s)[p];
      if (!labelled.rules.holds_one_delivery()) {
        const std::int32_t last_shipped = last_shipped_day(slot, work, p);
        state.waiting_until = waiting_until(slot, plan.contracts, plan.grid, date.step, [&](int delivery) {
          const DeliveryStatus status = work.delivery_status.row(delivery)[p];
          const std::int32_t due = plan.contracts.deliveries[static_cast<std::size_t>(delivery)].due_day;
          return status == DeliveryStatus::OPEN || (status == DeliveryStatus::LAPSED && last_shipped < due);
        });
      }
      const int label =
          labelled.lookup.find(level[p], labelled.rules.label_of(date.step, level[p], state, work.tonnes_left.row(s)[p]));
      // kNone once its deliveries are over or their counterparty has defaulted: a slot may then be anywhere, and nobody asks.
      work.label.row(n)[p] = label;
    }
  }
}

/// state·labels + label of each path; one without a label is read at label 0, and so are all without `labelled`.
const std::int32_t* find_numbers(int joint, int labels, int labelled, Workspace& work) {
  const std::int32_t* state = work.joint_state.row(joint);
  if (labels == 1) return state;
  const std::int32_t* label = labelled == kNone ? nullptr : work.label.row(labelled);
  std::int32_t* number = work.number.row(0);
  for (std::size_t p = 0; p < work.lanes; ++p) number[p] = state[p] * labels + (label == nullptr ? 0 : std::max(label[p], 0));
  return number;
}

/// A path without a label has nothing to come from the claim.
void expect_labels(const std::int32_t* label, const double* value, std::size_t n) {
  bool is_unknown = false;
  for (std::size_t p = 0; p < n; ++p) is_unknown |= (label[p] < 0) & (value[p] != 0.0);
  LODESTONE_EXPECT(!is_unknown);
}

/// `value` times what of the path multiplies it joins the contract's.
void add_to(const ClaimTarget& target, double* value, Workspace& work) {
  const std::size_t n = work.lanes;
  switch (target.scale) {
    case ClaimScale::ONE:
      break;
    case ClaimScale::OPEN_QUANTITY: {
      const double* quantity = work.quantity.row(target.scale_row);
      const DeliveryStatus* status = work.delivery_status.row(target.scale_row);
      for (std::size_t p = 0; p < n; ++p) value[p] = status[p] == DeliveryStatus::OPEN ? value[p] * quantity[p] : 0.0;
      break;
    }
    case ClaimScale::DEFERRED_QUANTITY:
      work.steps->multiply(work.deferred_price.row(target.scale_row), value, n);
      break;
    case ClaimScale::LOAN_RATE:
      work.steps->multiply(work.loan_rate.row(target.scale_row), value, n);
      break;
  }
  if (target.standing != kNone) {
    const std::int32_t* default_day = work.default_day.row(target.standing);
    for (std::size_t p = 0; p < n; ++p) value[p] = default_day[p] == kNever ? value[p] : 0.0;
  }
  if (target.labelled != kNone) expect_labels(work.label.row(target.labelled), value, n);
  double* sum = work.contract_value.row(target.cash_row);
  for (std::size_t p = 0; p < n; ++p) sum[p] += value[p];
}

void add_terms(const ValueTerms& terms, Workspace& work) {
  double* value = work.scratch.row(0);
  for (const ValueTermGroup& group : terms.groups) {
    const std::int32_t* number = find_numbers(group.joint, group.labels, group.target.labelled, work);
    work.terms->sum(terms, group, number, work.x.data(), work.x.stride(), value, work.lanes);
    add_to(group.target, value, work);
  }
}

/// One law on a tile: its rows, then its claims.
class LawRows {
 public:
  LawRows(const SimulationPlan& plan, const ValueDate& date, const ValueLaw& law, Workspace& work)
      : plan_(plan), date_(date), law_(law), work_(work) {
    combine(law.money_weights, law.money_columns, money_);
    if (law.kind != LawKind::MONEY) combine(law.index_weights, law.index_columns, index_);
    if (law.kind == LawKind::PRICE || law.kind == LawKind::AVERAGE) {
      for (std::size_t p = 0; p < n_; ++p) price_[p] = money_[p] + index_[p];
      plan.math->exp(price_, price_, n_);
    }
    plan.math->exp(money_, money_, n_);
  }

  void add(const ValueClaim& claim) {
    number_ = find_numbers(law_.joint, law_.labels, claim.target.labelled, work_);
    double* value = work_.scratch.row(3);
    switch (law_.kind) {
      case LawKind::MONEY:
        known_average(claim, value);
        break;
      case LawKind::PRICE:
        price_puts(claim, value);
        break;
      case LawKind::LINEAR:
        linear(claim, value);
        break;
      case LawKind::AVERAGE:
        average_puts(claim, value);
        break;
    }
    add_to(claim.target, value, work_);
  }

 private:
  void combine(const std::vector<double>& weights, const std::vector<std::uint32_t>& columns, double* out) {
    work_.steps->combine(0.0, weights.data(), columns.data(), weights.size(), work_.x.data(), work_.x.stride(), out, n_);
  }

  void look_up(const std::vector<double>& table, std::size_t first, double* out) const {
    puts_.look_up(table.data() + first, law_.mass.size(), number_, out, n_);
  }

  /// Of a window all of whose fixings that count here are known: the formula itself, discounted.
  void known_average(const ValueClaim& claim, double* value) {
    double* mean = work_.scratch.row(4);
    double* amount = work_.scratch.row(5);
    if (claim.known_average != mean_of_) {  // claims that share one are neighbours
      mean_of_ = claim.known_average;
      const double* sum = work_.average_sum.row(mean_of_);
      const double count = plan_.averages[static_cast<std::size_t>(mean_of_)].count;
      for (std::size_t p = 0; p < n_; ++p) mean[p] = sum[p] / count;
    }
    look_up(law_.mass, 0, value);
    for (std::size_t p = 0; p < n_; ++p) amount[p] = claim.constant + claim.slope * mean[p];
    for (std::uint32_t k = claim.first_put; k < claim.first_put + claim.put_count; ++k) {
      const ValuePut& put = date_.puts[k];
      for (std::size_t p = 0; p < n_; ++p) amount[p] += put.slope * std::max(put.strike - mean[p], 0.0);
    }
    for (std::size_t p = 0; p < n_; ++p) value[p] *= amount[p] * money_[p];
  }

  void price_puts(const ValueClaim& claim, double* value) const {
    std::fill_n(value, n_, 0.0);
    puts_.locate(law_.tables, 0, law_.mass.size(), number_, tables_, n_);
    for (std::uint32_t k = claim.first_put; k < claim.first_put + claim.put_count; ++k) {
      const ValuePut& put = date_.puts[k];
      puts_.add_puts(law_.tables, tables_, {index_, money_, price_}, put.strike, put.log_strike, put.slope, value, n_);
    }
  }

  /// E[Y e^V] = (φ₀·A + φ₁)·e^C.
  void linear(const ValueClaim& claim, double* value) const {
    double* forward = work_.scratch.row(4);
    look_up(law_.mass, 0, value);
    look_up(law_.forward, 0, forward);
    for (std::size_t p = 0; p < n_; ++p)
      value[p] = (claim.constant * value[p] + claim.slope * (value[p] * index_[p] + forward[p])) * money_[p];
  }

  /// (K − Ī)⁺ = (1 − s)·(K' − Ī')⁺, s the share of fixings that are seen, Ī' the mean of those to come, K' = (K − seen)/(1 −
  /// s).
  void average_puts(const ValueClaim& claim, double* value) const {
    std::fill_n(value, n_, 0.0);
    const double to_come = 1.0 - law_.seen_share;
    double* index = work_.scratch.row(6);  // A + ln m and m·e^{A+C} of a class
    double* price = work_.scratch.row(7);
    for (std::size_t first = 0; first < law_.tables.mass.size(); first += law_.mass.size()) {
      puts_.locate(law_.tables, first, law_.mass.size(), number_, tables_, n_);
      look_up(law_.multiplier, first, price);
      look_up(law_.log_multiplier, first, index);
      for (std::size_t p = 0; p < n_; ++p) {
        price[p] *= price_[p];
        index[p] += index_[p];
      }
      for (std::uint32_t k = claim.first_put; k < claim.first_put + claim.put_count; ++k) {
        const ValuePut& put = date_.puts[k];
        if (law_.seen_share == 0.0) {
          puts_.add_puts(law_.tables, tables_, {index, money_, price}, put.strike, put.log_strike, put.slope, value, n_);
        } else {
          find_strikes(put);
          puts_.add_puts_of_paths(law_.tables, tables_, {index, money_, price}, strike_, log_strike_, put.slope * to_come,
                                  value, n_);
        }
      }
    }
  }

  /// K' of each path.
  void find_strikes(const ValuePut& put) const {
    const double* sum = work_.average_sum.row(law_.window);
    const double count = plan_.averages[static_cast<std::size_t>(law_.window)].count;
    for (std::size_t p = 0; p < n_; ++p) {
      strike_[p] = (put.strike - sum[p] / count) / (1.0 - law_.seen_share);
      log_strike_[p] = strike_[p] > 0.0 ? strike_[p] : 1.0;
    }
    plan_.math->log(log_strike_, log_strike_, n_);
  }

  const SimulationPlan& plan_;
  const ValueDate& date_;
  const ValueLaw& law_;
  Workspace& work_;
  std::size_t n_ = work_.lanes;
  const std::int32_t* number_ = nullptr;  ///< of the claim at work
  int mean_of_ = kNone;                   ///< whose mean row 4 holds, of known averages
  double* money_ = work_.scratch.row(0);  ///< C, then e^C
  double* index_ = work_.scratch.row(1);  ///< A
  double* price_ = work_.scratch.row(2);  ///< e^{A+C}
  double* strike_ = work_.scratch.row(4);
  double* log_strike_ = work_.scratch.row(5);
  TableRows tables_ = {work_.scratch.row(8),  work_.scratch.row(9),  work_.scratch.row(10),
                       work_.scratch.row(11), work_.scratch.row(12), work_.scratch.row(13)};
  const PutKernels& puts_ = *work_.put_tables;
};

}  // namespace

void value_contracts(const SimulationPlan& plan, int step, Workspace& work) {
  for (const std::size_t row : plan.nodes.nodes.front().contract_rows) work.contract_value.fill_row(row, 0.0);
  const ValueDate* date = date_of(plan, step);
  if (date == nullptr) return;
  value_proxies(plan, step, work);
  find_joint_states(plan, work);
  find_labels(plan, *date, work);
  add_terms(date->terms, work);
  for (const ValueLaw& law : date->laws) {
    if (law.claims.empty()) continue;
    LawRows rows(plan, *date, law, work);
    for (const ValueClaim& claim : law.claims) rows.add(claim);
  }
}

}  // namespace lodestone
