/// The risk floor on its own: samples of P&L in, measures with their errors out. Pure functions; no plan, no simulation.
///
///     const Distribution whole = describe_pnl(pnl, measures);
///     const auto given = describe_conditionals(pnl, level_of_path, "eu", levels, measures);
///     const auto parts = euler_expected_shortfall(pnl, part_pnls, 0.99);
///
/// Every number is an `Estimate`: value, standard error, 95 % interval, or the reason for what is missing; never NaN. Bits
/// depend on the samples alone. What may be passed is stated at each function; the functions may run in any number of threads.
#pragma once

#include <lodestone/risk/conditional_distributions.hpp>
#include <lodestone/risk/contributions.hpp>
#include <lodestone/risk/distribution.hpp>
#include <lodestone/risk/estimate.hpp>
#include <lodestone/risk/mixture_identity.hpp>
#include <lodestone/risk/probability_estimate.hpp>
#include <lodestone/risk/report.hpp>
#include <lodestone/risk/tail_weights.hpp>
