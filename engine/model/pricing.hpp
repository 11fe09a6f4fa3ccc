/// The one price formula, and the desk words that name its usual shapes.
#pragma once

#include <lodestone/model/market.hpp>

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace lodestone {

// Each preset is a function p(Ī) of the index average Ī; both in the terms' currency per unit.

/// p = price.
struct FixedPrice {
  double price = kNotGiven;
};
/// p = multiplier·Ī + differential; a 5 % discount is multiplier 0.95.
struct IndexLinked {
  double multiplier = 1.0;
  double differential = 0.0;
};
/// p = max(Ī, floor).
struct Floor {
  double floor = kNotGiven;
};
/// p = min(Ī, cap).
struct Cap {
  double cap = kNotGiven;
};
/// p = min(max(Ī, floor), cap), floor ≤ cap.
struct Collar {
  double floor = kNotGiven;
  double cap = kNotGiven;
};
/// p = max(Ī, floor) − buyer_share·(Ī − share_above)⁺, share_above ≥ floor: MP–DoD is 110, 0.3, 110.
struct FloorWithUpsideShare {
  double floor = kNotGiven;
  double buyer_share = kNotGiven;
  double share_above = kNotGiven;
};
/// p = constant + slope·Ī + Σ slope_m (Ī − strike_m)⁺, strikes ascending: the form every preset is compiled to.
struct Kink {
  double strike = kNotGiven;
  double slope = kNotGiven;
};
struct PiecewiseLinear {
  double constant = 0.0;
  double slope = 0.0;
  std::vector<Kink> kinks;
};

using PriceFormula = std::variant<FixedPrice, IndexLinked, Floor, Cap, Collar, FloorWithUpsideShare, PiecewiseLinear>;

/// What Ī is for a delivery due on day d. AT_DELIVERY: the index on the grid date on which it ships (or settles).
/// CALENDAR_MONTH, CALENDAR_QUARTER: the mean of the index's fixings in the month or quarter of d, moved by `offset` periods.
enum class AveragingWindow { AT_DELIVERY, CALENDAR_MONTH, CALENDAR_QUARTER };

struct Averaging {
  AveragingWindow window = AveragingWindow::AT_DELIVERY;
  int offset = 0;  ///< −1: the month or quarter before d; 0: that of d; −12 … 12
};

enum class Milestone { DECISION, ON_SPEC, QUALIFIED };

/// From the first day on or after a project reaches a milestone, another formula (an upside share that starts at full
/// production).
struct AfterMilestone {
  std::string project;
  Milestone milestone = Milestone::ON_SPEC;
  PriceFormula formula;
};

/// Price terms of a contract or of a project's sale. Paid on the later of delivery and the window's last fixing day.
struct PriceTerms {
  std::string index;  ///< a PRICE observable whose currency and unit are those below; may be empty for FixedPrice
  Currency currency = Currency::USD;
  Unit unit = Unit::KG;
  PriceFormula formula;
  Averaging averaging;
  std::optional<AfterMilestone> after;
};

}  // namespace lodestone
