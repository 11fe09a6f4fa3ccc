#include "workload.hpp"

#include <algorithm>
#include <boost/property_tree/json_parser.hpp>
#include <boost/property_tree/ptree.hpp>
#include <cmath>
#include <cstdio>

namespace peers {
namespace {

using Tree = boost::property_tree::ptree;

Factor read_factor(const Tree& tree, double step_years) {
  Factor factor;
  factor.law = tree.get<std::string>("law");
  factor.is_log = factor.law != "vasicek";
  factor.start = tree.get<double>("start");
  factor.mean_reversion = tree.get("mean_reversion", 0.0);
  factor.long_run_mean = tree.get("long_run_mean", 0.0);
  factor.drift = tree.get("drift", 0.0);
  factor.volatility = tree.get<double>("volatility");
  if (factor.law == "gbm") {
    factor.b = (factor.drift - 0.5 * factor.volatility * factor.volatility) * step_years;
    factor.c = factor.volatility * std::sqrt(step_years);
  } else {
    factor.a = std::exp(-factor.mean_reversion * step_years);
    factor.b = factor.long_run_mean * (1.0 - factor.a);
    factor.c = factor.volatility * std::sqrt((1.0 - factor.a * factor.a) / (2.0 * factor.mean_reversion));
  }
  return factor;
}

Position read_position(const Tree& tree) {
  Position position;
  position.factor = tree.get<std::size_t>("factor");
  position.quantity = tree.get<double>("quantity");
  if (tree.get<std::string>("floor") != "null") position.floor = tree.get<double>("floor");
  return position;
}

std::vector<double> lower_factor(const std::vector<double>& matrix, std::size_t n) {
  std::vector<double> lower(n * n);
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t i = j; i < n; ++i) {
      double rest = matrix[i * n + j];
      for (std::size_t k = 0; k < j; ++k) rest -= lower[k * n + i] * lower[k * n + j];
      lower[j * n + i] = i == j ? std::sqrt(rest) : rest / lower[j * n + j];
    }
  }
  return lower;
}

/// Loss at a rank counted from 1 for the least loss; what is worse lies before it afterwards.
double loss_at(std::vector<double>& pnl, double rank) {
  const double n = static_cast<double>(pnl.size());
  const auto at = pnl.begin() + static_cast<std::ptrdiff_t>(n - std::clamp(rank, 1.0, n));
  std::nth_element(pnl.begin(), at, pnl.end());
  return -*at;
}

}  // namespace

double Factor::initial_state() const { return is_log ? std::log(start) : start; }

Workload read_workload(const std::string& file) {
  Tree tree;
  boost::property_tree::read_json(file, tree);
  Workload workload;
  workload.name = tree.get<std::string>("name");
  workload.paths = tree.get<std::size_t>("paths");
  workload.steps = tree.get<std::size_t>("steps");
  workload.step_years = tree.get<double>("step_years");
  workload.value_today = tree.get<double>("value_today");
  for (const auto& [key, factor] : tree.get_child("factors")) {
    workload.factors.push_back(read_factor(factor, workload.step_years));
  }
  for (const auto& [key, position] : tree.get_child("positions")) workload.positions.push_back(read_position(position));
  for (const auto& [key, row] : tree.get_child("correlation")) {
    for (const auto& [none, value] : row) workload.correlation.push_back(value.get_value<double>());
  }
  workload.cholesky = lower_factor(workload.correlation, workload.factors.size());
  return workload;
}

Tail measure_tail(std::vector<double>& pnl) {
  const double n = static_cast<double>(pnl.size());
  Tail tail;
  const double threshold = loss_at(pnl, std::ceil(0.975 * n - 1e-9));
  double excess = 0.0;
  double squares = 0.0;
  for (const double value : pnl) {
    const double over = std::max(-value - threshold, 0.0);
    excess += over;
    squares += over * over;
  }
  tail.es975 = threshold + excess / (0.025 * n);
  tail.es975_error = std::sqrt((squares / n - excess / n * (excess / n)) / n) / 0.025;
  const double half_width = 1.96 * std::sqrt(0.99 * 0.01 * n);
  tail.var99 = loss_at(pnl, std::ceil(0.99 * n - 1e-9));
  const double upper = loss_at(pnl, std::ceil(0.99 * n + half_width));
  const double lower = loss_at(pnl, std::floor(0.99 * n - half_width));
  tail.var99_error = (upper - lower) / (2.0 * 1.96);
  return tail;
}

void print_result(const std::string& peer, const Workload& workload, int threads, std::size_t paths, double seconds,
                  const Tail& tail) {
  std::printf(
      "result peer=%s workload=%s threads=%d paths=%zu seconds=%.6f var99=%.10g var99_error=%.6g es975=%.10g "
      "es975_error=%.6g\n",
      peer.c_str(), workload.name.c_str(), threads, paths, seconds, tail.var99, tail.var99_error, tail.es975, tail.es975_error);
}

}  // namespace peers
