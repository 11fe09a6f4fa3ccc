/// What a person knows about an input beside its value: between which numbers it lies, and on what that rests.
#pragma once

#include <lodestone/model/market.hpp>

#include <string>

namespace lodestone {

/// REPORTED: printed by a source. DERIVED: computed from reported numbers or estimated from data. JUDGEMENT: somebody's
/// opinion.
enum class InputBasis { REPORTED, DERIVED, JUDGEMENT };

/// Range of one number of the study; the number itself, its value, stays in its field. `low` and `high` are the 2.5 % and
/// the 97.5 % point of its law, the value its median: <lodestone/math/two_piece_normal.hpp>, on the scale that
/// <lodestone/model/input_law.hpp> says. A run uses the value alone; `parameter_uncertainty` draws.
///
/// `path` is spelled as violations spell it, `market.factors[2].volatility_per_sqrt_year[0]`, where an item may be named
/// instead of counted, which keeps its meaning when files are added: by its id (`market.factors[nd_oxide]`), or where it has
/// none by the names that make it one of a kind: `correlations[nd_oxide,dy_oxide]`, `jumps[truce,freeze]`, `rows[truce]`,
/// `hazards[truce]`. The index may be left out where the list holds one number.
struct InputRange {
  std::string path;         ///< of a real number that is given; whole numbers and days have no range
  double low = kNotGiven;   ///< 2.5 % point [unit of the field], ≤ the value
  double high = kNotGiven;  ///< 97.5 % point [unit of the field], ≥ the value, > low
  InputBasis basis = InputBasis::JUDGEMENT;
  std::string source;  ///< free text, echoed: who says so, where; must be given
};

}  // namespace lodestone
