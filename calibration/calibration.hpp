/// Lodestone's calibration: history in; a market model with standard errors, diagnostics and back-tests out.
///
/// Every estimator is a pure function of plain series; nothing is global. A fault of the input yields every violation at once,
/// in one `InvalidInput`.
#pragma once

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
#include <lodestone/calibration/estimate/nearest_correlation.hpp>
#include <lodestone/calibration/estimate/panel.hpp>
#include <lodestone/calibration/estimate/pareto_tail.hpp>
#include <lodestone/calibration/estimate/policy_chain.hpp>
#include <lodestone/calibration/estimate/posterior.hpp>
#include <lodestone/calibration/estimate/schwartz_smith.hpp>
#include <lodestone/calibration/estimate/state_history.hpp>
#include <lodestone/calibration/estimate/student_t.hpp>
#include <lodestone/calibration/estimate/volatility.hpp>
