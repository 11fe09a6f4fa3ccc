/// The command line, read: which subcommand, with which arguments, or the text that answers it.
#pragma once

#include <lodestone/app/arguments.hpp>

#include <string>
#include <vector>

namespace lodestone::app {

/// `words` are the arguments after the program's name. Writes nothing: help, version and faults come back as a `Reply`.
Command read_command_line(const std::vector<std::string>& words);

}  // namespace lodestone::app
