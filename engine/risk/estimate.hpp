/// The ways an `Estimate` is made; none of them lets a NaN or an infinity out.
#pragma once

#include <lodestone/base/export.hpp>
#include <lodestone/risk/report.hpp>

namespace lodestone {

/// No number at all, and why.
LODESTONE_EXPORT Estimate absent(AbsenceReason reason);

/// A number whose error cannot be told, and why. A value that is not finite is NOT_APPLICABLE.
LODESTONE_EXPORT Estimate value_only(double value, AbsenceReason reason);

/// value, standard error, value ± 1.96·standard error. An error that is not finite is TOO_FEW_PATHS.
LODESTONE_EXPORT Estimate normal_estimate(double value, double standard_error);

/// The same number of `factor` units: value, error and interval times it.
LODESTONE_EXPORT Estimate scaled(const Estimate& estimate, double factor);

/// Mean of `count` numbers of which the sum and the sum of squares were kept: (Σx)/n with error √((Σx² − (Σx)²/n)/(n(n−1))).
/// Absent as NOT_APPLICABLE where count is 0, without an error where it is 1.
/// Error of the standard error: loses digits as |mean|/sd grows, all of them near 1e8.
LODESTONE_EXPORT Estimate mean_from_sums(double count, double sum, double sum_of_squares);

}  // namespace lodestone
