/// One path as text for people, and as one long table for machines.
#pragma once

#include <lodestone/app/csv_table.hpp>
#include <lodestone/run/path_record.hpp>

#include <string>

namespace lodestone::app {

/// Chains and stances, factors, observables, licences and projects over the grid's dates; then events with their cash flows;
/// then the sampled series.
std::string path_text(const PathRecord& record);

/// One row a value: section, date, name, unit, value, label. Sections are those of the columns, then `event` (name: subject,
/// label: what happened, value: cash flow) and `sample`. Values read back as the same bits.
CsvTable path_csv(const PathRecord& record);

}  // namespace lodestone::app
