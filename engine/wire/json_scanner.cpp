#include <lodestone/wire/json_scanner.hpp>

#include <algorithm>
#include <charconv>

namespace lodestone::wire {
namespace {

constexpr int kDeepest = 64;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

void append_utf8(std::string& text, unsigned code) {
  const auto continuation = [&](int shift) { text += static_cast<char>(0x80 | (code >> shift & 0x3f)); };
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += static_cast<char>(0xc0 | code >> 6);
    continuation(0);
  } else if (code < 0x10000) {
    text += static_cast<char>(0xe0 | code >> 12);
    continuation(6);
    continuation(0);
  } else {
    text += static_cast<char>(0xf0 | code >> 18);
    continuation(12);
    continuation(6);
    continuation(0);
  }
}

}  // namespace

void JsonScanner::skip_space() {
  while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r')) ++at_;
}

bool JsonScanner::looking_at(char mark) {
  skip_space();
  return at_ < text_.size() && text_[at_] == mark;
}

bool JsonScanner::accept(char mark) {
  if (!looking_at(mark)) return false;
  ++at_;
  return true;
}

void JsonScanner::expect(char mark) {
  if (!accept(mark)) fail(std::string("must have ") + mark + " here");
}

void JsonScanner::expect_end() {
  skip_space();
  if (at_ != text_.size()) fail("must end here");
}

bool JsonScanner::accept_null() {
  skip_space();
  if (text_.substr(at_, 4) != "null") return false;
  at_ += 4;
  return true;
}

bool JsonScanner::next_item(char mark) {
  if (accept(mark)) return false;
  if (!accept(',')) fail(std::string("must have , or ") + mark + " here");
  return true;
}

std::string JsonScanner::read_string() {
  expect('"');
  std::string text;
  for (;;) {
    if (at_ == text_.size()) fail("must close the quotation marks");
    const char c = text_[at_];
    if (static_cast<unsigned char>(c) < 0x20) fail("must write line breaks and control characters as escapes");
    ++at_;
    if (c == '"') return text;
    if (c == '\\') {
      read_escape(text);
    } else {
      text += c;
    }
  }
}

void JsonScanner::read_escape(std::string& text) {
  constexpr std::string_view kNames = "\"\\/bfnrt";
  constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
  const char name = at_ < text_.size() ? text_[at_] : '\0';
  if (const std::size_t known = kNames.find(name); known != std::string_view::npos) {
    ++at_;
    text += kMeanings[known];
    return;
  }
  if (name != 'u') fail("must be a known escape");
  ++at_;
  unsigned code = read_four_digits();
  const bool is_high = code >= 0xd800 && code < 0xdc00;
  if (is_high) {
    if (text_.substr(at_, 2) != "\\u") fail("must give both halves of a surrogate pair");
    at_ += 2;
    const unsigned low = read_four_digits();
    if (low < 0xdc00 || low > 0xdfff) fail("must give both halves of a surrogate pair");
    code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
  } else if (code >= 0xdc00 && code <= 0xdfff) {
    fail("must give both halves of a surrogate pair");
  }
  append_utf8(text, code);
}

unsigned JsonScanner::read_four_digits() {
  const std::string_view digits = text_.substr(at_, 4);
  unsigned code = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
  if (digits.size() != 4 || error != std::errc{} || end != digits.data() + 4) fail("must have four hexadecimal digits here");
  at_ += 4;
  return code;
}

std::string JsonScanner::read_number() {
  const std::size_t begin = at_;
  const auto digits = [&] {
    const std::size_t first = at_;
    while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
    if (at_ == first) fail("must have a digit here");
    return at_ - first;
  };
  const auto here = [&](std::string_view marks) {
    return at_ < text_.size() && marks.find(text_[at_]) != std::string_view::npos;
  };
  if (here("-")) ++at_;
  const bool leading_zero = here("0");
  if (digits() > 1 && leading_zero) fail("must not begin a number with 0");
  if (here(".")) {
    ++at_;
    digits();
  }
  if (here("eE")) {
    ++at_;
    if (here("+-")) ++at_;
    digits();
  }
  return std::string(text_.substr(begin, at_ - begin));
}

JsonScalar JsonScanner::read_scalar() {
  if (looking_at('"')) return {JsonScalar::Kind::STRING, read_string()};
  for (const std::string_view word : {std::string_view("true"), std::string_view("false"), std::string_view("null")}) {
    if (text_.substr(at_, word.size()) != word) continue;
    at_ += word.size();
    return {JsonScalar::Kind::WORD, std::string(word)};
  }
  if (at_ == text_.size()) fail("must have a value here, and ends");
  if (text_[at_] != '-' && !is_digit(text_[at_])) fail("must have a value here");
  return {JsonScalar::Kind::NUMBER, read_number()};
}

void JsonScanner::skip_value(int depth) {
  if (depth > kDeepest) fail("must not be nested so deep");
  if (accept('{')) {
    for (bool more = !accept('}'); more; more = next_item('}')) {
      read_string();
      expect(':');
      skip_value(depth + 1);
    }
  } else if (accept('[')) {
    for (bool more = !accept(']'); more; more = next_item(']')) skip_value(depth + 1);
  } else {
    read_scalar();
  }
}

std::string JsonScanner::place(std::size_t position) const {
  const std::string_view before = text_.substr(0, position);
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const std::size_t line_begin = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  return std::to_string(line) + ":" + std::to_string(position - line_begin + 1);
}

void JsonScanner::fail(std::string rule) const { throw JsonSyntaxError{place(at_), std::move(rule)}; }

}  // namespace lodestone::wire
