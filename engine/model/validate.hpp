/// Every fault of a study, found here and all at once; what passes can be compiled and run without failing.
#pragma once

#include <lodestone/base/export.hpp>
#include <lodestone/base/violation.hpp>
#include <lodestone/model/study.hpp>

#include <utility>
#include <vector>

namespace lodestone {

/// All violations of `study`, in the order of the schema; empty when it is valid.
/// Cost: O(size of study + factors³), and for each input range twice that, without the factors³ unless it is a correlation's.
LODESTONE_EXPORT std::vector<Violation> find_violations(const Study& study);

/// A study that has passed `validate`, and nothing else: the only input that `compile` and `simulate` take.
class ValidStudy {
 public:
  const Study& study() const { return study_; }

 private:
  friend LODESTONE_EXPORT ValidStudy validate(Study study);
  explicit ValidStudy(Study study) : study_(std::move(study)) {}
  Study study_;
};

/// Throws `InvalidInput` with every violation, or returns the study unchanged.
LODESTONE_EXPORT ValidStudy validate(Study study);

}  // namespace lodestone
