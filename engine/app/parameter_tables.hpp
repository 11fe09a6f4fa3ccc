/// Tables of what VaR and ES owe to inputs that are not known well.
#pragma once

#include <lodestone/app/text_table.hpp>
#include <lodestone/risk/report.hpp>

#include <string>

namespace lodestone::app {

/// VaR and ES at every horizon, basis, confidence and reference: at the estimate, predictive, and the 90 % band over
/// parameters. No rows without draws.
TextTable parameter_table(const Results& results);

/// The inputs by their shares of the variance of one measure's ES, the largest `most` of them.
TextTable share_table(const ParameterUncertainty& uncertainty, const ParameterMeasure& measure, std::size_t most);

/// How the shares are to be read: what rests on judgement, what no input explains, how far chance alone goes.
std::string share_note(const ParameterUncertainty& uncertainty, const ParameterMeasure& measure);

/// Where the study's correlations were repaired: how far, and which entry the most; else nothing.
std::string repair_note(const Results& results);

}  // namespace lodestone::app
