/// A table for people: right-aligned numbers under a title and a unit, cut into parts where it would be wider than the page.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lodestone::app {

inline constexpr std::size_t kPageWidth = 118;

enum class Align { LEFT, RIGHT };

/// How a column goes with the one before it. SAME_PART: never on another part of a cut table ("VaR", "ES"). ADJACENT: nor more
/// than a space away ("12.3", "±0.1").
enum class Tie { NONE, SAME_PART, ADJACENT };

struct TextColumn {
  std::string title;
  std::string unit;  ///< second line of the head; left out when no column has one
  Align align = Align::RIGHT;
  Tie tie = Tie::NONE;
};

/// Rows are as long as `columns`. The first `key_columns` name the row and are repeated on every part of a wide table.
struct TextTable {
  std::string title;
  std::vector<TextColumn> columns;
  std::size_t key_columns = 1;
  std::vector<std::vector<std::string>> rows;
};

/// Characters that `text` takes on a terminal, for UTF-8 text of single-width characters.
std::size_t display_width(std::string_view text);

/// `text` brought to `width` characters with spaces; longer text stays as it is.
std::string padded(std::string_view text, std::size_t width, Align align);

/// Title, head, rule (no head and no rule when no column has a title) and rows, each line at most `page_width` wide unless a
/// single column is wider; ends with a newline. A table without rows is an empty text.
std::string render(const TextTable& table, std::size_t page_width = kPageWidth);

}  // namespace lodestone::app
