/// What a call has to say about its input, one violation a line.
#pragma once

#include <lodestone/base/violation.hpp>
#include <string>
#include <vector>

namespace lodestone {

/// The violations that `call` throws; empty when it throws none. `folder/` is cut from the paths.
template <class Call>
std::vector<std::string> violations_of(const Call& call, const std::string& folder = {}) {
  std::vector<std::string> lines;
  try {
    call();
  } catch (const InvalidInput& refused) {
    for (const Violation& violation : refused.violations()) {
      std::string line = to_string(violation);
      for (std::size_t at = line.find(folder + "/"); !folder.empty() && at != std::string::npos; at = line.find(folder + "/")) {
        line.erase(at, folder.size() + 1);
      }
      lines.push_back(line);
    }
  }
  return lines;
}

}  // namespace lodestone
