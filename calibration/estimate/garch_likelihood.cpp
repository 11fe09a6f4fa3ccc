#include <lodestone/calibration/estimate/garch_likelihood.hpp>

#include <lodestone/base/expect.hpp>

#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include <cmath>
#include <numbers>

namespace lodestone::calibration {
namespace {

enum Index : std::size_t { MEAN, OMEGA, ALPHA, GAMMA, BETA, FREEDOM };

// Σ ln x as ln of products: eight factors between 1e-30 and 1e30 neither overflow nor underflow.
class LogOfProducts {
 public:
  void multiply(double x) {
    product_ *= x;
    if (++factors_ == 8) flush();
  }
  double value() {
    flush();
    return sum_;
  }

 private:
  void flush() {
    sum_ += std::log(product_);
    product_ = 1.0;
    factors_ = 0;
  }
  double sum_ = 0.0;
  double product_ = 1.0;
  int factors_ = 0;
};

// h and its derivatives by μ, ω, α, γ, β, carried from one period to the next.
struct Variance {
  double h = 0.0;
  double by_mean = 0.0, by_omega = 0.0, by_alpha = 0.0, by_gamma = 0.0, by_beta = 0.0;

  Variance(std::span<const double> returns, const GarchParameters& p) {
    double sum = 0.0;
    double squares = 0.0;
    for (const double r : returns) {
      const double e = r - p.mean;
      sum += e;
      squares += e * e;
    }
    const auto n = static_cast<double>(returns.size());
    const double presample = squares / n;
    h = p.omega + p.persistence() * presample;
    by_mean = p.persistence() * (-2.0 * sum / n);
    by_omega = 1.0;
    by_alpha = by_beta = presample;
    by_gamma = 0.5 * presample;
  }

  void step(const GarchParameters& p, double e) {
    const double square = e * e;
    const double below = e < 0.0 ? 1.0 : 0.0;
    const double news = p.alpha + p.gamma * below;
    by_mean = p.beta * by_mean - 2.0 * news * e;
    by_omega = p.beta * by_omega + 1.0;
    by_alpha = p.beta * by_alpha + square;
    by_gamma = p.beta * by_gamma + below * square;
    by_beta = p.beta * by_beta + h;
    h = p.omega + news * square + p.beta * h;
  }
};

// ln f = constant − ½ ln h − ½(ν+1) ln(1 + q), q = e²/((ν−2)h); the normal law is its limit −½ e²/h.
struct StudentConstants {
  double constant = 0.0;
  double by_freedom = 0.0;
  explicit StudentConstants(double nu)
      : constant(boost::math::lgamma(0.5 * (nu + 1.0)) - boost::math::lgamma(0.5 * nu) -
                 0.5 * std::log(std::numbers::pi * (nu - 2.0))),
        by_freedom(0.5 * (boost::math::digamma(0.5 * (nu + 1.0)) - boost::math::digamma(0.5 * nu)) - 0.5 / (nu - 2.0)) {}
};

struct Slopes {
  double by_variance = 0.0;  // ∂ ln f_t/∂h
  double by_mean = 0.0;      // ∂ ln f_t/∂μ at fixed h
  double by_freedom = 0.0;
};

template <class Density, class UseSlopes>
double sum_up(std::span<const double> returns, const GarchParameters& p, Density&& density, UseSlopes&& use) {
  Variance variance(returns, p);
  LogOfProducts logs;
  double rest = 0.0;
  for (const double r : returns) {
    const double e = r - p.mean;
    const Slopes slopes = density(e, variance.h, logs, rest);
    use(slopes, variance);
    variance.step(p, e);
  }
  return rest - 0.5 * logs.value();
}

template <class UseSlopes>
double dispatch(std::span<const double> returns, const GarchParameters& p, UseSlopes&& use) {
  const auto n = static_cast<double>(returns.size());
  if (std::isinf(p.degrees_of_freedom)) {
    const auto normal = [](double e, double h, LogOfProducts& logs, double& rest) {
      logs.multiply(h);
      const double precision = 1.0 / h;
      const double scaled = e * precision;
      rest -= 0.5 * e * scaled;
      return Slopes{0.5 * precision * (e * scaled - 1.0), scaled, 0.0};
    };
    return sum_up(returns, p, normal, use) - 0.5 * n * std::log(2.0 * std::numbers::pi);
  }
  const double nu = p.degrees_of_freedom;
  const StudentConstants constants(nu);
  LogOfProducts tail_logs;
  const double inverse = 1.0 / (nu - 2.0);
  const bool needs_freedom = use.needs_freedom;
  const auto student = [&](double e, double h, LogOfProducts& logs, double&) {
    logs.multiply(h);
    const double precision = 1.0 / h;
    const double q = e * e * precision * inverse;
    tail_logs.multiply(1.0 + q);
    const double share = 1.0 / (1.0 + q);
    const double by_freedom =
        needs_freedom ? constants.by_freedom - 0.5 * std::log1p(q) + 0.5 * (nu + 1.0) * q * share * inverse : 0.0;
    return Slopes{0.5 * precision * ((nu + 1.0) * q * share - 1.0), (nu + 1.0) * e * precision * inverse * share, by_freedom};
  };
  const double value = sum_up(returns, p, student, use);
  const double tails = tail_logs.value();
  use.finish_freedom(n * constants.by_freedom - 0.5 * tails);
  return value - 0.5 * (nu + 1.0) * tails + n * constants.constant;
}

struct NoSlopes {
  bool needs_freedom = false;
  void operator()(const Slopes&, const Variance&) const {}
  void finish_freedom(double) const {}
};

struct SumSlopes {
  GarchArray& gradient;
  double nu;
  bool needs_freedom = false;
  double tail_weight = 0.0;  // Σ ½(ν+1)·q/(1+q)/(ν−2) = Σ (h·∂ln f/∂h + ½)/(ν−2): no logarithm a period

  void operator()(const Slopes& s, const Variance& v) {
    gradient[MEAN] += s.by_mean + s.by_variance * v.by_mean;
    gradient[OMEGA] += s.by_variance * v.by_omega;
    gradient[ALPHA] += s.by_variance * v.by_alpha;
    gradient[GAMMA] += s.by_variance * v.by_gamma;
    gradient[BETA] += s.by_variance * v.by_beta;
    tail_weight += s.by_variance * v.h + 0.5;
  }
  void finish_freedom(double rest) { gradient[FREEDOM] = rest + tail_weight / (nu - 2.0); }
};

struct KeepSlopes {
  GarchArray& gradient;
  std::vector<double>& scores;
  bool needs_freedom = true;

  void operator()(const Slopes& s, const Variance& v) {
    const GarchArray score = {s.by_mean + s.by_variance * v.by_mean,
                              s.by_variance * v.by_omega,
                              s.by_variance * v.by_alpha,
                              s.by_variance * v.by_gamma,
                              s.by_variance * v.by_beta,
                              s.by_freedom};
    scores.insert(scores.end(), score.begin(), score.end());
    for (std::size_t i = 0; i < kGarchParameters; ++i) gradient[i] += score[i];
  }
  void finish_freedom(double) const {}
};

}  // namespace

GarchArray to_array(const GarchParameters& p) { return {p.mean, p.omega, p.alpha, p.gamma, p.beta, p.degrees_of_freedom}; }

GarchParameters from_array(const GarchArray& v) { return {v[MEAN], v[OMEGA], v[ALPHA], v[GAMMA], v[BETA], v[FREEDOM]}; }

double garch_log_likelihood(std::span<const double> returns, const GarchParameters& parameters, GarchArray* gradient,
                            std::vector<double>* scores) {
  LODESTONE_EXPECT(!returns.empty() && parameters.omega > 0.0 && parameters.degrees_of_freedom > 2.0);
  GarchArray unwanted{};
  GarchArray& slopes = gradient != nullptr ? *gradient : unwanted;
  slopes.fill(0.0);
  if (scores != nullptr) {
    scores->clear();
    scores->reserve(returns.size() * kGarchParameters);
    return dispatch(returns, parameters, KeepSlopes{slopes, *scores});
  }
  if (gradient != nullptr) return dispatch(returns, parameters, SumSlopes{slopes, parameters.degrees_of_freedom});
  return dispatch(returns, parameters, NoSlopes{});
}

GarchFilter garch_filter(std::span<const double> returns, const GarchParameters& parameters) {
  LODESTONE_EXPECT(!returns.empty() && parameters.omega > 0.0);
  GarchFilter result;
  result.variances.reserve(returns.size());
  result.standardised.reserve(returns.size());
  double variance = Variance(returns, parameters).h;
  for (const double r : returns) {
    result.variances.push_back(variance);
    result.standardised.push_back((r - parameters.mean) / std::sqrt(variance));
    variance = next_garch_variance(parameters, variance, r);
  }
  result.next_variance = variance;
  return result;
}

double garch_variance_ahead(const GarchParameters& parameters, double next_variance, int periods) {
  LODESTONE_EXPECT(periods >= 0);
  double sum = 0.0;
  double expected = next_variance;
  for (int k = 0; k < periods; ++k) {  // the sum itself: the closed form loses its digits as the persistence nears 1
    sum += expected;
    expected = parameters.omega + parameters.persistence() * expected;
  }
  return sum;
}

}  // namespace lodestone::calibration
