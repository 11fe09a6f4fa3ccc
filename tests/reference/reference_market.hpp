/// The textbook twin's market: chains, stances, feedback, factors, observables, FX and the numeraire along one path.
///
/// The whole path is simulated first; licences, projects and contracts then read it, date by date.
#pragma once

#include <lodestone/math/variance_mixture.hpp>
#include <lodestone/model/study.hpp>
#include <map>
#include <reference/reference_matrix.hpp>
#include <reference/reference_random.hpp>
#include <string>
#include <vector>

namespace lodestone::reference {

/// One path of everything that does not depend on licences, projects or contracts; [k] is grid date k.
struct MarketPath {
  std::vector<std::vector<int>> chain;      ///< [k][chain in study order]: state
  std::vector<std::vector<int>> level;      ///< [k][stance in study order]: level
  std::vector<std::vector<double>> factor;  ///< [k][factor in study order]
  std::vector<double> capacity;             ///< [k]: K of the diversification feedback
  std::vector<double> numeraire;            ///< [k]: B
};

class MarketModel {
 public:
  /// Keeps a reference to `study`, which must outlive it.
  MarketModel(const Study& study, std::vector<Date> grid);

  const Study& study() const { return study_; }
  const std::vector<Date>& grid() const { return grid_; }
  double step_years(int k) const { return year_fraction(grid_[at(k - 1)], grid_[at(k)]); }
  int grid_index(Date date) const;  ///< of a date on the grid

  MarketPath simulate(const Draws& draws) const;

  double observe(const MarketPath& path, const std::string& observable, int k) const;
  double fx(const MarketPath& path, Currency currency, int k) const;  ///< reporting currency for one `currency`
  double discount_rate(const MarketPath& path, int k) const;
  int level(const MarketPath& path, const std::string& stance, int k) const;
  const std::string& level_name(const MarketPath& path, const std::string& stance, int k) const;

 private:
  static std::size_t at(int k) { return static_cast<std::size_t>(k); }
  std::vector<int> stance_levels(const std::vector<int>& chain_states) const;
  Matrix transition(const Chain& chain, int k) const;
  double step_factor(std::size_t f, int k, const MarketPath& path, double eta, double root_omega) const;

  const Study& study_;
  std::vector<Date> grid_;
  std::map<std::string, std::size_t> factor_index_;
  std::map<std::string, std::size_t> stance_index_;
  std::map<std::string, std::size_t> observable_index_;
  std::vector<std::vector<Matrix>> transition_;  ///< [k][chain]
  Matrix correlation_root_;
  std::vector<VarianceMixture> mixture_;  ///< by variance group
};

/// Place of the state called `id` in its chain.
int state_index(const Chain& chain, const std::string& id);

}  // namespace lodestone::reference
