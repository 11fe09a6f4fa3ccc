/// The vocabulary of validation: each check says one rule, reports when it is broken and tells whether it holds.
#pragma once

#include <lodestone/base/date.hpp>
#include <lodestone/base/export.hpp>
#include <lodestone/base/violation.hpp>
#include <lodestone/model/directory.hpp>
#include <lodestone/model/schema_path.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lodestone {

/// Collects violations in the order of the checks. Numbers are compared so that NaN, "not given", breaks every rule, and
/// infinities and sizes beyond 1e15 are refused everywhere. `unit` is what the number is counted in.
class LODESTONE_EXPORT Checks {
 public:
  bool finite(const SchemaPath& at, double value, std::string_view unit = {});
  bool positive(const SchemaPath& at, double value, std::string_view unit = {});
  bool non_negative(const SchemaPath& at, double value, std::string_view unit = {});

  /// low ≤ value ≤ high.
  bool within(const SchemaPath& at, double value, double low, double high, std::string_view unit = {});
  bool probability(const SchemaPath& at, double value) { return within(at, value, 0.0, 1.0); }

  /// 0 ≤ value < 1.
  bool below_one(const SchemaPath& at, double value);

  /// low ≤ value ≤ high, for whole numbers and for sizes of lists (`what`: "deliveries").
  bool count(const SchemaPath& at, std::int64_t value, std::int64_t low, std::int64_t high, std::string_view what = {});

  /// A calendar day from 1900 to 2200.
  bool day(const SchemaPath& at, Date date);

  /// Such a day after `bound` (called `bound_name`), or not after it. Without a bound (`kNoDate`) only the day is checked.
  bool day_after(const SchemaPath& at, Date date, Date bound, std::string_view bound_name);
  bool day_not_after(const SchemaPath& at, Date date, Date bound, std::string_view bound_name);

  /// At most 200 characters.
  bool length(const SchemaPath& at, const std::string& text);

  /// An id: some characters, at most 200.
  bool name(const SchemaPath& at, const std::string& text);

  /// An id, and the first of its kind.
  template <class Item>
  void id(const SchemaPath& at, std::size_t index, const std::vector<Item>& items, const Directory<Item>& directory) {
    if (name(at, items[index].id) && !directory.is_first(index)) repeated(at, items[index].id);
  }

  /// The item that is named, or null. `kind`: "factor".
  template <class Item>
  const Item* known(const SchemaPath& at, const std::string& name, const Directory<Item>& directory, std::string_view kind) {
    const Item* item = directory.find(name);
    if (item == nullptr || name.empty()) dangling(at, name, kind, directory.known());
    return name.empty() ? nullptr : item;
  }

  /// Whether `name` is one of `names`. `kind`: "level of stance \"eu\"".
  bool known(const SchemaPath& at, const std::string& name, const std::vector<std::string>& names, std::string_view kind);

  /// Whether a field is given where it is wanted and left out elsewhere. `where`: "a PRICE per mass".
  bool presence(const SchemaPath& at, bool given, bool wanted, std::string_view where);

  void repeated(const SchemaPath& at, std::string_view name);
  void fault(const SchemaPath& at, std::string value, std::string rule, std::string remedy = {});

  std::size_t fault_count() const { return violations_.size(); }
  std::vector<Violation> take() { return std::move(violations_); }

 private:
  void dangling(const SchemaPath& at, std::string_view name, std::string_view kind, std::string remedy);
  std::vector<Violation> violations_;
};

/// A name as it stands in the input; "not given" when it is empty. A day likewise.
LODESTONE_EXPORT std::string show_name(std::string_view name);
std::string show_day(Date date);

}  // namespace lodestone
