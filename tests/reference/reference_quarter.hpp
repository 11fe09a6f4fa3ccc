/// One quarter of a project: the days (start, end].
#pragma once

#include <reference/reference_projects.hpp>

namespace lodestone::reference {

struct ProjectOffice::Quarter {
  int k = 0;        ///< grid date of the end
  int start_k = 0;  ///< grid date of the start
  Date start = kNoDate;
  Date end = kNoDate;
  double stalled_share = 0.0;

  double days() const { return static_cast<double>((end - start).count()); }
  double years() const { return year_fraction(start, end); }

  /// φ: 1 but for a quarter that starts inside a calendar quarter.
  double part_of_quarter() const {
    const Date calendar_start = quarter_end(add_months(end, -3));
    return days() / static_cast<double>((end - calendar_start).count());
  }
};

}  // namespace lodestone::reference
