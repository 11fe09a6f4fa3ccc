/// The command: words in, exit code out.
#pragma once

#include <string>
#include <vector>

namespace lodestone::app {

/// Reads the command line, does what it says, reports every fault on stderr. `words` are the arguments after the program's
/// name. Throws nothing.
int execute(const std::vector<std::string>& words);

}  // namespace lodestone::app
