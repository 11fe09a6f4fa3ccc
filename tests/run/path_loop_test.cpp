#include <gtest/gtest.h>
#include <lodestone/kernel/run_tile.hpp>

#include <model/example_study.hpp>
#include <run/allocation_counter.hpp>

namespace lodestone {
namespace {

// The example study touches every section, so every kernel is in the loop.
TEST(PathLoop, AllocatesNothing) {
  if (!testing::kAllocationsAreCounted) GTEST_SKIP() << "this build counts no allocations";
  Study study = example_study();
  study.simulation.paths = 256;
  const SimulationPlan plan = compile(validate(study), Isa::AVX2);
  Workspace work(plan, 128);
  Samples samples(plan);

  const std::int64_t before = testing::allocations();
  run_tile(plan, {0, 128, 128}, work, samples);
  run_tile(plan, {128, 128, 100}, work, samples);

  EXPECT_EQ(testing::allocations() - before, 0);
}

// Sampled series grow with the paths; the workspace of a thread does not.
TEST(PathLoop, HoldsNoMoreForMorePathsThanItsSamples) {
  Study study = example_study();
  study.simulation.paths = 1000;
  const std::size_t few = Workspace(compile(validate(study), Isa::AVX2), 64).bytes();
  study.simulation.paths = 100'000'000;
  EXPECT_EQ(Workspace(compile(validate(study), Isa::AVX2), 64).bytes(), few);
}

}  // namespace
}  // namespace lodestone
