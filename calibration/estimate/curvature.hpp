/// From the shape of a log-likelihood at its maximum to standard errors.
#pragma once

#include <lodestone/calibration/estimate/maximise.hpp>

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace lodestone::calibration {

using Function = std::function<double(std::span<const double>)>;

/// f with its gradient by central differences of the given steps. Error of a slope: step²·f‴/6.   Cost: 2n + 1 values.
SmoothFunction with_numeric_gradient(Function function, std::vector<double> steps);

/// ∂²f/∂x_i∂x_j by central differences, (n, n) row-major. Error: step²·f⁗/12 and ε·|f|/step².   Cost: 2n² + 1 values.
std::vector<double> numeric_hessian(const Function& function, std::span<const double> at, std::span<const double> steps);

/// The same from a gradient, symmetrised: the rounding is ε·|∇f|/step only.   Cost: 2n gradients.
std::vector<double> hessian_of_gradient(const SmoothFunction& function, std::span<const double> at,
                                        std::span<const double> steps);

/// A⁻¹ of a symmetric positive definite A (n, n) row-major; nothing when it is not positive definite.
std::optional<std::vector<double>> inverse_of_positive(std::span<const double> matrix, std::size_t n);

/// B of a sandwich, or its inverse a covariance: Σ_t s_t s_tᵀ, from scores (rows, n) row-major.
std::vector<double> outer_products(std::span<const double> scores, std::size_t n);

/// A·B·A, each (n, n) row-major.
std::vector<double> sandwich(std::span<const double> outside, std::span<const double> inside, std::size_t n);

/// √ of each diagonal entry; n NaNs when there is no covariance.
std::vector<double> standard_errors(const std::optional<std::vector<double>>& covariance, std::size_t n);

/// Delta method: √(gᵀ C g); NaN when there is no covariance.
double standard_error_of(std::span<const double> gradient, const std::optional<std::vector<double>>& covariance);

}  // namespace lodestone::calibration
