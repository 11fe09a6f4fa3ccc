#include <lodestone/app/share_bar.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace lodestone::app {

namespace {
constexpr std::array<const char*, 8> kEighths = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
}

std::string share_bar(double share, std::size_t width) {
  if (share == 0.0) return {};
  const double length = std::min(std::fabs(share), 1.0) * static_cast<double>(width);
  std::string bar;
  if (share < 0.0) {
    const long whole_blocks = std::max(1L, std::lround(length));
    for (long k = 0; k < whole_blocks; ++k) bar += "░";
    return bar;
  }
  const auto eighths = static_cast<std::size_t>(std::max(1L, std::lround(8.0 * length)));
  for (std::size_t k = 0; k < eighths / 8; ++k) bar += "█";
  return bar + kEighths[eighths % 8];
}

}  // namespace lodestone::app
