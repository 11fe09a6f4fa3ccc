/// Lodestone's calibration: history in; a market model with standard errors, diagnostics and back-tests out.
///
/// Every estimator is a pure function of plain series; nothing is global. A fault of the input yields every violation at once,
/// in one `InvalidInput`.
#pragma once

#include <lodestone/calibration/backtest/acerbi_szekely.hpp>
#include <lodestone/calibration/backtest/backtest_report.hpp>
#include <lodestone/calibration/backtest/benchmark_models.hpp>
#include <lodestone/calibration/backtest/breach_picture.hpp>
#include <lodestone/calibration/backtest/coverage_tests.hpp>
#include <lodestone/calibration/backtest/diebold_mariano.hpp>
#include <lodestone/calibration/backtest/fissler_ziegel.hpp>
#include <lodestone/calibration/backtest/holm_correction.hpp>
#include <lodestone/calibration/backtest/innovation_law.hpp>
#include <lodestone/calibration/backtest/judge_forecasts.hpp>
#include <lodestone/calibration/backtest/lodestone_model.hpp>
#include <lodestone/calibration/backtest/predictive_law.hpp>
#include <lodestone/calibration/backtest/rolling_backtest.hpp>
#include <lodestone/calibration/backtest/run_backtest.hpp>
#include <lodestone/calibration/backtest/simulated_sum.hpp>
#include <lodestone/calibration/backtest/summarise_backtest.hpp>
#include <lodestone/calibration/backtest/traffic_light.hpp>
#include <lodestone/calibration/backtest/uniformity_tests.hpp>
#include <lodestone/calibration/estimate/correlation.hpp>
#include <lodestone/calibration/estimate/estimated.hpp>
#include <lodestone/calibration/estimate/event_windows.hpp>
#include <lodestone/calibration/estimate/garch.hpp>
#include <lodestone/calibration/estimate/garch_likelihood.hpp>
#include <lodestone/calibration/estimate/licence_hazard.hpp>
#include <lodestone/calibration/estimate/licence_survey.hpp>
#include <lodestone/calibration/estimate/ljung_box.hpp>
#include <lodestone/calibration/estimate/mean_reversion.hpp>
#include <lodestone/calibration/estimate/missing_data.hpp>
#include <lodestone/calibration/estimate/panel.hpp>
#include <lodestone/calibration/estimate/pareto_tail.hpp>
#include <lodestone/calibration/estimate/policy_chain.hpp>
#include <lodestone/calibration/estimate/posterior.hpp>
#include <lodestone/calibration/estimate/schwartz_smith.hpp>
#include <lodestone/calibration/estimate/score_garch.hpp>
#include <lodestone/calibration/estimate/state_history.hpp>
#include <lodestone/calibration/estimate/student_t.hpp>
#include <lodestone/calibration/estimate/volatility.hpp>
#include <lodestone/calibration/history/calibration_run.hpp>
#include <lodestone/calibration/history/csv_table.hpp>
#include <lodestone/calibration/history/hygiene.hpp>
#include <lodestone/calibration/history/lead_lag_beta.hpp>
#include <lodestone/calibration/history/records.hpp>
#include <lodestone/calibration/history/returns.hpp>
#include <lodestone/calibration/history/series_table.hpp>
#include <lodestone/calibration/market/calibrate.hpp>
#include <lodestone/math/nearest_correlation.hpp>
