/// Which state a policy chain was in, and when.
#pragma once

#include <lodestone/base/date.hpp>
#include <lodestone/base/violation.hpp>

#include <cstddef>
#include <string_view>
#include <vector>

namespace lodestone::calibration {

/// From `from` on the chain is in `state` (an index into the chain's states), until the next label.
struct StateLabel {
  Date from = kNoDate;
  std::size_t state = 0;
};

/// One chain, watched from the first label to `until`. What went before is not known and counts for nothing; the last spell is
/// still running (censored). Two labels of one state in a row are one spell. A window that was chosen because it starts with
/// an escalation should start the day after: the escalation that made one look is no evidence of how often they come.
struct StateHistory {
  std::vector<StateLabel> labels;
  Date until = kNoDate;
};

/// Dates ascending, `until` after the last, states below `states`.
void check_history(const StateHistory& history, std::size_t states, std::string_view path, std::vector<Violation>& violations);

/// The state on `date`; before the first label, the first label's.
std::size_t state_on(const StateHistory& history, Date date);

}  // namespace lodestone::calibration
