#include <lodestone/model/calendar.hpp>
#include <lodestone/model/validate_deliveries.hpp>

#include <map>

namespace lodestone {
namespace {

/// Past days on which averages that are still needed are fixed, by index.
class NeededFixings {
 public:
  explicit NeededFixings(const Validation& v) : v_(v) {}

  void add_study() {
    for (const Position& position : v_.study.portfolio.positions) std::visit(*this, position.instrument);
    if (v_.last_horizon == kNoDate) return;
    for (const Project& project : v_.study.projects) {
      for (const ProjectSale& sale : project.sales) {
        if (!sale.terms) continue;
        for (const Date end : quarter_ends(v_.as_of, v_.last_horizon)) add(sale.terms->index, sale.terms->averaging, end);
      }
    }
  }

  void operator()(const Offtake& offtake) {
    add_all(offtake.price.index, offtake.price.averaging, offtake.deliveries, offtake.schedule);
  }
  void operator()(const PriceFloorAgreement& agreement) {
    add_all(agreement.index, agreement.averaging, agreement.settlements, agreement.schedule);
  }
  void operator()(const IndexSwap& swap) { add_all(swap.index, swap.averaging, swap.settlements, swap.schedule); }
  template <class Other>
  void operator()(const Other&) {}

  const std::map<std::string_view, std::set<Date>>& by_index() const { return by_index_; }

 private:
  void add_all(const std::string& index, const Averaging& averaging, const std::vector<Delivery>& single,
               const std::optional<DeliverySchedule>& schedule) {
    if (averaging.window == AveragingWindow::AT_DELIVERY || !is_walkable(schedule)) return;
    for (const Delivery& delivery : all_deliveries(single, schedule)) add(index, averaging, delivery.due);
  }

  void add(const std::string& id, const Averaging& averaging, Date due) {
    if (averaging.window == AveragingWindow::AT_DELIVERY || averaging.offset < -12 || averaging.offset > 12) return;
    // Windows begin at most twelve quarters before a due date, and one overdue for longer than ten years is refused.
    if (due > v_.as_of + days{4 * 366} || due < v_.as_of - days{11 * 366}) return;
    const Observable* index = v_.observables.find(id);
    if (index == nullptr || !index->fixing_days || !windows_.emplace(id, averaging.window, averaging.offset, due).second)
      return;
    for (const Date date : fixing_dates(averaging, *index->fixing_days, due, v_.study.simulation.holidays)) {
      if (date <= v_.as_of) by_index_[index->id].insert(date);
    }
  }

  const Validation& v_;
  std::set<std::tuple<std::string_view, AveragingWindow, int, Date>> windows_;
  std::map<std::string_view, std::set<Date>> by_index_;
};

bool is_fixing_day(Date date, FixingDays fixing_days, std::span<const Date> holidays) {
  for (const Date day : fixing_dates({AveragingWindow::CALENDAR_MONTH, 0}, fixing_days, date, holidays)) {
    if (day == date) return true;
  }
  return false;
}

bool check_fixing(Validation& v, const SchemaPath& at, const Fixing& fixing) {
  const Observable* index = v.check.known(at.field("observable"), fixing.observable, v.observables, "observable");
  bool is_sound = index != nullptr;
  if (index != nullptr && !index->fixing_days) {
    v.check.fault(at.field("observable"), show(fixing.observable), "needs an index with fixing_days",
                  "Say in the observable when it is fixed.");
    is_sound = false;
  }
  const bool is_past = v.by_as_of(at.field("date"), fixing.date);
  if (is_sound && is_past && !is_fixing_day(fixing.date, *index->fixing_days, v.study.simulation.holidays)) {
    v.check.fault(at.field("date"), to_string(fixing.date), "must be a day on which " + show(index->id) + " is fixed");
    is_sound = false;
  }
  return v.check.positive(at.field("value"), fixing.value) && is_sound && is_past;
}

void check_completeness(Validation& v, const SchemaPath& at, const std::set<std::pair<std::string_view, Date>>& given) {
  NeededFixings needed(v);
  needed.add_study();
  for (const auto& [index, dates] : needed.by_index()) {
    std::string missing;
    for (const Date date : dates) {
      if (given.count({index, date}) == 0) missing += (missing.empty() ? "" : ", ") + to_string(date);
    }
    if (missing.empty()) continue;
    v.check.fault(at, "", "must hold the fixings of " + show(index) + " on " + missing,
                  "An averaging window that is already running needs them.");
  }
}

}  // namespace

void check_fixings(Validation& v) {
  const SchemaPath root;
  const SchemaPath market = root.field("market");
  const std::vector<Fixing>& fixings = v.study.market.fixings;
  std::set<std::pair<std::string_view, Date>> given;
  bool are_sound = true;
  for (std::size_t i = 0; i < fixings.size(); ++i) {
    const SchemaPath at = market.item("fixings", i);
    are_sound = check_fixing(v, at, fixings[i]) && are_sound;
    if (given.emplace(fixings[i].observable, fixings[i].date).second) continue;
    v.check.fault(at, show(fixings[i].observable) + " on " + show_day(fixings[i].date), "must be unique",
                  "A fixing before it is of this index and day.");
  }
  // A faulty entry may be the one that would be missed.
  if (are_sound && v.as_of != kNoDate) check_completeness(v, market.field("fixings"), given);
}

}  // namespace lodestone
