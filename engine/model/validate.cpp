#include <lodestone/model/validate.hpp>

#include <lodestone/model/validate_context.hpp>

namespace lodestone {

void check_sections(Validation& validation, Definiteness correlations) {
  check_factors(validation);
  if (correlations == Definiteness::CHECKED) check_correlations(validation);
  check_term_structures(validation);
  check_observables(validation);
  check_fixings(validation);
  check_rates(validation);
  check_policy(validation);
  check_lanes(validation);
  check_accounts(validation);
  check_projects(validation);
  check_counterparties(validation);
  check_portfolio(validation);
  check_simulation(validation);
  check_measures(validation);
}

std::vector<Violation> find_violations(const Study& study) {
  Validation validation(study);  // reports the as-of date
  check_sections(validation, Definiteness::CHECKED);
  check_input_ranges(validation);
  return validation.check.take();
}

ValidStudy validate(Study study) {
  std::vector<Violation> violations = find_violations(study);
  if (!violations.empty()) throw InvalidInput(std::move(violations));
  return ValidStudy(std::move(study));
}

}  // namespace lodestone
