/// What the subcommands' options are made of.
#pragma once

#include <CLI/App.hpp>

#include <charconv>
#include <string>

namespace lodestone::app {

inline constexpr const char* kExitCodes = "Exit codes: 0 done, 1 failed, 2 bad input or command line, 130 interrupted.";

inline std::string example(const std::string& lines) { return "Example:\n" + lines + "\n\n" + kExitCodes; }

/// An option whose value is a whole decimal number that fits; CLI11's own would take 010 for 8 and -1 for 2⁶⁴ − 1.
template <typename Integer, typename Target>
CLI::Option* add_integer(CLI::App& app, const std::string& name, Target& target, const std::string& description) {
  const auto read = [&target, name](const std::string& text) {
    Integer value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size())
      throw CLI::ValidationError(name, "\"" + text + "\" is not a whole number in range");
    target = value;
  };
  return app.add_option_function<std::string>(name, read, description)->type_name("N");
}

}  // namespace lodestone::app
