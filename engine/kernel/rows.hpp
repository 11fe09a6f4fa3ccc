/// Rows of paths: the shape of everything a tile holds.
#pragma once

#include <lodestone/simd/padding.hpp>

#include <cstddef>
#include <span>

namespace lodestone {

/// `count` rows of `stride` values each, row by row, aligned and padded; `row(r)[p]` belongs to path p of the tile.
template <typename T>
class Rows {
 public:
  Rows() = default;
  Rows(std::size_t count, std::size_t stride) : values_(count * stride), stride_(stride) {}

  T* row(std::size_t r) { return values_.data() + r * stride_; }
  const T* row(std::size_t r) const { return values_.data() + r * stride_; }
  T* row(int r) { return row(static_cast<std::size_t>(r)); }
  const T* row(int r) const { return row(static_cast<std::size_t>(r)); }
  T* data() { return values_.data(); }
  const T* data() const { return values_.data(); }
  std::size_t rows() const { return stride_ == 0 ? 0 : values_.size() / stride_; }
  std::size_t stride() const { return stride_; }
  std::size_t bytes() const { return values_.size() * sizeof(T); }
  void fill(T value) {
    for (T& v : values_) v = value;
  }
  void fill_row(std::size_t r, T value) {
    for (T& v : std::span<T>(row(r), stride_)) v = value;
  }

 private:
  AlignedBuffer<T> values_;
  std::size_t stride_ = 0;
};

}  // namespace lodestone
