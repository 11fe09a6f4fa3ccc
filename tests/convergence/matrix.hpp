/// Every kind of contract in every kind of market: the studies on which value and simulation must agree.
#pragma once

#include <convergence/licensed_studies.hpp>
#include <convergence/project_studies.hpp>

#include <functional>
#include <string>
#include <vector>

namespace lodestone::convergence {

struct MatrixStudy {
  std::string name;
  std::function<Study()> make;
  bool are_proxies = false;  ///< contracts that cannot be valued exactly, all of them over by the last horizon
};

/// About 70 contracts a market, 14 a basis of licences, a dozen proxies.
std::vector<MatrixStudy> full_matrix();

/// The same markets and licences, a few contracts of each in turn.
std::vector<MatrixStudy> reduced_matrix();

}  // namespace lodestone::convergence
