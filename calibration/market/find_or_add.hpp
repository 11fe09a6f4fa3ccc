/// Items of a list that are known by their id.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace lodestone::calibration {

/// Index of the item of that id; one past the end when there is none.
template <class Item>
std::size_t index_of(const std::vector<Item>& items, const std::string& id) {
  const auto found = std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.id == id; });
  return static_cast<std::size_t>(found - items.begin());
}

/// Index of the item of that id, which is added where there is none.
template <class Item>
std::size_t find_or_add(std::vector<Item>& items, const std::string& id) {
  const std::size_t index = index_of(items, id);
  if (index == items.size()) {
    items.emplace_back();
    items.back().id = id;
  }
  return index;
}

/// `factors[mp_own]`: an item by its name, which keeps its meaning when files are added.
inline std::string item_path(const std::string& list, const std::string& name) { return list + "[" + name + "]"; }

/// `volatility_per_sqrt_year[3]`.
inline std::string item_path(const std::string& list, std::size_t index) { return list + "[" + std::to_string(index) + "]"; }

}  // namespace lodestone::calibration
