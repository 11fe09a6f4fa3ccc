/// The number that a path of the schema leads to.
#pragma once

#include <lodestone/base/export.hpp>
#include <lodestone/model/study.hpp>

#include <string>
#include <string_view>

namespace lodestone {

/// Where a path leads: a real number that is given, or else the reason why to none.
struct InputPlace {
  double* number = nullptr;  ///< in the study that was searched; null: see `rule`
  std::string name;          ///< the path with items by name where they have one: the same wherever an item stands in its list
  std::string field;         ///< the path without items: `market.factors.volatility_per_sqrt_year`
  std::string rule;          ///< what the path breaks; empty when there is a number
  std::string remedy;
};

/// Follows a path as <lodestone/model/input_range.hpp> spells it. A name that is also a count is a name.
/// Cost: the names of the fields on the way are compared, and those of the items of its lists.
LODESTONE_EXPORT InputPlace find_input(Study& study, std::string_view path);

}  // namespace lodestone
