#include <lodestone/app/histogram_picture.hpp>

#include <lodestone/app/text_table.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace lodestone::app {

namespace {

constexpr std::array<const char*, 9> kBlocks = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

struct Bars {
  std::vector<std::int64_t> counts;  ///< one for each group of bins
  std::vector<double> edges;         ///< counts.size() + 1
  std::size_t bar_width = 1;         ///< characters a group
};

Bars group_bins(const Histogram& histogram, std::size_t width) {
  const std::size_t bins = histogram.counts.size();
  const std::size_t group = (bins + width - 1) / width;
  Bars bars;
  for (std::size_t first = 0; first < bins; first += group) {
    const std::size_t end = std::min(first + group, bins);
    std::int64_t count = 0;
    for (std::size_t bin = first; bin < end; ++bin) count += histogram.counts[bin];
    bars.counts.push_back(count);
    bars.edges.push_back(histogram.edges[first]);
  }
  bars.edges.push_back(histogram.edges.back());
  bars.bar_width = std::max<std::size_t>(1, width / bars.counts.size());
  return bars;
}

/// Height of a group in eighths of a character; what is not empty shows at least one.
std::size_t eighths_of(std::int64_t count, std::int64_t largest, std::size_t height) {
  if (count == 0) return 0;
  const double full = 8.0 * static_cast<double>(height);
  return static_cast<std::size_t>(std::max(1L, std::lround(full * static_cast<double>(count) / static_cast<double>(largest))));
}

std::size_t column_of(double value, const Bars& bars) {
  const auto upper = std::upper_bound(bars.edges.begin(), bars.edges.end(), value);
  const std::ptrdiff_t last = static_cast<std::ptrdiff_t>(bars.counts.size()) - 1;
  const std::ptrdiff_t group = std::clamp<std::ptrdiff_t>(upper - bars.edges.begin() - 1, 0, last);
  return static_cast<std::size_t>(group) * bars.bar_width;
}

std::string trimmed_line(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

/// Under the axis: each mark's corner and label on a line of its own, from right to left, stems of those still to come above.
std::string mark_lines(const std::vector<PictureMark>& marks, const std::vector<std::size_t>& columns, const NumberScale& scale,
                       const std::string& indent) {
  std::string text;
  for (std::size_t shown = marks.size(); shown-- > 0;) {
    std::string line = indent;
    std::size_t at = 0;
    for (std::size_t k = 0; k <= shown; ++k) {
      if (k < shown && (columns[k] < at || columns[k] == columns[shown])) continue;  // one stem serves marks in one column
      line += std::string(columns[k] - at, ' ') + (k < shown ? "│" : "└ ");
      at = columns[k] + 1;
    }
    text += line + marks[shown].label + ": " + scaled(scale, marks[shown].value) + " " + scale.unit + "\n";
  }
  return text;
}

}  // namespace

std::string histogram_picture(const Histogram& histogram, std::vector<PictureMark> marks, const NumberScale& scale,
                              std::size_t width, std::size_t height) {
  if (histogram.counts.empty()) return {};
  const Bars bars = group_bins(histogram, width);
  const std::int64_t largest = *std::max_element(bars.counts.begin(), bars.counts.end());
  if (largest == 0) return {};

  const std::string low = fmt::format("  {} ", scaled(scale, bars.edges.front()));
  const std::string indent(display_width(low), ' ');
  std::string text;
  for (std::size_t row = height; row-- > 0;) {
    std::string line = indent;
    for (const std::int64_t count : bars.counts) {
      const std::size_t eighths = eighths_of(count, largest, height);
      const std::size_t here = eighths > 8 * row ? std::min<std::size_t>(eighths - 8 * row, 8) : 0;
      for (std::size_t k = 0; k < bars.bar_width; ++k) line += kBlocks[here];
    }
    text += trimmed_line(line);
  }

  std::stable_sort(marks.begin(), marks.end(), [](const PictureMark& a, const PictureMark& b) { return a.value < b.value; });
  std::vector<std::size_t> columns;
  for (const PictureMark& mark : marks) columns.push_back(column_of(mark.value, bars));
  text += low;
  for (std::size_t c = 0; c < bars.counts.size() * bars.bar_width; ++c)
    text += std::find(columns.begin(), columns.end(), c) == columns.end() ? "─" : "┬";
  text += fmt::format(" {} {}\n", scaled(scale, bars.edges.back()), scale.unit);
  return text + mark_lines(marks, columns, scale, indent);
}

}  // namespace lodestone::app
