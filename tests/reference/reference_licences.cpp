#include <algorithm>
#include <cmath>
#include <lodestone/model/calendar.hpp>
#include <map>
#include <reference/reference_licences.hpp>
#include <stdexcept>

namespace lodestone::reference {
namespace {

days whole_days(double count) { return days{static_cast<int>(std::floor(count))}; }

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// ∫ hazard(age) d(age) over ages from … to [days]; rates are per year of 365 days.
double integrated_hazard(const Lane& lane, const std::string& level, double from, double to) {
  const auto named = [&](const LevelHazard& hazard) { return hazard.level == level; };
  const std::vector<double>& rates = std::find_if(lane.hazards.begin(), lane.hazards.end(), named)->hazards_per_year;
  double sum = 0.0;
  for (std::size_t bin = 0; bin < rates.size(); ++bin) {
    const double start = bin == 0 ? 0.0 : lane.age_bin_edges_days[bin - 1];
    const double end = bin < lane.age_bin_edges_days.size() ? lane.age_bin_edges_days[bin] : HUGE_VAL;
    sum += rates[bin] * std::max(0.0, std::min(to, end) - std::max(from, start)) / 365.0;
  }
  return sum;
}

}  // namespace

LicenceOffice::LicenceOffice(const MarketModel& model, const MarketPath& path, const Draws& draws)
    : model_(model), path_(path), draws_(draws) {
  std::map<std::string, const Offtake*> contracts;  // by id
  for (const Position& position : model.study().portfolio.positions) {
    if (const auto* offtake = std::get_if<Offtake>(&position.instrument)) contracts[position.id] = offtake;
  }
  for (const LicenceAccount& account : model.study().licences.accounts) {
    if (lane_of(account.id).basis != LicenceBasis::PER_SHIPMENT) {
      add_slot(account, "", -1, kNoDate);
      continue;
    }
    for (const auto& [id, offtake] : contracts) {
      if (offtake->licence_account != account.id) continue;
      int number = 0;
      for (const Delivery& delivery : all_deliveries(offtake->deliveries, offtake->schedule)) {
        add_slot(account, id, number++, delivery.due);
      }
    }
  }
}

void LicenceOffice::add_slot(const LicenceAccount& account, const std::string& position, int number, Date due) {
  Slot slot;
  slot.account = &account;
  slot.lane = &lane_of(account.id);
  slot.lane_index = static_cast<std::uint32_t>(slot.lane - model_.study().licences.lanes.data());
  slot.position = position;
  slot.number = number;
  slot.key = fnv1a(position.empty() ? account.id : account.id + "/" + position + "/" + to_string(due));
  while (!keys_.insert(slot.key).second) ++slot.key;
  for (const LicenceStatus& status : account.today) {
    if (!position.empty() && (status.position != position || status.delivery_due != due)) continue;
    switch (status.state) {
      case LicenceState::NONE:
        break;
      case LicenceState::PENDING:
        start_clock(slot, status.since);
        break;
      case LicenceState::LIVE:
        slot.live = true;
        slot.last_good = status.live_until;
        slot.tonnes = status.tonnes_left;
        break;
      case LicenceState::REFUSED:
        slot.may_apply_from = status.since + whole_days(std::ceil(slot.lane->cooldown_days));
        break;
    }
  }
  slots_.push_back(slot);
}

/// E = −ln U, U = Φ(√ρ·M + √(1−ρ)·ε).
void LicenceOffice::start_clock(Slot& slot, Date applied) {
  const auto ordinal = static_cast<std::uint32_t>(slot.applications++);
  const double climate = draws_.normals(Stream::APPROVAL_CLIMATE, ordinal, slot.lane_index).first;
  const double own = draws_.normals(Stream::LICENCE_CLOCK, ordinal, slot.key).first;
  const double rho = slot.lane->climate_correlation;
  slot.clock = -std::log(normal_distribution(std::sqrt(rho) * climate + std::sqrt(1.0 - rho) * own));
  slot.pending = true;
  slot.applied = applied;
  slot.hazard = 0.0;
}

void LicenceOffice::decide(int k) {
  for (Slot& slot : slots_) {
    const Lane& lane = *slot.lane;
    const std::string& from = model_.level_name(path_, lane.stance, k - 1);
    const std::string& to = model_.level_name(path_, lane.stance, k);
    if (slot.live && from != to) {
      double probability = 0.0;
      for (const Revocation& rule : lane.revocations) {
        if (rule.from_level == from && rule.to_level == to) probability = rule.probability;
      }
      const bool revoked = draws_.uniforms(Stream::REVOCATION, static_cast<std::uint32_t>(k), slot.key).first < probability;
      const bool broken = lane.basis == LicenceBasis::PER_PERIOD && contains(lane.breaking_levels, to);
      if (revoked || broken) {
        slot.live = false;
        record(slot, model_.grid()[static_cast<std::size_t>(k)],
               revoked ? LicenceHappening::REVOKED : LicenceHappening::BROKEN);
      }
    }
    if (slot.pending) decide(slot, k);
  }
}

void LicenceOffice::decide(Slot& slot, int k) {
  const Lane& lane = *slot.lane;
  const Date before = model_.grid()[static_cast<std::size_t>(k - 1)];
  const Date today = model_.grid()[static_cast<std::size_t>(k)];
  slot.hazard +=
      integrated_hazard(lane, model_.level_name(path_, lane.stance, k), static_cast<double>((before - slot.applied).count()),
                        static_cast<double>((today - slot.applied).count()));
  if (slot.hazard < slot.clock) return;
  const auto level = static_cast<std::size_t>(model_.level(path_, lane.stance, k));
  const auto ordinal = static_cast<std::uint32_t>(slot.applications - 1);
  const double probability = lane.approval_probability_by_level[level];
  slot.pending = false;
  if (draws_.uniforms(Stream::APPROVAL, ordinal, slot.key).first < probability) {
    slot.live = true;
    slot.last_good = today + whole_days(lane.validity_days) - days{1};
    slot.tonnes = slot.account->tonnes_per_licence;
    record(slot, today, LicenceHappening::APPROVED);
  } else {
    slot.may_apply_from = today + whole_days(std::ceil(lane.cooldown_days));
    record(slot, today, LicenceHappening::REFUSED);
  }
}

void LicenceOffice::apply(int k, const std::vector<OpenDelivery>& open, const std::set<std::string>& in_need) {
  const Date today = model_.grid()[static_cast<std::size_t>(k)];
  for (Slot& slot : slots_) {
    if (slot.live && today > slot.last_good) {
      slot.live = false;
      record(slot, today, LicenceHappening::ENDED);
    }
    const bool cooling_down = slot.may_apply_from != kNoDate && today < slot.may_apply_from;
    if (slot.pending || cooling_down || is_free(slot.account->id, k)) continue;
    if (!needs_application(slot, today, open, in_need.count(slot.account->id) > 0)) continue;
    start_clock(slot, today);
    record(slot, today, LicenceHappening::APPLIED);
  }
}

bool LicenceOffice::needs_application(const Slot& slot, Date today, const std::vector<OpenDelivery>& open, bool project) const {
  const Lane& lane = *slot.lane;
  const bool renewal_due = slot.live && slot.last_good - whole_days(lane.renewal_lead_time_days) <= today;
  if (project && (!slot.live || renewal_due)) return true;
  for (const OpenDelivery& delivery : open) {
    if (find_slot(delivery) != &slot) continue;
    const bool too_small = lane.basis == LicenceBasis::PER_QUANTITY && slot.tonnes < delivery.tonnes - 1e-9;
    if (delivery.due - whole_days(lane.lead_time_days) <= today && (!slot.live || too_small)) return true;
    if (renewal_due && delivery.due > slot.last_good) return true;
  }
  return false;
}

const LicenceOffice::Slot* LicenceOffice::find_slot(const OpenDelivery& delivery) const {
  for (const Slot& slot : slots_) {
    if (slot.account->id != delivery.account) continue;
    if (slot.position.empty() || (slot.position == delivery.position && slot.number == delivery.number)) return &slot;
  }
  return nullptr;
}

bool LicenceOffice::is_free(const std::string& account, int k) const {
  const Lane& lane = lane_of(account);
  return contains(lane.free_levels, model_.level_name(path_, lane.stance, k));
}

bool LicenceOffice::is_live(const std::string& account) const { return find_slot({"", -1, kNoDate, 0.0, account})->live; }

bool LicenceOffice::may_ship(const OpenDelivery& delivery, int k) const {
  if (delivery.account.empty() || is_free(delivery.account, k)) return true;
  const Slot& slot = *find_slot(delivery);
  return slot.live && (slot.lane->basis != LicenceBasis::PER_QUANTITY || slot.tonnes >= delivery.tonnes - 1e-9);
}

void LicenceOffice::draw_down(const OpenDelivery& delivery, int k) {
  if (delivery.account.empty() || is_free(delivery.account, k)) return;
  for (Slot& slot : slots_) {
    if (&slot == find_slot(delivery)) slot.tonnes -= delivery.tonnes;
  }
}

const Lane& LicenceOffice::lane_of(const std::string& account) const {
  for (const LicenceAccount& candidate : model_.study().licences.accounts) {
    if (candidate.id != account) continue;
    for (const Lane& lane : model_.study().licences.lanes) {
      if (lane.id == candidate.lane) return lane;
    }
  }
  throw std::logic_error("no licence account " + account);
}

void LicenceOffice::record(const Slot& slot, Date date, LicenceHappening happening) {
  LicenceEvent event{date, slot.account->id, slot.position, slot.number, happening, -1, 0};
  const bool of_application = happening == LicenceHappening::APPLIED || happening == LicenceHappening::APPROVED ||
                              happening == LicenceHappening::REFUSED;
  if (of_application) {
    event.ordinal = slot.applications - 1;
    event.days_pending = static_cast<int>((date - slot.applied).count());
  }
  events_.push_back(event);
}

}  // namespace lodestone::reference
