#include <lodestone/kernel/lane_lists.hpp>
#include <lodestone/plan/licence_plan.hpp>

#include <gtest/gtest.h>

#include <limits>
#include <random>
#include <string>
#include <vector>

namespace lodestone {
namespace {

constexpr std::size_t kPaths = 192;
constexpr std::int32_t kDay = 100;

/// Days around kDay, `none` of four paths in `of`.
std::vector<std::int32_t> days(std::uint64_t seed, std::uint64_t none, std::uint64_t of) {
  std::mt19937_64 bits(seed);
  std::vector<std::int32_t> days(kPaths);
  for (std::int32_t& day : days) {
    const bool is_none = bits() % of < none;
    day = is_none ? kNever : kDay - 5 + static_cast<std::int32_t>(bits() % 11);
  }
  return days;
}

class LaneListsOn : public testing::TestWithParam<Isa> {
 protected:
  void SetUp() override {
    if (!is_supported(GetParam())) GTEST_SKIP() << "this processor has no " << to_string(GetParam());
  }
  const LaneLists& lists() const { return lane_lists(GetParam()); }

  /// The lanes where `is_true`, against a list that was made.
  template <typename Condition>
  void expect_list(Condition is_true, const std::vector<std::uint32_t>& out, std::size_t size) {
    std::vector<std::uint32_t> expected;
    for (std::uint32_t p = 0; p < kPaths; ++p) {
      if (is_true(p)) expected.push_back(p);
    }
    EXPECT_EQ(std::vector(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(size)), expected);
  }
};

INSTANTIATE_TEST_SUITE_P(Isa, LaneListsOn, testing::Values(Isa::AVX2, Isa::AVX512),
                         [](const auto& test) { return std::string(to_string(test.param)); });

TEST_P(LaneListsOn, NameThoseWithADay) {
  for (const std::uint64_t none : {0U, 1U, 3U, 4U}) {
    const std::vector<std::int32_t> day = days(7, none, 4);
    std::vector<std::uint32_t> out(kPaths);
    const std::size_t size = lists().with_day(day.data(), out.data(), kPaths);
    expect_list([&](std::size_t p) { return day[p] != kNever; }, out, size);
  }
}

TEST_P(LaneListsOn, NameThoseWithADayThatMadeAMove) {
  std::vector<std::uint8_t> move(kPaths);
  for (std::size_t p = 0; p < kPaths; ++p) move[p] = static_cast<std::uint8_t>(p * 29 % 64);
  for (const std::uint64_t moves : {0x0ULL, 0x8000000180000001ULL, 0x5A5A00FF00FF3C3CULL, ~0x0ULL}) {
    const std::vector<std::int32_t> day = days(11, 1, 4);
    std::vector<std::uint32_t> out(kPaths);
    const std::size_t size = lists().moved_with_day(moves, move.data(), day.data(), out.data(), kPaths);
    expect_list([&](std::size_t p) { return day[p] != kNever && (moves >> move[p] & 1U) != 0; }, out, size);
  }
}

TEST_P(LaneListsOn, GatherWhatTheLaneSaysAndNameThoseWhoseClockStrikes) {
  LanePlan lane;
  lane.bin_ends = {2.5, 4.0, std::numeric_limits<double>::infinity()};
  lane.bin_hazards.resize(LanePlan::kLevels * lane.bin_ends.size());
  for (std::size_t n = 0; n < lane.bin_hazards.size(); ++n) lane.bin_hazards[n] = 0.01 * static_cast<double>(n * 7 % 11);
  std::vector<std::uint8_t> level(kPaths);
  for (std::size_t p = 0; p < kPaths; ++p) level[p] = static_cast<std::uint8_t>(p * 5 % 8);
  for (const std::uint64_t none : {0U, 2U, 4U}) {
    const std::vector<std::int32_t> since = days(13, none, 4);
    std::vector<double> hazard(kPaths), clock(kPaths), expected(kPaths);
    for (std::size_t p = 0; p < kPaths; ++p) {
      hazard[p] = expected[p] = 0.001 * static_cast<double>(p);
      clock[p] = hazard[p] + 0.02 * static_cast<double>(p % 17);
      if (since[p] != kNever) expected[p] += lane.hazard_between(level[p], kDay + 6 - since[p], kDay + 9 - since[p]);
    }
    std::vector<std::uint32_t> out(kPaths);
    const Waiting waiting{lane, kDay + 6, kDay + 9, since.data(), level.data(), clock.data()};
    const Decided decided = lists().decide(waiting, hazard.data(), out.data(), kPaths);
    EXPECT_EQ(hazard, expected);
    bool is_any_left = false;
    for (std::size_t p = 0; p < kPaths; ++p) is_any_left |= since[p] != kNever && expected[p] < clock[p];
    EXPECT_EQ(decided.is_any_left, is_any_left);
    expect_list([&](std::size_t p) { return since[p] != kNever && expected[p] >= clock[p]; }, out, decided.listed);
  }
}

TEST_P(LaneListsOn, NameThoseWithAByte) {
  std::vector<std::uint8_t> bytes(kPaths);
  for (std::size_t p = 0; p < kPaths; ++p) bytes[p] = static_cast<std::uint8_t>(p * p % 7);
  for (const std::uint8_t value : {std::uint8_t{0}, std::uint8_t{2}, std::uint8_t{6}}) {  // squares modulo 7: never 6
    std::vector<std::uint32_t> out(kPaths);
    const std::size_t size = lists().with_byte(value, bytes.data(), out.data(), kPaths);
    expect_list([&](std::size_t p) { return bytes[p] == value; }, out, size);
  }
}

TEST_P(LaneListsOn, NameThoseWhoNeedALicenceAndHaveNone) {
  const std::vector<std::int32_t> live = days(17, 2, 4);
  std::vector<std::uint8_t> level(kPaths);
  for (std::size_t p = 0; p < kPaths; ++p) level[p] = static_cast<std::uint8_t>(p * 5 % 8);
  for (const std::uint32_t levels : {0x00U, 0x96U, 0xFFU}) {
    std::vector<std::uint32_t> out(kPaths);
    const std::size_t size = lists().at_level_without_day(levels, level.data(), live.data(), out.data(), kPaths);
    expect_list([&](std::size_t p) { return (levels >> level[p] & 1U) != 0 && live[p] == kNever; }, out, size);
  }
}

TEST_P(LaneListsOn, NameThoseWhoMayApplyAndWhoseLicenceEnds) {
  const std::vector<std::int32_t> pending = days(1, 3, 4), from = days(2, 1, 4), live = days(3, 1, 4);
  std::vector<std::uint8_t> level(kPaths);
  for (std::size_t p = 0; p < kPaths; ++p) level[p] = static_cast<std::uint8_t>(p * 5 % 8);
  for (const std::uint32_t levels : {0x00U, 0x01U, 0x96U, 0xFFU}) {
    for (const auto& [without_licence, ends_by] :
         {std::pair(true, kDay + 2), std::pair(false, kDay + 2), std::pair(true, INT32_MAX), std::pair(true, kNever - 1)}) {
      const ApplicantRule rule{kDay, levels, without_licence, ends_by};
      std::vector<std::uint32_t> out(kPaths);
      const std::size_t size =
          lists().applicants(rule, pending.data(), from.data(), live.data(), level.data(), out.data(), kPaths);
      expect_list(
          [&](std::size_t p) {
            const bool may = pending[p] == kNever && kDay >= from[p] && (levels >> level[p] & 1U) != 0;
            return may && (live[p] == kNever ? rule.without_licence : live[p] <= rule.ends_by);
          },
          out, size);
    }
  }
}

TEST_P(LaneListsOn, EndWhatIsPast) {
  for (const std::uint64_t none : {1U, 4U}) {
    std::vector<std::int32_t> live = days(9, none, 4);
    std::vector<std::int32_t> expected = live;
    bool is_left = false;
    for (std::int32_t& day : expected) {
      if (day < kDay) day = kNever;
      is_left |= day != kNever;
    }
    EXPECT_EQ(lists().end(live.data(), kDay, kPaths), is_left);
    EXPECT_EQ(live, expected);
    EXPECT_EQ(is_left, none == 1);
  }
}

}  // namespace
}  // namespace lodestone
