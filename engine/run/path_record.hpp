/// One path as a table: what moved, what it was worth, what was paid.
#pragma once

#include <lodestone/base/date.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace lodestone {

/// One quantity over the grid. `values[k]` belongs to grid date k. With `labels`, a value is an index into them.
struct PathColumn {
  std::string section;  ///< "chain", "stance", "factor", "observable", "licence", "project"
  std::string name;
  std::string unit;  ///< "" for pure numbers
  std::vector<double> values;
  std::vector<std::string> labels;
};

/// A cash flow, or something that happened without one (amount 0).
struct PathEvent {
  Date date = kNoDate;
  std::string subject;  ///< position, account or project
  std::string what;     ///< "shipped 400 KG", "application refused", "default"
  double amount = 0;    ///< [reporting currency], to the holder
};

/// The sampled series of the path: exactly the numbers that entered the distributions.
struct PathSample {
  std::string series;
  double value = 0;
};

struct PathRecord {
  std::int64_t path = 0;
  std::vector<Date> dates;
  std::vector<PathColumn> columns;
  std::vector<PathEvent> events;
  std::vector<PathSample> samples;
};

}  // namespace lodestone
