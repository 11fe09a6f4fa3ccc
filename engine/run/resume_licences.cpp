#include <lodestone/run/path_state.hpp>

#include <algorithm>
#include <cmath>

namespace lodestone {
namespace {

class LicenceResumption {
 public:
  LicenceResumption(PathState& state, Study& resumed) : state_(state), work_(state.work), resumed_(resumed) {}

  void run() {
    for (LicenceAccount& account : resumed_.licences.accounts) account.today.clear();
    for (std::size_t s = 0; s < state_.plan.licences.slots.size(); ++s) resume_slot(s);
    for (std::size_t l = 0; l < state_.plan.licences.lanes.size(); ++l) check_climate(l);
  }

 private:
  const SlotPlan& slot(std::size_t s) const { return state_.plan.licences.slots[s]; }
  std::int32_t pending_since(std::size_t s) const { return work_.pending_since.row(s)[state_.lane]; }

  void resume_slot(std::size_t s) {
    const LanePlan& lane = state_.plan.licences.lanes[static_cast<std::size_t>(slot(s).lane)];
    const bool is_per_shipment = lane.basis == LicenceBasis::PER_SHIPMENT;
    LicenceStatus blank;
    if (is_per_shipment) {
      const std::size_t d = static_cast<std::size_t>(slot(s).deliveries.front().delivery);
      if (work_.delivery_status.row(d)[state_.lane] != DeliveryStatus::OPEN) return;
      const DeliveryPlan& delivery = state_.plan.contracts.deliveries[d];
      const OfftakePlan& offtake = state_.plan.contracts.offtakes[static_cast<std::size_t>(delivery.offtake)];
      blank.position = state_.sorted[static_cast<std::size_t>(offtake.position)]->id;
      blank.delivery_due = delivery.due;
    }
    std::vector<LicenceStatus> entries;
    if (const std::int32_t until = work_.live_until.row(s)[state_.lane]; until != kNever) {
      LicenceStatus live = blank;
      live.state = LicenceState::LIVE;
      live.live_until = state_.day(until);
      // A shipment may draw a rounding error more than the licence holds.
      if (lane.basis == LicenceBasis::PER_QUANTITY) live.tonnes_left = std::max(work_.tonnes_left.row(s)[state_.lane], 0.0);
      entries.push_back(live);
    }
    if (pending_since(s) != kNever) {
      LicenceStatus pending = blank;
      pending.state = LicenceState::PENDING;
      pending.since = state_.day(pending_since(s));
      entries.push_back(pending);
    } else if (const std::int32_t from = work_.may_apply_from.row(s)[state_.lane]; from > state_.today()) {
      LicenceStatus refused = blank;
      refused.state = LicenceState::REFUSED;
      refused.since = state_.day(from - lane.cooldown_days);
      entries.push_back(refused);
    }
    const bool is_renewal = entries.size() == 2 && entries[1].state == LicenceState::PENDING && !is_per_shipment;
    if (entries.size() == 2 && !is_renewal) {
      state_.refuse(path_of(s), show(account_of(s).id),
                    "cannot be resumed: an entry for today holds no licence in hand beside " +
                        std::string(is_per_shipment ? "another application" : "a renewal that was refused"),
                    "Take a date on which only one of the two stands.");
    }
    std::vector<LicenceStatus>& today = resumed_.licences.accounts[static_cast<std::size_t>(slot(s).account)].today;
    today.insert(today.end(), entries.begin(), entries.end());
  }

  /// A clock alone is memoryless. The clocks of one ordinal share M: what some have shown of it changes the law of the others.
  void check_climate(std::size_t lane) {
    if (state_.plan.licences.lanes[lane].climate_weight == 0.0) return;
    int slots = 0;
    bool has_applied = false;
    for (std::size_t s = 0; s < state_.plan.licences.slots.size(); ++s) {
      if (slot(s).lane != static_cast<int>(lane)) continue;
      ++slots;
      has_applied |= work_.ordinal.row(s)[state_.lane] > 0 || (pending_since(s) != kNever && pending_since(s) < state_.today());
    }
    if (slots < 2 || !has_applied) return;
    const Lane& model = state_.study.licences.lanes[lane];
    state_.refuse("licences.lanes[" + std::to_string(lane) + "].climate_correlation", show(model.climate_correlation),
                  "cannot be resumed: a study has no field for what the applications so far have shown of the lane's climate",
                  "Take a date before the first of them, or no correlation.");
  }

  const LicenceAccount& account_of(std::size_t s) const {
    return state_.study.licences.accounts[static_cast<std::size_t>(slot(s).account)];
  }
  std::string path_of(std::size_t s) const { return "licences.accounts[" + std::to_string(slot(s).account) + "].today"; }

  PathState& state_;
  const Workspace& work_;
  Study& resumed_;
};

}  // namespace

void resume_licences(PathState& state, Study& resumed) { LicenceResumption(state, resumed).run(); }

}  // namespace lodestone
