#include <gtest/gtest.h>

#include <model/example_study.hpp>
#include <plan/licensed_studies.hpp>
#include <reference/oracle_studies.hpp>
#include <run/expect_twin.hpp>

namespace lodestone {
namespace {

// The example study touches every section: licences of all bases, projects, links, stock, averages, loans, feedback.
TEST(Engine, EqualsTheTextbookTwinOnEveryPathOfAStudyThatTouchesEverything) {
  const ValidStudy study = validate(example_study());
  std::size_t flows = 0;
  for (std::uint32_t path = 0; path < 200 && !testing::Test::HasFailure(); ++path)
    flows += expect_engine_equals_twin(study, path);
  EXPECT_GT(flows, 200u * 20u) << "the test has lost its power";
}

TEST(Engine, EqualsTheTextbookTwinOnTheLicenceToy) {
  const ValidStudy study = validate(reference::licence_toy_study(0.5));
  for (std::uint32_t path = 0; path < 200 && !testing::Test::HasFailure(); ++path) expect_engine_equals_twin(study, path);
}

// No delivery asks for a licence before week 30, yet the one in hand until week 5 is renewed: a delivery falls due after it.
TEST(Engine, EqualsTheTextbookTwinWhereALicenceIsRenewedLongBeforeADeliveryAsksForOne) {
  Study study = general_study();
  study.licences.lanes[0].lead_time_days = 42;
  study.licences.accounts[0].today = {{LicenceState::LIVE, kNoDate, week(5) + days{1}, kNotGiven, "", kNoDate}};
  offtake_of(study, 0).deliveries = {{week(36), 300.0}, {week(40), 300.0}};
  study.simulation.paths = 4096;
  const ValidStudy valid = validate(study);
  int early = 0;
  for (std::uint32_t path = 0; path < 40 && !testing::Test::HasFailure(); ++path) {
    expect_engine_equals_twin(valid, path);
    for (const PathEvent& event : replay_path(valid, path).events)
      early += event.date < week(6) && event.what.find("appl") != std::string::npos ? 1 : 0;
  }
  EXPECT_GT(early, 8) << "the test has lost its power";
}

TEST(Engine, EqualsTheTextbookTwinOnTheGridModel) {
  const ValidStudy study = validate(reference::grid_model_study(52, 7, 1));
  for (std::uint32_t path = 0; path < 50 && !testing::Test::HasFailure(); ++path) expect_engine_equals_twin(study, path);
}

TEST(Engine, EqualsTheTextbookTwinOnTheYearWorkedByHand) {
  Study study = reference::hand_worked_year_study();
  expect_engine_equals_twin(validate(study), 0);
}

// A quarter average is running today, but nothing is delivered in this quarter: its past fixings need not be known.
TEST(Engine, AsksForNoFixingOfAQuarterInWhichAProjectDeliversNothing) {
  Study study = example_study();
  for (Position& position : study.portfolio.positions) {
    if (position.id != "ndpr_purchase") continue;
    std::get<Offtake>(position.instrument).price.averaging = {AveragingWindow::CALENDAR_QUARTER, 0};
  }
  const ValidStudy valid = validate(study);
  for (std::uint32_t path = 0; path < 20; ++path) EXPECT_NO_FATAL_FAILURE(replay_path(valid, path));
}

// A tile holds 64 paths: the last lane, the first of the next tile and one far out are replayed as well as the first.
TEST(Engine, EqualsTheTextbookTwinFarOutOnTheLastLaneAndOnBothInstructionSets) {
  Study study = example_study();
  study.simulation.paths = 1'000'000'000;
  study.simulation.maximum_sampled_series = 4096;
  const ValidStudy valid = validate(study);
  for (const std::uint32_t path : {63u, 64u, 4095u, 4096u, 999'999'999u}) {
    for (const Isa isa : {Isa::AVX2, Isa::AVX512}) {
      if (!is_supported(isa)) continue;
      Options options;
      options.isa = isa;
      expect_engine_equals_twin(valid, path, options);
    }
  }
}

}  // namespace
}  // namespace lodestone
