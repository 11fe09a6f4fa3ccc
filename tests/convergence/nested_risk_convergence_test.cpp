// VaR and ES of a short desk by exact values and by nested simulation of 16 to 256 inner paths.
#include <gtest/gtest.h>

#include <cmath>
#include <convergence/nested_risk.hpp>
#include <iostream>

namespace lodestone::convergence {
namespace {

// 64 batches of 1,024 paths: t with 63 degrees of freedom stays below 4.0 but for one run in 6,000.
TEST(NestedSimulation, LosesItsBiasLikeOneOverItsInnerPaths) {
  const std::vector<std::size_t> inner = {16, 64, 256};
  const NestedLosses losses = nested_losses(short_desk(), 65536, inner, 2);
  for (const Measure measure : {value_at_risk, expected_shortfall}) {
    for (const double confidence : {0.95, 0.99}) {
      const NestedBias bias = nested_bias(losses, inner, measure, confidence, 64);
      for (std::size_t n = 0; n < inner.size(); ++n) {
        std::cout << confidence << (measure == value_at_risk ? " VaR, " : " ES, ") << inner[n] << " inner paths: bias "
                  << bias.bias[n].value << " ± " << bias.bias[n].standard_error << "\n";
      }
      std::cout << "  extrapolated " << bias.extrapolated.value << " ± " << bias.extrapolated.standard_error << "\n";
      EXPECT_LT(std::abs(bias.extrapolated.value), 4.0 * bias.extrapolated.standard_error);
      EXPECT_GT(bias.bias[0].value, 4.0 * bias.bias[0].standard_error);
      EXPECT_GT(bias.bias[0].value, 2.0 * bias.bias[1].value);
      EXPECT_GT(bias.bias[1].value, 2.0 * bias.bias[2].value);
    }
  }
}

}  // namespace
}  // namespace lodestone::convergence
