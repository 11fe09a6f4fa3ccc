#include <lodestone/app/json_text.hpp>

#include <fmt/core.h>

#include <cstddef>

namespace lodestone::app {

namespace {

unsigned byte_at(std::string_view text, std::size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U; }

bool continues(std::string_view text, std::size_t at) { return (byte_at(text, at) & 0xC0U) == 0x80U; }

/// Bytes of the well-formed UTF-8 character at `at` (Unicode 15, table 3-7); 0 when there is none.
std::size_t character_length(std::string_view text, std::size_t at) {
  const unsigned first = byte_at(text, at);
  const unsigned second = byte_at(text, at + 1);
  if (first < 0x80U) return 1;
  if (first < 0xC2U || first > 0xF4U || !continues(text, at + 1)) return 0;
  if (first < 0xE0U) return 2;
  if (!continues(text, at + 2)) return 0;
  if (first < 0xF0U) {
    const bool overlong = first == 0xE0U && second < 0xA0U;
    const bool surrogate = first == 0xEDU && second > 0x9FU;
    return overlong || surrogate ? 0 : 3;
  }
  const bool overlong = first == 0xF0U && second < 0x90U;
  const bool beyond = first == 0xF4U && second > 0x8FU;
  return overlong || beyond || !continues(text, at + 3) ? 0 : 4;
}

}  // namespace

std::string json_string(std::string_view text) {
  std::string json = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    const std::size_t length = character_length(text, at);
    if (length == 0) {
      json += "\xEF\xBF\xBD";
    } else if (c == '"' || c == '\\') {
      json += '\\';
      json += c;
    } else if (c == '\n') {
      json += "\\n";
    } else if (c == '\t') {
      json += "\\t";
    } else if (static_cast<unsigned char>(c) < 0x20U) {
      json += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      json.append(text.substr(at, length));
    }
    at += length == 0 ? 1 : length;
  }
  return json + "\"";
}

}  // namespace lodestone::app
