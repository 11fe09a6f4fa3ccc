/// The tables of P&L and cash flow distributions for machines.
#pragma once

#include <lodestone/app/csv_table.hpp>
#include <lodestone/risk/report.hpp>

namespace lodestone::app {

/// One row a node, horizon and basis: value today, mean, standard deviation.
CsvTable pnl_csv(const Results& results);

/// One row a node, horizon, basis, confidence and reference: VaR, ES, atom mass.
CsvTable measures_csv(const Results& results);

/// One row a node, horizon, basis and probability.
CsvTable quantiles_csv(const Results& results);

/// One row a node, horizon, basis and bin.
CsvTable histograms_csv(const Results& results);

/// One row a node, horizon, basis, stance, level, confidence and reference.
CsvTable conditionals_csv(const Results& results);

/// One row a node, quarter, confidence and reference: `value_at_risk` is cash flow at risk.
CsvTable cash_flows_csv(const Results& results);

/// One row a node, horizon, basis and confidence.
CsvTable contributions_csv(const Results& results);

}  // namespace lodestone::app
