#include <algorithm>
#include <cmath>
#include <lodestone/base/expect.hpp>
#include <lodestone/simd/vector_targets-inl.hpp>

#include "ceilings/ceilings.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "ceilings/ceilings.simd.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <lodestone/random/philox-inl.hpp>
#include <lodestone/simd/exp-inl.hpp>
#include <lodestone/simd/log-inl.hpp>
#include <lodestone/simd/padding.hpp>
#include <lodestone/simd/sin_cos-inl.hpp>

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

/// ln u of u in (0, 1) with a table instead of a division: u = 2^e·m with m about 1, r = m·c − 1 with c the table's 1/m,
/// |r| ≤ 1/32, and ten terms of the series of ln(1 + r). The cell around m = 1 has c = 1, so that u near 1 keeps its digits.
struct LogTable {
  alignas(64) double inverse[16];
  alignas(64) double minus_log[16];

  LogTable() {
    for (int k = 0; k < 16; ++k) {
      const double centre = k < 8 ? 1.0 + k / 16.0 : 0.5 + k / 32.0;
      inverse[k] = 1.0 / centre;
      minus_log[k] = -__builtin_log(inverse[k]);
    }
  }
};

const LogTable& log_table() {
  static const LogTable table;
  return table;
}

/// The sixteen entries in registers where two vectors hold them, else in memory.
struct TableLookup {
#if HWY_TARGET == HWY_AVX3
  __m512d low, high;
  explicit TableLookup(const double* entries) : low(_mm512_load_pd(entries)), high(_mm512_load_pd(entries + 8)) {}
  Vector operator()(WordVector index) const { return Vector{_mm512_permutex2var_pd(low, index.raw, high)}; }
#else
  const double* entries;
  explicit TableLookup(const double* given) : entries(given) {}
  Vector operator()(WordVector index) const {
    const hn::RebindToSigned<WordLanes> signed_lanes;
    const auto small = hn::And(index, hn::Set(WordLanes(), std::uint64_t{15}));
    return hn::GatherIndex(DoubleLanes(), entries, hn::BitCast(signed_lanes, small));
  }
#endif
};

struct LogByTable {
  TableLookup inverse{log_table().inverse};
  TableLookup minus_log{log_table().minus_log};

  HWY_INLINE Vector operator()(Vector u) const {
    const DoubleLanes d;
    const WordLanes u64;
    const WordVector bits = hn::BitCast(u64, u);
    // Mantissas from 1 + 15/32 on belong to the exponent above, where a cell begins: m in [47/64, 47/32).
    const WordVector rounded = hn::Add(bits, hn::Set(u64, std::uint64_t{17} << 47));
    const WordVector exponent = hn::And(rounded, hn::Set(u64, std::uint64_t{0x7FF0000000000000}));
    const Vector m = hn::BitCast(d, hn::Sub(hn::Add(bits, hn::Set(u64, std::uint64_t{0x3FF0000000000000})), exponent));
    // The nearest sixteenth of the mantissa: four bits, and what lies above them is ignored.
    const WordVector index = hn::ShiftRight<48>(hn::Add(bits, hn::Set(u64, std::uint64_t{1} << 47)));
    const Vector shifted =
        hn::BitCast(d, hn::Or(hn::ShiftRight<52>(exponent), hn::Set(u64, std::uint64_t{0x4330000000000000})));
    const Vector e = hn::Sub(shifted, hn::Set(d, 0x1p52 + 1023.0));
    const Vector r = hn::MulSub(m, inverse(index), hn::Set(d, 1.0));
    const Vector r2 = hn::Mul(r, r);
    const Vector r4 = hn::Mul(r2, r2);
    const Vector p23 = hn::MulAdd(r, hn::Set(d, 1.0 / 3.0), hn::Set(d, -0.5));
    const Vector p45 = hn::MulAdd(r, hn::Set(d, 1.0 / 5.0), hn::Set(d, -1.0 / 4.0));
    const Vector p67 = hn::MulAdd(r, hn::Set(d, 1.0 / 7.0), hn::Set(d, -1.0 / 6.0));
    const Vector p89 = hn::MulAdd(r, hn::Set(d, 1.0 / 9.0), hn::Set(d, -1.0 / 8.0));
    const Vector top = hn::MulAdd(r2, hn::Set(d, -0.1), p89);
    const Vector high = hn::MulAdd(r2, p67, p45);
    const Vector p = hn::MulAdd(r2, hn::MulAdd(r4, top, high), p23);
    const Vector log_m = hn::MulAdd(r2, p, hn::Add(r, minus_log(index)));
    return hn::MulAdd(e, hn::Set(d, 0x1.62e42fefa39efp-1), log_m);
  }
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

/// Two vectors of normals of each vector of blocks, to `out`.
template <std::size_t kInFlight, typename Log>
HWY_INLINE void box_muller(const Log& log, const Vector* u_a, const Vector* u_b, double* out) {
  const DoubleLanes d;
  const std::size_t lanes = hn::Lanes(d);
  Vector radius[kInFlight], sine[kInFlight], cosine[kInFlight];
  for (std::size_t v = 0; v < kInFlight; ++v) radius[v] = hn::Sqrt(hn::Mul(log(u_a[v]), hn::Set(d, -2.0)));
  for (std::size_t v = 0; v < kInFlight; ++v) engine::sin_cos_of_turns_lanes(d, u_b[v], sine[v], cosine[v]);
  for (std::size_t v = 0; v < kInFlight; ++v) {
    hn::StoreU(hn::Mul(radius[v], cosine[v]), d, out + 2 * v * lanes);
    hn::StoreU(hn::Mul(radius[v], sine[v]), d, out + (2 * v + 1) * lanes);
  }
}

/// Philox and Box–Muller in one go over `kInFlight` vectors of blocks.
template <std::size_t kInFlight, typename Log>
void normals() {
  const DoubleLanes d;
  const std::size_t lanes = hn::Lanes(d);
  const Log log;
  double* const out = data().out.data();
  for (std::uint64_t sweep = 0; sweep < kNormalSweeps; ++sweep) {
    for (std::size_t i = 0; i + 2 * kInFlight * lanes <= kValues; i += 2 * kInFlight * lanes) {
      const auto blocks = random_words<kInFlight>(sweep, i);
      Vector u_a[kInFlight], u_b[kInFlight];
      for (std::size_t v = 0; v < kInFlight; ++v) {
        u_a[v] = engine::uniform_lanes(d, blocks.word0[v], blocks.word1[v]);
        u_b[v] = engine::uniform_lanes(d, blocks.word2[v], blocks.word3[v]);
      }
      box_muller<kInFlight>(log, u_a, u_b, out + i);
    }
  }
}

/// Uniforms of the next `kInFlight` vectors while the last ones become normals: neither waits for the other's long chains.
template <std::size_t kInFlight, typename Log>
void normals_overlapped() {
  const DoubleLanes d;
  const std::size_t lanes = hn::Lanes(d);
  const Log log;
  double* const out = data().out.data();
  Vector u_a[kInFlight], u_b[kInFlight];
  for (std::size_t v = 0; v < kInFlight; ++v) u_a[v] = u_b[v] = hn::Set(d, 0.5);
  for (std::uint64_t sweep = 0; sweep < kNormalSweeps; ++sweep) {
    for (std::size_t i = 0; i + 2 * kInFlight * lanes <= kValues; i += 2 * kInFlight * lanes) {
      const auto blocks = random_words<kInFlight>(sweep, i);
      box_muller<kInFlight>(log, u_a, u_b, out + i);
      for (std::size_t v = 0; v < kInFlight; ++v) {
        u_a[v] = engine::uniform_lanes(d, blocks.word0[v], blocks.word1[v]);
        u_b[v] = engine::uniform_lanes(d, blocks.word2[v], blocks.word3[v]);
      }
    }
  }
}

/// First all uniforms, kept in the first-level cache, then all normals.
template <std::size_t kWords, std::size_t kInFlight, typename Log>
void normals_in_two_passes() {
  const DoubleLanes d;
  const std::size_t lanes = hn::Lanes(d);
  const Log log;
  double* const out = data().out.data();
  double* const uniforms = data().in.data() + kValues;
  for (std::uint64_t sweep = 0; sweep < kNormalSweeps; ++sweep) {
    for (std::size_t i = 0; i < kValues; i += 2 * kWords * lanes) {
      const auto blocks = random_words<kWords>(sweep, i);
      for (std::size_t v = 0; v < kWords; ++v) {
        hn::StoreU(engine::uniform_lanes(d, blocks.word0[v], blocks.word1[v]), d, uniforms + i + 2 * v * lanes);
        hn::StoreU(engine::uniform_lanes(d, blocks.word2[v], blocks.word3[v]), d, uniforms + i + (2 * v + 1) * lanes);
      }
    }
    for (std::size_t i = 0; i < kValues; i += 2 * kInFlight * lanes) {
      Vector u_a[kInFlight], u_b[kInFlight];
      for (std::size_t v = 0; v < kInFlight; ++v) {
        u_a[v] = hn::LoadU(d, uniforms + i + 2 * v * lanes);
        u_b[v] = hn::LoadU(d, uniforms + i + (2 * v + 1) * lanes);
      }
      box_muller<kInFlight>(log, u_a, u_b, out + i);
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
      {"normals", "one go, division, 4", normal_count<4>(), normals<4, LogByDivision>},
      {"normals", "one go, division, 6", normal_count<6>(), normals<6, LogByDivision>},
      {"normals", "one go, division, 8", normal_count<8>(), normals<8, LogByDivision>},
      {"normals", "overlapped, division, 4", normal_count<4>(), normals_overlapped<4, LogByDivision>},
      {"normals", "two passes, division, 8 and 4", kSwept / 4, normals_in_two_passes<8, 4, LogByDivision>},
      {"normals", "one go, table, 4", normal_count<4>(), normals<4, LogByTable>},
      {"normals", "one go, table, 6", normal_count<6>(), normals<6, LogByTable>},
      {"normals", "one go, table, 8", normal_count<8>(), normals<8, LogByTable>},
      {"normals", "overlapped, table, 4", normal_count<4>(), normals_overlapped<4, LogByTable>},
      {"normals", "two passes, table, 8 and 4", kSwept / 4, normals_in_two_passes<8, 4, LogByTable>},
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

}  // namespace

std::span<const Ceiling> ceilings(Isa isa) {
  LODESTONE_EXPECT(is_supported(isa));
  return isa == Isa::AVX512 ? N_AVX3::ceiling_table() : N_AVX2::ceiling_table();
}

double log_difference(Isa isa) { return isa == Isa::AVX512 ? N_AVX3::log_difference() : N_AVX2::log_difference(); }

double ceiling_rate(Isa isa, std::string_view work, int threads, int repeats) {
  double best = 0.0;
  for (const Ceiling& ceiling : ceilings(isa)) {
    if (ceiling.work != work) continue;
    best = std::max(best, ceiling.units * threads / seconds_of_pass(ceiling.pass, threads, repeats));
  }
  return best;
}

}  // namespace lodestone::bench
#endif
