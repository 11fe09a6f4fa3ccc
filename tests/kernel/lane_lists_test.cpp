#include <lodestone/kernel/lane_lists.hpp>
#include <lodestone/plan/licence_plan.hpp>

#include <gtest/gtest.h>

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

TEST_P(LaneListsOn, NameThoseWhoMayApplyAndWhoseLicenceEnds) {
  const std::vector<std::int32_t> pending = days(1, 3, 4), from = days(2, 1, 4), live = days(3, 1, 4);
  std::vector<std::uint8_t> level(kPaths);
  for (std::size_t p = 0; p < kPaths; ++p) level[p] = static_cast<std::uint8_t>(p * 5 % 8);
  for (const std::uint32_t levels : {0x00U, 0x01U, 0x96U, 0xFFU}) {
    for (const bool is_renewal : {false, true}) {
      const ApplicantRule rule{kDay, levels, is_renewal, kDay + 2};
      std::vector<std::uint32_t> out(kPaths);
      const std::size_t size =
          lists().applicants(rule, pending.data(), from.data(), live.data(), level.data(), out.data(), kPaths);
      expect_list(
          [&](std::size_t p) {
            const bool may = pending[p] == kNever && kDay >= from[p] && (levels >> level[p] & 1U) != 0;
            return may && (!is_renewal || (live[p] != kNever && live[p] <= kDay + 2));
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
