/// Checks of dated quantities: deliveries of an offtake, settlements of an agreement.
#pragma once

#include <lodestone/model/instruments.hpp>
#include <lodestone/model/validate_context.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lodestone {

/// What is asked of a contract's dates besides that they are days, each given once.
inline constexpr days kLongestGrid{20'000};  ///< its dates are days, so it has no more steps than this

struct DeliveryRules {
  std::string_view list;               ///< the field of the single ones: "deliveries"
  std::function<Date(Date)> last_day;  ///< the last day on which what is due on a day may come: it must lie after today
  bool must_be_quarter_ends = false;   ///< a project's output is counted at the ends of quarters
};

/// Whether a schedule's dates can be walked through; one that cannot is refused by `check_deliveries` alone.
bool is_walkable(const std::optional<DeliverySchedule>& schedule);

/// Checks both lists; returns all deliveries by due date, or none when there is a fault among them.
std::vector<Delivery> check_deliveries(Validation& v, const SchemaPath& at, const std::vector<Delivery>& single,
                                       const std::optional<DeliverySchedule>& schedule, const DeliveryRules& rules);

/// The last day on which an average for `due` is fixed; `due` itself for AT_DELIVERY and windows before it.
Date last_fixing(const Validation& v, const Averaging& averaging, const std::string& index, Date due);

/// The grid reaches to the last cash flow of any contract: refuses what makes it absurdly long.
void check_ends_on_grid(Validation& v, const SchemaPath& at, Date last);

}  // namespace lodestone
