/// A fault of the user's input: where it is, what it says, the rule it breaks, the way out.
#pragma once

#include <lodestone/base/export.hpp>

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lodestone {

/// One broken rule. `path` is a path in the schema, e.g. `market.factors[2].mean_reversion_per_year`; `value` is shown with
/// its unit (`0 1/yr`); `rule` is what should hold (`must be > 0`); `remedy` is a sentence that ends with a full stop.
struct Violation {
  std::string path;
  std::string value;
  std::string rule;
  std::string remedy;

  friend bool operator==(const Violation&, const Violation&) = default;
};

/// `path = value: rule. remedy`, on one line.
LODESTONE_EXPORT std::string to_string(const Violation& violation);

/// `0 1/yr`: the shortest text that reads back as the same double, with a unit; "not given" for NaN.
LODESTONE_EXPORT std::string show(double value, std::string_view unit = {});

/// `"CN-Dy-2025"`: a name as it stands in the input.
LODESTONE_EXPORT std::string show(std::string_view name);

/// Everything that is wrong with an input, at once. The only exception the library throws for a user's fault.
class LODESTONE_EXPORT InvalidInput : public std::runtime_error {
 public:
  explicit InvalidInput(std::vector<Violation> violations);
  const std::vector<Violation>& violations() const { return violations_; }

 private:
  std::vector<Violation> violations_;
};

}  // namespace lodestone
