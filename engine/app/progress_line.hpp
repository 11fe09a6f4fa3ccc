/// One line on a terminal that says how far a run is and how long it still takes.
#pragma once

#include <lodestone/run/simulation.hpp>

#include <chrono>
#include <cstdio>
#include <functional>
#include <string>
#include <string_view>

namespace lodestone::app {

/// `back-testing  43 %  MP  12 s left`: what is done, how much of it, of what; no time before there is something done.
std::string progress_text(std::string_view doing, double share, std::string_view of_what, double elapsed_seconds);

/// `simulating  43 %  43,000 of 100,000 paths  12 s left`, and where parameters are drawn with the draw:
/// `simulating draw 7 of 100  …`.
std::string progress_text(const Progress& progress, double elapsed_seconds);

/// Rewrites its line in place, at most five times a second, and clears it at its end.
class ProgressLine {
 public:
  using Clock = std::chrono::steady_clock;

  /// `terminal` stays the caller's.
  ProgressLine(std::FILE* terminal, Clock::time_point start) : terminal_(terminal), start_(start), shown_(start) {}
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  /// `text_of` is asked, with the seconds since the start, only for a line that will be shown.
  void update(Clock::time_point now, const std::function<std::string(double elapsed_seconds)>& text_of);

 private:
  std::FILE* terminal_;
  Clock::time_point start_;
  Clock::time_point shown_;
  bool visible_ = false;
};

}  // namespace lodestone::app
