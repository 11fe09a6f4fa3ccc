/// Ctrl-C and SIGTERM as a stop token.
#pragma once

#include <atomic>
#include <csignal>
#include <stop_token>
#include <thread>

namespace lodestone::app {

/// While it lives, SIGINT and SIGTERM ask for a stop instead of ending the process. They are blocked in the thread that makes
/// it and in those started afterwards, and taken by a thread of its own: no code runs inside a signal handler. A SIGINT that
/// the process was started to ignore stays ignored. At most one at a time, made before any other thread.
class Interruption {
 public:
  Interruption();
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  std::stop_token token() const { return source_.get_token(); }

 private:
  std::stop_source source_;
  std::atomic<bool> ending_{false};
  sigset_t awaited_{};
  sigset_t mask_before_{};
  std::thread watcher_;
};

}  // namespace lodestone::app
