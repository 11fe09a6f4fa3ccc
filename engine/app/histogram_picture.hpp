/// A histogram drawn in text, with marks that point at values on its axis.
#pragma once

#include <lodestone/app/number_text.hpp>
#include <lodestone/risk/report.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace lodestone::app {

/// A value on the axis and what it is: "VaR 99 %".
struct PictureMark {
  double value = 0;
  std::string label;
};

/// Columns of block characters over an axis that carries both ends. Bins at either end that together hold at most one path in a
/// thousand are left out, and said to be; neighbouring bins are added up until they fit in `width`, and few bins are drawn
/// wider. The tallest column is full height; a bin with a path in it is never blank. A mark stands in the column that holds its
/// value (the nearest end when none does), leftmost mark on the last line. Empty when the histogram holds nothing.
std::string histogram_picture(const Histogram& histogram, std::vector<PictureMark> marks, const NumberScale& scale,
                              std::size_t width = 92, std::size_t height = 5);

}  // namespace lodestone::app
