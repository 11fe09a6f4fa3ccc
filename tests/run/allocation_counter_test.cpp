#include <run/allocation_counter.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <vector>

namespace lodestone::testing {
namespace {

struct alignas(128) Wide {
  double values[16];
};

const void* volatile sink;  // what is stored here cannot be optimised away

TEST(AllocationCounter, SeesEveryWayToTakeMemoryAndNothingElse) {
  if (!kAllocationsAreCounted) GTEST_SKIP() << "this build has operators of its own";
  const std::int64_t before = allocations();
  const Wide on_the_stack{};
  sink = &on_the_stack;
  EXPECT_EQ(allocations() - before, 0);

  const std::vector<double> vector(10);
  sink = vector.data();
  EXPECT_EQ(allocations() - before, 1);

  const auto array = std::make_unique<double[]>(10);
  sink = array.get();
  EXPECT_EQ(allocations() - before, 2);

  const auto wide = std::make_unique<Wide>();
  sink = wide.get();
  EXPECT_EQ(allocations() - before, 3);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(wide.get()) % alignof(Wide), 0u);

  void* quiet = ::operator new(10, std::nothrow);
  sink = quiet;
  ::operator delete(quiet);
  EXPECT_EQ(allocations() - before, 4);
}

}  // namespace
}  // namespace lodestone::testing
