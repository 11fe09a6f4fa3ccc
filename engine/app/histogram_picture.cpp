#include <lodestone/app/histogram_picture.hpp>

#include <lodestone/app/text_table.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numeric>

namespace lodestone::app {

namespace {

constexpr std::int64_t kTailShare = 1000;  // on either side, one path in so many may be left out
constexpr std::array<const char*, 9> kBlocks = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

struct Bars {
  std::vector<std::int64_t> counts;  ///< one for each group of bins
  std::vector<double> edges;         ///< counts.size() + 1
  std::size_t bar_width = 1;         ///< characters a group
  std::int64_t below = 0;            ///< paths that are not drawn
  std::int64_t above = 0;
};

/// Bins from `first` to before `end` hold all but a tail of at most `tail_paths` on either side.
struct Range {
  std::size_t first = 0;
  std::size_t end = 0;
  std::int64_t below = 0;
  std::int64_t above = 0;
};

Range without_tails(const std::vector<std::int64_t>& counts, std::int64_t tail_paths) {
  Range range{0, counts.size(), 0, 0};
  while (range.first + 1 < range.end && range.below + counts[range.first] <= tail_paths) range.below += counts[range.first++];
  while (range.first + 1 < range.end && range.above + counts[range.end - 1] <= tail_paths) range.above += counts[--range.end];
  return range;
}

Bars group_bins(const Histogram& histogram, std::int64_t paths, std::size_t width) {
  const Range range = without_tails(histogram.counts, paths / kTailShare);
  const std::size_t group = (range.end - range.first + width - 1) / width;
  Bars bars;
  for (std::size_t first = range.first; first < range.end; first += group) {
    const std::size_t end = std::min(first + group, range.end);
    std::int64_t count = 0;
    for (std::size_t bin = first; bin < end; ++bin) count += histogram.counts[bin];
    bars.counts.push_back(count);
    bars.edges.push_back(histogram.edges[first]);
  }
  bars.edges.push_back(histogram.edges[range.end]);
  bars.bar_width = std::max<std::size_t>(1, width / bars.counts.size());
  bars.below = range.below;
  bars.above = range.above;
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
  const std::int64_t paths = std::accumulate(histogram.counts.begin(), histogram.counts.end(), std::int64_t{0});
  if (paths == 0) return {};
  const Bars bars = group_bins(histogram, paths, width);
  const std::int64_t largest = *std::max_element(bars.counts.begin(), bars.counts.end());

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
  text += mark_lines(marks, columns, scale, indent);
  if (bars.below + bars.above > 0)
    text += fmt::format("{}not drawn: {} below, {} above\n", indent, whole(bars.below), whole(bars.above));
  return text;
}

}  // namespace lodestone::app
