#include <lodestone/model/with_inputs.hpp>

#include <lodestone/base/expect.hpp>
#include <lodestone/model/find_input.hpp>

#include <set>

namespace lodestone {
namespace {

using Changed = std::set<const double*>;

/// The place of the row's own state; past the end when the row names none.
std::size_t own_place(const Chain& chain, const GeneratorRow& row) {
  std::size_t own = 0;
  while (own < chain.states.size() && chain.states[own].id != row.from_state) ++own;
  return own;
}

void balance_rates(std::vector<double>& rates, std::size_t own) {
  double others = 0.0;
  for (std::size_t j = 0; j < rates.size(); ++j) others += j == own ? 0.0 : rates[j];
  rates[own] = -others;
}

void fill_up(std::vector<double>& probabilities, const Changed& changed) {
  double fixed = 0.0;
  double rest = 0.0;
  for (const double& p : probabilities) (changed.contains(&p) ? fixed : rest) += p;
  for (double& p : probabilities) {
    if (rest == 0.0) {
      p /= fixed;
    } else if (!changed.contains(&p)) {
      p *= (1.0 - fixed) / rest;
    }
  }
}

bool touches(const std::vector<double>& row, const Changed& changed) {
  for (const double& entry : row) {
    if (changed.contains(&entry)) return true;
  }
  return false;
}

void complete_rows(Study& study, const Changed& changed) {
  for (Chain& chain : study.policy.chains) {
    if (touches(chain.initial_distribution, changed)) fill_up(chain.initial_distribution, changed);
    for (Generator& generator : chain.generators) {
      for (GeneratorRow& row : generator.rows) {
        if (touches(row.rates_per_year, changed)) balance_rates(row.rates_per_year, own_place(chain, row));
      }
    }
    for (PolicyEvent& event : chain.events) {
      for (EventRow& row : event.rows) {
        if (touches(row.probabilities, changed)) fill_up(row.probabilities, changed);
      }
    }
  }
}

}  // namespace

Study with_inputs(const Study& study, const std::vector<InputChange>& changes) {
  Study changed = study;
  Changed numbers;
  for (const InputChange& change : changes) {
    double* number = find_input(changed, study.input_ranges[change.range].path).number;
    LODESTONE_EXPECT(number != nullptr);
    *number = change.value;
    numbers.insert(number);
  }
  complete_rows(changed, numbers);
  return changed;
}

bool is_own_rate(const Study& study, const double* number) {
  for (const Chain& chain : study.policy.chains) {
    for (const Generator& generator : chain.generators) {
      for (const GeneratorRow& row : generator.rows) {
        const std::size_t own = own_place(chain, row);
        if (own < row.rates_per_year.size() && &row.rates_per_year[own] == number) return true;
      }
    }
  }
  return false;
}

}  // namespace lodestone
