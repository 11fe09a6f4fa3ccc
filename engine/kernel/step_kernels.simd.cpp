#include <lodestone/base/expect.hpp>
#include <lodestone/kernel/step_kernels.hpp>
#include <lodestone/simd/vector_targets-inl.hpp>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE <lodestone/kernel/step_kernels.simd.cpp>
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <lodestone/simd/exp-inl.hpp>
#include <lodestone/simd/look_up-inl.hpp>

#include <algorithm>

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

// 5 rows × 4 vectors leave 12 of 32 registers to z and the weights; with 16 registers two vectors do.
constexpr std::size_t kPanelVectors = HWY_TARGET <= HWY_AVX3 ? 4 : 2;

HWY_INLINE hn::Vec<IndexLanes> load_moves(const std::uint8_t* move) {
  const hn::Rebind<std::uint8_t, DoubleLanes> bytes;
  const hn::Rebind<std::int32_t, DoubleLanes> words;
  return hn::PromoteTo(IndexLanes(), hn::PromoteTo(words, hn::LoadU(bytes, move)));
}

/// A table of one entry, whatever the move.
class OneEntry {
 public:
  HWY_INLINE OneEntry(DoubleLanes d, const double* table, std::size_t) : entry_(hn::Set(d, *table)) {}
  HWY_INLINE DoubleVector at(DoubleLanes, hn::Vec<IndexLanes>) const { return entry_; }

 private:
  DoubleVector entry_;
};

/// a·x + b + c·√ω·η of `kVectors` vectors of a factor whose tables are `Entries`.
template <std::size_t kVectors, class Entries>
HWY_INLINE void step_row_by(const FactorStep& factor, std::size_t i, const DoubleVector* eta) {
  const DoubleLanes d;
  const std::size_t lanes = hn::Lanes(d);
  const DoubleVector a = hn::Set(d, factor.a);
  const Entries b_entries(d, factor.b, factor.moves);
  const Entries c_entries(d, factor.c, factor.moves);
  for (std::size_t v = 0; v < kVectors; ++v) {
    const std::size_t at = i + v * lanes;
    const auto index = factor.move == nullptr ? hn::Zero(IndexLanes()) : load_moves(factor.move + at);
    DoubleVector b = b_entries.at(d, index);
    if (factor.h != nullptr) {
      b = hn::MulAdd(b, hn::LoadU(d, factor.h + at), Entries(d, factor.jump, factor.moves).at(d, index));
    }
    const DoubleVector shock =
        factor.root_variance == nullptr ? eta[v] : hn::Mul(hn::LoadU(d, factor.root_variance + at), eta[v]);
    double* const x = factor.x + at;
    hn::StoreU(hn::MulAdd(a, hn::LoadU(d, x), hn::MulAdd(c_entries.at(d, index), shock, b)), d, x);
  }
}

bool is_plain(const FactorStep& factor) {
  return factor.move == nullptr && factor.root_variance == nullptr && factor.h == nullptr;
}

/// a·x + b + c·η.
template <std::size_t kVectors>
HWY_INLINE void step_plain_row(const FactorStep& factor, std::size_t i, const DoubleVector* eta) {
  const DoubleLanes d;
  const DoubleVector a = hn::Set(d, factor.a);
  const DoubleVector b = hn::Set(d, *factor.b);
  const DoubleVector c = hn::Set(d, *factor.c);
  for (std::size_t v = 0; v < kVectors; ++v) {
    double* const x = factor.x + i + v * hn::Lanes(d);
    hn::StoreU(hn::MulAdd(a, hn::LoadU(d, x), hn::MulAdd(c, eta[v], b)), d, x);
  }
}

template <std::size_t kVectors>
HWY_INLINE void step_row(const FactorStep& factor, std::size_t i, const DoubleVector* eta) {
  if (is_plain(factor)) return step_plain_row<kVectors>(factor, i, eta);
  if (factor.moves == 1) return step_row_by<kVectors, OneEntry>(factor, i, eta);
  switch (look_up_of(DoubleLanes(), factor.moves)) {
    case LookUp::ONE_REGISTER:
      return step_row_by<kVectors, Table<LookUp::ONE_REGISTER, DoubleLanes>>(factor, i, eta);
    case LookUp::TWO_REGISTERS:
      return step_row_by<kVectors, Table<LookUp::TWO_REGISTERS, DoubleLanes>>(factor, i, eta);
    case LookUp::FOUR_REGISTERS:
      return step_row_by<kVectors, Table<LookUp::FOUR_REGISTERS, DoubleLanes>>(factor, i, eta);
    case LookUp::GATHER:
      return step_row_by<kVectors, Table<LookUp::GATHER, DoubleLanes>>(factor, i, eta);
  }
}

/// Sums of a panel in registers: kRows × kPanelVectors of them, and room for the vectors of z.
template <std::size_t kRows>
struct PanelSums {
  DoubleVector eta[kRows][kPanelVectors];

  HWY_INLINE PanelSums() {
    for (auto& row : eta) {
      for (DoubleVector& sum : row) sum = hn::Zero(DoubleLanes());
    }
  }

  /// The terms of one column in the rows from kFirst on.
  template <std::size_t kFirst>
  HWY_INLINE void add_column(const double* z, const double* weights) {
    const DoubleLanes d;
    DoubleVector normal[kPanelVectors];
    for (std::size_t v = 0; v < kPanelVectors; ++v) normal[v] = hn::LoadU(d, z + v * hn::Lanes(d));
    for (std::size_t r = kFirst; r < kRows; ++r) {
      const DoubleVector w = hn::Set(d, weights[r]);
      for (std::size_t v = 0; v < kPanelVectors; ++v) eta[r][v] = hn::MulAdd(w, normal[v], eta[r][v]);
    }
  }

  /// The last columns, of the rows' own normals: a triangle.
  template <std::size_t kFirst = 0>
  HWY_INLINE void add_corner(const double* z, std::size_t stride, const std::uint32_t* columns, const double* weights) {
    if constexpr (kFirst < kRows) {
      add_column<kFirst>(z + columns[kFirst] * stride, weights + kFirst * kCorrelationPanelRows);
      add_corner<kFirst + 1>(z, stride, columns, weights);
    }
  }
};

template <std::size_t kRows>
HWY_INLINE void step_rows(const Panel& panel, const double* z, std::size_t stride, const FactorStep* factors, std::size_t n) {
  const std::size_t before_corner = panel.column_count - kRows;
  const bool all_plain = std::all_of(factors, factors + kRows, is_plain);
  for (std::size_t i = 0; i < n; i += kPanelVectors * hn::Lanes(DoubleLanes())) {
    PanelSums<kRows> sums;
    const double* weights = panel.weights;
    for (std::size_t m = 0; m < before_corner; ++m, weights += kCorrelationPanelRows) {
      sums.template add_column<0>(z + panel.columns[m] * stride + i, weights);
    }
    sums.add_corner(z + i, stride, panel.columns + before_corner, weights);
    if (all_plain) {
      for (std::size_t r = 0; r < kRows; ++r) step_plain_row<kPanelVectors>(factors[r], i, sums.eta[r]);
    } else {
      for (std::size_t r = 0; r < kRows; ++r) step_row<kPanelVectors>(factors[r], i, sums.eta[r]);
    }
  }
}

void step_panel(const Panel& panel, const double* z, std::size_t stride, const FactorStep* factors, std::size_t n) {
  switch (panel.rows) {
    case 1:
      return step_rows<1>(panel, z, stride, factors, n);
    case 2:
      return step_rows<2>(panel, z, stride, factors, n);
    case 3:
      return step_rows<3>(panel, z, stride, factors, n);
    case 4:
      return step_rows<4>(panel, z, stride, factors, n);
    default:
      return step_rows<kCorrelationPanelRows>(panel, z, stride, factors, n);
  }
}

/// kInFlight sums, from `start` on.
HWY_INLINE void add_terms(const double* weights, const std::uint32_t* columns, std::size_t count, const double* rows,
                          std::size_t stride, std::size_t i, DoubleVector* sum) {
  const DoubleLanes d;
  const std::size_t lanes = hn::Lanes(d);
  for (std::size_t m = 0; m < count; ++m) {
    const DoubleVector weight = hn::Set(d, weights == nullptr ? 1.0 : weights[m]);
    const double* const row = rows + columns[m] * stride + i;
    for (std::size_t v = 0; v < kInFlight; ++v) sum[v] = hn::MulAdd(weight, hn::LoadU(d, row + v * lanes), sum[v]);
  }
}

void combine(double alpha, const double* weights, const std::uint32_t* columns, std::size_t count, const double* rows,
             std::size_t stride, double* out, std::size_t n) {
  const DoubleLanes d;
  const std::size_t lanes = hn::Lanes(d);
  for (std::size_t i = 0; i < n; i += kInFlight * lanes) {
    DoubleVector sum[kInFlight];
    for (std::size_t v = 0; v < kInFlight; ++v) sum[v] = hn::Set(d, alpha);
    add_terms(weights, columns, count, rows, stride, i, sum);
    for (std::size_t v = 0; v < kInFlight; ++v) hn::StoreU(sum[v], d, out + i + v * lanes);
  }
}

void accumulate(const double* weights, const std::uint32_t* columns, std::size_t count, const double* rows, std::size_t stride,
                double* out, std::size_t n) {
  const DoubleLanes d;
  const std::size_t lanes = hn::Lanes(d);
  for (std::size_t i = 0; i < n; i += kInFlight * lanes) {
    DoubleVector sum[kInFlight];
    for (std::size_t v = 0; v < kInFlight; ++v) sum[v] = hn::LoadU(d, out + i + v * lanes);
    add_terms(weights, columns, count, rows, stride, i, sum);
    for (std::size_t v = 0; v < kInFlight; ++v) hn::StoreU(sum[v], d, out + i + v * lanes);
  }
}

void exponential(double scale, const double* weights, const std::uint32_t* columns, std::size_t count, const double* rows,
                 std::size_t stride, double* out, std::size_t n) {
  const DoubleLanes d;
  const std::size_t lanes = hn::Lanes(d);
  const DoubleVector scale_all = hn::Set(d, scale);
  for (std::size_t i = 0; i < n; i += kInFlight * lanes) {
    DoubleVector sum[kInFlight];
    for (std::size_t v = 0; v < kInFlight; ++v) sum[v] = hn::Zero(d);
    add_terms(weights, columns, count, rows, stride, i, sum);
    for (std::size_t v = 0; v < kInFlight; ++v) hn::StoreU(hn::Mul(exp_lanes(d, sum[v]), scale_all), d, out + i + v * lanes);
  }
}

void book(const double* flow, const double* discount, double* discounted, double* paid, double* period, std::size_t n) {
  const DoubleLanes d;
  for (std::size_t i = 0; i < n; i += hn::Lanes(d)) {
    const DoubleVector amount = hn::LoadU(d, flow + i);
    hn::StoreU(hn::Add(hn::LoadU(d, paid + i), amount), d, paid + i);
    if (discounted != nullptr) {
      hn::StoreU(hn::Add(hn::LoadU(d, discounted + i), hn::Mul(amount, hn::LoadU(d, discount + i))), d, discounted + i);
    }
    if (period != nullptr) hn::StoreU(hn::Add(hn::LoadU(d, period + i), amount), d, period + i);
  }
}

void exercise(const double* price, const double* fx, double sign, double strike, double quantity, double* paid, std::size_t n) {
  const DoubleLanes d;
  const DoubleVector sign_all = hn::Set(d, sign);
  const DoubleVector strike_all = hn::Set(d, strike);
  const DoubleVector quantity_all = hn::Set(d, quantity);
  for (std::size_t i = 0; i < n; i += hn::Lanes(d)) {
    const DoubleVector gain = hn::Mul(sign_all, hn::Sub(hn::LoadU(d, price + i), strike_all));
    DoubleVector amount = hn::Mul(quantity_all, hn::Max(gain, hn::Zero(d)));
    if (fx != nullptr) amount = hn::Mul(amount, hn::LoadU(d, fx + i));
    hn::StoreU(hn::Add(amount, hn::Zero(d)), d, paid + i);  // of a loss, 0 and not −0
  }
}

void add_moments(const double* x, const double* y, const double* discount, double* sums, std::size_t n) {
  const DoubleLanes d;
  const std::size_t lanes = hn::Lanes(d);
  constexpr std::size_t kSums = 8;
  for (std::size_t part = 0; part < kSums; part += lanes) {
    DoubleVector sum = hn::LoadU(d, sums + part);
    DoubleVector squares = hn::LoadU(d, sums + kSums + part);
    for (std::size_t i = part; i < n; i += kSums) {
      DoubleVector value = hn::LoadU(d, x + i);
      if (y != nullptr) value = hn::Add(value, hn::Mul(hn::LoadU(d, y + i), hn::LoadU(d, discount + i)));
      value = hn::IfThenElseZero(hn::FirstN(d, std::min(n - i, lanes)), value);
      sum = hn::Add(sum, value);
      squares = hn::MulAdd(value, value, squares);
    }
    hn::StoreU(sum, d, sums + part);
    hn::StoreU(squares, d, sums + kSums + part);
  }
}

void pick(const double* cumulative, const double* nodes, std::size_t count, double* value, std::size_t n) {
  const DoubleLanes d;
  const std::size_t lanes = hn::Lanes(d);
  for (std::size_t i = 0; i < n; i += kInFlight * lanes) {
    DoubleVector u[kInFlight];
    DoubleVector node[kInFlight];
    for (std::size_t v = 0; v < kInFlight; ++v) {
      u[v] = hn::LoadU(d, value + i + v * lanes);
      node[v] = hn::Set(d, nodes[0]);
    }
    for (std::size_t k = 1; k < count; ++k) {
      const DoubleVector below = hn::Set(d, cumulative[k - 1]);
      const DoubleVector next = hn::Set(d, nodes[k]);
      for (std::size_t v = 0; v < kInFlight; ++v) node[v] = hn::IfThenElse(hn::Ge(u[v], below), next, node[v]);
    }
    for (std::size_t v = 0; v < kInFlight; ++v) hn::StoreU(node[v], d, value + i + v * lanes);
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
  static constexpr StepKernels kTable = {.step_panel = step_panel,
                                         .combine = combine,
                                         .exponential = exponential,
                                         .accumulate = accumulate,
                                         .book = book,
                                         .add_moments = add_moments,
                                         .exercise = exercise,
                                         .pick = pick,
                                         .multiply = multiply};
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
