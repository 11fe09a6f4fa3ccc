#include <lodestone/base/expect.hpp>
#include <lodestone/kernel/step_kernels.hpp>
#include <lodestone/simd/vector_targets-inl.hpp>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE <lodestone/kernel/step_kernels.simd.cpp>
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace lodestone {
namespace HWY_NAMESPACE {
#if HWY_TARGET != HWY_SCALAR
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using DoubleLanes = hn::ScalableTag<double>;
using DoubleVector = hn::Vec<DoubleLanes>;
using IndexLanes = hn::Rebind<std::int64_t, DoubleLanes>;

// Sums in flight hide the latency of an fma; 64 paths are a multiple of this many vectors.
constexpr std::size_t kInFlight = 8;

HWY_INLINE hn::Vec<IndexLanes> load_moves(const std::uint8_t* move) {
  const hn::Rebind<std::uint8_t, DoubleLanes> bytes;
  const hn::Rebind<std::int32_t, DoubleLanes> words;
  return hn::PromoteTo(IndexLanes(), hn::PromoteTo(words, hn::LoadU(bytes, move)));
}

/// The one expression that all forms of a step share.
HWY_INLINE DoubleVector stepped(DoubleVector a, DoubleVector x, DoubleVector b, DoubleVector c, DoubleVector eta) {
  return hn::MulAdd(a, x, hn::MulAdd(c, eta, b));
}

void combine(double alpha, const double* weights, const std::uint32_t* columns, std::size_t count, const double* rows,
             std::size_t stride, double* out, std::size_t n) {
  const DoubleLanes d;
  const std::size_t lanes = hn::Lanes(d);
  for (std::size_t i = 0; i < n; i += kInFlight * lanes) {
    DoubleVector sum[kInFlight];
    for (std::size_t v = 0; v < kInFlight; ++v) sum[v] = hn::Set(d, alpha);
    for (std::size_t m = 0; m < count; ++m) {
      const DoubleVector weight = hn::Set(d, weights[m]);
      const double* const row = rows + columns[m] * stride + i;
      for (std::size_t v = 0; v < kInFlight; ++v) sum[v] = hn::MulAdd(weight, hn::LoadU(d, row + v * lanes), sum[v]);
    }
    for (std::size_t v = 0; v < kInFlight; ++v) hn::StoreU(sum[v], d, out + i + v * lanes);
  }
}

void step(double a, double b, double c, const double* eta, double* x, std::size_t n) {
  const DoubleLanes d;
  const DoubleVector a_all = hn::Set(d, a);
  const DoubleVector b_all = hn::Set(d, b);
  const DoubleVector c_all = hn::Set(d, c);
  for (std::size_t i = 0; i < n; i += hn::Lanes(d)) {
    hn::StoreU(stepped(a_all, hn::LoadU(d, x + i), b_all, c_all, hn::LoadU(d, eta + i)), d, x + i);
  }
}

void step_moves(double a, const double* b, const double* c, const std::uint8_t* move, const double* eta, double* x,
                std::size_t n) {
  const DoubleLanes d;
  const DoubleVector a_all = hn::Set(d, a);
  for (std::size_t i = 0; i < n; i += hn::Lanes(d)) {
    const auto index = load_moves(move + i);
    const DoubleVector b_here = hn::GatherIndex(d, b, index);
    const DoubleVector c_here = hn::GatherIndex(d, c, index);
    hn::StoreU(stepped(a_all, hn::LoadU(d, x + i), b_here, c_here, hn::LoadU(d, eta + i)), d, x + i);
  }
}

void step_feedback(double a, const double* pull, const double* jump, const double* c, const std::uint8_t* move, const double* h,
                   const double* eta, double* x, std::size_t n) {
  const DoubleLanes d;
  const DoubleVector a_all = hn::Set(d, a);
  for (std::size_t i = 0; i < n; i += hn::Lanes(d)) {
    const auto index = load_moves(move + i);
    const DoubleVector jump_here = hn::GatherIndex(d, jump, index);
    const DoubleVector b_here = hn::MulAdd(hn::GatherIndex(d, pull, index), hn::LoadU(d, h + i), jump_here);
    const DoubleVector c_here = hn::GatherIndex(d, c, index);
    hn::StoreU(stepped(a_all, hn::LoadU(d, x + i), b_here, c_here, hn::LoadU(d, eta + i)), d, x + i);
  }
}

void multiply(const double* factor, double* x, std::size_t n) {
  const DoubleLanes d;
  for (std::size_t i = 0; i < n; i += hn::Lanes(d)) {
    hn::StoreU(hn::Mul(hn::LoadU(d, factor + i), hn::LoadU(d, x + i)), d, x + i);
  }
}

}  // namespace

const StepKernels& step_kernels_table() {
  static constexpr StepKernels kTable = {
      .combine = combine, .step = step, .step_moves = step_moves, .step_feedback = step_feedback, .multiply = multiply};
  return kTable;
}

#endif
}  // namespace HWY_NAMESPACE
}  // namespace lodestone
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace lodestone {

const StepKernels& step_kernels(Isa isa) {
  LODESTONE_EXPECT(is_supported(isa));
  return isa == Isa::AVX512 ? N_AVX3::step_kernels_table() : N_AVX2::step_kernels_table();
}

}  // namespace lodestone
#endif
