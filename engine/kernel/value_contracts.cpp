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
    double* value = work_.scratch.row(3);
    if (claim.labelled != labelled_ || claim.fixed_label != fixed_label_) find_numbers(claim);
    if (claim.known_average != kNone) {
      known_average(claim, value);
    } else if (law_.kind == LawKind::AVERAGE) {
      average_puts(claim, value);
    } else {
      payoff(claim, value);
    }
    scale(claim, value);
    if (claim.labelled != kNone) expect_labels(claim, value);
    double* sum = work_.contract_value.row(claim.cash_row);
    for (std::size_t p = 0; p < n_; ++p) sum[p] += value[p];
  }

 private:
  void combine(const std::vector<double>& weights, const std::vector<std::uint32_t>& columns, double* out) {
    work_.steps->combine(0.0, weights.data(), columns.data(), weights.size(), work_.x.data(), work_.x.stride(), out, n_);
  }

  /// number = state·labels + label, and what it makes of the law's rows: φ₀e^C, φ₁e^{A+C}.
  void find_numbers(const ValueClaim& claim) {
    labelled_ = claim.labelled;
    fixed_label_ = claim.fixed_label;
    const std::int32_t* state = work_.joint_state.row(law_.joint);
    const std::int32_t* label = claim.labelled == kNone ? nullptr : work_.label.row(claim.labelled);
    for (std::size_t p = 0; p < n_; ++p) {
      number_[p] =
          static_cast<std::uint32_t>(state[p] * law_.labels + (label == nullptr ? claim.fixed_label : std::max(label[p], 0)));
    }
    puts_.gather(law_.mass.data(), number_, 0, mass_, n_);
    work_.steps->multiply(money_, mass_, n_);
    if (law_.kind != LawKind::PRICE && law_.kind != LawKind::LINEAR) return;
    puts_.gather(law_.forward.data(), number_, 0, forward_, n_);
    if (law_.kind == LawKind::PRICE) {
      work_.steps->multiply(price_, forward_, n_);
      if (!law_.tables.empty()) puts_.locate(law_.tables, number_, 0, tables_, n_);
    } else {
      for (std::size_t p = 0; p < n_; ++p) forward_[p] = mass_[p] * index_[p] + forward_[p] * money_[p];
    }
  }

  void payoff(const ValueClaim& claim, double* value) const {
    for (std::size_t p = 0; p < n_; ++p) value[p] = claim.constant * mass_[p];
    if (law_.kind != LawKind::MONEY) {
      for (std::size_t p = 0; p < n_; ++p) value[p] += claim.slope * forward_[p];
    }
    for (std::uint32_t k = claim.first_put; k < claim.first_put + claim.put_count; ++k) {
      const ValuePut& put = date_.puts[k];
      puts_.add_puts(law_.tables, tables_, {index_, money_, price_}, put.strike, put.log_strike, put.slope, value, n_);
    }
  }

  /// Of a window all of whose fixings that count here are known: the formula itself, discounted.
  void known_average(const ValueClaim& claim, double* value) const {
    const double* sum = work_.average_sum.row(claim.known_average);
    const double count = plan_.averages[static_cast<std::size_t>(claim.known_average)].count;
    for (std::size_t p = 0; p < n_; ++p) {
      const double mean = sum[p] / count;
      double amount = claim.constant + claim.slope * mean;
      for (std::uint32_t k = claim.first_put; k < claim.first_put + claim.put_count; ++k) {
        amount += date_.puts[k].slope * std::max(date_.puts[k].strike - mean, 0.0);
      }
      value[p] = amount * mass_[p];
    }
  }

  /// (K − Ī)⁺ = (1 − s)·(K' − Ī')⁺, s the share of fixings that are seen, Ī' the mean of those to come, K' = (K − seen)/(1 −
  /// s).
  void average_puts(const ValueClaim& claim, double* value) const {
    std::fill_n(value, n_, 0.0);
    const AveragePlan& window = plan_.averages[static_cast<std::size_t>(law_.window)];
    const double* sum = work_.average_sum.row(law_.window);
    double* strike = work_.scratch.row(4);
    double* log_strike = work_.scratch.row(5);
    const double to_come = 1.0 - law_.seen_share;
    double* multiplier = work_.scratch.row(14);
    double* log_multiplier = work_.scratch.row(15);
    for (std::uint32_t k = claim.first_put; k < claim.first_put + claim.put_count; ++k) {
      const ValuePut& put = date_.puts[k];
      for (std::size_t p = 0; p < n_; ++p) {
        strike[p] = (put.strike - (law_.seen_share > 0.0 ? sum[p] / window.count : 0.0)) / to_come;
        log_strike[p] = strike[p] > 0.0 ? strike[p] : 1.0;
      }
      plan_.math->log(log_strike, log_strike, n_);
      for (std::size_t first = 0; first < law_.tables.mass.size(); first += law_.mass.size()) {
        puts_.locate(law_.tables, number_, first, tables_, n_);
        puts_.gather(law_.multiplier.data(), number_, first, multiplier, n_);
        puts_.gather(law_.log_multiplier.data(), number_, first, log_multiplier, n_);
        puts_.add_class_puts(law_.tables, tables_, {index_, money_, price_}, strike, log_strike, multiplier, log_multiplier,
                             put.slope * to_come, value, n_);
      }
    }
  }

  void scale(const ValueClaim& claim, double* value) const {
    switch (claim.scale) {
      case ClaimScale::ONE:
        break;
      case ClaimScale::OPEN_QUANTITY: {
        const double* quantity = work_.quantity.row(claim.scale_row);
        const DeliveryStatus* status = work_.delivery_status.row(claim.scale_row);
        for (std::size_t p = 0; p < n_; ++p) value[p] = status[p] == DeliveryStatus::OPEN ? value[p] * quantity[p] : 0.0;
        break;
      }
      case ClaimScale::DEFERRED_QUANTITY:
        multiply(work_.deferred_price.row(claim.scale_row), value);
        break;
      case ClaimScale::LOAN_RATE:
        multiply(work_.loan_rate.row(claim.scale_row), value);
        break;
    }
    if (claim.standing == kNone) return;
    const std::int32_t* default_day = work_.default_day.row(claim.standing);
    for (std::size_t p = 0; p < n_; ++p) value[p] = default_day[p] == kNever ? value[p] : 0.0;
  }

  /// A path without a label has nothing to come from the claim.
  void expect_labels(const ValueClaim& claim, const double* value) const {
    const std::int32_t* label = work_.label.row(claim.labelled);
    bool is_unknown = false;
    for (std::size_t p = 0; p < n_; ++p) is_unknown |= (label[p] < 0) & (value[p] != 0.0);
    LODESTONE_EXPECT(!is_unknown);
  }

  void multiply(const double* row, double* value) const {
    for (std::size_t p = 0; p < n_; ++p) value[p] *= row[p];
  }

  const SimulationPlan& plan_;
  const ValueDate& date_;
  const ValueLaw& law_;
  Workspace& work_;
  std::size_t n_ = work_.lanes;
  double* money_ = work_.scratch.row(0);  ///< C, then e^C
  double* index_ = work_.scratch.row(1);  ///< A
  double* price_ = work_.scratch.row(2);  ///< e^{A+C}
  double* mass_ = work_.scratch.row(6);
  double* forward_ = work_.scratch.row(7);
  int labelled_ = -2;  ///< of the claim that the last three rows are for; at first of none
  int fixed_label_ = 0;
  std::uint32_t* number_ = work_.list_paths.data();
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
  for (const ValueLaw& law : date->laws) {
    LawRows rows(plan, *date, law, work);
    for (const ValueClaim& claim : law.claims) rows.add(claim);
  }
}

}  // namespace lodestone
