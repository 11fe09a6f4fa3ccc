#include <lodestone/base/version.hpp>

#include <gtest/gtest.h>

#include <regex>

namespace lodestone {
namespace {

TEST(Version, IsThreeNumbers) { EXPECT_TRUE(std::regex_match(std::string(version()), std::regex(R"(\d+\.\d+\.\d+)"))); }

TEST(Compiler, IsNamedWithItsVersion) {
  EXPECT_TRUE(std::regex_match(std::string(compiler()), std::regex(R"((g|clang)\+\+ \d+\.\d+\.\d+)"))) << compiler();
}

}  // namespace
}  // namespace lodestone
