/// The textbook twin's licence office: every slot of a study along one path. docs/conventions.md "Licences".
#pragma once

#include <reference/reference_market.hpp>
#include <set>
#include <string>
#include <vector>

namespace lodestone::reference {

/// A delivery that has neither shipped nor failed.
struct OpenDelivery {
  std::string position;
  int number = 0;  ///< among the contract's deliveries, by due date
  Date due = kNoDate;
  double tonnes = 0.0;
  std::string account;  ///< empty: needs no licence
};

enum class LicenceHappening { APPLIED, APPROVED, REFUSED, REVOKED, BROKEN, ENDED };

struct LicenceEvent {
  Date date = kNoDate;
  std::string account;
  std::string position;  ///< PER_SHIPMENT: the contract …
  int number = -1;       ///< … and its delivery
  LicenceHappening happening = LicenceHappening::APPLIED;
  int ordinal = -1;      ///< of the application: APPLIED, APPROVED, REFUSED
  int days_pending = 0;  ///< APPROVED, REFUSED
};

class LicenceOffice {
 public:
  /// Slots as they stand today. All arguments must outlive the object.
  LicenceOffice(const MarketModel& model, const MarketPath& path, const Draws& draws);

  /// Phases 3 and 4 of grid date k ≥ 1: revocations, broken licences, decisions.
  void decide(int k);

  /// Phase 5: ends, cool-downs, applications. `in_need`: accounts that projects need.
  void apply(int k, const std::vector<OpenDelivery>& open, const std::set<std::string>& in_need);

  /// The lane of `account` asks for no licence on grid date k.
  bool is_free(const std::string& account, int k) const;
  bool is_live(const std::string& account) const;  ///< of an account with one slot
  bool may_ship(const OpenDelivery& delivery, int k) const;
  void draw_down(const OpenDelivery& delivery, int k);
  const Lane& lane_of(const std::string& account) const;

  const std::vector<LicenceEvent>& events() const { return events_; }

 private:
  struct Slot {
    const LicenceAccount* account = nullptr;
    const Lane* lane = nullptr;
    std::uint32_t lane_index = 0;
    std::string position;  ///< empty unless PER_SHIPMENT
    int number = -1;
    std::uint32_t key = 0;
    bool live = false;
    Date last_good = kNoDate;
    double tonnes = 0.0;
    bool pending = false;
    Date applied = kNoDate;
    double hazard = 0.0;  ///< added up since the application
    double clock = 0.0;
    Date may_apply_from = kNoDate;
    int applications = 0;
  };

  void add_slot(const LicenceAccount& account, const std::string& position, int number, Date due);
  void start_clock(Slot& slot, Date applied);
  void decide(Slot& slot, int k);
  bool needs_application(const Slot& slot, Date today, const std::vector<OpenDelivery>& open, bool project) const;
  void record(const Slot& slot, Date date, LicenceHappening happening);
  const Slot* find_slot(const OpenDelivery& delivery) const;

  const MarketModel& model_;
  const MarketPath& path_;
  const Draws& draws_;
  std::vector<Slot> slots_;
  std::set<std::uint32_t> keys_;
  std::vector<LicenceEvent> events_;
};

}  // namespace lodestone::reference
