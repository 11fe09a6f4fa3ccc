/// The option tables of one law, end to end: what the path loop gathers from.
#pragma once

#include <lodestone/plan/option_table.hpp>

#include <cstddef>
#include <vector>

namespace lodestone {

/// Numbers are those of the tables: state·labels + label, and the classes of an average one after another. All are doubles, for
/// they are gathered by lanes; a piece's place is a whole number below 2³¹.
struct PutTables {
  std::vector<double> mass, forward;  ///< of intrinsic values
  std::vector<double> first;          ///< a at the left end of the first piece
  std::vector<double> pieces_per_unit;
  std::vector<double> pieces;  ///< how many; 0: intrinsic everywhere
  std::vector<double> place;   ///< of the first piece among the cubics
  std::vector<double> cubics;  ///< [4·piece + power]
  double error = 0.0;          ///< the largest of the tables'

  bool empty() const { return mass.empty(); }
  std::size_t bytes() const { return (6 * mass.size() + cubics.size()) * sizeof(double); }
};

PutTables pack(const std::vector<OptionTable>& tables);

}  // namespace lodestone
