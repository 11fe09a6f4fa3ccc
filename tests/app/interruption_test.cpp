#include <lodestone/app/interruption.hpp>

#include <gtest/gtest.h>

#include <unistd.h>

#include <chrono>
#include <future>

namespace lodestone::app {
namespace {

/// Whether `token` asks for a stop before a time that no machine needs.
bool is_stopped(const std::stop_token& token) {
  std::promise<void> stopped;
  const std::stop_callback callback(token, [&stopped] { stopped.set_value(); });
  return stopped.get_future().wait_for(std::chrono::seconds(60)) == std::future_status::ready;
}

TEST(Interruption, TurnsEitherSignalIntoAStop) {
  for (const int signal : {SIGTERM, SIGINT}) {
    const Interruption interruption;
    EXPECT_FALSE(interruption.token().stop_requested());
    kill(getpid(), signal);
    EXPECT_TRUE(is_stopped(interruption.token()));
  }
}

TEST(Interruption, EndsWithoutAStopAndGivesTheSignalsBack) {
  sigset_t before;
  pthread_sigmask(SIG_BLOCK, nullptr, &before);
  std::stop_token token;
  {
    const Interruption interruption;
    token = interruption.token();
    sigset_t during;
    pthread_sigmask(SIG_BLOCK, nullptr, &during);
    EXPECT_TRUE(sigismember(&during, SIGTERM));
  }
  EXPECT_FALSE(token.stop_requested());
  sigset_t after;
  pthread_sigmask(SIG_BLOCK, nullptr, &after);
  EXPECT_EQ(sigismember(&after, SIGTERM), sigismember(&before, SIGTERM));
}

}  // namespace
}  // namespace lodestone::app
