/// What every peer in C++ is given, and how each says what it found.
#pragma once

#include <chrono>
#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace peers {

/// A factor with its exact step x ← a·x + b + c·η; a price is exp(x), a rate is x.
struct Factor {
  std::string law;  ///< log_ou, gbm, vasicek
  bool is_log = true;
  double start = 0;  ///< price or rate
  double mean_reversion = 0;
  double long_run_mean = 0;
  double drift = 0;
  double volatility = 0;
  double a = 1;
  double b = 0;
  double c = 0;

  double initial_state() const;
};

/// Worth quantity·max(S, floor).
struct Position {
  std::size_t factor = 0;
  double quantity = 0;
  double floor = -std::numeric_limits<double>::infinity();
};

struct Workload {
  std::string name;
  std::size_t paths = 0;
  std::size_t steps = 0;
  double step_years = 0;
  double value_today = 0;
  std::vector<Factor> factors;
  std::vector<Position> positions;
  std::vector<double> correlation;  ///< n × n, by rows
  std::vector<double> cholesky;     ///< L of the correlation, n × n, by columns: L(i, j) at j·n + i

  /// Value of the positions at prices and rates `s`, less value_today.
  double pnl(std::span<const double> s) const {
    double value = -value_today;
    for (const Position& position : positions) {
      const double price = s[position.factor];
      value += position.quantity * (price > position.floor ? price : position.floor);
    }
    return value;
  }
};

/// Reads the file that workloads.py wrote.
Workload read_workload(const std::string& file);

/// Wall-clock seconds since it was made.
class Stopwatch {
 public:
  double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count(); }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

/// VaR at 99 % and ES at 97.5 %, losses positive, with their standard errors.
struct Tail {
  double var99 = 0;
  double var99_error = 0;
  double es975 = 0;
  double es975_error = 0;
};

/// Reorders `pnl`. VaR is the order statistic at rank ⌈0.99·n⌉ of the losses, with the half width of its 95 % interval of ranks
/// over 1.96 as error; ES is v + Σ(L − v)⁺/(0.025·n) with v the order statistic at 97.5 %.
Tail measure_tail(std::vector<double>& pnl);

/// One line: `result peer=plain workload=W1 threads=1 paths=… seconds=… var99=… …`.
void print_result(const std::string& peer, const Workload& workload, int threads, std::size_t paths, double seconds,
                  const Tail& tail);

}  // namespace peers
