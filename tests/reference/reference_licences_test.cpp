#include <gtest/gtest.h>

#include <lodestone/model/validate.hpp>
#include <reference/certain_study.hpp>

namespace lodestone::reference {
namespace {

/// Licences are needed at every level and decided on the first grid date after the application; a purchase is due at each
/// month's end from January to June.
Study deciding_study(LicenceBasis basis, double approval) {
  Study study = certain_study();
  Lane& lane = study.licences.lanes[0];
  lane.basis = basis;
  lane.free_levels.clear();
  lane.hazards = {{"open", {1e6}}, {"squeeze", {1e6}}};
  lane.approval_probability_by_level = {approval, approval};
  lane.lead_time_days = 31.0;
  Offtake purchase = failing_offtake(Side::BUY, FailureClause::CANCEL);
  purchase.deliveries.clear();
  for (unsigned month = 1; month <= 6; ++month) purchase.deliveries.push_back({month_end(make_date(2026, month, 1)), 1000.0});
  add_position(study, "purchase", purchase);
  return study;
}

ReferencePath run(const Study& study) {
  for (const Violation& violation : find_violations(study)) ADD_FAILURE() << to_string(violation);
  return simulate_reference_path(study, 0);
}

int count(const ReferencePath& path, LicenceHappening happening) {
  int sum = 0;
  for (const LicenceEvent& event : path.licence_events) sum += event.happening == happening ? 1 : 0;
  return sum;
}

Date date_of(const ReferencePath& path, LicenceHappening happening, int occurrence) {
  for (const LicenceEvent& event : path.licence_events) {
    if (event.happening == happening && occurrence-- == 0) return event.date;
  }
  return kNoDate;
}

// The grid has the month ends and, for the ends of the grace, the tenth day of each month; besides 15 April and 15 May.

// Applied today for 31 January, approved on the next grid date, 31 January, good for 59 days: 31 January … 30 March.
TEST(ReferenceLicence, GeneralLicenceIsGoodForItsDaysAndAppliedForAgain) {
  Study study = deciding_study(LicenceBasis::PER_PERIOD, 1.0);
  study.licences.lanes[0].validity_days = 59.0;
  const ReferencePath path = run(study);
  EXPECT_EQ(date_of(path, LicenceHappening::APPLIED, 0), make_date(2025, 12, 31));
  EXPECT_EQ(date_of(path, LicenceHappening::APPROVED, 0), make_date(2026, 1, 31));
  EXPECT_EQ(date_of(path, LicenceHappening::ENDED, 0), make_date(2026, 3, 31));
  EXPECT_EQ(date_of(path, LicenceHappening::APPLIED, 1), make_date(2026, 3, 31));
  EXPECT_EQ(path.deliveries[1].shipped, make_date(2026, 2, 28));
  EXPECT_EQ(path.deliveries[2].shipped, make_date(2026, 4, 10)) << "due on 31 March";
}

// Good until 31 March, renewed from 10 March on: approved on 31 March, good until 29 May, renewed from 8 May on (10 May):
// approved on 15 May, good until 12 July, after which nothing is due.
TEST(ReferenceLicence, RenewalReplacesTheLicenceInHand) {
  Study study = deciding_study(LicenceBasis::PER_PERIOD, 1.0);
  study.licences.lanes[0].validity_days = 60.0;
  study.licences.lanes[0].renewal_lead_time_days = 21.0;
  const ReferencePath path = run(study);
  EXPECT_EQ(date_of(path, LicenceHappening::APPLIED, 1), make_date(2026, 3, 10));
  EXPECT_EQ(date_of(path, LicenceHappening::APPROVED, 1), make_date(2026, 3, 31));
  EXPECT_EQ(date_of(path, LicenceHappening::APPLIED, 2), make_date(2026, 5, 10));
  EXPECT_EQ(count(path, LicenceHappening::APPLIED), 3);
  EXPECT_EQ(date_of(path, LicenceHappening::ENDED, 0), make_date(2026, 7, 31));
  for (const DeliveryRecord& delivery : path.deliveries) EXPECT_EQ(delivery.shipped, delivery.due);
}

TEST(ReferenceLicence, BreakingLevelEndsAGeneralLicence) {
  Study study = deciding_study(LicenceBasis::PER_PERIOD, 1.0);
  study.licences.lanes[0].breaking_levels = {"squeeze"};
  const ReferencePath path = run(study);
  EXPECT_EQ(count(path, LicenceHappening::BROKEN), 1);
  EXPECT_EQ(date_of(path, LicenceHappening::BROKEN, 0), make_date(2026, 4, 15));
}

TEST(ReferenceLicence, RevocationOnTheMoveEndsALicence) {
  Study study = deciding_study(LicenceBasis::PER_PERIOD, 1.0);
  study.licences.lanes[0].revocations = {{"open", "squeeze", 0.0}, {"squeeze", "open", 1.0}};
  const ReferencePath path = run(study);
  EXPECT_EQ(count(path, LicenceHappening::REVOKED), 1);
  EXPECT_EQ(date_of(path, LicenceHappening::REVOKED, 0), make_date(2026, 5, 15));
}

// 2.5 t a licence, 1 t a delivery: two ship, the third waits for a new licence, which replaces what was left.
TEST(ReferenceLicence, QuantityIsDrawnDown) {
  Study study = deciding_study(LicenceBasis::PER_QUANTITY, 1.0);
  study.licences.accounts[0].tonnes_per_licence = 2.5;
  study.licences.lanes[0].lead_time_days = 0.0;
  study.licences.lanes[0].validity_days = 365.0;
  const ReferencePath path = run(study);
  EXPECT_EQ(count(path, LicenceHappening::APPLIED), 3);
  EXPECT_EQ(path.deliveries[0].shipped, make_date(2026, 2, 10));  // applied on its due date
  EXPECT_EQ(path.deliveries[1].shipped, make_date(2026, 2, 28));
  EXPECT_EQ(path.deliveries[2].shipped, make_date(2026, 4, 10));
}

TEST(ReferenceLicence, EveryShipmentHasItsOwn) {
  const ReferencePath path = run(deciding_study(LicenceBasis::PER_SHIPMENT, 1.0));
  EXPECT_EQ(count(path, LicenceHappening::APPLIED), 6);
  for (const DeliveryRecord& delivery : path.deliveries) EXPECT_EQ(delivery.shipped, delivery.due) << delivery.number;
}

// Refused on 31 January; 59 days later, on 31 March, the cool-down is over and the account applies again.
TEST(ReferenceLicence, RefusalIsFollowedByACoolDown) {
  Study study = deciding_study(LicenceBasis::PER_PERIOD, 0.0);
  study.licences.lanes[0].cooldown_days = 59.0;
  const ReferencePath path = run(study);
  EXPECT_EQ(date_of(path, LicenceHappening::REFUSED, 0), make_date(2026, 1, 31));
  EXPECT_EQ(date_of(path, LicenceHappening::APPLIED, 1), make_date(2026, 3, 31));
  EXPECT_EQ(count(path, LicenceHappening::APPROVED), 0);
  for (const DeliveryRecord& delivery : path.deliveries) EXPECT_EQ(delivery.failed, delivery.due + days{10});
}

TEST(ReferenceLicence, OfTodayIsUsedUntilItsLastGoodDay) {
  Study study = deciding_study(LicenceBasis::PER_PERIOD, 0.0);
  study.licences.accounts[0].today = {{LicenceState::LIVE, kNoDate, make_date(2026, 2, 28), kNotGiven, "", kNoDate}};
  const ReferencePath path = run(study);
  EXPECT_EQ(path.deliveries[1].shipped, make_date(2026, 2, 28));
  EXPECT_EQ(path.deliveries[2].shipped, kNoDate);
  EXPECT_EQ(date_of(path, LicenceHappening::ENDED, 0), make_date(2026, 3, 1)) << "the day after is a grid date";
}

}  // namespace
}  // namespace lodestone::reference
