/// Many tests at once.
#pragma once

#include <lodestone/base/export.hpp>

#include <span>
#include <vector>

namespace lodestone::calibration {

/// p-values that may be compared with one significance for the whole set: with p_(1) ≤ … ≤ p_(m), the i-th becomes
/// max_{j ≤ i} min(1, (m − j + 1)·p_(j)). Holds under any dependence between the tests.
///
/// Shapes: (m,) to (m,), in the order given. NaN (a test that was not possible) stays NaN and is not counted.
/// Source: Holm (1979).
LODESTONE_EXPORT std::vector<double> holm_correction(std::span<const double> p_values);

}  // namespace lodestone::calibration
