/// SHA-256, to tell files and results apart.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <lodestone/base/export.hpp>
#include <string>
#include <string_view>

namespace lodestone {

/// The hash of bytes that arrive in pieces; how they are cut makes no difference.
///
/// Source: FIPS 180-4, §5.1.1 (padding), §6.2 (the hash).   Cost: about 5 ns a byte.   At most 2⁶¹ − 1 bytes.
class LODESTONE_EXPORT Sha256 {
 public:
  void update(std::string_view bytes);

  /// 64 hexadecimal digits, lower case. Precondition: called once, last.
  std::string hex_digest();

 private:
  void absorb(const unsigned char* block);

  std::array<std::uint32_t, 8> state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<unsigned char, 64> block_{};
  std::size_t filled_ = 0;
  std::uint64_t length_ = 0;
};

/// The hash of `bytes`, 64 hexadecimal digits.
LODESTONE_EXPORT std::string sha256(std::string_view bytes);

}  // namespace lodestone
