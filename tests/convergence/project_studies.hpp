/// Contracts whose payments of a year are capped, and those that hang on a project.
#pragma once

#include <convergence/markets.hpp>

namespace lodestone::convergence {

/// Floor agreements on both sides, settled at the day's index and on means, with caps that bind on some paths. All are over by
/// the last horizon.
Study capped(Study market);

/// A mine under construction, its output, floor, loan and prepayment. All are over by the last horizon.
Study tied_to_project(Study market);

}  // namespace lodestone::convergence
