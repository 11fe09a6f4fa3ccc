#include <lodestone/model/validate_deliveries.hpp>

#include <lodestone/model/calendar.hpp>

#include <algorithm>

namespace lodestone {
namespace {

constexpr std::int64_t kMostDeliveries = 2000;
constexpr int kMostMonths = 120;

std::int64_t count_of(const DeliverySchedule& schedule) {
  const std::int64_t months = (schedule.last - schedule.first).count() / 28 + 1;  // no month is shorter
  return months / schedule.every_months + 1;
}

class DeliveriesCheck {
 public:
  DeliveriesCheck(Validation& validation, const DeliveryRules& rules)
      : v_(validation), check_(validation.check), rules_(rules) {}

  void single(const SchemaPath& at, const Delivery& delivery) {
    due(at.field("due"), delivery.due);
    check_.positive(at.field("quantity"), delivery.quantity);
  }

  void scheduled(const SchemaPath& at, const DeliverySchedule& schedule) {
    due(at.field("first"), schedule.first);
    if (check_.day(at.field("last"), schedule.last) && schedule.first != kNoDate && schedule.last < schedule.first) {
      check_.fault(at.field("last"), to_string(schedule.last), "must not be before first " + to_string(schedule.first));
    }
    check_.count(at.field("every_months"), schedule.every_months, 1, kMostMonths, "months");
    check_.positive(at.field("quantity"), schedule.quantity);
  }

  /// What only shows when the dates of the schedule are written out.
  void written_out(const SchemaPath& at, const SchemaPath& list, const std::vector<Delivery>& all,
                   const std::vector<Delivery>& single_ones) {
    for (std::size_t i = 1; i < all.size(); ++i) {
      if (all[i].due != all[i - 1].due) continue;
      check_.fault(list, to_string(all[i].due), "must be due on days of their own", "Add up what is due on one day.");
      return;
    }
    if (!rules_.must_be_quarter_ends) return;
    for (const Delivery& delivery : all) {
      const auto is_same = [&](const Delivery& other) { return other.due == delivery.due; };
      if (std::any_of(single_ones.begin(), single_ones.end(), is_same) || delivery.due == quarter_end(delivery.due)) continue;
      check_.fault(at.field("schedule"), to_string(delivery.due), "must fall on ends of quarters",
                   "Begin on the 31st of March or December, or list the deliveries.");
      return;
    }
  }

 private:
  void due(const SchemaPath& at, Date date) {
    if (!check_.day(at, date)) return;
    if (v_.as_of != kNoDate && rules_.last_day(date) <= v_.as_of) {
      check_.fault(at, to_string(date), "must be after the as-of date " + to_string(v_.as_of) + ", or still open on it",
                   "Leave out what has been delivered and paid, or has failed.");
    } else if (rules_.must_be_quarter_ends && date != quarter_end(date)) {
      check_.fault(at, to_string(date), "must be the end of a quarter", "A project's output is counted quarter by quarter.");
    }
  }

  Validation& v_;
  Checks& check_;
  const DeliveryRules& rules_;
};

}  // namespace

bool is_walkable(const std::optional<DeliverySchedule>& schedule) {
  if (!schedule) return true;
  return schedule->every_months >= 1 && schedule->every_months <= kMostMonths && schedule->first >= make_date(1900, 1, 1) &&
         schedule->last <= make_date(2200, 12, 31);
}

std::vector<Delivery> check_deliveries(Validation& v, const SchemaPath& at, const std::vector<Delivery>& single,
                                       const std::optional<DeliverySchedule>& schedule, const DeliveryRules& rules) {
  const std::size_t faults_before = v.check.fault_count();
  const SchemaPath list = at.field(rules.list);
  DeliveriesCheck checks(v, rules);
  if (single.empty() && !schedule) v.check.fault(list, "none", "must be given, one by one or by a schedule");
  v.check.count(list, static_cast<std::int64_t>(single.size()), 0, kMostDeliveries, rules.list);
  for (std::size_t i = 0; i < single.size(); ++i) checks.single(at.item(rules.list, i), single[i]);
  if (schedule) checks.scheduled(at.field("schedule"), *schedule);
  if (v.check.fault_count() != faults_before) return {};
  if (schedule && !v.check.count(at.field("schedule"), count_of(*schedule), 1, kMostDeliveries, rules.list)) return {};
  std::vector<Delivery> all = all_deliveries(single, schedule);
  checks.written_out(at, list, all, single);
  return v.check.fault_count() == faults_before ? all : std::vector<Delivery>();
}

Date last_fixing(const Validation& v, const Averaging& averaging, const std::string& index, Date due) {
  const Observable* observable = v.observables.find(index);
  if (observable == nullptr || !observable->fixing_days || averaging.offset < 0 || averaging.offset > 12) return due;
  const std::vector<Date> dates = fixing_dates(averaging, *observable->fixing_days, due, v.study.simulation.holidays);
  return dates.empty() ? due : std::max(due, dates.back());
}

void check_ends_on_grid(Validation& v, const SchemaPath& at, Date last) {
  if (v.as_of == kNoDate || last <= v.as_of + kLongestGrid) return;
  v.check.fault(at, "last cash flow on " + to_string(last),
                "must be at most " + std::to_string(kLongestGrid.count()) + " days after the as-of date");
}

}  // namespace lodestone
