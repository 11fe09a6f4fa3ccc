// The promise of docs/reproducibility.md: the same study gives the same bits however it is run.
#include <gtest/gtest.h>
#include <lodestone/wire.hpp>

#include <algorithm>
#include <filesystem>
#include <model/example_study.hpp>
#include <run/expect_twin.hpp>
#include <variant>

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

bool outlives_every_horizon(const Position& position) {
  return position.id == "ndpr_purchase_to_2038" || position.id == "producer_floor_participation";
}

/// The desk up to the horizon at which the last of its other contracts has ended: no values, no proxies.
Study desk_of_a_year(std::int64_t paths) {
  Study study = desk("ree_desk", paths);
  study.simulation.horizons = {"1y"};
  std::erase_if(study.portfolio.positions, outlives_every_horizon);
  std::erase(study.measures.positions, "ndpr_purchase_to_2038");
  return study;
}

/// The desk at ten days, where every contract is valued, the long ones for three years: tables and proxies of every kind.
Study desk_of_ten_days(std::int64_t paths) {
  Study study = desk("ree_desk", paths);
  study.simulation.horizons = {"10d"};
  for (Position& position : study.portfolio.positions) {
    if (!outlives_every_horizon(position)) continue;
    if (auto* offtake = std::get_if<Offtake>(&position.instrument)) offtake->schedule->last = make_date(2028, 12, 27);
    if (auto* floor = std::get_if<PriceFloorAgreement>(&position.instrument)) floor->schedule->last = make_date(2028, 12, 31);
  }
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
  const ValidStudy study = validate(desk_of_a_year(kOddPaths));
  const std::string expected = fingerprint_of(study, options_of(1, 64));
  EXPECT_EQ(fingerprint_of(study, options_of(2, 4096)), expected);
  EXPECT_EQ(fingerprint_of(study, options_of(7, 192)), expected);
  EXPECT_EQ(fingerprint_of(study, options_of(2, 1024)), expected);
  EXPECT_EQ(fingerprint_of(study, options_of(0, 0)), expected);
}

// All at once: its tables take longer to make than its paths.
TEST(Simulate, ValuesContractsToTheSameBitForAnyThreadCountTileSizeAndInstructionSet) {
  const ValidStudy study = validate(desk_of_ten_days(kOddPaths));
  EXPECT_EQ(fingerprint_of(study, options_of(2, 1024)), fingerprint_of(study, options_of(1, 64, Isa::AVX2)));
}

TEST(Simulate, IsTheSameToTheLastBitOnEveryInstructionSet) {
  if (!is_supported(Isa::AVX512)) GTEST_SKIP() << "this processor has one instruction set only";
  for (const Study& study : {desk_of_a_year(kOddPaths), example_study()}) {
    const ValidStudy valid = validate(study);
    EXPECT_EQ(fingerprint_of(valid, options_of(2, 0, Isa::AVX2)), fingerprint_of(valid, options_of(2, 0, Isa::AVX512)));
  }
}

TEST(Simulate, IsTheSameToTheLastBitForAnyOrderOfThePositions) {
  Study study = desk_of_a_year(4096);
  const std::string expected = fingerprint_of(validate(study), {});
  std::reverse(study.portfolio.positions.begin(), study.portfolio.positions.end());
  EXPECT_EQ(fingerprint_of(validate(study), {}), expected);
}

TEST(Simulate, ChangesWithTheSeed) {
  Study study = desk_of_a_year(1000);
  const std::string expected = fingerprint_of(validate(study), {});
  study.simulation.seed = *study.simulation.seed + 1;
  EXPECT_NE(fingerprint_of(validate(study), {}), expected);
}

TEST(Desk, EqualsTheTextbookTwinPathByPath) {
  const ValidStudy study = validate(desk_of_a_year(1000));
  for (std::uint32_t path = 0; path < 30 && !testing::Test::HasFailure(); ++path) expect_engine_equals_twin(study, path);
}

}  // namespace
}  // namespace lodestone
