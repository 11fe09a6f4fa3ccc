#include <lodestone/app/text_table.hpp>

#include <lodestone/base/expect.hpp>

#include <algorithm>

namespace lodestone::app {

std::size_t display_width(std::string_view text) {
  // Bytes 10xxxxxx continue a character of UTF-8.
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string padded(std::string_view text, std::size_t width, Align align) {
  const std::size_t used = display_width(text);
  const std::string gap(width > used ? width - used : 0, ' ');
  return align == Align::LEFT ? std::string(text) + gap : gap + std::string(text);
}

namespace {

using Indices = std::vector<std::size_t>;

constexpr std::size_t kIndent = 2;

std::size_t gap_before(const TextColumn& column) { return column.tie == Tie::ADJACENT ? 1 : 2; }

Indices column_widths(const TextTable& table) {
  Indices widths;
  for (const TextColumn& column : table.columns)
    widths.push_back(std::max(display_width(column.title), display_width(column.unit)));
  for (const std::vector<std::string>& row : table.rows) {
    LODESTONE_EXPECT(row.size() == table.columns.size());
    for (std::size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], display_width(row[c]));
  }
  return widths;
}

/// The columns of each part: keys, then as many groups (a column and those tied to it) as the page holds, at least one.
std::vector<Indices> split_columns(const TextTable& table, const Indices& widths, std::size_t page_width) {
  Indices keys;
  std::size_t key_width = kIndent;
  for (std::size_t c = 0; c < table.key_columns; ++c) {
    keys.push_back(c);
    key_width += widths[c] + (c > 0 ? gap_before(table.columns[c]) : 0);
  }
  std::vector<Indices> parts{keys};
  std::size_t used = key_width;
  for (std::size_t c = table.key_columns; c < table.columns.size();) {
    std::size_t end = c + 1;
    while (end < table.columns.size() && table.columns[end].tie != Tie::NONE) ++end;
    std::size_t group = 0;
    for (std::size_t k = c; k < end; ++k) group += widths[k] + gap_before(table.columns[k]);
    if (used + group > page_width && parts.back().size() > keys.size()) {
      parts.push_back(keys);
      used = key_width;
    }
    for (; c < end; ++c) parts.back().push_back(c);
    used += group;
  }
  return parts;
}

template <typename Cell>
std::string line_of(const TextTable& table, const Indices& widths, const Indices& part, const Cell& cell) {
  std::string line(kIndent, ' ');
  for (std::size_t k = 0; k < part.size(); ++k) {
    const TextColumn& column = table.columns[part[k]];
    if (k > 0) line.append(gap_before(column), ' ');
    line += padded(cell(part[k]), widths[part[k]], column.align);
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

std::string rule_under(const TextTable& table, const Indices& widths, const Indices& part) {
  std::size_t length = 0;
  for (std::size_t k = 0; k < part.size(); ++k) length += widths[part[k]] + (k > 0 ? gap_before(table.columns[part[k]]) : 0);
  std::string line(kIndent, ' ');
  for (std::size_t k = 0; k < length; ++k) line += "─";
  return line + "\n";
}

}  // namespace

std::string render(const TextTable& table, std::size_t page_width) {
  if (table.rows.empty()) return {};
  const Indices widths = column_widths(table);
  const bool has_titles =
      std::any_of(table.columns.begin(), table.columns.end(), [](const TextColumn& column) { return !column.title.empty(); });
  const bool has_units =
      std::any_of(table.columns.begin(), table.columns.end(), [](const TextColumn& column) { return !column.unit.empty(); });
  std::string text = table.title.empty() ? std::string() : table.title + "\n";
  bool first = true;
  for (const Indices& part : split_columns(table, widths, page_width)) {
    if (!first) text += "\n";
    first = false;
    if (has_titles) text += line_of(table, widths, part, [&](std::size_t c) { return table.columns[c].title; });
    if (has_units) text += line_of(table, widths, part, [&](std::size_t c) { return table.columns[c].unit; });
    if (has_titles) text += rule_under(table, widths, part);
    for (const std::vector<std::string>& row : table.rows)
      text += line_of(table, widths, part, [&](std::size_t c) { return row[c]; });
  }
  return text;
}

}  // namespace lodestone::app
