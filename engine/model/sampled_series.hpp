/// How many numbers a run keeps of every path.
#pragma once

#include <lodestone/model/study.hpp>

#include <cstdint>

namespace lodestone {

/// The sampled series that `study.measures` asks for, 8 bytes a path each:
///   horizons × pnl_bases × nodes, where the nodes are the portfolio, its books, the named positions and the label groups;
///   with quarterly cash flows, calendar quarters up to the last horizon (the last may be cut short) × (portfolio and books);
///   with project outcomes, six a project.
/// Precondition: the as-of date and the horizons can be read.
std::int64_t sampled_series_count(const Study& study);

}  // namespace lodestone
