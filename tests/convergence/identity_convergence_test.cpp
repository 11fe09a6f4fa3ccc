// The identity with a million paths, on every kind of contract in every kind of market: minutes a study.
#include <gtest/gtest.h>

#include <convergence/identity.hpp>
#include <convergence/matrix.hpp>

namespace lodestone::convergence {
namespace {

std::vector<std::string> names() {
  std::vector<std::string> names;
  for (const MatrixStudy& study : full_matrix()) names.push_back(study.name);
  return names;
}

class EveryContract : public testing::TestWithParam<std::string> {};

TEST_P(EveryContract, IsWorthTheMeanOfWhatItPaysAndIsWorthAtEveryHorizon) {
  const std::vector<MatrixStudy> matrix = full_matrix();
  for (std::size_t n = 0; n < matrix.size(); ++n) {
    if (matrix[n].name != GetParam()) continue;
    Study study = matrix[n].make();
    study.simulation.paths = 1'000'000;
    study.simulation.seed = 1000 + n;
    expect_identity(matrix[n].name, identity_gaps(simulate(validate(study)).report().results, matrix[n].are_proxies));
  }
}

INSTANTIATE_TEST_SUITE_P(Identity, EveryContract, testing::ValuesIn(names()), [](const auto& one) { return one.param; });

}  // namespace
}  // namespace lodestone::convergence
