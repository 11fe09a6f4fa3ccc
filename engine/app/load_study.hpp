/// Files and overrides to a valid study.
#pragma once

#include <lodestone/app/overrides.hpp>
#include <lodestone/model/validate.hpp>

#include <string>
#include <vector>

namespace lodestone::app {

struct LoadedStudy {
  ValidStudy study;
  std::vector<std::string> overrides;  ///< what `apply` replaced
};

/// Reads, replaces, validates. Throws InvalidInput with every violation.
LoadedStudy load_study(const std::vector<std::string>& files, const Overrides& overrides);

}  // namespace lodestone::app
