/// Noise of a path that is known to have mean zero, for a regression to take off: what a hedge would have earned.
///
/// Each row is Σ_k φ_{k−1}·ΔM_k over the steps after H, ΔM a martingale difference and φ known before the step, so that its
/// expectation given the state at H is 0 exactly, whatever the state. With φ near the contract's sensitivity most of the noise
/// of Σ flow·B_H/B_t goes. With D the discount to H, P the first price relative to today's, τ the share of time that is left:
///   prices    D·P_o·Σ_f w_f c_f √ω η_f       each × {1, τ, τ²}
///   factors   D·P·c √ω η                     rates, spreads, cost and slip; × {1, τ}
///   chains    D·P·(1{moved to j} − P_ij)     × {1, τ}
///   defaults  D·P·(1{default} − (1 − e^{−Δh}))  × {1, τ}
///   licences  D·P·(1{approved} − p (1 − e^{−Δh}))  × {1, τ}
/// all while the contract is alive. Source: Glasserman (2004) §4.1; dynamic control variates.
#pragma once

#include <lodestone/kernel/workspace.hpp>
#include <lodestone/plan/proxy_compiler.hpp>
#include <lodestone/plan/simulation_plan.hpp>

#include <cstdint>
#include <set>
#include <vector>

namespace lodestone {

/// c √ω η of factors on the step just taken, once for all contracts.
class FactorNoise {
 public:
  FactorNoise(const SimulationPlan& plan, const std::vector<std::uint32_t>& factors, std::size_t lanes);
  void compute(int step, const Workspace& work);
  const double* row(std::uint32_t factor) const { return noise_.row(place_[factor]); }

 private:
  const SimulationPlan& plan_;
  std::vector<std::uint32_t> factors_;
  std::vector<int> place_;
  Rows<double> noise_;
};

/// The hedges of one contract on a tile.
class Hedges {
 public:
  /// From the end of `step` to `last_step`, the contract's last flow.
  Hedges(const SimulationPlan& plan, const ProxyDraft& draft, int last_step, std::size_t lanes);

  std::size_t count() const { return count_; }
  const double* row(std::size_t hedge) const { return sums_.row(hedge); }
  void add_factors(std::set<std::uint32_t>& factors) const;  ///< those whose noise is needed

  void start(const Workspace& work);                                     ///< at the end of H
  void hold(int step, const Workspace& work);                            ///< before `step`: what is known by then
  void earn(int step, const Workspace& work, const FactorNoise& noise);  ///< after it

 private:
  void add(std::size_t& at, int powers, double time, const double* difference);
  void earn_prices(double time, const FactorNoise& noise, std::size_t& at);
  void earn_chains(int step, double time, const Workspace& work, std::size_t& at);
  void earn_default(double time, const Workspace& work, std::size_t& at);
  void earn_licences(int step, double time, const Workspace& work, std::size_t& at);
  double time_left(int step) const;

  const SimulationPlan& plan_;
  ProxyDrivers drivers_;
  int counterparty_, project_;
  int step_, last_step_;
  std::size_t lanes_ = 0;
  std::size_t count_ = 0;
  Rows<double> sums_, price_, scratch_;
  std::vector<double> first_discount_, weight_, default_hazard_;
  Rows<std::uint8_t> chain_state_;
  Rows<std::int32_t> pending_since_;
  Rows<std::uint32_t> ordinal_;
};

}  // namespace lodestone
