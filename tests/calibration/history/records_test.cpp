#include <lodestone/calibration/history/records.hpp>

#include <lodestone/base/violation.hpp>

#include <gtest/gtest.h>

namespace lodestone::calibration {
namespace {

template <typename Read>
std::vector<std::string> refusals_of(Read read) {
  try {
    read();
  } catch (const InvalidInput& refusal) {
    std::vector<std::string> lines;
    for (const Violation& violation : refusal.violations()) lines.push_back(violation.path + " " + violation.rule);
    return lines;
  }
  return {};
}

TEST(PolicyEvents, AreSortedByDateAndSplitTheirDestinations) {
  const auto events = read_policy_events("p.csv",
                                         "date,direction,destination,scope,event,source_url\n"
                                         "2025-04-04,tighten,all,Dy,\"licence, 45 days\",u\n"
                                         "2025-05-12,ease,United States;EU,Dy,truce,u\n"
                                         "2009-09-01,neutral,all,all,quota,u\n");
  ASSERT_EQ(events.size(), 3u);
  EXPECT_EQ(events[0].date, make_date(2009, 9, 1));
  EXPECT_EQ(events[0].direction, PolicyDirection::NEUTRAL);
  EXPECT_EQ(events[1].direction, PolicyDirection::TIGHTEN);
  EXPECT_EQ(events[1].event, "licence, 45 days");
  EXPECT_EQ(events[2].destinations, (std::vector<std::string>{"United States", "EU"}));
}

TEST(PolicyEvents, RefuseEveryBadFieldAtOnce) {
  EXPECT_EQ(refusals_of(
                [] { read_policy_events("p.csv", "date,direction,destination,scope,event,source_url\n2025-4-4,up,,s,e,\n"); }),
            (std::vector<std::string>{"p.csv:2:date must be a day", "p.csv:2:direction must be one of tighten, ease, neutral",
                                      "p.csv:2:destination must be given", "p.csv:2:source_url must be given"}));
}

TEST(PricePoints, AreReadInTheirOwnUnitAndConvertedWithoutVat) {
  const auto points = read_price_points("q.csv",
                                        "date,material,unit,basis,price,source_url,note\n"
                                        "2024-01-02,NdPr oxide,CNY/t,china,452000,u,\n"
                                        "2024-01-02,Dy oxide,USD/kg,europe,300,u,mid\n");
  EXPECT_EQ(points[0].currency, PriceCurrency::CNY);
  EXPECT_EQ(points[0].kilograms_per_unit, 1000.0);
  EXPECT_NEAR(usd_per_kg(points[0], 7.2, 0.13), 452.0 / 1.13 / 7.2, 1e-12);
  EXPECT_EQ(usd_per_kg(points[1], 1.0, 0.0), 300.0);
  EXPECT_EQ(points[1].note, "mid");
}

TEST(PricePoints, RefuseAPriceThatIsNotPositiveAndAnUnknownUnit) {
  EXPECT_EQ(refusals_of([] {
              read_price_points("q.csv",
                                "date,material,unit,basis,price,source_url,note\n2024-01-02,Dy,EUR/kg,europe,0,u,\n"
                                "2024-01-02,Dy,USD/kg,europe,,u,\n");
            }),
            (std::vector<std::string>{"q.csv:2:unit must be one of USD/kg, USD/t, CNY/kg, CNY/t",
                                      "q.csv:2:price must be a number > 0", "q.csv:3:price must be a number > 0"}));
}

TEST(LicenceApplications, KeepPendingOnesPending) {
  const auto applications = read_licence_applications("l.csv",
                                                      "lane,filed,decided,outcome,source_url\n"
                                                      "EU-Dy,2025-04-10,2025-05-20,approved,u\n"
                                                      "EU-Dy,2025-04-12,,pending,\n",
                                                      make_date(2025, 6, 30));
  EXPECT_EQ(applications[0].outcome, LicenceOutcome::APPROVED);
  EXPECT_EQ(applications[0].decided, make_date(2025, 5, 20));
  EXPECT_EQ(applications[1].outcome, LicenceOutcome::PENDING);
  EXPECT_EQ(applications[1].decided, kNoDate);
}

TEST(LicenceApplications, RefuseDatesThatContradictTheOutcomeOrEachOther) {
  EXPECT_EQ(refusals_of([] {
              read_licence_applications("l.csv",
                                        "lane,filed,decided,outcome,source_url\n"
                                        "a,2025-04-10,,refused,\n"
                                        "a,2025-04-10,2025-04-20,pending,\n"
                                        "a,2025-04-10,2025-04-01,approved,\n"
                                        "a,2025-07-10,2025-07-20,approved,\n",
                                        make_date(2025, 6, 30));
            }),
            (std::vector<std::string>{"l.csv:2:decided must be given with this outcome",
                                      "l.csv:3:decided must be blank while pending",
                                      "l.csv:4:decided must not be before the application was filed",
                                      "l.csv:5:filed must not be after the file's date, 2025-06-30",
                                      "l.csv:5:decided must not be after the file's date, 2025-06-30"}));
}

TEST(LicenceSurveys, MustAddUpWithThePendingCounted) {
  const std::string header = "lane,first_filed,date,filed,approved,refused,pending,source_url\n";
  const auto surveys = read_licence_surveys("s.csv", header + "EU,2025-04-04,2025-09-15,141,19,1,121,u\n");
  EXPECT_EQ(surveys[0].pending, 121);
  EXPECT_EQ(refusals_of([&] { read_licence_surveys("s.csv", header + "EU,2025-09-15,2025-09-15,141,19,1,1.5,\n"); }),
            (std::vector<std::string>{"s.csv:2:pending must be a whole number ≥ 0", "s.csv:2:date must be after first_filed",
                                      "s.csv:2:filed must be approved + refused + pending"}));
}

}  // namespace
}  // namespace lodestone::calibration
