/// Comma-separated text, read strictly: nothing is guessed, and every fault is named with its file, line and column.
#pragma once

#include <lodestone/base/date.hpp>
#include <lodestone/base/export.hpp>
#include <lodestone/base/violation.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lodestone::calibration {

/// One record. `line` is the line of the file, from 1, on which it begins.
struct CsvRow {
  int line = 0;
  std::vector<std::string> fields;
};

/// A header and its records; every record has one field for each name of the header.
struct CsvTable {
  std::string file;  ///< as the reader calls it in violations
  std::vector<std::string> header;
  std::vector<CsvRow> rows;
};

/// Reads RFC 4180 text (comma, quotes doubled inside quotes, LF or CRLF, a UTF-8 byte order mark) whose first line is a header.
///
/// Refused, all at once: an empty file, an empty or repeated name in the header, a record with more or fewer fields than the
/// header (it is left out of the table), a quote inside a bare field, text after a closing quote, a quote that never closes, a
/// control character.   Cost: one pass.
LODESTONE_EXPORT CsvTable parse_csv(std::string_view file, std::string_view text, std::vector<Violation>& violations);

/// `prices.csv:17:MP`: the line and the column of a value.
LODESTONE_EXPORT std::string csv_place(std::string_view file, int line, std::string_view column);

/// A table with fixed columns: where each of `names` stands. The header must hold these names, in any order, and no other.
LODESTONE_EXPORT std::vector<std::size_t> locate_columns(const CsvTable& table, const std::vector<std::string>& names,
                                                         std::vector<Violation>& violations);

/// Reads one field after another; each fault becomes a violation at its place, and the value returned stands for "not given".
class LODESTONE_EXPORT FieldReader {
 public:
  /// `columns` as `locate_columns` gave them; all three outlive the reader.
  FieldReader(const CsvTable& table, const std::vector<std::size_t>& columns, std::vector<Violation>& violations)
      : table_(table), columns_(columns), violations_(violations) {}

  const std::string& text(const CsvRow& row, std::size_t name) const { return row.fields[columns_[name]]; }
  std::string required_text(const CsvRow& row, std::size_t name);
  Date date(const CsvRow& row, std::size_t name);        ///< required, YYYY-MM-DD
  double positive(const CsvRow& row, std::size_t name);  ///< required, finite, > 0
  int count(const CsvRow& row, std::size_t name);        ///< required, whole, ≥ 0
  std::size_t choice(const CsvRow& row, std::size_t name,
                     const std::vector<std::string>& known);  ///< index in `known`; 0 for a fault
  void refuse(const CsvRow& row, std::size_t name, std::string rule, std::string remedy);

 private:
  const CsvTable& table_;
  const std::vector<std::size_t>& columns_;
  std::vector<Violation>& violations_;
};

/// The number that is the whole of `text`, in C spelling; NaN for anything else, infinities included.
LODESTONE_EXPORT double parse_number(std::string_view text);

}  // namespace lodestone::calibration
