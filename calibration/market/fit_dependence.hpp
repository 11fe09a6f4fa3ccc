/// How factors move together: one tail for each group, one correlation for all.
#pragma once

#include <lodestone/calibration/estimate/correlation.hpp>
#include <lodestone/calibration/estimate/panel.hpp>
#include <lodestone/calibration/estimate/student_t.hpp>
#include <lodestone/calibration/market/factor_history.hpp>

#include <optional>
#include <string>
#include <vector>

namespace lodestone::calibration {

/// Returns of one factor at the frequency of the dependence.
struct JointReturns {
  std::string factor;
  std::string variance_group;  ///< empty: none
  ReturnSeries returns;
};

/// Periods × factors, each return over the volatility that was expected of it: a GARCH's with 100 returns or more, the
/// sample's below. Clustering would look like fat tails, and wild months would decide every correlation.
Panel standardised_panel(const std::vector<JointReturns>& factors, Frequency frequency);

struct GroupTail {
  std::string variance_group;
  std::vector<std::string> members;  ///< used: those with a return in enough of the periods of the longest
  StudentFit fit;
};

/// ν of each variance group, from the periods in which all its members have a return. A member with less than a third of the
/// longest one's returns is left out, so that a newcomer does not cut the sample; fewer than 30 periods: a violation.
std::vector<GroupTail> fit_tails(const std::vector<JointReturns>& factors, const Panel& panel,
                                 std::vector<Violation>& violations);

struct Dependence {
  CorrelationEstimate estimate;
  std::vector<bool> met;  ///< (series, series): whether some period has a return of both; no correlation can be known else
  DependenceDiagnostics diagnostics;
};

/// The correlation of the panel's columns; nothing, and a violation, where it cannot be estimated.
std::optional<Dependence> fit_dependence(const DependenceSpec& spec, const Panel& panel, std::vector<Violation>& violations);

}  // namespace lodestone::calibration
