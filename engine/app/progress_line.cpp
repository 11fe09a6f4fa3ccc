#include <lodestone/app/progress_line.hpp>

#include <lodestone/app/number_text.hpp>

#include <fmt/core.h>

namespace lodestone::app {

namespace {

constexpr std::chrono::milliseconds kRefresh{200};
constexpr const char* kClearLine = "\r\033[K";

}  // namespace

std::string progress_text(std::string_view doing, double share, std::string_view of_what, double elapsed_seconds) {
  std::string text = fmt::format("{} {:3.0f} %  {}", doing, 100.0 * share, of_what);
  if (share > 0.0) text += fmt::format("  {} left", duration_text(elapsed_seconds * (1.0 - share) / share));
  return text;
}

std::string progress_text(const Progress& progress, double elapsed_seconds) {
  const double share =
      progress.paths_total > 0 ? static_cast<double>(progress.paths_done) / static_cast<double>(progress.paths_total) : 0.0;
  const std::string paths = fmt::format("{} of {} paths", whole(progress.paths_done), whole(progress.paths_total));
  const std::string doing =
      progress.draws > 0 ? fmt::format("simulating draw {} of {} ", whole(progress.draw), whole(progress.draws)) : "simulating";
  return progress_text(doing, share, paths, elapsed_seconds);
}

void ProgressLine::update(Clock::time_point now, const std::function<std::string(double elapsed_seconds)>& text_of) {
  if (now - shown_ < kRefresh) return;
  shown_ = now;
  visible_ = true;
  std::fputs((kClearLine + text_of(std::chrono::duration<double>(now - start_).count())).c_str(), terminal_);
  std::fflush(terminal_);
}

ProgressLine::~ProgressLine() {
  if (!visible_) return;
  std::fputs(kClearLine, terminal_);
  std::fflush(terminal_);
}

}  // namespace lodestone::app
