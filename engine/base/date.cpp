#include <lodestone/base/date.hpp>

#include <charconv>
#include <cstdio>

namespace lodestone {
namespace {

using std::chrono::month;
using std::chrono::year_month_day;
using std::chrono::year_month_day_last;

bool parse_digits(std::string_view text, int& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size();
}

Date last_day(std::chrono::year_month year_month) {
  return Date{year_month_day_last{year_month.year(), std::chrono::month_day_last{year_month.month()}}};
}

}  // namespace

std::string to_string(Date date) {
  if (date == kNoDate) return "no date";
  const year_month_day civil{date};
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(civil.year()), static_cast<unsigned>(civil.month()),
                static_cast<unsigned>(civil.day()));
  return text;
}

Date parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return kNoDate;
  int year = 0;
  int month = 0;
  int day = 0;
  if (!parse_digits(text.substr(0, 4), year) || !parse_digits(text.substr(5, 2), month) ||
      !parse_digits(text.substr(8, 2), day)) {
    return kNoDate;
  }
  if (month < 1 || day < 1) return kNoDate;
  return make_date(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
}

Date add_months(Date date, int months) {
  const year_month_day civil{date};
  const auto target = std::chrono::year_month{civil.year(), civil.month()} + std::chrono::months{months};
  const year_month_day same_day{target.year(), target.month(), civil.day()};
  return same_day.ok() ? Date{same_day} : last_day(target);
}

bool is_weekend(Date date) {
  const std::chrono::weekday weekday{date};
  return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
}

Date month_end(Date date) {
  const year_month_day civil{date};
  return last_day(std::chrono::year_month{civil.year(), civil.month()});
}

Date quarter_end(Date date) {
  const year_month_day civil{date};
  const unsigned last_month = (static_cast<unsigned>(civil.month()) + 2) / 3 * 3;
  return last_day(std::chrono::year_month{civil.year(), month{last_month}});
}

std::string quarter_label(Date date) {
  const year_month_day civil{date};
  return std::to_string(static_cast<int>(civil.year())) + "-Q" + std::to_string((static_cast<unsigned>(civil.month()) + 2) / 3);
}

}  // namespace lodestone
