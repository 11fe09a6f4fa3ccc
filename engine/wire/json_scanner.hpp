/// The tokens of JSON (RFC 8259), with their places.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace lodestone::wire {

/// The first thing that is not JSON; `place` is `line:column`, counted from 1.
struct JsonSyntaxError {
  std::string place;
  std::string rule;
};

/// A text without its quotation marks and escapes, a number as it stands, or one of true, false, null.
struct JsonScalar {
  enum class Kind { STRING, NUMBER, WORD };
  Kind kind;
  std::string text;
};

/// Reads forward only; every function skips white space first and throws JsonSyntaxError where the text is not JSON.
class JsonScanner {
 public:
  explicit JsonScanner(std::string_view text) : text_(text) {}

  void skip_space();
  bool looking_at(char mark);
  bool accept(char mark);
  void expect(char mark);
  void expect_end();
  bool accept_null();

  /// After an item of a list or an object: true when a comma says that another follows, false at the closing `mark`.
  bool next_item(char mark);

  std::string read_string();
  JsonScalar read_scalar();

  /// Any value, however deep up to 64 levels.
  void skip_value(int depth = 0);

  /// The byte at which the scanner stands, and the `line:column` of a byte. Cost of the latter: O(text), for messages only.
  std::size_t position() const { return at_; }
  std::string place(std::size_t position) const;

 private:
  [[noreturn]] void fail(std::string rule) const;
  void read_escape(std::string& text);
  unsigned read_four_digits();
  std::string read_number();

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace lodestone::wire
