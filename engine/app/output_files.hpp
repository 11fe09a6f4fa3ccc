/// What would be found out only after the work: an output that cannot be written, or that would replace an input.
#pragma once

#include <lodestone/base/violation.hpp>

#include <string>
#include <vector>

namespace lodestone::app {

/// Adds to `faults` what stands against writing `file`, which `option` named.
void check_output_file(const std::string& option, const std::string& file, const std::vector<std::string>& inputs,
                       std::vector<Violation>& faults);

}  // namespace lodestone::app
