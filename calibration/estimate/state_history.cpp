#include <lodestone/calibration/estimate/state_history.hpp>

#include <string>

namespace lodestone::calibration {

void check_history(const StateHistory& history, std::size_t states, std::string_view path, std::vector<Violation>& violations) {
  const std::string place(path);
  if (history.labels.empty()) {
    violations.push_back(
        {place + ".labels", "none", "must hold at least one label", "Say in which state the chain was at the start."});
    return;
  }
  for (std::size_t k = 0; k < history.labels.size(); ++k) {
    const StateLabel& label = history.labels[k];
    const std::string at = place + ".labels[" + std::to_string(k) + "]";
    if (label.from == kNoDate)
      violations.push_back({at + ".from", "not given", "must be a date", "Give the day the state began."});
    if (k > 0 && label.from <= history.labels[k - 1].from) {
      violations.push_back(
          {at + ".from", to_string(label.from), "must be after the label before it", "Sort the labels, one a day."});
    }
    if (label.state >= states) {
      violations.push_back({at + ".state", std::to_string(label.state), "must be below " + std::to_string(states),
                            "Number the states in order of severity, from 0."});
    }
  }
  if (!(history.until > history.labels.back().from)) {
    violations.push_back({place + ".until", to_string(history.until),
                          "must be after the last label " + to_string(history.labels.back().from),
                          "Give the last day on which the state was known."});
  }
}

std::size_t state_on(const StateHistory& history, Date date) {
  std::size_t state = history.labels.front().state;
  for (const StateLabel& label : history.labels) {
    if (label.from > date) break;
    state = label.state;
  }
  return state;
}

}  // namespace lodestone::calibration
