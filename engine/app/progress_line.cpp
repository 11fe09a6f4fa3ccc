#include <lodestone/app/progress_line.hpp>

#include <lodestone/app/number_text.hpp>

#include <fmt/core.h>

namespace lodestone::app {

namespace {

constexpr std::chrono::milliseconds kRefresh{200};
constexpr const char* kClearLine = "\r\033[K";

}  // namespace

std::string progress_text(const Progress& progress, double elapsed_seconds) {
  const double share =
      progress.paths_total > 0 ? static_cast<double>(progress.paths_done) / static_cast<double>(progress.paths_total) : 0.0;
  std::string text = "simulating";
  if (progress.draws > 0) text += fmt::format(" draw {} of {} ", whole(progress.draw), whole(progress.draws));
  text += fmt::format(" {:3.0f} %  {} of {} paths", 100.0 * share, whole(progress.paths_done), whole(progress.paths_total));
  if (share > 0.0) text += fmt::format("  {} left", duration_text(elapsed_seconds * (1.0 - share) / share));
  return text;
}

void ProgressLine::update(const Progress& progress, Clock::time_point now) {
  if (now - shown_ < kRefresh) return;
  shown_ = now;
  visible_ = true;
  const double elapsed = std::chrono::duration<double>(now - start_).count();
  std::fputs((kClearLine + progress_text(progress, elapsed)).c_str(), terminal_);
  std::fflush(terminal_);
}

ProgressLine::~ProgressLine() {
  if (!visible_) return;
  std::fputs(kClearLine, terminal_);
  std::fflush(terminal_);
}

}  // namespace lodestone::app
