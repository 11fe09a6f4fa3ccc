#include <lodestone/calibration/history/csv_table.hpp>

#include <algorithm>
#include <utility>

namespace lodestone::calibration {
namespace {

/// One pass over the text; the cursor always stands on the first character not yet read.
class Scanner {
 public:
  Scanner(std::string_view file, std::string_view text, std::vector<Violation>& violations)
      : file_(file), text_(text), violations_(violations) {
    if (text_.starts_with("\xEF\xBB\xBF")) position_ = 3;
  }

  bool at_end() const { return position_ >= text_.size(); }

  CsvRow read_row() {
    CsvRow row{line_, {}};
    for (;;) {
      row.fields.push_back(at_end() || text_[position_] != '"' ? read_bare(row.fields.size()) : read_quoted(row.fields.size()));
      if (at_end()) return row;
      if (text_[position_++] == '\n') {
        ++line_;
        return row;
      }
    }
  }

 private:
  /// True at the end of a field: a comma, a line end, the end of the text. Steps over the CR of a CRLF.
  bool field_ends() {
    if (at_end() || text_[position_] == ',' || text_[position_] == '\n') return true;
    if (text_[position_] == '\r' && (position_ + 1 == text_.size() || text_[position_ + 1] == '\n')) {
      ++position_;
      return true;
    }
    return false;
  }

  std::string read_bare(std::size_t column) {
    std::string field;
    bool quote = false;
    while (!field_ends()) {
      quote = quote || text_[position_] == '"';
      take(field, column);
    }
    if (quote)
      refuse(column, show(std::string_view(field)), "has a quote inside a bare field",
             "Quote the field and double the quotes inside it.");
    return field;
  }

  std::string read_quoted(std::size_t column) {
    const int first_line = line_;
    std::string field;
    for (++position_;;) {
      if (at_end()) {
        violations_.push_back({place(first_line, column), "", "opens a quote that never closes", "Close the quote."});
        return field;
      }
      if (text_[position_] == '"') {
        ++position_;
        if (at_end() || text_[position_] != '"') break;
        field += text_[position_++];
      } else {
        take(field, column);
      }
    }
    std::string rest;
    while (!field_ends()) take(rest, column);
    if (!rest.empty()) {
      refuse(column, show(std::string_view(rest)), "stands after a closing quote", "Put the whole field into the quotes.");
    }
    return field;
  }

  void take(std::string& field, std::size_t column) {
    const char character = text_[position_++];
    const auto code = static_cast<unsigned char>(character);
    if ((code < 0x20 && character != '\n' && character != '\t' && character != '\r') || code == 0x7F) {
      refuse(column, std::to_string(code), "is the code of a control character", "Remove it.");
    }
    if (character == '\n') ++line_;
    field += character;
  }

  std::string place(int line, std::size_t column) const { return csv_place(file_, line, std::to_string(column + 1)); }

  void refuse(std::size_t column, std::string value, std::string rule, std::string remedy) {
    violations_.push_back({place(line_, column), std::move(value), std::move(rule), std::move(remedy)});
  }

  std::string_view file_;
  std::string_view text_;
  std::vector<Violation>& violations_;
  std::size_t position_ = 0;
  int line_ = 1;
};

void check_header(const CsvTable& table, std::vector<Violation>& violations) {
  for (std::size_t column = 0; column < table.header.size(); ++column) {
    const std::string& name = table.header[column];
    const std::string place = csv_place(table.file, 1, std::to_string(column + 1));
    if (name.empty()) {
      violations.push_back(
          {place, show(std::string_view(name)), "must name its column", "Give the column a name, or remove it."});
    } else if (std::find(table.header.begin(), table.header.begin() + static_cast<std::ptrdiff_t>(column), name) !=
               table.header.begin() + static_cast<std::ptrdiff_t>(column)) {
      violations.push_back({place, show(std::string_view(name)), "names two columns", "Rename or remove one of them."});
    }
  }
}

}  // namespace

std::string csv_place(std::string_view file, int line, std::string_view column) {
  std::string place(file);
  place.append(":").append(std::to_string(line)).append(":").append(column);
  return place;
}

CsvTable parse_csv(std::string_view file, std::string_view text, std::vector<Violation>& violations) {
  CsvTable table;
  table.file = file;
  Scanner scanner(file, text, violations);
  if (scanner.at_end()) {
    violations.push_back({table.file, "", "is empty", "Give a header and at least one row."});
    return table;
  }
  table.header = scanner.read_row().fields;
  check_header(table, violations);
  while (!scanner.at_end()) {
    CsvRow row = scanner.read_row();
    if (row.fields.size() != table.header.size()) {
      violations.push_back({csv_place(file, row.line, "*"), std::to_string(row.fields.size()) + " fields",
                            "must have the " + std::to_string(table.header.size()) + " fields of the header",
                            "Leave a field blank between its commas where there is no value."});
    } else {
      table.rows.push_back(std::move(row));
    }
  }
  return table;
}

}  // namespace lodestone::calibration
