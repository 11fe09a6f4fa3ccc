/// Counts what the program takes from the heap. Linking this file replaces the global operator new of the test program.
#pragma once

#include <cstdint>

// ThreadSanitizer brings operators of its own, which cannot be replaced.
#if defined(__SANITIZE_THREAD__)
#define LODESTONE_ALLOCATIONS_ARE_COUNTED 0
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define LODESTONE_ALLOCATIONS_ARE_COUNTED 0
#endif
#endif
#ifndef LODESTONE_ALLOCATIONS_ARE_COUNTED
#define LODESTONE_ALLOCATIONS_ARE_COUNTED 1
#endif

namespace lodestone::testing {

/// Whether this build counts; a test that needs it is skipped where it does not.
inline constexpr bool kAllocationsAreCounted = LODESTONE_ALLOCATIONS_ARE_COUNTED;

/// Calls of any operator new, by any thread, since the program started. What C code and shared libraries that bring their own
/// allocator take is not counted.
std::int64_t allocations();

}  // namespace lodestone::testing
