#include <lodestone/app/json_text.hpp>

#include <gtest/gtest.h>

namespace lodestone::app {
namespace {

TEST(JsonText, EscapesQuotesBackslashesAndControlCharacters) {
  EXPECT_EQ(json_string("plain"), "\"plain\"");
  EXPECT_EQ(json_string("say \"no\" \\ yes"), R"("say \"no\" \\ yes")");
  EXPECT_EQ(json_string("a\nb\tc"), R"("a\nb\tc")");
  EXPECT_EQ(json_string(std::string_view("\x01\x1f\0", 3)), R"("\u0001\u001f\u0000")");
  EXPECT_EQ(json_string("\x7f"), "\"\x7f\"");
}

TEST(JsonText, KeepsWellFormedUtf8) {
  for (const char* text : {"±", "€", "\xF0\x9F\x98\x80", "\xEE\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    EXPECT_EQ(json_string(text), std::string("\"").append(text).append("\""));
  }
}

TEST(JsonText, ReplacesBytesThatAreNoCharacter) {
  const std::string replacement = "\xEF\xBF\xBD";
  EXPECT_EQ(json_string("a\xFFz"), "\"a" + replacement + "z\"");
  EXPECT_EQ(json_string("\xC2"), "\"" + replacement + "\"") << "cut short";
  EXPECT_EQ(json_string("\xC0\xAF"), "\"" + replacement + replacement + "\"") << "overlong";
  EXPECT_EQ(json_string("\xED\xA0\x80"), "\"" + replacement + replacement + replacement + "\"") << "surrogate";
  EXPECT_EQ(json_string("\xE2\x82"), "\"" + replacement + replacement + "\"") << "two of three bytes";
  EXPECT_EQ(json_string("\xF4\x90\x80\x80"), "\"" + replacement + replacement + replacement + replacement + "\"")
      << "past the end";
}

}  // namespace
}  // namespace lodestone::app
