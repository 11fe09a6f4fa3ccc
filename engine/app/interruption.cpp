#include <lodestone/app/interruption.hpp>

#include <pthread.h>

namespace lodestone::app {

Interruption::Interruption() {
  sigemptyset(&awaited_);
  sigaddset(&awaited_, SIGTERM);
  struct sigaction inherited {};
  sigaction(SIGINT, nullptr, &inherited);
  if (inherited.sa_handler != SIG_IGN) sigaddset(&awaited_, SIGINT);
  pthread_sigmask(SIG_BLOCK, &awaited_, &mask_before_);
  watcher_ = std::thread([this] {
    int signal = 0;
    while (sigwait(&awaited_, &signal) == 0 && !ending_) source_.request_stop();
  });
}

Interruption::~Interruption() {
  ending_ = true;
  pthread_kill(watcher_.native_handle(), SIGTERM);  // wakes the watcher, and only it
  watcher_.join();
  pthread_sigmask(SIG_SETMASK, &mask_before_, nullptr);
}

}  // namespace lodestone::app
