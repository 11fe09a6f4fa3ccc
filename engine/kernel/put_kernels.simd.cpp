#include <lodestone/base/expect.hpp>
#include <lodestone/kernel/put_kernels.hpp>
#include <lodestone/simd/vector_targets-inl.hpp>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE <lodestone/kernel/put_kernels.simd.cpp>
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
using IndexVector = hn::Vec<IndexLanes>;

/// Entries of number[p] + offset.
HWY_INLINE IndexVector entries(const std::uint32_t* number, std::size_t offset) {
  const hn::Rebind<std::uint32_t, DoubleLanes> words;
  const hn::Rebind<std::uint64_t, DoubleLanes> wide;
  const auto at = hn::Add(hn::PromoteTo(wide, hn::LoadU(words, number)), hn::Set(wide, std::uint64_t{offset}));
  return hn::BitCast(IndexLanes(), at);
}

/// Whole, not negative and below 2³¹.
HWY_INLINE IndexVector to_index(DoubleVector whole) {
  const hn::Rebind<std::int32_t, DoubleLanes> words;
  return hn::PromoteTo(IndexLanes(), hn::DemoteTo(words, whole));
}

void gather(const double* table, const std::uint32_t* number, std::size_t offset, double* out, std::size_t n) {
  const DoubleLanes d;
  for (std::size_t i = 0; i < n; i += hn::Lanes(d)) {
    hn::StoreU(hn::GatherIndex(d, table, entries(number + i, offset)), d, out + i);
  }
}

void locate(const PutTables& tables, const std::uint32_t* number, std::size_t offset, const TableRows& rows, std::size_t n) {
  gather(tables.first.data(), number, offset, rows.first, n);
  gather(tables.pieces_per_unit.data(), number, offset, rows.pieces_per_unit, n);
  gather(tables.pieces.data(), number, offset, rows.pieces, n);
  gather(tables.place.data(), number, offset, rows.place, n);
  gather(tables.mass.data(), number, offset, rows.mass, n);
  gather(tables.forward.data(), number, offset, rows.forward, n);
}

/// The puts of the vector of paths at i.
HWY_INLINE DoubleVector puts_at(const PutTables& tables, const TableRows& rows, DoubleVector a, DoubleVector strike_money,
                                DoubleVector price, std::size_t i) {
  const DoubleLanes d;
  const DoubleVector zero = hn::Zero(d);
  const DoubleVector position = hn::Mul(hn::Sub(a, hn::LoadU(d, rows.first + i)), hn::LoadU(d, rows.pieces_per_unit + i));
  const auto is_inside = hn::And(hn::Ge(position, zero), hn::Lt(position, hn::LoadU(d, rows.pieces + i)));
  const DoubleVector forward = hn::Mul(price, hn::LoadU(d, rows.forward + i));
  const DoubleVector intrinsic = hn::Max(hn::MulSub(strike_money, hn::LoadU(d, rows.mass + i), forward), zero);
  if (hn::AllFalse(d, is_inside)) return intrinsic;

  const DoubleVector inside = hn::IfThenElseZero(is_inside, position);
  const DoubleVector piece = hn::Floor(inside);
  const DoubleVector x = hn::Sub(inside, piece);
  const IndexVector cubic =
      hn::ShiftLeft<2>(to_index(hn::IfThenElseZero(is_inside, hn::Add(hn::LoadU(d, rows.place + i), piece))));
  const double* const power = tables.cubics.data();
  DoubleVector p = hn::GatherIndex(d, power + 3, cubic);
  p = hn::MulAdd(p, x, hn::GatherIndex(d, power + 2, cubic));
  p = hn::MulAdd(p, x, hn::GatherIndex(d, power + 1, cubic));
  p = hn::MulAdd(p, x, hn::GatherIndex(d, power, cubic));
  return hn::IfThenElse(is_inside, hn::Mul(strike_money, p), intrinsic);
}

void add_puts(const PutTables& tables, const TableRows& rows, const LawValues& law, double strike, double log_strike,
              double slope, double* value, std::size_t n) {
  const DoubleLanes d;
  const DoubleVector strike_all = hn::Set(d, strike);
  const DoubleVector log_strike_all = hn::Set(d, log_strike);
  const DoubleVector slope_all = hn::Set(d, slope);
  for (std::size_t i = 0; i < n; i += hn::Lanes(d)) {
    const DoubleVector a = hn::Sub(hn::LoadU(d, law.index + i), log_strike_all);
    const DoubleVector put =
        puts_at(tables, rows, a, hn::Mul(strike_all, hn::LoadU(d, law.money + i)), hn::LoadU(d, law.price + i), i);
    hn::StoreU(hn::MulAdd(slope_all, put, hn::LoadU(d, value + i)), d, value + i);
  }
}

void add_class_puts(const PutTables& tables, const TableRows& rows, const LawValues& law, const double* strike,
                    const double* log_strike, const double* multiplier, const double* log_multiplier, double slope,
                    double* value, std::size_t n) {
  const DoubleLanes d;
  const DoubleVector slope_all = hn::Set(d, slope);
  for (std::size_t i = 0; i < n; i += hn::Lanes(d)) {
    const DoubleVector strike_here = hn::LoadU(d, strike + i);
    const DoubleVector a =
        hn::Sub(hn::Add(hn::LoadU(d, law.index + i), hn::LoadU(d, log_multiplier + i)), hn::LoadU(d, log_strike + i));
    const DoubleVector price = hn::Mul(hn::LoadU(d, multiplier + i), hn::LoadU(d, law.price + i));
    const DoubleVector put = puts_at(tables, rows, a, hn::Mul(strike_here, hn::LoadU(d, law.money + i)), price, i);
    const DoubleVector paid = hn::IfThenElseZero(hn::Gt(strike_here, hn::Zero(d)), put);
    hn::StoreU(hn::MulAdd(slope_all, paid, hn::LoadU(d, value + i)), d, value + i);
  }
}

}  // namespace

const PutKernels& put_kernels_table() {
  static constexpr PutKernels kTable = {
      .locate = locate, .add_puts = add_puts, .add_class_puts = add_class_puts, .gather = gather};
  return kTable;
}

#endif
}  // namespace HWY_NAMESPACE
}  // namespace lodestone
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace lodestone {

const PutKernels& put_kernels(Isa isa) {
  LODESTONE_EXPECT(is_supported(isa));
  return isa == Isa::AVX512 ? N_AVX3::put_kernels_table() : N_AVX2::put_kernels_table();
}

}  // namespace lodestone
#endif
