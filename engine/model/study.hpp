/// A study: market, policy, licences, projects, portfolio as they stand on one day, and what is asked of them.
#pragma once

#include <lodestone/base/export.hpp>
#include <lodestone/model/input_range.hpp>
#include <lodestone/model/licences.hpp>
#include <lodestone/model/market.hpp>
#include <lodestone/model/policy.hpp>
#include <lodestone/model/portfolio.hpp>
#include <lodestone/model/projects.hpp>
#include <lodestone/model/settings.hpp>

#include <vector>

namespace lodestone {

/// Plain data, in the order and under the names of the wire's `lodestone.v1.Study`; a violation's path is a path in it.
struct LODESTONE_EXPORT Study {
  Date as_of = kNoDate;  ///< end of this day is time 0
  Market market;
  Policy policy;
  Licences licences;
  std::vector<Project> projects;
  std::vector<Counterparty> counterparties;
  Portfolio portfolio;
  SimulationSettings simulation;
  Measures measures;
  std::vector<InputRange> input_ranges;  ///< what is uncertain about the numbers above; may be empty

  // Compiled once, in study.cpp: else every file that holds a study compiles the copying and dropping of all its parts.
  Study();
  Study(const Study& other);
  Study(Study&& other) noexcept;
  Study& operator=(const Study& other);
  Study& operator=(Study&& other) noexcept;
  ~Study();
};

}  // namespace lodestone
