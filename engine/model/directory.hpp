/// The things of one kind that a study defines, found by id.
#pragma once

#include <cstddef>
#include <lodestone/base/export.hpp>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace lodestone {

/// `Known: "a", "b".`: the way out of a dangling reference, at most eight names.
LODESTONE_EXPORT std::string known_names(const std::vector<std::string_view>& names);

/// Ids to items of a list that outlives the directory. Of items with one id the first is found.
template <class Item>
class Directory {
 public:
  explicit Directory(const std::vector<Item>& items) : items_(items) {
    index_.reserve(items.size());
    for (std::size_t i = 0; i < items.size(); ++i) index_.try_emplace(items[i].id, i);
  }

  /// The item, or null.
  const Item* find(std::string_view id) const {
    const auto found = index_.find(id);
    return found == index_.end() ? nullptr : &items_[found->second];
  }

  /// Whether `items[index]` is the first with its id.
  bool is_first(std::size_t index) const { return index_.at(items_[index].id) == index; }

  std::string known() const {
    std::vector<std::string_view> names;
    for (const Item& item : items_) names.push_back(item.id);
    return known_names(names);
  }

 private:
  const std::vector<Item>& items_;
  std::unordered_map<std::string_view, std::size_t> index_;
};

}  // namespace lodestone
