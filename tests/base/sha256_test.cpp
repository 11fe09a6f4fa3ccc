#include <gtest/gtest.h>

#include <lodestone/base/sha256.hpp>

namespace lodestone {
namespace {

// The example messages published with FIPS 180-4 (CSRC "Examples with intermediate values", SHA-256).
TEST(Sha256, ReproducesThePublishedVectors) {
  EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(sha256(std::string(1'000'000, 'a')), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, DoesNotDependOnHowTheBytesAreCut) {
  // Lengths about the block (64) and about where the padding needs a second block (56).
  for (const std::size_t length : {1u, 55u, 56u, 57u, 63u, 64u, 65u, 119u, 120u, 128u, 200u}) {
    std::string bytes;
    for (std::size_t i = 0; i < length; ++i) bytes += static_cast<char>(i * 37);
    for (const std::size_t piece : {1u, 7u, 64u}) {
      Sha256 hash;
      for (std::size_t begin = 0; begin < length; begin += piece) hash.update(std::string_view(bytes).substr(begin, piece));
      EXPECT_EQ(hash.hex_digest(), sha256(bytes)) << length << " bytes in pieces of " << piece;
    }
  }
}

}  // namespace
}  // namespace lodestone
