#include <gtest/gtest.h>

#include <cmath>
#include <reference/oracle_studies.hpp>
#include <reference/reference_path.hpp>

namespace lodestone::reference {
namespace {

/// Mean and standard error of a sample.
struct Sample {
  int count = 0;
  double sum = 0.0;
  double squares = 0.0;

  void add(double x) {
    ++count;
    sum += x;
    squares += x * x;
  }
  double mean() const { return sum / count; }
  double error() const { return std::sqrt((squares / count - mean() * mean()) / count); }
};

constexpr int kPaths = 40000;

double total_accrued(const ReferencePath& path) {
  double total = 0.0;
  for (const auto& [id, amount] : path.horizons[0].accrued) total += amount;
  return total;
}

void expect_licence_toy(double climate_correlation) {
  const ReferenceTwin twin(licence_toy_study(climate_correlation));
  Sample value;
  Sample shipped;
  for (int n = 0; n < kPaths; ++n) {
    const ReferencePath path = twin.simulate(static_cast<std::uint32_t>(n));
    value.add(total_accrued(path));
    shipped.add(path.deliveries[0].shipped != kNoDate ? 1.0 : 0.0);
  }
  EXPECT_NEAR(value.mean(), kLicenceToyValue, 4 * value.error());
  EXPECT_NEAR(shipped.mean(), kLicenceToyShareShipped, 4 * shipped.error() + 5e-5);
  EXPECT_LT(value.error(), 0.0025) << "the test has lost its power";
}

// Source: backward recursion over chain × licence label, exact on the grid.
TEST(ReferenceTwin, ReproducesTheExactValueOfALicensedDelivery) { expect_licence_toy(0.0); }

// Successive clocks of one account stay independent Exp(1), so the approval climate moves no value.
TEST(ReferenceTwin, ReproducesTheSameValueUnderAnApprovalClimate) { expect_licence_toy(0.5); }

struct GridCase {
  int steps;
  int days_per_step;
  double forward[4];  ///< by start state
};

// Source: transform recursion on the grid, exact.
const GridCase kWeekly = {52, 7, {2.1335121884214194, 4.3111284323014525, 4.339956427490695, 4.308340360117547}};
const GridCase kMonthly = {12, 30, {2.131831820786804, 4.172046894333045, 4.155264921913125, 4.111545884970778}};

void expect_forwards(const GridCase& grid, int paths) {
  for (int start = 0; start < 4; ++start) {
    const ReferenceTwin twin(grid_model_study(grid.steps, grid.days_per_step, start));
    Sample forward;
    for (int n = 0; n < paths; ++n) {
      forward.add(twin.simulate(static_cast<std::uint32_t>(n)).horizons[0].accrued.at("forward") + 1.0);
    }
    EXPECT_NEAR(forward.mean(), grid.forward[start], 4 * forward.error()) << "from state " << start;
  }
}

TEST(ReferenceTwin, ReproducesTheForwardsOfARegimeSwitchingPriceOnAMonthlyGrid) { expect_forwards(kMonthly, 20000); }

TEST(ReferenceTwin, ReproducesTheForwardsOfARegimeSwitchingPriceOnAWeeklyGrid) { expect_forwards(kWeekly, 8000); }

// Source: Fourier-cosine inversion (512 terms) of the same transform.
TEST(ReferenceTwin, ReproducesThePutsOfARegimeSwitchingPrice) {
  const ReferenceTwin twin(grid_model_study(52, 7, 1));
  const std::map<std::string, double> expected = {{"put 2", 0.00477399981548065},
                                                  {"put 2.5", 0.0354242392465458},
                                                  {"put 3", 0.13320992376850044},
                                                  {"put 4", 0.5675247011168549}};
  std::map<std::string, Sample> puts;
  for (int n = 0; n < kPaths; ++n) {
    const ReferencePath path = twin.simulate(static_cast<std::uint32_t>(n));
    for (const auto& [id, exact] : expected) puts[id].add(path.horizons[0].accrued.at(id));
  }
  for (const auto& [id, exact] : expected) EXPECT_NEAR(puts[id].mean(), exact, 4 * puts[id].error()) << id;
}

}  // namespace
}  // namespace lodestone::reference
