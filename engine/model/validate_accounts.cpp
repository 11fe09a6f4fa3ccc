#include <lodestone/model/calendar.hpp>
#include <lodestone/model/unit_names.hpp>
#include <lodestone/model/validate_deliveries.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace lodestone {
namespace {

bool has_delivery_due(const Offtake& offtake, Date due) {
  const std::vector<Delivery> deliveries = all_deliveries(offtake.deliveries, offtake.schedule);
  return std::any_of(deliveries.begin(), deliveries.end(), [&](const Delivery& delivery) { return delivery.due == due; });
}

class AccountCheck {
 public:
  AccountCheck(Validation& validation, const LicenceAccount& account)
      : v_(validation), check_(validation.check), account_(account) {}

  void run(const SchemaPath& at) {
    const Lane* lane = check_.known(at.field("lane"), account_.lane, v_.lanes, "lane");
    if (lane == nullptr) return;  // every rule below depends on its basis
    basis_ = lane->basis;
    const bool has_tonnes = !std::isnan(account_.tonnes_per_licence);
    if (check_.presence(at.field("tonnes_per_licence"), has_tonnes, is(LicenceBasis::PER_QUANTITY), "basis PER_QUANTITY") &&
        has_tonnes) {
      check_.positive(at.field("tonnes_per_licence"), account_.tonnes_per_licence, "t");
    }
    check_number_of_entries(at.field("today"));
    std::set<std::pair<std::string_view, Date>> slots;
    for (std::size_t i = 0; i < account_.today.size(); ++i) check_status(at.item("today", i), account_.today[i], slots);
  }

 private:
  bool is(LicenceBasis basis) const { return basis_ == basis; }

  void check_number_of_entries(const SchemaPath& at) {
    if (is(LicenceBasis::PER_SHIPMENT) || account_.today.size() <= 1) return;
    const auto count = [&](LicenceState state) {
      return std::count_if(account_.today.begin(), account_.today.end(),
                           [&](const auto& entry) { return entry.state == state; });
    };
    const bool is_renewal = account_.today.size() == 2 && count(LicenceState::LIVE) == 1 && count(LicenceState::PENDING) == 1;
    if (is_renewal) return;
    check_.fault(
        at, std::to_string(account_.today.size()) + " entries",
        "must hold at most one entry, or a LIVE one and its PENDING renewal, on basis " + std::string(name_of(basis_)));
  }

  void check_status(const SchemaPath& at, const LicenceStatus& status, std::set<std::pair<std::string_view, Date>>& slots) {
    const bool is_live = status.state == LicenceState::LIVE;
    const bool is_dated = status.state == LicenceState::PENDING || status.state == LicenceState::REFUSED;
    if (is_dated || status.since != kNoDate) v_.by_as_of(at.field("since"), status.since);
    const bool has_end = status.live_until != kNoDate;
    if (check_.presence(at.field("live_until"), has_end, is_live, "a LIVE licence") && has_end &&
        check_.day(at.field("live_until"), status.live_until) && v_.as_of != kNoDate && status.live_until < v_.as_of) {
      check_.fault(at.field("live_until"), to_string(status.live_until),
                   "must not be before the as-of date " + to_string(v_.as_of), "A licence that has ended is NONE.");
    }
    const bool has_tonnes = !std::isnan(status.tonnes_left);
    if (check_.presence(at.field("tonnes_left"), has_tonnes, is_live && is(LicenceBasis::PER_QUANTITY),
                        "a LIVE licence on basis PER_QUANTITY") &&
        has_tonnes) {
      check_.non_negative(at.field("tonnes_left"), status.tonnes_left, "t");
    }
    check_delivery(at, status, slots);
  }

  void check_delivery(const SchemaPath& at, const LicenceStatus& status, std::set<std::pair<std::string_view, Date>>& slots) {
    const bool is_per_shipment = is(LicenceBasis::PER_SHIPMENT);
    if (!is_per_shipment) {
      check_.presence(at.field("position"), !status.position.empty(), false, "basis PER_SHIPMENT");
      check_.presence(at.field("delivery_due"), status.delivery_due != kNoDate, false, "basis PER_SHIPMENT");
      return;
    }
    const Position* position = check_.known(at.field("position"), status.position, v_.positions, "position");
    const bool has_due = check_.day(at.field("delivery_due"), status.delivery_due);
    if (position == nullptr) return;
    const Offtake* offtake = Validation::offtake_of(position);
    const bool is_dangling = offtake != nullptr && v_.accounts.find(offtake->licence_account) == nullptr;
    if (is_dangling && !offtake->licence_account.empty()) return;
    if (offtake == nullptr || offtake->licence_account != account_.id) {
      check_.fault(at.field("position"), show(status.position),
                   "must be an offtake under licence account " + show(account_.id));
    } else if (has_due && is_walkable(offtake->schedule) && !has_delivery_due(*offtake, status.delivery_due)) {
      check_.fault(at.field("delivery_due"), to_string(status.delivery_due),
                   "must be the due date of a delivery of " + show(status.position));
    } else if (has_due && !slots.emplace(status.position, status.delivery_due).second) {
      check_.fault(at, show(status.position) + " on " + to_string(status.delivery_due), "must be unique",
                   "An entry before it is for this delivery.");
    }
  }

  Validation& v_;
  Checks& check_;
  const LicenceAccount& account_;
  LicenceBasis basis_ = LicenceBasis::PER_SHIPMENT;
};

}  // namespace

void check_accounts(Validation& v) {
  const SchemaPath root;
  const SchemaPath licences = root.field("licences");
  const std::vector<LicenceAccount>& accounts = v.study.licences.accounts;
  for (std::size_t i = 0; i < accounts.size(); ++i) {
    const SchemaPath at = licences.item("accounts", i);
    v.check.id(at.field("id"), i, accounts, v.accounts);
    AccountCheck(v, accounts[i]).run(at);
  }
}

}  // namespace lodestone
