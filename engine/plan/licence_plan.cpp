#include <lodestone/plan/licence_plan.hpp>

#include <lodestone/plan/name_index.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace lodestone {
namespace {

std::int32_t whole_days(double days_given) { return static_cast<std::int32_t>(std::ceil(days_given)); }

LanePlan compile_lane(const Lane& lane, const Study& study) {
  const NameIndex stances(study.policy.stances);
  LanePlan plan;
  plan.stance = stances[lane.stance];
  const std::vector<std::string>& levels = study.policy.stances[static_cast<std::size_t>(plan.stance)].levels;
  plan.levels = static_cast<int>(levels.size());
  plan.basis = lane.basis;
  plan.validity_days = whole_days(lane.validity_days);
  plan.cooldown_days = whole_days(lane.cooldown_days);
  plan.lead_days = whole_days(lane.lead_time_days);
  plan.renewal_lead_days = whole_days(lane.renewal_lead_time_days);
  plan.climate_weight = std::sqrt(lane.climate_correlation);
  plan.own_weight = std::sqrt(1.0 - lane.climate_correlation);
  plan.last_bin_from = lane.age_bin_edges_days.empty() ? 0 : whole_days(lane.age_bin_edges_days.back());
  plan.bin_ends = lane.age_bin_edges_days;
  plan.bin_ends.push_back(std::numeric_limits<double>::infinity());
  plan.bin_hazards.assign(LanePlan::kLevels * plan.bin_ends.size(), 0.0);
  for (std::size_t level = 0; level < levels.size(); ++level) {
    plan.is_needed[level] = position_of(lane.free_levels, levels[level]) == kNone ? 1 : 0;
    plan.approval_probability[level] = lane.approval_probability_by_level[level];
    const auto row = std::find_if(lane.hazards.begin(), lane.hazards.end(),
                                  [&](const LevelHazard& hazard) { return hazard.level == levels[level]; });
    LODESTONE_EXPECT(row != lane.hazards.end());
    for (std::size_t bin = 0; bin < plan.bin_ends.size(); ++bin) {
      plan.bin_hazards[LanePlan::kLevels * bin + level] = row->hazards_per_year[bin] / 365.0;
    }
  }
  const auto move = [&](const std::string& from, const std::string& to) {
    return static_cast<std::size_t>(position_of(levels, from) * plan.levels + position_of(levels, to));
  };
  for (const Revocation& revocation : lane.revocations) {
    plan.revocation_probability[move(revocation.from_level, revocation.to_level)] = revocation.probability;
  }
  for (const std::string& breaking : lane.breaking_levels) {
    for (const std::string& from : levels) {
      if (from != breaking) plan.revocation_probability[move(from, breaking)] = 1.0;
    }
  }
  for (std::size_t m = 0; m < plan.revocation_probability.size(); ++m) {
    if (plan.revocation_probability[m] > 0.0) plan.revoking_moves |= std::uint64_t{1} << m;
  }
  return plan;
}

class SlotBuilder {
 public:
  SlotBuilder(const Study& study, const Grid& grid, LicencePlan& plan) : study_(study), grid_(grid), plan_(plan) {}

  int add_slot(int account, const std::string& address) {
    const LicenceAccount& model = study_.licences.accounts[static_cast<std::size_t>(account)];
    SlotPlan slot;
    slot.lane = NameIndex(study_.licences.lanes)[model.lane];
    slot.account = account;
    slot.tonnes_per_licence = std::isnan(model.tonnes_per_licence) ? 0.0 : model.tonnes_per_licence;
    slot.address = fnv1a(address);
    while (!addresses_.insert(slot.address).second) ++slot.address;
    plan_.slots.push_back(std::move(slot));
    return static_cast<int>(plan_.slots.size()) - 1;
  }

  void set_status(SlotPlan& slot, const LicenceStatus& status) const {
    switch (status.state) {
      case LicenceState::NONE:
        break;
      case LicenceState::PENDING:
        slot.pending_since = day(status.since);
        break;
      case LicenceState::REFUSED:
        slot.refused_on = day(status.since);
        break;
      case LicenceState::LIVE:
        slot.live_until = day(status.live_until);
        slot.tonnes_left = std::isnan(status.tonnes_left) ? 0.0 : status.tonnes_left;
        break;
    }
  }

  void add_delivery(SlotPlan& slot, const LicensedDelivery& licensed) const {
    const std::int32_t due = day(licensed.due);
    if (licensed.delivery != kNone)
      slot.deliveries.push_back(
          {licensed.delivery, due - plan_.lanes[static_cast<std::size_t>(slot.lane)].lead_days, due, licensed.tonnes_per_unit});
    slot.last_due_day = std::max(slot.last_due_day, due);
  }

 private:
  std::int32_t day(Date date) const { return static_cast<std::int32_t>((date - grid_.dates.front()).count()); }

  const Study& study_;
  const Grid& grid_;
  LicencePlan& plan_;
  std::set<std::uint32_t> addresses_;
};

}  // namespace

std::uint32_t fnv1a(std::string_view text) {
  std::uint32_t hash = 2166136261u;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return hash;
}

LicencePlan compile_licences(const Study& study, const Grid& grid, const std::vector<LicensedDelivery>& deliveries,
                             std::vector<int>& slot_of_delivery) {
  LicencePlan plan;
  for (const Lane& lane : study.licences.lanes) plan.lanes.push_back(compile_lane(lane, study));
  SlotBuilder builder(study, grid, plan);
  slot_of_delivery.assign(deliveries.size(), kNone);
  for (std::size_t a = 0; a < study.licences.accounts.size(); ++a) {
    const LicenceAccount& account = study.licences.accounts[a];
    plan.first_slot.push_back(static_cast<int>(plan.slots.size()));
    const bool is_per_shipment =
        plan.lanes[static_cast<std::size_t>(NameIndex(study.licences.lanes)[account.lane])].basis == LicenceBasis::PER_SHIPMENT;
    int slot = is_per_shipment ? kNone : builder.add_slot(static_cast<int>(a), account.id);
    for (std::size_t d = 0; d < deliveries.size(); ++d) {
      const LicensedDelivery& licensed = deliveries[d];
      if (licensed.account != static_cast<int>(a) || (is_per_shipment && licensed.delivery == kNone)) continue;
      if (is_per_shipment) {
        slot = builder.add_slot(static_cast<int>(a), account.id + "/" + licensed.position + "/" + to_string(licensed.due));
        for (const LicenceStatus& status : account.today) {
          if (status.position == licensed.position && status.delivery_due == licensed.due) {
            builder.set_status(plan.slots[static_cast<std::size_t>(slot)], status);
          }
        }
      }
      builder.add_delivery(plan.slots[static_cast<std::size_t>(slot)], licensed);
      slot_of_delivery[d] = slot;
    }
    if (is_per_shipment) continue;
    SlotPlan& only = plan.slots[static_cast<std::size_t>(slot)];
    for (const LicenceStatus& status : account.today) builder.set_status(only, status);
    std::stable_sort(only.deliveries.begin(), only.deliveries.end(),
                     [](const SlotDelivery& x, const SlotDelivery& y) { return x.due_day < y.due_day; });
    for (std::size_t p = 0; p < study.projects.size(); ++p) {
      const std::vector<std::string>& needed = study.projects[p].licence_accounts;
      if (std::find(needed.begin(), needed.end(), account.id) != needed.end()) only.projects.push_back(static_cast<int>(p));
    }
  }
  return plan;
}

}  // namespace lodestone
