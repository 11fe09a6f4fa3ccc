/// Dates that a study implies: horizons, deliveries, averaging windows, quarter ends. Shared by validation and the plan.
#pragma once

#include <lodestone/model/study.hpp>

#include <span>
#include <string_view>
#include <vector>

namespace lodestone {

/// The day a horizon label means ("10d" counts business days); `kNoDate` when the label is none of the forms.
Date horizon_date(std::string_view label, Date as_of, std::span<const Date> holidays);

/// The last day of horizons; `kNoDate` when there is none or one cannot be read.
Date last_horizon(const Study& study);

/// Mon–Fri and not a holiday.
bool is_business_day(Date date, std::span<const Date> holidays);

/// The single deliveries and those of the schedule, sorted by due date (stable).
std::vector<Delivery> all_deliveries(const std::vector<Delivery>& single, const std::optional<DeliverySchedule>& schedule);

/// Days on which the index of `averaging` is fixed for a delivery due on `due`, ascending; empty for AT_DELIVERY.
std::vector<Date> fixing_dates(const Averaging& averaging, FixingDays fixing_days, Date due, std::span<const Date> holidays);

/// Calendar quarter ends d with as_of < d ≤ until.
std::vector<Date> quarter_ends(Date as_of, Date until);

}  // namespace lodestone
