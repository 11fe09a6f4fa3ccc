// The promise of docs/reproducibility.md: the same study gives the same bits however it is run.
#include <gtest/gtest.h>
#include <lodestone/wire.hpp>

#include <algorithm>
#include <filesystem>
#include <model/example_study.hpp>
#include <run/expect_twin.hpp>

namespace lodestone {
namespace {

Study desk(const std::string& folder, std::int64_t paths) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator("examples/" + folder)) {
    if (entry.path().extension() == ".textproto") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  Study study = read_study(files);
  study.simulation.paths = paths;
  return study;
}

std::string fingerprint_of(const ValidStudy& study, const Options& options) {
  return fingerprint(simulate(study, options).report());
}

Options options_of(int threads, int tile, std::optional<Isa> isa = {}) {
  Options options;
  options.threads = threads;
  options.tile_paths = tile;
  options.isa = isa;
  return options;
}

/// Not a whole number of blocks, tiles or lanes.
constexpr std::int64_t kOddPaths = 2 * 4096 + 777;

TEST(Simulate, IsTheSameToTheLastBitForAnyThreadCountAndTileSize) {
  const ValidStudy study = validate(desk("ree_desk", kOddPaths));
  const std::string expected = fingerprint_of(study, options_of(1, 64));
  EXPECT_EQ(fingerprint_of(study, options_of(2, 4096)), expected);
  EXPECT_EQ(fingerprint_of(study, options_of(7, 192)), expected);
  EXPECT_EQ(fingerprint_of(study, options_of(2, 1024)), expected);
  EXPECT_EQ(fingerprint_of(study, options_of(0, 0)), expected);
}

TEST(Simulate, IsTheSameToTheLastBitOnEveryInstructionSet) {
  if (!is_supported(Isa::AVX512)) GTEST_SKIP() << "this processor has one instruction set only";
  for (const Study& study : {desk("ree_desk", kOddPaths), example_study()}) {
    const ValidStudy valid = validate(study);
    EXPECT_EQ(fingerprint_of(valid, options_of(2, 0, Isa::AVX2)), fingerprint_of(valid, options_of(2, 0, Isa::AVX512)));
  }
}

TEST(Simulate, IsTheSameToTheLastBitForAnyOrderOfThePositions) {
  Study study = desk("ree_desk", 4096);
  const std::string expected = fingerprint_of(validate(study), {});
  std::reverse(study.portfolio.positions.begin(), study.portfolio.positions.end());
  EXPECT_EQ(fingerprint_of(validate(study), {}), expected);
}

TEST(Simulate, ChangesWithTheSeed) {
  Study study = desk("ree_desk", 1000);
  const std::string expected = fingerprint_of(validate(study), {});
  study.simulation.seed = *study.simulation.seed + 1;
  EXPECT_NE(fingerprint_of(validate(study), {}), expected);
}

TEST(Desk, EqualsTheTextbookTwinPathByPath) {
  const ValidStudy study = validate(desk("ree_desk", 1000));
  for (std::uint32_t path = 0; path < 30 && !testing::Test::HasFailure(); ++path) expect_engine_equals_twin(study, path);
}

}  // namespace
}  // namespace lodestone
