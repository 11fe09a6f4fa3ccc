#include <lodestone/plan/put_tables.hpp>

#include <lodestone/base/expect.hpp>

#include <algorithm>
#include <cstdint>

namespace lodestone {

PutTables pack(const std::vector<OptionTable>& tables) {
  PutTables result;
  for (const OptionTable& table : tables) {
    result.mass.push_back(table.mass);
    result.forward.push_back(table.forward);
    result.first.push_back(table.first);
    result.pieces_per_unit.push_back(table.pieces_per_unit);
    result.pieces.push_back(static_cast<double>(table.cubics.size() / 4));
    result.place.push_back(static_cast<double>(result.cubics.size() / 4));
    result.cubics.insert(result.cubics.end(), table.cubics.begin(), table.cubics.end());
    result.error = std::max(result.error, table.error);
  }
  LODESTONE_EXPECT(result.cubics.size() < INT32_MAX);
  return result;
}

}  // namespace lodestone
