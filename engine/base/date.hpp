/// Calendar days and the year fraction of the whole engine, ACT/365 Fixed.
#pragma once

#include <lodestone/base/export.hpp>

#include <chrono>
#include <string>
#include <string_view>

namespace lodestone {

/// A calendar day. Arithmetic is in days: `date + days{7}`.
using Date = std::chrono::sys_days;
using std::chrono::days;

/// "Not given" for a date that a study must state; no real date compares equal to it.
inline constexpr Date kNoDate = Date::min();

/// Years from `start` to `end`, ACT/365 Fixed: (end − start) / 365 [yr]; negative when `end` comes first.
constexpr double year_fraction(Date start, Date end) { return static_cast<double>((end - start).count()) / 365.0; }

/// A day from year, month (1–12) and day; `kNoDate` when there is no such day, so validation refuses it.
constexpr Date make_date(int year, unsigned month, unsigned day) {
  const std::chrono::year_month_day civil{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
  return civil.ok() ? Date{civil} : kNoDate;
}

/// `2026-11-10`; "no date" for `kNoDate`.
LODESTONE_EXPORT std::string to_string(Date date);

/// Reads `2026-11-10`; `kNoDate` when the text is anything else.
LODESTONE_EXPORT Date parse_date(std::string_view text);

/// The day `months` calendar months after `date`; the 31st becomes the last day of a shorter month.
LODESTONE_EXPORT Date add_months(Date date, int months);

/// Saturday or Sunday.
LODESTONE_EXPORT bool is_weekend(Date date);

/// Last day of the calendar month of `date`.
LODESTONE_EXPORT Date month_end(Date date);

/// Last day of the calendar quarter of `date`.
LODESTONE_EXPORT Date quarter_end(Date date);

/// `2026-Q4`.
LODESTONE_EXPORT std::string quarter_label(Date date);

}  // namespace lodestone
