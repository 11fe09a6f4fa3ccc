#include <gtest/gtest.h>
#include <lodestone/plan/licence_plan.hpp>

#include <model/example_study.hpp>

namespace lodestone {
namespace {

TEST(Fnv1a, HasItsPublishedValues) {
  // Fowler, Noll, Vo: 32-bit FNV-1a of "", "a" and "foobar".
  EXPECT_EQ(fnv1a(""), 0x811c9dc5u);
  EXPECT_EQ(fnv1a("a"), 0xe40c292cu);
  EXPECT_EQ(fnv1a("foobar"), 0xbf9cf968u);
}

/// One lane with edges that are no whole days, one account.
Study one_lane() {
  Study study;
  study.as_of = make_date(2025, 12, 31);
  study.simulation.horizons = {"1y"};
  study.policy.stances = {{"global", {"open", "squeeze"}, {}}};
  Lane lane;
  lane.id = "magnets";
  lane.stance = "global";
  lane.free_levels = {"open"};
  lane.age_bin_edges_days = {14.5, 45.0};
  lane.hazards = {{"open", {3.65, 7.3, 36.5}}, {"squeeze", {0.365, 0.73, 3.65}}};
  lane.approval_probability_by_level = {0.9, 0.2};
  lane.validity_days = 180;
  lane.cooldown_days = 56;
  lane.breaking_levels = {"squeeze"};
  lane.basis = LicenceBasis::PER_PERIOD;
  study.licences.lanes = {lane};
  LicenceAccount account;
  account.id = "desk";
  account.lane = "magnets";
  study.licences.accounts = {account};
  return study;
}

TEST(LanePlan, IntegratesTheHazardAcrossTheBinsThatAnAgeCrosses) {
  const Study study = one_lane();
  std::vector<int> slots;
  const LicencePlan plan = compile_licences(study, build_grid(study), {}, slots);
  const LanePlan& lane = plan.lanes[0];
  // 3.65/yr is 0.01 a day: 14.5 days at 0.01, then 0.02 a day to day 45, then 0.1 a day.
  EXPECT_DOUBLE_EQ(lane.hazard_between(0, 0, 10), 0.1);
  EXPECT_NEAR(lane.hazard_between(0, 0, 15), 0.145 + 0.5 * 0.02, 1e-15);
  EXPECT_NEAR(lane.hazard_between(0, 0, 45), 0.145 + 30.5 * 0.02, 1e-15);
  EXPECT_NEAR(lane.hazard_between(0, 0, 145), 0.145 + 30.5 * 0.02 + 100 * 0.1, 1e-13);
  EXPECT_NEAR(lane.hazard_between(0, 40, 50), 5 * 0.02 + 5 * 0.1, 1e-15);
  EXPECT_DOUBLE_EQ(lane.hazard_between(0, 145, 146), 0.1);
  EXPECT_NEAR(lane.hazard_between(1, 0, 145), lane.hazard_between(0, 0, 145) / 10.0, 1e-14);
}

TEST(LanePlan, BreaksALicenceWhenABreakingLevelIsEnteredAndNotWhileItLasts) {
  const Study study = one_lane();
  std::vector<int> slots;
  const LanePlan lane = compile_licences(study, build_grid(study), {}, slots).lanes[0];
  EXPECT_EQ(lane.revocation_probability[0 * 2 + 1], 1.0);
  EXPECT_EQ(lane.revocation_probability[1 * 2 + 1], 0.0);
  EXPECT_EQ(lane.revocation_probability[1 * 2 + 0], 0.0);
  EXPECT_EQ(lane.is_needed[0], 0);
  EXPECT_EQ(lane.is_needed[1], 1);
}

TEST(LicencePlan, AddressesTheDrawsOfADeliveryByItsNames) {
  Study study = one_lane();
  study.licences.lanes[0].basis = LicenceBasis::PER_SHIPMENT;
  study.licences.lanes[0].breaking_levels.clear();
  const Date due = make_date(2026, 3, 31);
  std::vector<int> slots;
  const LicencePlan one = compile_licences(study, build_grid(study), {{0, 0, "b", due, 0.001}}, slots);
  EXPECT_EQ(one.slots[0].address, fnv1a("desk/b/2026-03-31"));
  // A trade before it in the order of ids moves its slot, never its numbers.
  const LicencePlan two = compile_licences(study, build_grid(study), {{0, 0, "a", due, 0.001}, {1, 0, "b", due, 0.001}}, slots);
  EXPECT_EQ(two.slots[static_cast<std::size_t>(slots[1])].address, one.slots[0].address);
}

}  // namespace
}  // namespace lodestone
