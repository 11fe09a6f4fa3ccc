/// When something happened, for reports.
#pragma once

#include <chrono>
#include <string>

namespace lodestone::app {

/// ISO 8601, to the second: `2026-01-05T07:30:00Z`.
std::string utc_text(std::chrono::system_clock::time_point time);

}  // namespace lodestone::app
