/// E[Σ flow/B + V_H/B_H] = V_0, contract by contract and horizon by horizon.
#pragma once

#include <lodestone/risk/report.hpp>
#include <lodestone/run/simulation.hpp>

#include <string>
#include <vector>

namespace lodestone::convergence {

/// One side of the identity against the other. Gap and errors in the reporting currency.
struct IdentityGap {
  std::string position;
  std::string horizon;
  double value_today = 0.0;
  double gap = 0.0;             ///< mean over the paths − value today
  double standard_error = 0.0;  ///< of the gap
  double allowance = 0.0;       ///< the method's error as the report states it: 0 for contracts valued exactly

  /// In standard errors. Where nothing is random, 0 for a gap of rounding and infinite for any other.
  double z() const;
};

inline constexpr double kStandardErrors = 4.0;

/// Every contract at every horizon. Fails the running test when one was valued by simulation or proxy that should not have
/// been, or none was where some should.
std::vector<IdentityGap> identity_gaps(const Results& results, bool are_proxies = false);

/// Fails the running test at each gap beyond kStandardErrors and the allowance.
void expect_identity(const std::string& study, const std::vector<IdentityGap>& gaps);

/// Mean z² of the gaps without an allowance that something random is in; its law over seeds has mean 1.
double mean_square(const std::vector<IdentityGap>& gaps);

}  // namespace lodestone::convergence
