/// Tables of projects: a line each, every outcome's distribution, and breach and default by quarter.
#pragma once

#include <lodestone/app/text_table.hpp>
#include <lodestone/risk/report.hpp>

namespace lodestone::app {

/// Mean slip, overrun, all-in rate, median DSCR, P(on-spec), P(breach), P(default), interest and funding gap.
TextTable project_table(const Results& results);

/// Mean, standard deviation and quantile grid of each outcome of each project.
TextTable project_distribution_table(const Results& results);

/// Probability of a covenant breach and of default in each quarter.
TextTable project_quarter_table(const Results& results);

}  // namespace lodestone::app
