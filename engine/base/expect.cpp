#include <lodestone/base/expect.hpp>

#include <cstdio>
#include <cstdlib>

namespace lodestone {

void broken_promise(const char* text, const char* file, int line) {
  std::fprintf(stderr, "lodestone: internal error: %s does not hold (%s:%d)\n", text, file, line);
  std::abort();
}

}  // namespace lodestone
