#include <lodestone/app/output.hpp>

#include <cerrno>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <system_error>

namespace lodestone::app {

void print(std::string_view text) {
  errno = 0;
  const bool whole = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  if (!whole) throw std::runtime_error("could not write to stdout: " + std::generic_category().message(errno) + ".");
}

void print_messages(const std::vector<StatusMessage>& messages) {
  std::string text;
  for (const StatusMessage& message : messages)
    text += (message.severity == Severity::ERROR ? "error: " : "warning: ") + message.text + "\n";
  std::fputs(text.c_str(), stderr);
}

}  // namespace lodestone::app
