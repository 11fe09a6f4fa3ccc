#include <lodestone/run/for_each_block.hpp>

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

#include <optional>

// ThreadSanitizer does not see how the library below hands work over (it is not instrumented), so a build for it is told here:
// what happened before the loop happens before every body, and every body before what follows the loop.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define LODESTONE_TSAN 1
#endif
#endif
#if defined(LODESTONE_TSAN)
extern "C" void __tsan_acquire(void* address);
extern "C" void __tsan_release(void* address);
#endif

namespace lodestone {
namespace {

void release([[maybe_unused]] char& edge) {
#if defined(LODESTONE_TSAN)
  __tsan_release(&edge);
#endif
}

void acquire([[maybe_unused]] char& edge) {
#if defined(LODESTONE_TSAN)
  __tsan_acquire(&edge);
#endif
}

/// A body is over when it returns and when it throws.
struct ReleaseAtExit {
  char& edge;
  ~ReleaseAtExit() { release(edge); }
};

struct AcquireAtExit {
  char& edge;
  ~AcquireAtExit() { acquire(edge); }
};

}  // namespace

void for_each_block(std::size_t count, int threads, const std::function<void(std::size_t, std::size_t)>& body) {
  char start = 0;
  char end = 0;
  // More threads than the machine has, asked for in so many words, need the library's own ceiling lifted while they run.
  std::optional<oneapi::tbb::global_control> ceiling;
  if (threads > oneapi::tbb::info::default_concurrency()) {
    ceiling.emplace(oneapi::tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads));
  }
  const AcquireAtExit joined{end};
  oneapi::tbb::task_arena arena(threads);
  release(start);
  arena.execute([&] {
    acquire(start);
    release(start);
    const ReleaseAtExit left{end};
    const AcquireAtExit bodies_joined{end};
    // simple_partitioner with grain 1: a body is thousands of paths, and none waits behind another's share.
    oneapi::tbb::parallel_for(
        oneapi::tbb::blocked_range<std::size_t>(0, count, 1),
        [&](const oneapi::tbb::blocked_range<std::size_t>& range) {
          acquire(start);
          const ReleaseAtExit done{end};
          const std::size_t worker = static_cast<std::size_t>(oneapi::tbb::this_task_arena::current_thread_index());
          for (std::size_t index = range.begin(); index != range.end(); ++index) body(index, worker);
        },
        oneapi::tbb::simple_partitioner());
  });
}

}  // namespace lodestone
