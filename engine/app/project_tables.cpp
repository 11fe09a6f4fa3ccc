#include <lodestone/app/project_tables.hpp>

#include <lodestone/app/estimate_cells.hpp>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace lodestone::app {

namespace {

const NumberScale kMonths{1.0 / 12.0, 1, "months"};  // slips are stated in years
const NumberScale kRatio{1.0, 2, ""};

/// One outcome of a project: what it is called, its scale, where it stands.
struct Outcome {
  const char* name;
  NumberScale scale;
  const Distribution ProjectOutcome::*distribution;
};

/// Money of each project is in its own currency, which the report does not repeat.
NumberScale project_money(const std::vector<ProjectOutcome>& projects) {
  std::vector<double> amounts;
  for (const ProjectOutcome& project : projects)
    for (const Distribution* distribution : {&project.interest_bill, &project.funding_gap})
      if (distribution->mean.value) amounts.push_back(*distribution->mean.value);
  NumberScale scale = money_scale(amounts, "");
  if (!scale.unit.empty()) scale.unit.pop_back();  // "m " without its currency
  return scale;
}

}  // namespace

TextTable project_table(const Results& results) {
  const NumberScale money = project_money(results.projects);
  const NumberScale percent = percent_scale();
  TextTable table{"Projects (money in the project's currency)", {{"project", "", Align::LEFT}}, 1, {}};
  add_estimate_columns(table, "slip", kMonths.unit);
  add_estimate_columns(table, "overrun", percent.unit);
  table.columns.push_back({"all-in rate", "% a year", Align::RIGHT});
  table.columns.push_back({"DSCR", "median", Align::RIGHT});
  add_estimate_columns(table, "on spec", percent.unit);
  add_estimate_columns(table, "breach", percent.unit);
  add_estimate_columns(table, "default", percent.unit);
  table.columns.push_back({"interest", money.unit, Align::RIGHT});
  table.columns.push_back({"gap", money.unit, Align::RIGHT});
  for (const ProjectOutcome& project : results.projects) {
    std::vector<std::string> row{project.project};
    add_estimate_cells(row, kMonths, project.slip_years.mean);
    add_estimate_cells(row, percent, project.cost_overrun.mean);
    row.push_back(optional_text(percent_scale(2), project.all_in_rate_per_year.mean.value));
    row.push_back(optional_text(kRatio, quantile_at(project.minimum_dscr.quantiles, 0.5)));
    add_estimate_cells(row, percent, project.probability_on_spec);
    add_estimate_cells(row, percent, project.probability_breach);
    add_estimate_cells(row, percent, project.probability_default);
    row.push_back(optional_text(money, project.interest_bill.mean.value));
    row.push_back(optional_text(money, project.funding_gap.mean.value));
    table.rows.push_back(std::move(row));
  }
  return table;
}

TextTable project_distribution_table(const Results& results) {
  const NumberScale money = project_money(results.projects);
  const std::array<Outcome, 6> outcomes{{{"slip", kMonths, &ProjectOutcome::slip_years},
                                         {"overrun", percent_scale(), &ProjectOutcome::cost_overrun},
                                         {"all-in rate", percent_scale(2), &ProjectOutcome::all_in_rate_per_year},
                                         {"interest", money, &ProjectOutcome::interest_bill},
                                         {"least DSCR", kRatio, &ProjectOutcome::minimum_dscr},
                                         {"funding gap", money, &ProjectOutcome::funding_gap}}};
  std::set<double> probabilities;
  for (const ProjectOutcome& project : results.projects)
    for (const Outcome& outcome : outcomes)
      for (const Quantile& quantile : (project.*outcome.distribution).quantiles) probabilities.insert(quantile.probability);

  TextTable table{"Project outcomes, distributions", {}, 3, {}};
  for (const char* title : {"project", "outcome", "unit"}) table.columns.push_back({title, "", Align::LEFT});
  table.columns.push_back({"paths", "", Align::RIGHT});
  add_estimate_columns(table, "mean", "");
  table.columns.push_back({"sd", "", Align::RIGHT});
  for (const double probability : probabilities) table.columns.push_back({confidence_text(probability), "", Align::RIGHT});
  for (const ProjectOutcome& project : results.projects)
    for (const Outcome& outcome : outcomes) {
      const Distribution& distribution = project.*outcome.distribution;
      std::vector<std::string> row{project.project, outcome.name, outcome.scale.unit, whole(distribution.paths)};
      add_estimate_cells(row, outcome.scale, distribution.mean);
      row.push_back(optional_text(outcome.scale, distribution.standard_deviation.value));
      for (const double probability : probabilities)
        row.push_back(optional_text(outcome.scale, quantile_at(distribution.quantiles, probability)));
      table.rows.push_back(std::move(row));
    }
  return table;
}

TextTable project_quarter_table(const Results& results) {
  TextTable table{"Projects, probability by quarter", {{"project", "", Align::LEFT}, {"quarter", "", Align::LEFT}}, 2, {}};
  add_estimate_columns(table, "breach", "%");
  add_estimate_columns(table, "default", "%");
  for (const ProjectOutcome& project : results.projects) {
    std::vector<std::string> quarters;
    for (const std::vector<NamedProbability>* list : {&project.breach_by_quarter, &project.default_by_quarter})
      for (const NamedProbability& entry : *list)
        if (std::find(quarters.begin(), quarters.end(), entry.name) == quarters.end()) quarters.push_back(entry.name);
    for (const std::string& quarter : quarters) {
      std::vector<std::string> row{project.project, quarter};
      for (const std::vector<NamedProbability>* list : {&project.breach_by_quarter, &project.default_by_quarter}) {
        const auto found =
            std::find_if(list->begin(), list->end(), [&](const NamedProbability& entry) { return entry.name == quarter; });
        if (found == list->end())
          add_missing_cells(row);
        else
          add_estimate_cells(row, percent_scale(2), found->probability);
      }
      table.rows.push_back(std::move(row));
    }
  }
  return table;
}

}  // namespace lodestone::app
