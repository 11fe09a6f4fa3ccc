// What several threads share: run under ThreadSanitizer, which also has to find a race that is planted on purpose
// (tests/architecture/planted_race.cpp).
#include <gtest/gtest.h>
#include <lodestone/engine.hpp>
#include <lodestone/run/for_each_block.hpp>

#include <atomic>
#include <model/example_study.hpp>
#include <stdexcept>
#include <thread>

namespace lodestone {
namespace {

ValidStudy study_of(std::int64_t paths) {
  Study study = example_study();
  study.simulation.paths = paths;
  return validate(std::move(study));
}

Options on_threads(int threads) {
  Options options;
  options.threads = threads;
  options.tile_paths = 256;
  return options;
}

/// The tail is the samples' order and values: enough to see any difference between two runs.
void expect_same_tail(const Simulation& a, const Simulation& b) {
  const std::vector<TailPath> left = a.tail(0.9);
  const std::vector<TailPath> right = b.tail(0.9);
  ASSERT_EQ(left.size(), right.size());
  for (std::size_t n = 0; n < left.size(); ++n) {
    EXPECT_EQ(left[n].path, right[n].path);
    EXPECT_EQ(left[n].loss, right[n].loss);
  }
}

TEST(Threads, SimulateWithManyIsSimulateWithOne) {
  const ValidStudy study = study_of(4 * 4096);
  expect_same_tail(simulate(study, on_threads(1)), simulate(study, on_threads(4)));
}

TEST(Threads, TwoSimulationsAtOnceDoNotMeet) {
  const ValidStudy study = study_of(2 * 4096);
  const Simulation alone = simulate(study, on_threads(2));
  std::thread other([&] { expect_same_tail(simulate(study, on_threads(2)), alone); });
  expect_same_tail(simulate(study, on_threads(2)), alone);
  other.join();
}

TEST(Threads, ReadOneSimulationTogether) {
  const Simulation simulation = simulate(study_of(4096), on_threads(2));
  std::vector<std::thread> readers;
  std::atomic<int> read = 0;
  for (int n = 0; n < 3; ++n) {
    readers.emplace_back([&, n] {
      EXPECT_EQ(simulation.replay(n).path, n);
      EXPECT_FALSE(simulation.tail(0.99).empty());
      ++read;
    });
  }
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(read, 3);
}

TEST(Threads, RunInsideACallersParallelLoop) {
  const ValidStudy study = study_of(4096);
  const Simulation alone = simulate(study, on_threads(1));
  for_each_block(3, 3, [&](std::size_t, std::size_t) { expect_same_tail(simulate(study, on_threads(2)), alone); });
}

TEST(Threads, StopWhenAnotherThreadAsksThem) {
  std::stop_source source;
  Options options = on_threads(2);
  options.stop = source.get_token();
  options.on_progress = [&](const Progress&) { source.request_stop(); };
  EXPECT_THROW(simulate(study_of(64 * 4096), options), Cancelled);
}

TEST(Threads, ReportProgressOneAtATimeAndToTheEnd) {
  std::int64_t done = 0;  // not atomic: a second caller at once would be a race
  Options options = on_threads(3);
  options.on_progress = [&](const Progress& progress) {
    EXPECT_GT(progress.paths_done, done);
    done = progress.paths_done;
  };
  simulate(study_of(5 * 4096 + 5), options);
  EXPECT_EQ(done, 5 * 4096 + 5);
}

TEST(Threads, PassOnWhatACallbackThrows) {
  Options options = on_threads(3);
  options.on_progress = [](const Progress&) { throw std::logic_error("the caller's own"); };
  EXPECT_THROW(simulate(study_of(8 * 4096), options), std::logic_error);
}

}  // namespace
}  // namespace lodestone
