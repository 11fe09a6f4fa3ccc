/// Names become indices here; past `plan` nobody knows a name.
#pragma once

#include <lodestone/base/expect.hpp>

#include <string>
#include <unordered_map>
#include <vector>

namespace lodestone {

/// "None" for an optional reference.
inline constexpr int kNone = -1;

/// Index of each `id` in a list. Precondition (validated): ids are unique, references are known.
class NameIndex {
 public:
  NameIndex() = default;

  template <typename T>
  explicit NameIndex(const std::vector<T>& named) {
    for (const T& item : named) add(item.id);
  }

  int add(const std::string& id) { return index_.emplace(id, static_cast<int>(index_.size())).first->second; }

  /// kNone for the empty name.
  int operator[](const std::string& id) const {
    if (id.empty()) return kNone;
    const auto found = index_.find(id);
    LODESTONE_EXPECT(found != index_.end());
    return found->second;
  }

  bool contains(const std::string& id) const { return index_.contains(id); }

 private:
  std::unordered_map<std::string, int> index_;
};

/// Position of `name` in a short list of names; kNone when it is not there.
inline int position_of(const std::vector<std::string>& names, const std::string& name) {
  for (std::size_t n = 0; n < names.size(); ++n) {
    if (names[n] == name) return static_cast<int>(n);
  }
  return kNone;
}

}  // namespace lodestone
