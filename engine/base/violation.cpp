#include <lodestone/base/violation.hpp>

#include <charconv>
#include <cmath>

namespace lodestone {

std::string to_string(const Violation& violation) {
  std::string text = violation.path;
  if (!violation.value.empty()) text += " = " + violation.value;
  text += ": " + violation.rule + ".";
  if (!violation.remedy.empty()) text += " " + violation.remedy;
  return text;
}

std::string show(double value, std::string_view unit) {
  if (std::isnan(value)) return "not given";
  char digits[32];
  const auto [end, error] = std::to_chars(digits, digits + sizeof digits, value);
  std::string text(digits, error == std::errc{} ? end : digits);
  if (!unit.empty()) text.append(" ").append(unit);
  return text;
}

std::string show(std::string_view name) {
  std::string text;
  text.append("\"").append(name).append("\"");
  return text;
}

namespace {

std::string join(const std::vector<Violation>& violations) {
  std::string text = std::to_string(violations.size()) + (violations.size() == 1 ? " violation" : " violations");
  for (const Violation& violation : violations) text += "\n  " + to_string(violation);
  return text;
}

}  // namespace

InvalidInput::InvalidInput(std::vector<Violation> violations)
    : std::runtime_error(join(violations)), violations_(std::move(violations)) {}

}  // namespace lodestone
