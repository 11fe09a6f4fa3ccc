/// Which products of features a regression tries.
#pragma once

#include <lodestone/plan/proxy_plan.hpp>

#include <vector>

namespace lodestone {

/// STATE: indicator of a chain's state. LEVEL: logarithm of a price. PRICE: a price or a payoff. DRIVER: what a project's
/// delivery turns on. BEND: a bent level or driver. FLAG: a quantity or a yes-or-no. MINOR: what moves the value a little.
enum class ProxyRole { STATE, LEVEL, PRICE, DRIVER, BEND, FLAG, MINOR };

struct ProxyFeatureRole {
  ProxyRole role = ProxyRole::MINOR;
  int chain = kNone;  ///< of an indicator: two of one chain are never 1 together
};

/// 1 and every feature; squares of levels, prices and drivers, cubes of the first two levels and of drivers; products of pairs
/// but minor × (minor, flag, state, bend), flag × flag, bend × bend; the first price times two drivers.
std::vector<ProxyTerm> proxy_terms(const std::vector<ProxyFeatureRole>& roles);

}  // namespace lodestone
