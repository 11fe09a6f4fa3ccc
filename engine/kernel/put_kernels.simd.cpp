#include <lodestone/base/expect.hpp>
#include <lodestone/kernel/put_kernels.hpp>
#include <lodestone/simd/vector_targets-inl.hpp>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE <lodestone/kernel/put_kernels.simd.cpp>
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <lodestone/simd/look_up-inl.hpp>

HWY_BEFORE_NAMESPACE();
namespace lodestone {
namespace HWY_NAMESPACE {
#if HWY_TARGET != HWY_SCALAR
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using DoubleLanes = hn::ScalableTag<double>;
using DoubleVector = hn::Vec<DoubleLanes>;
using IndexLanes = hn::Rebind<std::int64_t, DoubleLanes>;

/// One cubic, and behind it, where there is room, that of the path four lanes on.
template <class D>
HWY_INLINE hn::Vec<D> rows_at(D d, const double* cubics, const std::int32_t* number) {
  const hn::FixedTag<double, 4> four;
  const auto row = [&](std::size_t lane) { return hn::LoadU(four, cubics + 4 * static_cast<std::size_t>(number[lane])); };
  if constexpr (hn::MaxLanes(d) == 8) {
    return hn::Combine(d, row(4), row(0));
  } else {
    return row(0);
  }
}

/// The four coefficients of each path's cubic, `cubic` its number: whole, not negative and below 2²⁹. Loaded cubic by cubic and
/// transposed: with four gathers, valuing 12,000 puts a path took 55 µs instead of 29.
struct Cubics {
  DoubleVector power[4];

  HWY_INLINE Cubics(const double* cubics, DoubleVector cubic) {
    const DoubleLanes d;
    const hn::Rebind<std::int32_t, DoubleLanes> words;
    alignas(32) std::int32_t number[hn::MaxLanes(d)];
    hn::Store(hn::DemoteTo(words, cubic), words, number);
    DoubleVector rows[4];
    for (std::size_t k = 0; k < 4; ++k) rows[k] = rows_at(d, cubics, number + k);
    for (std::size_t k = 0; k < 2; ++k) {
      const DoubleVector low = k == 0 ? hn::InterleaveLower(d, rows[0], rows[1]) : hn::InterleaveUpper(d, rows[0], rows[1]);
      const DoubleVector high = k == 0 ? hn::InterleaveLower(d, rows[2], rows[3]) : hn::InterleaveUpper(d, rows[2], rows[3]);
      power[k] = hn::OddEvenBlocks(hn::SwapAdjacentBlocks(high), low);
      power[k + 2] = hn::OddEvenBlocks(high, hn::SwapAdjacentBlocks(low));
    }
  }
};

template <LookUp kLookUp>
void look_up_with(const double* table, std::size_t count, const std::int32_t* number, double* out, std::size_t n) {
  const DoubleLanes d;
  const hn::Rebind<std::int32_t, DoubleLanes> words;
  const Table<kLookUp, DoubleLanes> entries(d, table, count);
  for (std::size_t i = 0; i < n; i += hn::Lanes(d)) {
    hn::StoreU(entries.at(d, hn::PromoteTo(IndexLanes(), hn::LoadU(words, number + i))), d, out + i);
  }
}

void look_up(const double* table, std::size_t entries, const std::int32_t* number, double* out, std::size_t n) {
  switch (look_up_of(DoubleLanes(), entries)) {
    case LookUp::ONE_REGISTER:
      return look_up_with<LookUp::ONE_REGISTER>(table, entries, number, out, n);
    case LookUp::TWO_REGISTERS:
      return look_up_with<LookUp::TWO_REGISTERS>(table, entries, number, out, n);
    case LookUp::FOUR_REGISTERS:
      return look_up_with<LookUp::FOUR_REGISTERS>(table, entries, number, out, n);
    case LookUp::GATHER:
      return look_up_with<LookUp::GATHER>(table, entries, number, out, n);
  }
}

void locate(const PutTables& tables, std::size_t first, std::size_t entries, const std::int32_t* number, const TableRows& rows,
            std::size_t n) {
  look_up(tables.first.data() + first, entries, number, rows.first, n);
  look_up(tables.pieces_per_unit.data() + first, entries, number, rows.pieces_per_unit, n);
  look_up(tables.pieces.data() + first, entries, number, rows.pieces, n);
  look_up(tables.place.data() + first, entries, number, rows.place, n);
  look_up(tables.mass.data() + first, entries, number, rows.mass, n);
  look_up(tables.forward.data() + first, entries, number, rows.forward, n);
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
  const Cubics cubics(tables.cubics.data(), hn::IfThenElseZero(is_inside, hn::Add(hn::LoadU(d, rows.place + i), piece)));
  DoubleVector p = hn::MulAdd(cubics.power[3], x, cubics.power[2]);
  p = hn::MulAdd(p, x, cubics.power[1]);
  p = hn::MulAdd(p, x, cubics.power[0]);
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

void add_puts_of_paths(const PutTables& tables, const TableRows& rows, const LawValues& law, const double* strike,
                       const double* log_strike, double slope, double* value, std::size_t n) {
  const DoubleLanes d;
  const DoubleVector slope_all = hn::Set(d, slope);
  for (std::size_t i = 0; i < n; i += hn::Lanes(d)) {
    const DoubleVector strike_here = hn::LoadU(d, strike + i);
    const DoubleVector a = hn::Sub(hn::LoadU(d, law.index + i), hn::LoadU(d, log_strike + i));
    const DoubleVector put =
        puts_at(tables, rows, a, hn::Mul(strike_here, hn::LoadU(d, law.money + i)), hn::LoadU(d, law.price + i), i);
    const DoubleVector paid = hn::IfThenElseZero(hn::Gt(strike_here, hn::Zero(d)), put);
    hn::StoreU(hn::MulAdd(slope_all, paid, hn::LoadU(d, value + i)), d, value + i);
  }
}

}  // namespace

const PutKernels& put_kernels_table() {
  static constexpr PutKernels kTable = {
      .locate = locate, .add_puts = add_puts, .add_puts_of_paths = add_puts_of_paths, .look_up = look_up};
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
