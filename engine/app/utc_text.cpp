#include <lodestone/app/utc_text.hpp>

#include <lodestone/base/date.hpp>

#include <fmt/core.h>

namespace lodestone::app {

std::string utc_text(std::chrono::system_clock::time_point time) {
  const Date day = std::chrono::floor<days>(time);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(time - day));
  return fmt::format("{}T{:02}:{:02}:{:02}Z", to_string(day), clock.hours().count(), clock.minutes().count(),
                     clock.seconds().count());
}

}  // namespace lodestone::app
