/// A share drawn as a horizontal bar of block characters.
#pragma once

#include <cstddef>
#include <string>

namespace lodestone::app {

/// |share|·width characters in eighths, at most `width`: full blocks for a share that adds, shaded (in whole characters) for
/// one that takes away. Any share that is not 0 shows something.
std::string share_bar(double share, std::size_t width);

}  // namespace lodestone::app
