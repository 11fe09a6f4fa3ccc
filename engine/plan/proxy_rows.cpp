#include <lodestone/base/expect.hpp>
#include <lodestone/plan/proxy_compiler.hpp>

namespace lodestone {
namespace {

/// Rows of one plan as rows of another that ends earlier.
class RowMap {
 public:
  RowMap(const SimulationPlan& run, const SimulationPlan& whole) : run_(run), whole_(whole) {}

  /// kNone for a delivery that the run does not know.
  int delivery(int d) const {
    const int offtake = whole_.contracts.deliveries[static_cast<std::size_t>(d)].offtake;
    const int number = d - whole_.contracts.offtakes[static_cast<std::size_t>(offtake)].first_delivery;
    const OfftakePlan& in_run = run_.contracts.offtakes[static_cast<std::size_t>(offtake)];
    return number < in_run.delivery_count ? in_run.first_delivery + number : kNone;
  }

  std::vector<int> deliveries(const std::vector<int>& list) const {
    std::vector<int> mapped;
    for (const int d : list) mapped.push_back(known_delivery(d));
    return mapped;
  }

  void move_slot(ProxyFeature& feature) const {
    if (feature.other != kNone) {
      feature.other = known_delivery(feature.other);
      feature.row = run_.contracts.deliveries[static_cast<std::size_t>(feature.other)].slot;
    } else {
      const int account = whole_.licences.slots[static_cast<std::size_t>(feature.row)].account;
      feature.row = run_.licences.first_slot[static_cast<std::size_t>(account)];
    }
  }

 private:
  /// Features watch deliveries that are due or applied for by the horizon, and the one after them: the run knows these.
  int known_delivery(int d) const {
    const int mapped = delivery(d);
    LODESTONE_EXPECT(mapped != kNone);
    return mapped;
  }

  const SimulationPlan& run_;
  const SimulationPlan& whole_;
};

bool is_of_slot(ProxyInput input) {
  switch (input) {
    case ProxyInput::IS_LIVE:
    case ProxyInput::IS_PENDING:
    case ProxyInput::DAYS_LEFT:
    case ProxyInput::DAYS_PENDING:
    case ProxyInput::DAYS_COOLING:
    case ProxyInput::TONNES_LEFT:
      return true;
    default:
      return false;
  }
}

}  // namespace

ProxyPlan in_rows_of(const SimulationPlan& run, const SimulationPlan& whole, ProxyPlan proxy) {
  const RowMap map(run, whole);
  proxy.waiting = map.deliveries(proxy.waiting);
  proxy.deliveries = map.deliveries(proxy.deliveries);
  for (ProxyFeature& feature : proxy.features) {
    if (is_of_slot(feature.input)) map.move_slot(feature);
  }
  return proxy;
}

}  // namespace lodestone
