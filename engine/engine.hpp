/// Lodestone's engine: study in, risk report out. This header is the whole library without Protobuf.
///
/// Errors. A fault of the input yields every violation at once, in one `InvalidInput`. A request to stop yields `Cancelled`.
/// Besides these only `std::bad_alloc` and what a caller's own callback throws leave the library; a bug of ours stops the
/// program with a message that names the broken promise.
///
/// Threads. Nothing is global: runs in different threads share nothing, and may be made inside a caller's own parallel loop.
/// A `Simulation` may be read by many threads at once. `on_progress` is called from one thread at a time.
#pragma once

#include <lodestone/model/validate.hpp>
#include <lodestone/risk/report.hpp>
#include <lodestone/run/parameter_uncertainty.hpp>
#include <lodestone/run/simulation.hpp>
