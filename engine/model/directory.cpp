#include <lodestone/model/directory.hpp>

#include <lodestone/base/violation.hpp>

#include <algorithm>

namespace lodestone {

std::string known_names(const std::vector<std::string_view>& names) {
  constexpr std::size_t kMost = 8;
  if (names.empty()) return "The study defines none.";
  std::string text = "Known: ";
  for (std::size_t i = 0; i < std::min(names.size(), kMost); ++i) text += (i == 0 ? "" : ", ") + show(names[i]);
  if (names.size() > kMost) text += " and " + std::to_string(names.size() - kMost) + " more";
  return text + ".";
}

}  // namespace lodestone
