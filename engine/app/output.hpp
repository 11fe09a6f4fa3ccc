/// The command's two voices: results on stdout, messages on stderr.
#pragma once

#include <lodestone/app/run_status.hpp>

#include <string_view>
#include <vector>

namespace lodestone::app {

/// Writes to stdout and flushes. Throws std::runtime_error when not every byte went out (full disk, closed pipe).
void print(std::string_view text);

/// `error: …` or `warning: …`, one message a line, on stderr.
void print_messages(const std::vector<StatusMessage>& messages);

}  // namespace lodestone::app
