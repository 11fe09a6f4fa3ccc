#include <lodestone/app/overrides.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lodestone::app {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

SimulationSettings study_settings() {
  SimulationSettings settings;
  settings.paths = 100000;
  settings.horizons = {"10d", "1y"};
  return settings;
}

TEST(Overrides, ReplaceSettingsAndSayWhatTheStudySaid) {
  SimulationSettings settings = study_settings();
  EXPECT_THAT(apply({5000, 0, {"3m", "6m"}}, settings),
              ElementsAre("simulation.paths = 5000 (the study says 100000)", "simulation.seed = 0 (the study says none)",
                          "simulation.horizons = 3m, 6m (the study says 10d, 1y)"));
  EXPECT_EQ(settings.paths, 5000);
  EXPECT_EQ(settings.seed, 0U);
  EXPECT_THAT(settings.horizons, ElementsAre("3m", "6m"));
}

TEST(Overrides, ChangeNothingThatIsNotAskedFor) {
  SimulationSettings settings = study_settings();
  EXPECT_THAT(apply({}, settings), IsEmpty());
  EXPECT_EQ(settings.paths, 100000);
  EXPECT_FALSE(settings.seed.has_value());
  EXPECT_THAT(settings.horizons, ElementsAre("10d", "1y"));
}

}  // namespace
}  // namespace lodestone::app
