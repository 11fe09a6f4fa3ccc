#include <app/sample_report.hpp>

#include <lodestone/app/report_text.hpp>
#include <lodestone/app/text_table.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace lodestone::app {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

/// The first line of `text` that contains `word`.
std::string line_with(const std::string& text, const std::string& word) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);)
    if (line.find(word) != std::string::npos) return line;
  return {};
}

TEST(ReportText, HeadsThePageWithWhatWasRun) {
  const std::string page = summary_text(testing::sample_report());
  EXPECT_THAT(page, HasSubstr("Risk report as of 2025-12-31, horizons 10d (2026-01-14), 1y (2026-12-31)\n"));
  EXPECT_THAT(page, HasSubstr("100,000 paths from 0, seed 42, 75 steps, 31 factors, 24 positions, in USD\n"));
  EXPECT_THAT(page, HasSubstr("12 s on 2 threads, tiles of 1,024 paths, avx2, lodestone 0.1.0\n"));
  EXPECT_THAT(page, HasSubstr("request nightly-7\n"));
  EXPECT_THAT(page, HasSubstr("set on the command line: simulation.paths = 100000 (the study says 5000)\n"));
}

TEST(ReportText, ShowsThePortfolioInMillionsWithErrorsAndTheAtomAtVar) {
  const std::string page = summary_text(testing::sample_report());
  EXPECT_THAT(page, HasSubstr("Portfolio, losses from today's value\n"));
  const std::string row = line_with(page, "120.00");
  EXPECT_THAT(row, AllOf(HasSubstr("1y "), HasSubstr("120.00 ±0.12"), HasSubstr("1.50 ±0.05"), HasSubstr("9.50"),
                         HasSubstr("21.50 ±0.01"), HasSubstr("27.25 ±0.02"), HasSubstr("1.25")));
  EXPECT_THAT(page, HasSubstr("m USD"));
}

TEST(ReportText, SummarisesAtTheHighestConfidenceAndShowsAllInFull) {
  const RiskReport report = testing::sample_report();
  EXPECT_THAT(line_with(summary_text(report), "value today"), AllOf(HasSubstr("VaR 99 %"), Not(HasSubstr("VaR 95 %"))));
  EXPECT_THAT(full_text(report), AllOf(HasSubstr("VaR 99 %"), HasSubstr("VaR 95 %")));
}

TEST(ReportText, MarksTheTailOnTheHistogram) {
  const std::string page = summary_text(testing::sample_report());
  EXPECT_THAT(page, HasSubstr("P&L of the portfolio at 1y, mark to model (100,000 paths)\n"));
  EXPECT_THAT(page, HasSubstr("└ mean: 1.50 m USD\n"));
  EXPECT_THAT(page, HasSubstr("└ VaR 99 %: -21.50 m USD\n"));
  EXPECT_THAT(page, HasSubstr("└ ES 99 %: -27.25 m USD\n"));
  EXPECT_THAT(page, AllOf(HasSubstr("-40.00 ┬"), Not(HasSubstr("└ VaR 95 %"))));
  EXPECT_THAT(full_text(testing::sample_report()), HasSubstr("└ VaR 95 %: -11.00 m USD\n"));
}

TEST(ReportText, PutsTheLossMarksOfReferenceMeanBelowTheMean) {
  RiskReport report = testing::sample_report();
  for (TailMeasure& measure : report.results.pnl.front().distribution.measures) measure.reference = LossReference::MEAN;
  EXPECT_THAT(summary_text(report), AllOf(HasSubstr("└ VaR 99 %: -20.00 m USD\n"), HasSubstr("losses from the mean")));
}

TEST(ReportText, ShowsTheBandOverParametersApartFromMonteCarloAndRanksInputs) {
  RiskReport report = testing::sample_report();
  const std::string page = summary_text(report);
  EXPECT_THAT(page,
              HasSubstr("Parameter uncertainty: 100 draws of 2 inputs, 5,000 paths each, 3 redrawn; ± is Monte Carlo alone"));
  EXPECT_THAT(line_with(page, "22.00"), AllOf(HasSubstr("20.00 ±0.02"), HasSubstr("15.00 – 30.00")));
  EXPECT_THAT(line_with(page, "26.40"), AllOf(HasSubstr("24.00 ±0.02"), HasSubstr("18.00 – 36.00")));
  EXPECT_THAT(page, HasSubstr("What the spread of ES 99 % over the draws rests on, at 1y, mark to model\n"));
  EXPECT_THAT(line_with(page, "rows[truce]"), AllOf(HasSubstr("judgement"), HasSubstr("62.5 ±5.0"), HasSubstr("█████")));
  EXPECT_LT(page.find("rows[truce]"), page.find("factors[nd]")) << "the largest first";
  EXPECT_THAT(page, HasSubstr("on judgement 62.5 % ±5.0; unexplained 12.5 %"));
  EXPECT_THAT(page, Not(HasSubstr("too few to regress")));
  report.results.parameter_uncertainty->joint_regression = false;
  EXPECT_THAT(full_text(report),
              HasSubstr("100 draws are too few to regress on 2 inputs together: each is alone, and a share is "
                        "not told from none below 4.0 %"));
  report.results.parameter_uncertainty.reset();
  EXPECT_THAT(summary_text(report), Not(HasSubstr("arameter")));
}

TEST(ReportText, SaysWhatWasRepaired) {
  RiskReport report = testing::sample_report();
  EXPECT_THAT(summary_text(report), HasSubstr("distance 0.125,\n  most changed dy × tb, from 0.95 to 0.8875\n"));
  report.results.repaired_correlation.reset();
  EXPECT_THAT(summary_text(report), Not(HasSubstr("orrelation")));
}

TEST(ReportText, ShowsWhatEachBookAddsToEsWithABar) {
  const std::string page = summary_text(testing::sample_report());
  EXPECT_THAT(page, HasSubstr("What adds to the portfolio's ES 99 % at 1y, mark to model (a book holds the books in it)\n"));
  EXPECT_THAT(line_with(page, "20.44"), AllOf(HasSubstr("book equities"), HasSubstr("75.0"), HasSubstr("██████")));
  EXPECT_THAT(line_with(page, "-2.73"), AllOf(HasSubstr("book hedges"), HasSubstr("-10.0"), HasSubstr("░░░░")));
}

TEST(ReportText, ShowsTheStanceThatIsReachedAndTheOneThatIsNot) {
  const std::string page = summary_text(testing::sample_report());
  EXPECT_THAT(line_with(page, "truce"), AllOf(HasSubstr("70.00 ±0.10"), HasSubstr("31.00"), HasSubstr("33.00")));
  EXPECT_THAT(line_with(page, "freeze"), AllOf(HasSubstr("0.00 ±0.00"), HasSubstr("–")));
}

TEST(ReportText, ShowsProjectsInMonthsAndPerCent) {
  const std::string row = line_with(summary_text(testing::sample_report()), "kuantan");
  EXPECT_THAT(row, AllOf(HasSubstr("6.0 "), HasSubstr("12.5 "), HasSubstr("8.75"), HasSubstr("1.40"), HasSubstr("81.0 ±0.2"),
                         HasSubstr("7.0 ±0.3"), HasSubstr("2.0 ±0.1"), HasSubstr("42.00"), HasSubstr("7.00")));
}

TEST(ReportText, ShowsEveryTableInFull) {
  const std::string page = full_text(testing::sample_report());
  for (const char* title :
       {"P&L at 1y", "P&L quantiles at 1y", "What adds to", "P&L given the stance at 1y", "Cash flow by quarter",
        "Contracts, value today", "Deliveries", "Licence accounts", "Projects (money", "Project outcomes, distributions",
        "Projects, probability by quarter", "Stances at the horizons", "Reconciliation"})
    EXPECT_THAT(page, HasSubstr(std::string("\n") + title));
  EXPECT_THAT(page, HasSubstr("element=Dy"));
}

TEST(ReportText, ShowsCashFlowAtRiskByQuarter) {
  const std::string row = line_with(full_text(testing::sample_report()), "2026-Q1");
  EXPECT_THAT(row, AllOf(HasSubstr("portfolio"), HasSubstr("2.500 ±0.050"), HasSubstr("0.500  2.500  4.500"),
                         HasSubstr("3.000 ±0.010")));
}

TEST(ReportText, ShowsADeliveryInPlainUnits) {
  const std::string row = line_with(full_text(testing::sample_report()), "make up");
  EXPECT_THAT(row,
              AllOf(HasSubstr("dy_purchase  2026-03-31"), HasSubstr("1,500 kg"), HasSubstr("60.0"), HasSubstr("20.0"),
                    HasSubstr("15.0"), HasSubstr("5.0"), HasSubstr("12.3  "), HasSubstr("0.225  "), HasSubstr("54,321 ±100")));
}

TEST(ReportText, SaysWhyANumberIsMissing) {
  const std::string row = line_with(full_text(testing::sample_report()), "dy_account");
  EXPECT_THAT(row, AllOf(HasSubstr("too few"), HasSubstr("61.0"), HasSubstr("20.0 ±1.0")));
}

TEST(ReportText, CountsChecksAndNamesTheFailedOnes) {
  RiskReport report = testing::sample_report();
  EXPECT_EQ(reconciliation_text(report.results), "Reconciliation: 1 of 1 checks passed\n");
  report.results.reconciliations.push_back({"cash by book", false, 1.5, 2.5, 1e-9});
  EXPECT_EQ(reconciliation_text(report.results),
            "Reconciliation: 1 of 2 checks passed\n  FAILED cash by book: 1.5 against 2.5, tolerance 1e-09\n");
}

TEST(ReportText, StaysWithinThePage) {
  std::istringstream lines(full_text(testing::sample_report()));
  for (std::string line; std::getline(lines, line);) EXPECT_LE(display_width(line), 120U) << line;
}

TEST(ReportText, ShowsAReportThatHoldsNothing) {
  EXPECT_THAT(summary_text({}), HasSubstr("Reconciliation: 0 of 0"));
  EXPECT_THAT(full_text({}), HasSubstr("Reconciliation: 0 of 0"));
}

}  // namespace
}  // namespace lodestone::app
