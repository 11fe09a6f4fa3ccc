/// What the geometric law of averages misses, measured on each study.
///
/// A put on a mean Ī is valued as one on Ĩ = m·e^{A + qY} (plan/average_law.hpp), and m, A, q and Y are all numbers of a path.
/// So on paths that go on from a date, the contracts' puts are paid twice, on Ī and on Ĩ, by the same kernels on the same
/// random numbers:
///     error(state at the date) = E[ Σ flow(Ĩ)/B − Σ flow(Ī)/B | state ] · B,
/// discount, FX, defaults and licences included. The two flows nearly agree on every path, so a few thousand paths see a
/// thousandth of an option's value. A window's Ĩ is that of its heaviest law on the date; the others' differ by what a licence
/// or a payment date changes in m and q. Stated is the greatest, over today and the horizons, of |mean error| over all states
/// and, at horizons, over the lowest 5 % of the contract's value there (that of its ES), each with two standard errors added.
#pragma once

#include <lodestone/model/validate.hpp>
#include <lodestone/run/path_counter.hpp>
#include <lodestone/run/run_paths.hpp>

#include <cstddef>
#include <vector>

namespace lodestone {

inline constexpr std::size_t kMostAveragePaths = 4096;
inline constexpr std::size_t kLeastAveragePaths = 256;

/// Paths that average_errors adds to its counter.
std::int64_t paths_to_measure_averages(const SimulationPlan& plan);

/// By cash row; 0 but for contracts valued by GEOMETRIC_AVERAGE. Throws what `counter` throws.
/// Measured on as many paths as the run has, between the two limits: a trial of few paths waits no longer for it than for
/// itself, and states more, since the standard errors are part of what is stated.
/// The same bits for any number of threads.   Cost: twice these paths to the last of these contracts' flows, a date.
std::vector<double> average_errors(const ValidStudy& study, const SimulationPlan& plan, const Resources& resources,
                                   PathCounter& counter);

}  // namespace lodestone
