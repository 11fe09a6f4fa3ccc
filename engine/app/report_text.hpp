/// A risk report as text for people.
#pragma once

#include <lodestone/risk/report.hpp>

#include <string>

namespace lodestone::app {

/// About a page and a half: portfolio, the shape of its P&L, books, contributions, stances, projects, checks.
/// Books, contributions and stances stand at the longest horizon, the report's first P&L basis and reference, and its highest
/// confidence.
std::string summary_text(const RiskReport& report);

/// Every table of the report.
std::string full_text(const RiskReport& report);

/// Stages of the run with their seconds, and the path loop's, over all threads, with their shares of it.
std::string profile_text(const RunRecord& run);

/// "12 of 12 checks passed", or the failed ones by name with both sides.
std::string reconciliation_text(const Results& results);

}  // namespace lodestone::app
