#include <lodestone/math/volatility_term_structure.hpp>

#include <cmath>

namespace lodestone {

double mean_square_multiplier(double initial_multiplier, double decay_per_year, double start, double end) {
  const double excess = (initial_multiplier * initial_multiplier - 1.0) * std::exp(-decay_per_year * start);
  const double decays = decay_per_year * (end - start);
  return 1.0 + excess * (decays > 0.0 ? -std::expm1(-decays) / decays : 1.0);
}

}  // namespace lodestone
