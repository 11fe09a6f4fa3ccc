#include <gtest/gtest.h>

#include <cmath>
#include <convergence/identity.hpp>
#include <limits>

namespace lodestone::convergence {
namespace {

/// Sums of some hundred flows over the paths, each to a few ulp.
constexpr double kRounding = 1e-11;

bool is_random(const IdentityGap& gap) { return gap.standard_error > kRounding * std::abs(gap.value_today); }

}  // namespace

double IdentityGap::z() const {
  if (is_random(*this)) return gap / standard_error;
  return std::abs(gap) <= kRounding * (1.0 + std::abs(value_today)) ? 0.0 : std::numeric_limits<double>::infinity();
}

std::vector<IdentityGap> identity_gaps(const Results& results, bool are_proxies) {
  std::vector<IdentityGap> gaps;
  bool has_proxies = false;
  for (const ContractValue& contract : results.contract_values) {
    const bool is_proxy = contract.method == ValuationMethod::SIMULATED || contract.method == ValuationMethod::PROXY;
    has_proxies |= is_proxy;
    EXPECT_TRUE(are_proxies || !is_proxy) << contract.position << ": " << contract.reason;
    EXPECT_EQ(contract.method_error.has_value(), contract.method != ValuationMethod::TRANSFORM) << contract.position;
    for (const PresentValue& present : contract.present_values) {
      IdentityGap gap;
      gap.position = contract.position;
      gap.horizon = present.horizon;
      gap.value_today = *contract.value_today.value;
      gap.gap = *present.mean.value - gap.value_today;
      // Two means over the same paths move together, so that of their difference is less.
      gap.standard_error = std::hypot(*present.mean.standard_error, *contract.value_today.standard_error);
      gap.allowance = contract.method_error.value_or(0.0);
      gaps.push_back(gap);
    }
  }
  EXPECT_EQ(has_proxies, are_proxies);
  return gaps;
}

void expect_identity(const std::string& study, const std::vector<IdentityGap>& gaps) {
  for (const IdentityGap& gap : gaps) {
    const double z = gap.z();
    if (std::abs(z) <= kStandardErrors || std::abs(gap.gap) <= kStandardErrors * gap.standard_error + gap.allowance) continue;
    ADD_FAILURE() << study << ": " << gap.position << " at " << gap.horizon << "\n  value today " << gap.value_today
                  << ", its mean by simulation is " << gap.gap << " more, " << z
                  << " standard errors; the method may be off by " << gap.allowance;
  }
}

double mean_square(const std::vector<IdentityGap>& gaps) {
  double sum = 0.0;
  double count = 0.0;
  for (const IdentityGap& gap : gaps) {
    if (gap.allowance > 0.0 || !is_random(gap)) continue;
    sum += gap.z() * gap.z();
    count += 1.0;
  }
  return count == 0.0 ? 1.0 : sum / count;
}

}  // namespace lodestone::convergence
