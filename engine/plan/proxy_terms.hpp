/// Which products of features a regression tries.
#pragma once

#include <lodestone/plan/proxy_plan.hpp>

#include <vector>

namespace lodestone {

/// STATE: indicator of a chain's state. LEVEL: logarithm of a price. PRICE: a price or a payoff. DRIVER: what a project's delivery
/// turns on. FLAG: a quantity or a yes-or-no. MINOR: what moves the value a little.
enum class ProxyRole { STATE, LEVEL, PRICE, DRIVER, FLAG, MINOR };

struct ProxyFeatureRole {
  ProxyRole role = ProxyRole::MINOR;
  int chain = kNone;  ///< of an indicator: two of one chain are never 1 together
};

/// 1 and every feature; squares of all but indicators, flags and minor ones, cubes of the first two levels and of drivers;
/// products of pairs but minor × minor, flag × flag, flag × minor; a price times two drivers.
std::vector<ProxyTerm> proxy_terms(const std::vector<ProxyFeatureRole>& roles);

}  // namespace lodestone
