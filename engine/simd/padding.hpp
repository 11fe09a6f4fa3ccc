/// Memory that vector code may run over the end of: aligned, zeroed, padded to the widest lane count.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <type_traits>
#include <utility>

namespace lodestone {

/// Doubles in the widest vector: a kernel that takes any n reads and writes up to the next multiple of this.
inline constexpr std::size_t kLanePadding = 8;

/// Alignment of every buffer [bytes]: a cache line, and one vector of AVX-512.
inline constexpr std::size_t kBufferAlignment = 64;

/// The least multiple of `kLanePadding` that is ≥ n.
constexpr std::size_t padded(std::size_t n) { return (n + kLanePadding - 1) / kLanePadding * kLanePadding; }

/// `size()` zeros at first, on a cache line of their own; `padded(size())` may be read and written. Movable, not copyable.
template <typename T>
class AlignedBuffer {
  static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);

 public:
  AlignedBuffer() = default;

  explicit AlignedBuffer(std::size_t size) : data_(size == 0 ? nullptr : allocate(size)), size_(size) {}

  AlignedBuffer(AlignedBuffer&& other) noexcept
      : data_(std::move(other.data_)), size_(std::exchange(other.size_, std::size_t{0})) {}

  AlignedBuffer& operator=(AlignedBuffer&& other) noexcept {
    data_ = std::move(other.data_);
    size_ = std::exchange(other.size_, std::size_t{0});
    return *this;
  }

  T* data() { return data_.get(); }
  const T* data() const { return data_.get(); }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

  T& operator[](std::size_t i) { return data_.get()[i]; }
  const T& operator[](std::size_t i) const { return data_.get()[i]; }
  T* begin() { return data(); }
  T* end() { return data() + size_; }
  const T* begin() const { return data(); }
  const T* end() const { return data() + size_; }

  std::span<T> span() { return {data(), size_}; }
  std::span<const T> span() const { return {data(), size_}; }

 private:
  struct Release {
    void operator()(T* data) const { ::operator delete (data, std::align_val_t{kBufferAlignment}); }
  };

  static T* allocate(std::size_t size) {
    if (size > static_cast<std::size_t>(-1) / sizeof(T) - 2 * kBufferAlignment) throw std::bad_alloc();
    const std::size_t bytes = (padded(size) * sizeof(T) + kBufferAlignment - 1) / kBufferAlignment * kBufferAlignment;
    void* const memory = ::operator new (bytes, std::align_val_t{kBufferAlignment});
    std::memset(memory, 0, bytes);
    return static_cast<T*>(memory);
  }

  std::unique_ptr<T, Release> data_;
  std::size_t size_ = 0;
};

}  // namespace lodestone
