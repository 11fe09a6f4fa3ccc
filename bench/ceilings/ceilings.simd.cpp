#include <algorithm>
#include <cmath>
#include <lodestone/base/expect.hpp>
#include <lodestone/simd/vector_targets-inl.hpp>

#include "ceilings/ceilings.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "ceilings/ceilings.simd.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <lodestone/random/box_muller-inl.hpp>
#include <lodestone/random/philox-inl.hpp>
#include <lodestone/simd/exp-inl.hpp>
#include <lodestone/simd/log-inl.hpp>
#include <lodestone/simd/padding.hpp>

HWY_BEFORE_NAMESPACE();
namespace lodestone::bench {
namespace HWY_NAMESPACE {
#if HWY_TARGET != HWY_SCALAR
namespace {

namespace hn = hwy::HWY_NAMESPACE;
namespace engine = lodestone::HWY_NAMESPACE;
using DoubleLanes = hn::ScalableTag<double>;
using Vector = hn::Vec<DoubleLanes>;
using WordLanes = engine::WordLanes;
using WordVector = engine::WordVector;

constexpr std::size_t kValues = 1024;                // 8 KiB: read and written, well inside the first-level cache
constexpr std::size_t kSweeps = 1024;                // of the values in a pass: a third of a millisecond at the least
constexpr std::size_t kWide = std::size_t{1} << 23;  // 64 MiB: more than any cache here
constexpr std::size_t kNormalSweeps = kSweeps / 4;
constexpr std::size_t kSums = 12;  // of fused products in flight: two pipes of four cycles need eight

/// What a thread works on.
struct Data {
  AlignedBuffer<double> in = AlignedBuffer<double>(2 * kValues);
  AlignedBuffer<double> out = AlignedBuffer<double>(kValues);
  AlignedBuffer<double> wide = AlignedBuffer<double>(kWide);
  double sink = 0.0;

  Data() {
    for (std::size_t i = 0; i < kValues; ++i) in.data()[i] = 0.25 + static_cast<double>(i) / kValues;
  }
};

Data& data() {
  thread_local Data data;
  return data;
}

void fma() {
  const DoubleLanes d;
  Data& mine = data();
  const Vector factor = hn::LoadU(d, mine.in.data());
  const Vector term = hn::LoadU(d, mine.in.data() + hn::Lanes(d));
  Vector sum[kSums];
  for (std::size_t v = 0; v < kSums; ++v) sum[v] = hn::Set(d, static_cast<double>(v));
  for (std::size_t i = 0; i < kSweeps * kValues / 16; ++i) {
    for (std::size_t v = 0; v < kSums; ++v) sum[v] = hn::MulAdd(sum[v], factor, term);
  }
  for (std::size_t v = 1; v < kSums; ++v) sum[0] = hn::Add(sum[0], sum[v]);
  mine.sink += hn::GetLane(sum[0]);
}

constexpr double fma_flops(std::size_t lanes) { return 2.0 * static_cast<double>(kSweeps * kValues / 16 * kSums * lanes); }

/// ln u of u in (0, 1) as normals take it, good to 1e-15 of itself.
struct LogByTable {
  engine::MinusTwoLog minus_two_log;
  HWY_INLINE LogByTable() {}
  HWY_INLINE Vector operator()(Vector u) const { return hn::Mul(minus_two_log(u), hn::Set(DoubleLanes(), -0.5)); }
};

struct LogByDivision {
  HWY_INLINE Vector operator()(Vector u) const { return engine::log_of_normal_lanes(DoubleLanes(), u); }
};

template <std::size_t kInFlight>
HWY_INLINE engine::PhiloxBlocks<kInFlight> random_words(std::uint64_t sweep, std::size_t first) {
  const WordLanes u64;
  engine::PhiloxBlocks<kInFlight> blocks;
  for (std::size_t v = 0; v < kInFlight; ++v) {
    blocks.word0[v] = hn::Iota(u64, std::uint64_t{first + v * hn::Lanes(u64)});
    blocks.word1[v] = hn::Set(u64, sweep);
    blocks.word2[v] = hn::Zero(u64);
    blocks.word3[v] = hn::Zero(u64);
  }
  engine::philox_lanes(philox_key(20251231), blocks);
  return blocks;
}

/// What of `kInFlight` vectors of blocks become radii and angles.
template <std::size_t kInFlight>
struct Uniforms {
  Vector u_a[kInFlight];
  WordVector bits_b[kInFlight];

  HWY_INLINE void take(const engine::PhiloxBlocks<kInFlight>& blocks) {
    for (std::size_t v = 0; v < kInFlight; ++v) {
      u_a[v] = engine::uniform_lanes(DoubleLanes(), blocks.word0[v], blocks.word1[v]);
      bits_b[v] = engine::random_bits(blocks.word2[v], blocks.word3[v]);
    }
  }

  /// Two vectors of normals each, to `out`.
  HWY_INLINE void box_muller(const engine::MinusTwoLog& minus_two_log, double* out) const {
    const DoubleLanes d;
    const std::size_t lanes = hn::Lanes(d);
    Vector radius[kInFlight];
    for (std::size_t v = 0; v < kInFlight; ++v) radius[v] = hn::Sqrt(minus_two_log(u_a[v]));
    for (std::size_t v = 0; v < kInFlight; ++v) {
      Vector cosine, sine;
      engine::cos_sin_lanes(d, bits_b[v], cosine, sine);
      hn::StoreU(hn::Mul(radius[v], cosine), d, out + 2 * v * lanes);
      hn::StoreU(hn::Mul(radius[v], sine), d, out + (2 * v + 1) * lanes);
    }
  }
};

/// Philox and Box–Muller in one go over `kInFlight` vectors of blocks.
template <std::size_t kInFlight>
void normals() {
  const std::size_t lanes = hn::Lanes(DoubleLanes());
  const engine::MinusTwoLog minus_two_log;
  double* const out = data().out.data();
  for (std::uint64_t sweep = 0; sweep < kNormalSweeps; ++sweep) {
    for (std::size_t i = 0; i + 2 * kInFlight * lanes <= kValues; i += 2 * kInFlight * lanes) {
      Uniforms<kInFlight> uniforms;
      uniforms.take(random_words<kInFlight>(sweep, i));
      uniforms.box_muller(minus_two_log, out + i);
    }
  }
}

/// Uniforms of the next `kInFlight` vectors while the last ones become normals: neither waits for the other's long chains.
template <std::size_t kInFlight>
void normals_overlapped() {
  const std::size_t lanes = hn::Lanes(DoubleLanes());
  const engine::MinusTwoLog minus_two_log;
  double* const out = data().out.data();
  Uniforms<kInFlight> uniforms;
  uniforms.take(random_words<kInFlight>(kNormalSweeps, 0));
  for (std::uint64_t sweep = 0; sweep < kNormalSweeps; ++sweep) {
    for (std::size_t i = 0; i + 2 * kInFlight * lanes <= kValues; i += 2 * kInFlight * lanes) {
      const auto blocks = random_words<kInFlight>(sweep, i);
      uniforms.box_muller(minus_two_log, out + i);
      uniforms.take(blocks);
    }
  }
}

template <std::size_t kInFlight>
void exps() {
  const DoubleLanes d;
  const std::size_t lanes = hn::Lanes(d);
  const double* const in = data().in.data();
  double* const out = data().out.data();
  for (std::size_t sweep = 0; sweep < kSweeps; ++sweep) {
    for (std::size_t i = 0; i < kValues; i += kInFlight * lanes) {
      Vector value[kInFlight];
      for (std::size_t v = 0; v < kInFlight; ++v) value[v] = engine::exp_lanes(d, hn::LoadU(d, in + i + v * lanes));
      for (std::size_t v = 0; v < kInFlight; ++v) hn::StoreU(value[v], d, out + i + v * lanes);
    }
  }
}

template <std::size_t kInFlight, typename Log>
void logs() {
  const DoubleLanes d;
  const std::size_t lanes = hn::Lanes(d);
  const Log log;
  const double* const in = data().in.data();
  double* const out = data().out.data();
  for (std::size_t sweep = 0; sweep < kSweeps; ++sweep) {
    for (std::size_t i = 0; i < kValues; i += kInFlight * lanes) {
      Vector value[kInFlight];
      for (std::size_t v = 0; v < kInFlight; ++v) value[v] = log(hn::LoadU(d, in + i + v * lanes));
      for (std::size_t v = 0; v < kInFlight; ++v) hn::StoreU(value[v], d, out + i + v * lanes);
    }
  }
}

/// Sums what no cache holds.
void read_wide() {
  const DoubleLanes d;
  const std::size_t lanes = hn::Lanes(d);
  Data& mine = data();
  Vector sum[8];
  for (Vector& part : sum) part = hn::Zero(d);
  for (std::size_t i = 0; i < mine.wide.size(); i += 8 * lanes) {
    for (std::size_t v = 0; v < 8; ++v) sum[v] = hn::Add(sum[v], hn::LoadU(d, mine.wide.data() + i + v * lanes));
  }
  for (std::size_t v = 1; v < 8; ++v) sum[0] = hn::Add(sum[0], sum[v]);
  mine.sink += hn::GetLane(sum[0]);
}

constexpr double kSwept = static_cast<double>(kSweeps * kValues);

/// Of a pass whose groups need not divide the values.
template <std::size_t kInFlight>
double normal_count() {
  const std::size_t group = 2 * kInFlight * hn::Lanes(DoubleLanes());
  return static_cast<double>(kNormalSweeps * (kValues / group * group));
}

}  // namespace

double log_difference() {
  const DoubleLanes d;
  const LogByTable by_table;
  const LogByDivision by_division;
  alignas(64) double table[8], division[8], u[8];
  double worst = 0.0;
  for (int n = 1; n <= 100'000; ++n) {
    // From next to 1 down to next to 0, ever finer towards both ends.
    const double t = n / 100'001.0;
    for (std::size_t k = 0; k < 8; ++k) u[k] = k % 2 == 0 ? 1.0 - t * t * t * t / (k + 1.0) : t * t * t * t * t / (k + 1.0);
    for (std::size_t k = 0; k < 8; k += hn::Lanes(d)) {
      hn::Store(by_table(hn::Load(d, u + k)), d, table + k);
      hn::Store(by_division(hn::Load(d, u + k)), d, division + k);
    }
    for (std::size_t k = 0; k < 8; ++k) {
      if (u[k] < 1.0) worst = std::max(worst, std::abs(table[k] / division[k] - 1.0));
    }
  }
  return worst;
}

std::span<const Ceiling> ceiling_table() {
  static const Ceiling kTable[] = {
      {"fma", "12 sums", fma_flops(hn::Lanes(DoubleLanes())), fma},
      {"normals", "one go, 4", normal_count<4>(), normals<4>},
      {"normals", "one go, 5", normal_count<5>(), normals<5>},
      {"normals", "one go, 6", normal_count<6>(), normals<6>},
      {"normals", "one go, 8", normal_count<8>(), normals<8>},
      {"normals", "overlapped, 4", normal_count<4>(), normals_overlapped<4>},
      {"normals", "overlapped, 6", normal_count<6>(), normals_overlapped<6>},
      {"exp", "1", kSwept, exps<1>},
      {"exp", "2", kSwept, exps<2>},
      {"exp", "4", kSwept, exps<4>},
      {"log", "division, 2", kSwept, logs<2, LogByDivision>},
      {"log", "division, 4", kSwept, logs<4, LogByDivision>},
      {"log", "table, 2", kSwept, logs<2, LogByTable>},
      {"log", "table, 4", kSwept, logs<4, LogByTable>},
      {"read", "64 MiB", static_cast<double>(sizeof(double) * kWide), read_wide},
  };
  return kTable;
}

#endif
}  // namespace HWY_NAMESPACE
}  // namespace lodestone::bench
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include <atomic>
#include <barrier>
#include <chrono>
#include <thread>
#include <vector>

namespace lodestone::bench {
namespace {

/// Seconds of one pass on each thread, from a common start to the last one's end; least of `repeats`.
double seconds_of_pass(void (*pass)(), int threads, int repeats) {
  using Clock = std::chrono::steady_clock;
  std::barrier gate(threads);
  double least = 1e300;
  const auto work = [&](bool keeps_time) {
    pass();  // warms the caches
    for (int n = 0; n < repeats; ++n) {
      gate.arrive_and_wait();
      const auto start = Clock::now();
      pass();
      gate.arrive_and_wait();
      if (keeps_time) least = std::min(least, std::chrono::duration<double>(Clock::now() - start).count());
    }
  };
  std::vector<std::thread> others;
  for (int n = 1; n < threads; ++n) others.emplace_back(work, false);
  work(true);
  for (std::thread& other : others) other.join();
  return least;
}

/// Passes a second of each thread when all of them go on for `seconds`.
double held_passes(void (*pass)(), int threads, double seconds) {
  using Clock = std::chrono::steady_clock;
  std::barrier gate(threads);
  std::atomic<double> sum = 0.0;
  const auto work = [&] {
    pass();  // warms the caches
    gate.arrive_and_wait();
    const auto start = Clock::now();
    double taken = 0.0;
    double passes = 0.0;
    for (; taken < seconds; ++passes) {
      pass();
      taken = std::chrono::duration<double>(Clock::now() - start).count();
    }
    sum += passes / taken;
  };
  std::vector<std::thread> others;
  for (int n = 1; n < threads; ++n) others.emplace_back(work);
  work();
  for (std::thread& other : others) other.join();
  return sum / threads;
}

}  // namespace

std::span<const Ceiling> ceilings(Isa isa) {
  LODESTONE_EXPECT(is_supported(isa));
  return isa == Isa::AVX512 ? N_AVX3::ceiling_table() : N_AVX2::ceiling_table();
}

double log_difference(Isa isa) { return isa == Isa::AVX512 ? N_AVX3::log_difference() : N_AVX2::log_difference(); }

CeilingRate measure_ceiling(Isa isa, std::string_view work, int threads, int repeats) {
  CeilingRate best;
  for (const Ceiling& ceiling : ceilings(isa)) {
    if (ceiling.work != work) continue;
    const double rate = ceiling.units * threads / seconds_of_pass(ceiling.pass, threads, repeats);
    if (rate > best.units_per_second) best = {rate, &ceiling};
  }
  return best;
}

double ceiling_rate(Isa isa, std::string_view work, int threads, int repeats) {
  return measure_ceiling(isa, work, threads, repeats).units_per_second;
}

double held_rate(const Ceiling& ceiling, int threads, double seconds) {
  return ceiling.units * threads * held_passes(ceiling.pass, threads, seconds);
}

}  // namespace lodestone::bench
#endif
