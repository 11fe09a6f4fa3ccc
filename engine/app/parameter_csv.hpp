/// Tables for machines of what depends on inputs that are not known well, and of the correlations that were used.
#pragma once

#include <lodestone/app/csv_table.hpp>
#include <lodestone/risk/report.hpp>

namespace lodestone::app {

/// VaR and ES over the draws: one row a measure.
CsvTable parameter_uncertainty_csv(const Results& results);

/// One row a measure and input, with the input's range and basis; the unexplained share has a row of its own, without an input.
CsvTable input_shares_csv(const Results& results);

/// The matrix that was used where the study's own had to be repaired: one row a pair.
CsvTable repaired_correlation_csv(const Results& results);

}  // namespace lodestone::app
