#include <lodestone/model/calendar.hpp>

#include <algorithm>
#include <charconv>

namespace lodestone {
namespace {

Date add_business_days(Date date, int count, std::span<const Date> holidays) {
  while (count > 0) {
    date += days{1};
    if (is_business_day(date, holidays)) --count;
  }
  return date;
}

bool fixes_on(FixingDays fixing_days, Date date, std::span<const Date> holidays) {
  if (fixing_days == FixingDays::DAILY) return is_business_day(date, holidays);
  const std::chrono::weekday weekday{date};
  const unsigned wanted = static_cast<unsigned>(fixing_days) - static_cast<unsigned>(FixingDays::MONDAY) + 1;
  return weekday.c_encoding() == wanted;
}

}  // namespace

bool is_business_day(Date date, std::span<const Date> holidays) {
  return !is_weekend(date) && std::find(holidays.begin(), holidays.end(), date) == holidays.end();
}

Date horizon_date(std::string_view label, Date as_of, std::span<const Date> holidays) {
  if (const Date day = parse_date(label); day != kNoDate) return day;
  if (label.size() < 2 || label.size() > 5) return kNoDate;
  int count = 0;
  const char* last = label.data() + label.size() - 1;
  const auto [end, error] = std::from_chars(label.data(), last, count);
  if (error != std::errc{} || end != last || count < 1) return kNoDate;
  switch (label.back()) {
    case 'd':
      return add_business_days(as_of, count, holidays);
    case 'w':
      return as_of + days{7 * count};
    case 'm':
      return add_months(as_of, count);
    case 'y':
      return add_months(as_of, 12 * count);
    default:
      return kNoDate;
  }
}

Date last_horizon(const Study& study) {
  Date last = kNoDate;
  for (const std::string& label : study.simulation.horizons) {
    const Date date = horizon_date(label, study.as_of, study.simulation.holidays);
    if (date == kNoDate) return kNoDate;
    last = std::max(last, date);
  }
  return last;
}

std::vector<Delivery> all_deliveries(const std::vector<Delivery>& single, const std::optional<DeliverySchedule>& schedule) {
  std::vector<Delivery> all = single;
  if (schedule && schedule->every_months > 0 && schedule->first != kNoDate && schedule->last != kNoDate) {
    for (int n = 0; add_months(schedule->first, n * schedule->every_months) <= schedule->last; ++n) {
      all.push_back({add_months(schedule->first, n * schedule->every_months), schedule->quantity});
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const Delivery& a, const Delivery& b) { return a.due < b.due; });
  return all;
}

std::vector<Date> fixing_dates(const Averaging& averaging, FixingDays fixing_days, Date due, std::span<const Date> holidays) {
  std::vector<Date> dates;
  if (averaging.window == AveragingWindow::AT_DELIVERY) return dates;
  const int months = averaging.window == AveragingWindow::CALENDAR_MONTH ? 1 : 3;
  const std::chrono::year_month_day civil{due};
  const Date month_start{civil.year() / civil.month() / 1};
  const Date inside = add_months(month_start, months * averaging.offset);
  const Date end = months == 1 ? month_end(inside) : quarter_end(inside);
  const std::chrono::year_month_day end_civil{end};
  const Date start = add_months(Date{end_civil.year() / end_civil.month() / 1}, 1 - months);
  for (Date date = start; date <= end; date += days{1}) {
    if (fixes_on(fixing_days, date, holidays)) dates.push_back(date);
  }
  return dates;
}

std::vector<Date> quarter_ends(Date as_of, Date until) {
  std::vector<Date> ends;
  for (Date end = quarter_end(as_of + days{1}); end <= until; end = quarter_end(end + days{1})) ends.push_back(end);
  return ends;
}

}  // namespace lodestone
