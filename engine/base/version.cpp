#include <lodestone/base/version.hpp>

#define LODESTONE_TEXT_OF(x) #x
#define LODESTONE_TEXT(x) LODESTONE_TEXT_OF(x)

namespace lodestone {

std::string_view version() { return LODESTONE_VERSION; }

#ifdef __clang__
std::string_view compiler() {
  return "clang++ " LODESTONE_TEXT(__clang_major__) "." LODESTONE_TEXT(__clang_minor__) "." LODESTONE_TEXT(
      __clang_patchlevel__);
}
#else
std::string_view compiler() { return "g++ " __VERSION__; }
#endif

}  // namespace lodestone
