#include <lodestone/math/normal_distribution.hpp>

#include <boost/math/distributions/normal.hpp>

namespace lodestone {

double normal_cdf(double x) { return boost::math::cdf(boost::math::normal(), x); }

double normal_quantile(double probability) { return boost::math::quantile(boost::math::normal(), probability); }

}  // namespace lodestone
