#include <lodestone/app/estimate_cells.hpp>

#include <utility>

namespace lodestone::app {

void add_estimate_columns(TextTable& table, std::string title, std::string unit, Tie tie) {
  table.columns.push_back({std::move(title), std::move(unit), Align::RIGHT, tie});
  table.columns.push_back({"", "", Align::RIGHT, Tie::ADJACENT});
}

void add_estimate_cells(std::vector<std::string>& row, const NumberScale& scale, const Estimate& estimate) {
  if (!estimate.value && estimate.absence)
    row.emplace_back(*estimate.absence == AbsenceReason::TOO_FEW_PATHS ? "too few" : "n/a");
  else
    row.push_back(optional_text(scale, estimate.value));
  row.push_back(estimate.standard_error ? "±" + scaled(scale, *estimate.standard_error) : std::string());
}

void add_missing_cells(std::vector<std::string>& row) {
  row.emplace_back("–");
  row.emplace_back();
}

std::string optional_text(const NumberScale& scale, const std::optional<double>& value) {
  return value ? scaled(scale, *value) : "–";
}

}  // namespace lodestone::app
