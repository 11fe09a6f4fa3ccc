/// The discrete Fourier transform of a power of two of complex numbers.
#pragma once

#include <cstddef>
#include <vector>

namespace lodestone {

/// Σ_n x_n e^{2πi nk/size}, k < size: the sum with the positive sign and no factor.
/// Method: radix 2, in place, with tabulated roots of unity.   Error: about log₂(size)·1e-16 of √Σ|x|²·√size.
/// Cost: about 1.5·size·log₂(size) ns.   Source: Cooley and Tukey (1965).
class FourierSum {
 public:
  /// Precondition: `size` is a power of two, at least 2.
  explicit FourierSum(std::size_t size);

  std::size_t size() const { return 2 * cosines_.size(); }

  /// Replaces x = real + i·imaginary, both of length size(), by its sums.
  void apply(std::vector<double>& real, std::vector<double>& imaginary) const;

 private:
  std::vector<double> cosines_, sines_;  ///< of 2πk/size, k < size/2
};

}  // namespace lodestone
