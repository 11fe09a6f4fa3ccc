#include <lodestone/model/checks.hpp>

#include <algorithm>
#include <cmath>

namespace lodestone {
namespace {

constexpr Date kFirstDay = make_date(1900, 1, 1);
constexpr Date kLastDay = make_date(2200, 12, 31);
constexpr std::size_t kLongestName = 200;
constexpr double kLargest = 1e15;  // no tonnage, price or sum of money a desk holds; keeps products of six such below 1e90

}  // namespace

std::string show_name(std::string_view name) { return name.empty() ? "not given" : show(name); }

std::string show_day(Date date) { return date == kNoDate ? "not given" : to_string(date); }

void Checks::fault(const SchemaPath& at, std::string value, std::string rule, std::string remedy) {
  violations_.push_back({at.text(), std::move(value), std::move(rule), std::move(remedy)});
}

bool Checks::finite(const SchemaPath& at, double value, std::string_view unit) {
  if (std::abs(value) <= kLargest) return true;
  fault(at, show(value, unit),
        std::isnan(value)   ? "must be given"
        : std::isinf(value) ? "must be finite"
                            : "must be from " + show(-kLargest) + " to " + show(kLargest));
  return false;
}

bool Checks::positive(const SchemaPath& at, double value, std::string_view unit) {
  if (value > 0.0) return finite(at, value, unit);
  fault(at, show(value, unit), "must be > 0");
  return false;
}

bool Checks::non_negative(const SchemaPath& at, double value, std::string_view unit) {
  if (value >= 0.0) return finite(at, value, unit);
  fault(at, show(value, unit), "must be ≥ 0");
  return false;
}

bool Checks::within(const SchemaPath& at, double value, double low, double high, std::string_view unit) {
  if (value >= low && value <= high) return true;
  fault(at, show(value, unit), "must be from " + show(low) + " to " + show(high));
  return false;
}

bool Checks::below_one(const SchemaPath& at, double value) {
  if (value >= 0.0 && value < 1.0) return true;
  fault(at, show(value), "must be ≥ 0 and < 1");
  return false;
}

bool Checks::count(const SchemaPath& at, std::int64_t value, std::int64_t low, std::int64_t high, std::string_view what) {
  if (value >= low && value <= high) return true;
  std::string text = std::to_string(value);
  if (!what.empty()) text.append(" ").append(what);
  fault(at, text, "must be from " + std::to_string(low) + " to " + std::to_string(high));
  return false;
}

bool Checks::day(const SchemaPath& at, Date date) {
  if (date >= kFirstDay && date <= kLastDay) return true;
  fault(at, show_day(date), "must be a day from " + to_string(kFirstDay) + " to " + to_string(kLastDay));
  return false;
}

bool Checks::day_after(const SchemaPath& at, Date date, Date bound, std::string_view bound_name) {
  if (!day(at, date)) return false;
  if (bound == kNoDate || date > bound) return true;
  fault(at, to_string(date), "must be after " + std::string(bound_name) + " " + to_string(bound));
  return false;
}

bool Checks::day_not_after(const SchemaPath& at, Date date, Date bound, std::string_view bound_name) {
  if (!day(at, date)) return false;
  if (bound == kNoDate || date <= bound) return true;
  fault(at, to_string(date), "must not be after " + std::string(bound_name) + " " + to_string(bound));
  return false;
}

bool Checks::length(const SchemaPath& at, const std::string& text) {
  if (text.size() <= kLongestName) return true;
  fault(at, std::to_string(text.size()) + " characters",
        "must be at most " + std::to_string(kLongestName) + " characters long");
  return false;
}

bool Checks::name(const SchemaPath& at, const std::string& text) {
  if (!text.empty()) return length(at, text);
  fault(at, "not given", "must be given");
  return false;
}

bool Checks::known(const SchemaPath& at, const std::string& name, const std::vector<std::string>& names,
                   std::string_view kind) {
  if (!name.empty() && std::find(names.begin(), names.end(), name) != names.end()) return true;
  dangling(at, name, kind, known_names({names.begin(), names.end()}));
  return false;
}

bool Checks::presence(const SchemaPath& at, bool given, bool wanted, std::string_view where) {
  if (given == wanted) return true;
  fault(at, given ? "given" : "not given", (wanted ? "must be given for " : "must be left out but for ") + std::string(where));
  return false;
}

void Checks::repeated(const SchemaPath& at, std::string_view name) {
  fault(at, show(name), "must be unique", "Another one before it has this name.");
}

void Checks::dangling(const SchemaPath& at, std::string_view name, std::string_view kind, std::string remedy) {
  fault(at, show_name(name), name.empty() ? "must be given" : "names no " + std::string(kind), std::move(remedy));
}

}  // namespace lodestone
