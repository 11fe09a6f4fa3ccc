#include <lodestone/app/plan_text.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lodestone::app {
namespace {

using ::testing::HasSubstr;

TEST(PlanText, SaysSizeMemoryAndTimeInPlainUnits) {
  PlanSummary plan;
  plan.first_date = make_date(2025, 12, 31);
  plan.last_date = make_date(2026, 12, 31);
  plan.paths = 1000000;
  plan.steps = 75;
  plan.factors = 31;
  plan.normals_per_path = 2325;
  plan.bytes_of_samples = 512LL * 1024 * 1024;
  plan.bytes_of_plan = 1536;
  plan.bytes_of_workspace_per_thread = 256LL * 1024 * 1024;
  plan.threads = 2;
  plan.tile_paths = 1024;
  plan.isa = Isa::AVX512;
  plan.estimated_seconds = 200.0;
  plan.resolved_defaults = {"weekly_until = 2026-12-31 (one year)"};
  const std::string page = plan_text(plan);
  EXPECT_THAT(page, HasSubstr("The study is valid: 1,000,000 paths from 2025-12-31 to 2026-12-31.\n"));
  EXPECT_THAT(page, HasSubstr("Settled by default\n  weekly_until = 2026-12-31 (one year)\n"));
  EXPECT_THAT(page, HasSubstr("  steps                   75\n"));
  EXPECT_THAT(page, HasSubstr("  normal draws a path  2,325\n"));
  EXPECT_THAT(page, HasSubstr("512.0 MiB"));
  EXPECT_THAT(page, HasSubstr("  plan                         1.5 KiB\n"));
  EXPECT_THAT(page, HasSubstr("  together                   1.000 GiB\n"));
  EXPECT_THAT(page, HasSubstr("Expected time: 3 min 20 s on 2 threads, tiles of 1,024 paths, avx512.\n"));
}

}  // namespace
}  // namespace lodestone::app
