// The front door: options and their refusal, progress and stopping, threads, replay, tail and what-if.
#include <gtest/gtest.h>

#include <model/example_study.hpp>
#include <run/small_studies.hpp>
#include <thread>

namespace lodestone {
namespace {

/// Small enough to run often, several blocks of paths long.
Study toy_book(std::int64_t paths) {
  Study study = toy_market(paths);
  study.portfolio.positions = {reference::position("purchase", toy_offtake(Side::BUY, 2.0, 1.6)),
                               reference::position("stock", Inventory{"spot", 1.0, 0.0})};
  return study;
}

TEST(Options, ThatThisMachineCannotHonourAreRefusedAllAtOnce) {
  Options options;
  options.threads = -1;
  options.tile_paths = 100;
  std::vector<std::string> expected = {"options.threads", "options.tile_paths"};
  if (!is_supported(Isa::AVX512)) {
    options.isa = Isa::AVX512;
    expected.push_back("options.isa");
  }
  const ValidStudy study = validate(toy_book(64));
  const auto expect_refusal = [&](const auto& call) {
    try {
      call();
      ADD_FAILURE() << "accepted";
    } catch (const InvalidInput& error) {
      std::vector<std::string> paths;
      for (const Violation& violation : error.violations()) {
        paths.push_back(violation.path);
        EXPECT_FALSE(violation.remedy.empty());
      }
      EXPECT_EQ(paths, expected);
    }
  };
  expect_refusal([&] { simulate(study, options); });
  expect_refusal([&] { summarise_plan(study, options); });
  expect_refusal([&] { replay_path(study, 0, options); });
}

TEST(Options, RefuseATileThatIsNoMultipleOf64OrTooLargeAndTakeTheOthers) {
  const ValidStudy study = validate(toy_book(64));
  for (const int tile : {-64, 1, 63, 65, 4160}) {
    Options options;
    options.tile_paths = tile;
    EXPECT_THROW(simulate(study, options), InvalidInput) << tile;
  }
  for (const int tile : {64, 4096}) {
    Options options;
    options.tile_paths = tile;
    EXPECT_EQ(simulate(study, options).report().run.tile_paths, tile);
  }
}

TEST(Replay, OfAPathThatTheStudyDoesNotHaveIsRefused) {
  const ValidStudy study = validate(toy_book(64));
  EXPECT_THROW(replay_path(study, -1), InvalidInput);
  EXPECT_THROW(replay_path(study, 64), InvalidInput);
  EXPECT_EQ(replay_path(study, 63).path, 63);
}

TEST(Stop, RequestedBeforeTheRunCancelsIt) {
  std::stop_source source;
  source.request_stop();
  Options options;
  options.stop = source.get_token();
  EXPECT_THROW(simulate(validate(toy_book(20000)), options), Cancelled);
}

TEST(Stop, RequestedDuringTheRunCancelsIt) {
  std::stop_source source;
  Options options;
  options.threads = 1;
  options.stop = source.get_token();
  std::int64_t done = 0;
  options.on_progress = [&](const Progress& progress) {
    done = progress.paths_done;
    source.request_stop();
  };
  EXPECT_THROW(simulate(validate(toy_book(40000)), options), Cancelled);
  EXPECT_GT(done, 0);
  EXPECT_LT(done, 40000);
}

// Tables of the licensed purchase, which delivers past the horizon, are those of the run before; the run itself is let go.
TEST(Earlier, RunChangesNoBitOfALaterOneAndIsReadDuringTheCallAlone) {
  Study study = toy_book(777);
  study.simulation.horizons = {"8w"};
  const auto later_at = [&study](const Simulation* earlier, double level) {
    Study later = study;
    for (Factor& factor : later.market.factors) factor.initial_value += level;
    Options options;
    options.earlier = earlier;
    return simulate(validate(later), options);
  };
  auto earlier = std::make_unique<Simulation>(later_at(nullptr, 0.0));
  const Simulation later = later_at(earlier.get(), 0.3);
  earlier.reset();
  const Simulation alone = later_at(nullptr, 0.3);
  const std::vector<NodePnl>& pnl = later.report().results.pnl;
  ASSERT_EQ(pnl.size(), alone.report().results.pnl.size());
  for (std::size_t n = 0; n < pnl.size(); ++n) expect_same_pnl(pnl[n], alone.report().results.pnl[n]);
  const Position added = reference::position("more stock", Inventory{"spot", 1.0, 0.0});
  expect_same_pnl(later.what_if(added).results.pnl.front(), alone.what_if(added).results.pnl.front());
}

struct Interrupted : std::runtime_error {
  using std::runtime_error::runtime_error;
};

TEST(Progress, ThatThrowsEndsTheRunWithItsOwnException) {
  for (const int threads : {1, 2}) {
    Options options;
    options.threads = threads;
    options.on_progress = [](const Progress&) { throw Interrupted("by the caller"); };
    try {
      simulate(validate(toy_book(20000)), options);
      ADD_FAILURE() << "not thrown";
    } catch (const Interrupted& error) {
      EXPECT_STREQ(error.what(), "by the caller");
    }
  }
}

TEST(Progress, GrowsToTheTotal) {
  Options options;
  options.threads = 2;
  std::vector<Progress> seen;
  options.on_progress = [&](const Progress& progress) { seen.push_back(progress); };
  simulate(validate(toy_book(20001)), options);
  ASSERT_GT(seen.size(), 1u);
  for (std::size_t i = 0; i < seen.size(); ++i) {
    EXPECT_EQ(seen[i].paths_total, 20001);
    EXPECT_GT(seen[i].paths_done, i == 0 ? 0 : seen[i - 1].paths_done);
  }
  EXPECT_EQ(seen.back().paths_done, 20001);
}

void expect_same_tail(const Simulation& first, const Simulation& second) {
  const std::vector<TailPath> one = first.tail(0.9);
  const std::vector<TailPath> other = second.tail(0.9);
  ASSERT_EQ(one.size(), other.size());
  for (std::size_t i = 0; i < one.size(); ++i) {
    EXPECT_TRUE(one[i].path == other[i].path && one[i].loss == other[i].loss && one[i].weight == other[i].weight) << i;
  }
}

TEST(Simulations, InThreadsOfTheCallersShareNothing) {
  const ValidStudy studies[] = {validate(toy_book(9000)), validate(with_paths(example_study(), 300))};
  const Simulation alone[] = {simulate(studies[0]), simulate(studies[1])};
  constexpr std::size_t kThreads = 4;
  std::vector<std::optional<Simulation>> together(kThreads);
  std::vector<std::thread> pool;
  for (std::size_t t = 0; t < kThreads; ++t) {
    pool.emplace_back([&, t] {
      Options options;
      options.threads = static_cast<int>(1 + t / 2);
      together[t].emplace(simulate(studies[t % 2], options));
    });
  }
  for (std::thread& thread : pool) thread.join();
  for (std::size_t t = 0; t < kThreads; ++t) {
    expect_same_tail(*together[t], alone[t % 2]);
    const std::vector<NodePnl>& pnl = alone[t % 2].report().results.pnl;
    for (std::size_t n = 0; n < pnl.size(); ++n) expect_same_pnl(together[t]->report().results.pnl[n], pnl[n]);
  }
}

// The tail knows the sample less value today; subtracting again gives the same bits.
void expect_replay_is_what_the_run_saw(const Study& study, const std::string& horizon) {
  const Simulation simulation = simulate(validate(study));
  const NodePnl* portfolio = nullptr;
  for (const NodePnl& pnl : simulation.report().results.pnl) {
    if (pnl.node.kind == NodeKind::PORTFOLIO && pnl.horizon == horizon && pnl.pnl_basis == PnlBasis::MARK_TO_MODEL)
      portfolio = &pnl;
  }
  ASSERT_NE(portfolio, nullptr);
  const std::vector<TailPath> tail = simulation.tail(0.9);
  ASSERT_GE(tail.size(), 20u);
  for (std::size_t i = 0; i < 20; ++i) {
    const PathRecord record = simulation.replay(tail[i].path);
    const double value = sample(record, "value and cash of portfolio, " + horizon);
    EXPECT_EQ(-tail[i].loss, value - *portfolio->value_today.value) << "path " << tail[i].path;
    EXPECT_LE(tail[i].loss, tail[i == 0 ? 0 : i - 1].loss);
  }
}

TEST(Replay, GivesTheBitsThatTheRunSaw) {
  expect_replay_is_what_the_run_saw(toy_book(5000), "34w");
  expect_replay_is_what_the_run_saw(with_paths(example_study(), 400), "2027-03-31");
}

TEST(WhatIf, AddsAPositionAndLeavesEveryOtherNodeToTheLastBit) {
  Study study = with_paths(example_study(), 400);
  const Simulation simulation = simulate(validate(study));
  Position added = study.portfolio.positions[3];  // "dy_purchase": licences per shipment, so it needs its own
  ASSERT_EQ(added.id, "dy_purchase");
  added.id = "second_dy_purchase";
  added.book = "equities";
  added.labels.clear();
  const RiskReport larger = simulation.what_if(added);
  study.portfolio.positions.push_back(added);
  const Simulation again = simulate(validate(study));

  const std::vector<NodePnl>& before = simulation.report().results.pnl;
  ASSERT_EQ(larger.results.pnl.size(), before.size());
  int unchanged = 0;
  for (std::size_t n = 0; n < before.size(); ++n) {
    const NodePnl& after = larger.results.pnl[n];
    expect_same_pnl(after, again.report().results.pnl[n]);
    const bool holds_it = after.node.id == "portfolio" || after.node.id == "desk" || after.node.id == "equities";
    if (holds_it) {
      EXPECT_NE(after.distribution.standard_deviation, before[n].distribution.standard_deviation) << after.node.id;
    } else {
      expect_same_pnl(after, before[n]);
      ++unchanged;
    }
  }
  EXPECT_GE(unchanged, 10);
  EXPECT_EQ(larger.results.positions, simulation.report().results.positions + 1);
}

TEST(WhatIf, RefusesAPositionThatTheStudyCannotHold) {
  const Simulation simulation = simulate(validate(toy_book(64)));
  EXPECT_THROW(simulation.what_if(reference::position("stock", Inventory{"spot", 1.0, 0.0})), InvalidInput);
  EXPECT_THROW(simulation.what_if(reference::position("new", Inventory{"nothing", 1.0, 0.0})), InvalidInput);
}

}  // namespace
}  // namespace lodestone
