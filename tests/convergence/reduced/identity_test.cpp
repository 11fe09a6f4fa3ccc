// The identity on a few contracts of every kind and market. tests/convergence/identity_convergence_test.cpp has all of them.
#include <gtest/gtest.h>

#include <convergence/identity.hpp>
#include <convergence/matrix.hpp>

namespace lodestone::convergence {
namespace {

// The mean of z² over a study's contracts is at most as dispersed as the square of one of them, however correlated they are
// (their mean is less than they are in convex order), and studies have seeds of their own. So the mean over 19 studies lies
// within the 1e-4 quantiles of χ²₁₉/19.
constexpr double kLeastMeanSquare = 3.97 / 19.0;
constexpr double kGreatestMeanSquare = 50.8 / 19.0;

TEST(Value, IsTheMeanOfWhatContractsPayAndAreWorthAtEveryHorizon) {
  double sum = 0.0;
  std::uint64_t seed = 1;
  const std::vector<MatrixStudy> matrix = reduced_matrix();
  for (const MatrixStudy& entry : matrix) {
    Study study = entry.make();
    study.simulation.paths = 20000;
    study.simulation.seed = seed++;
    const Simulation simulation = simulate(validate(study));
    const std::vector<IdentityGap> gaps = identity_gaps(simulation.report().results, entry.are_proxies);
    expect_identity(entry.name, gaps);
    sum += mean_square(gaps);
  }
  ASSERT_EQ(matrix.size(), 19u);
  EXPECT_GT(sum / 19.0, kLeastMeanSquare);
  EXPECT_LT(sum / 19.0, kGreatestMeanSquare);
}

}  // namespace
}  // namespace lodestone::convergence
