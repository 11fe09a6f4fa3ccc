/// Assertions for our own bugs; a user's fault is a `Violation`, never an `expect`.
#pragma once

#include <lodestone/base/export.hpp>

namespace lodestone {

/// Stops the program, naming the broken promise and its place, unless `promise` holds. For bugs of this library only.
[[noreturn]] LODESTONE_EXPORT void broken_promise(const char* text, const char* file, int line);

}  // namespace lodestone

#define LODESTONE_EXPECT(promise) \
  (static_cast<bool>(promise) ? static_cast<void>(0) : ::lodestone::broken_promise(#promise, __FILE__, __LINE__))
