#include <app/sample_report.hpp>

#include <lodestone/app/report_csv.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace lodestone::app {
namespace {

using ::testing::ElementsAreArray;

/// Cell of the first row whose cells contain `mark`, in the column called `column`.
std::string cell(const CsvTable& table, const std::string& mark, const std::string& column) {
  const auto index = std::find(table.columns.begin(), table.columns.end(), column) - table.columns.begin();
  for (const std::vector<std::string>& row : table.rows)
    if (std::find(row.begin(), row.end(), mark) != row.end()) return row.at(static_cast<std::size_t>(index));
  return "no such row";
}

CsvTable table_called(std::string_view name) { return report_table(testing::sample_results(), name).value(); }

TEST(ReportCsv, KnowsTheseTables) {
  EXPECT_THAT(report_table_names(),
              ElementsAreArray({"pnl", "measures", "quantiles", "histograms", "conditionals", "contributions", "cash_flows",
                                "contract_values", "deliveries", "licences", "projects", "stances", "reconciliation",
                                "parameter_uncertainty", "input_shares", "repaired_correlation"}));
  EXPECT_FALSE(report_table({}, "profits").has_value());
}

TEST(ReportCsv, HasAHeadAndRowsOfItsLengthInEveryTable) {
  for (const std::string_view name : report_table_names()) {
    const CsvTable table = table_called(name);
    EXPECT_FALSE(table.rows.empty()) << name;
    for (const std::vector<std::string>& row : table.rows) EXPECT_EQ(row.size(), table.columns.size()) << name;
    EXPECT_TRUE(report_table({}, name)->rows.empty()) << name;
  }
}

TEST(ReportCsv, KeepsPnlInFullPrecisionUnderTheWiresNames) {
  const CsvTable table = table_called("pnl");
  EXPECT_EQ(cell(table, "equities", "kind"), "BOOK");
  EXPECT_EQ(cell(table, "equities", "pnl_basis"), "MARK_TO_MODEL");
  EXPECT_EQ(cell(table, "equities", "value_today"), "80000000");
  EXPECT_EQ(cell(table, "equities", "mean"), "1000000");
  EXPECT_EQ(cell(table, "equities", "standard_deviation"), "9500000");
  EXPECT_EQ(cell(table, "equities", "paths"), "100000");
}

TEST(ReportCsv, GivesParameterUncertaintyByMeasureAndByInput) {
  const CsvTable measures = table_called("parameter_uncertainty");
  EXPECT_EQ(cell(measures, "0.99", "value_at_risk"), "20000000");
  EXPECT_EQ(cell(measures, "0.99", "expected_shortfall_predictive"), "26400000.000000004");
  EXPECT_EQ(cell(measures, "0.99", "expected_shortfall_band_lower_5"), "18000000");
  EXPECT_EQ(cell(measures, "0.99", "value_at_risk_band_upper_95"), "30000000");
  EXPECT_EQ(cell(measures, "0.99", "redrawn"), "3");
  EXPECT_EQ(cell(measures, "0.99", "judgement_share"), "0.625");
  const CsvTable shares = table_called("input_shares");
  ASSERT_EQ(shares.rows.size(), 3U);
  EXPECT_EQ(cell(shares, "DERIVED", "share"), "0.25");
  EXPECT_EQ(cell(shares, "DERIVED", "low"), "0.35");
  EXPECT_EQ(cell(shares, "the desk", "share_standard_error"), "0.05");
  EXPECT_EQ(shares.rows.back()[4], "") << "what no input explains";
  EXPECT_EQ(cell(table_called("repaired_correlation"), "dy", "value"), "0.8875");
}

TEST(ReportCsv, GivesEachConfidenceARow) {
  const CsvTable table = table_called("measures");
  EXPECT_EQ(table.rows.size(), 6U);
  EXPECT_EQ(cell(table, "0.99", "value_at_risk"), "21500000");
  EXPECT_EQ(cell(table, "0.99", "expected_shortfall"), "27250000");
  EXPECT_EQ(cell(table, "0.99", "atom_mass_at_var"), "0.0125");
  EXPECT_EQ(cell(table, "0.99", "reference"), "ZERO");
}

TEST(ReportCsv, KeepsARowForALevelThatIsNeverReached) {
  const CsvTable table = table_called("conditionals");
  EXPECT_EQ(cell(table, "freeze", "probability"), "0");
  EXPECT_EQ(cell(table, "freeze", "paths"), "0");
  EXPECT_EQ(cell(table, "freeze", "expected_shortfall"), "");
  EXPECT_EQ(cell(table, "truce", "confidence"), "0.95");
}

TEST(ReportCsv, HoldsHistogramBinsQuantilesAndCashFlowAtRisk) {
  EXPECT_EQ(cell(table_called("histograms"), "60000", "lower_edge"), "0");
  EXPECT_EQ(cell(table_called("histograms"), "60000", "upper_edge"), "20000000");
  EXPECT_EQ(cell(table_called("quantiles"), "0.05", "value"), "-500000");
  EXPECT_EQ(cell(table_called("cash_flows"), "2026-Q1", "value_at_risk"), "3000000");
  EXPECT_EQ(cell(table_called("contributions"), "hedges", "share"), "-0.1");
  EXPECT_EQ(cell(table_called("contract_values"), "dy_purchase", "value_today"), "3250000");
}

TEST(ReportCsv, HoldsOutcomes) {
  EXPECT_EQ(cell(table_called("deliveries"), "dy_purchase", "due"), "2026-03-31");
  EXPECT_EQ(cell(table_called("deliveries"), "dy_purchase", "clause"), "MAKE_UP");
  EXPECT_EQ(cell(table_called("deliveries"), "dy_purchase", "probability_failed"), "0.15");
  EXPECT_EQ(cell(table_called("licences"), "mean_days_to_decision", "value_absence"), "TOO_FEW_PATHS");
  EXPECT_EQ(cell(table_called("licences"), "days_to_decision", "value"), "61");
  EXPECT_EQ(cell(table_called("projects"), "cost_overrun", "value"), "0.125");
  EXPECT_EQ(cell(table_called("projects"), "2026-Q2", "value"), "0.02");
  EXPECT_EQ(cell(table_called("stances"), "truce", "probability"), "0.7");
  EXPECT_EQ(cell(table_called("reconciliation"), "books add up to the portfolio", "passed"), "true");
}

}  // namespace
}  // namespace lodestone::app
