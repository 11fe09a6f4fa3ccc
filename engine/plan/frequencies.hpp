/// The u at which a transform is wanted.
#pragma once

#include <cstddef>
#include <vector>

namespace lodestone {

/// u_n = spacing·(first + n), or points[n] where points are given; times i when imaginary.
struct Frequencies {
  bool is_imaginary = false;
  double spacing = 1.0;
  int count = 2;
  int first = 0;
  std::vector<double> points = {};  ///< their number is `count`

  double at(int n) const { return points.empty() ? spacing * (first + n) : points[static_cast<std::size_t>(n)]; }
};

}  // namespace lodestone
