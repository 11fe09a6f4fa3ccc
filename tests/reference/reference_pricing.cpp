#include <algorithm>
#include <reference/reference_grid.hpp>
#include <reference/reference_pricing.hpp>

namespace lodestone::reference {
namespace {

double positive_part(double x) { return std::max(x, 0.0); }

struct PriceOf {
  double index;

  double operator()(const FixedPrice& fixed) const { return fixed.price; }
  double operator()(const IndexLinked& linked) const { return linked.multiplier * index + linked.differential; }
  double operator()(const Floor& floor) const { return std::max(index, floor.floor); }
  double operator()(const Cap& cap) const { return std::min(index, cap.cap); }
  double operator()(const Collar& collar) const { return std::min(std::max(index, collar.floor), collar.cap); }
  double operator()(const FloorWithUpsideShare& share) const {
    return std::max(index, share.floor) - share.buyer_share * positive_part(index - share.share_above);
  }
  double operator()(const PiecewiseLinear& pieces) const {
    double price = pieces.constant + pieces.slope * index;
    for (const Kink& kink : pieces.kinks) price += kink.slope * positive_part(index - kink.strike);
    return price;
  }
};

double past_fixing(const Study& study, const std::string& index, Date date) {
  for (const Fixing& fixing : study.market.fixings) {
    if (fixing.observable == index && fixing.date == date) return fixing.value;
  }
  return kNotGiven;
}

}  // namespace

double formula_price(const PriceFormula& formula, double index) { return std::visit(PriceOf{index}, formula); }

double kilograms_per(Unit unit) { return unit == Unit::T ? 1000.0 : 1.0; }

double sign_of(Side side) { return side == Side::BUY ? 1.0 : -1.0; }

double index_mean(const MarketModel& model, const MarketPath& path, const std::string& index, const Averaging& averaging,
                  Date due, int k) {
  if (index.empty()) return 0.0;  // a fixed price asks for no index
  const std::vector<Date> fixings = index_fixing_dates(model.study(), index, averaging, due);
  if (fixings.empty()) return model.observe(path, index, k);
  double sum = 0.0;
  for (const Date date : fixings) {
    const bool past = date <= model.study().as_of;
    sum += past ? past_fixing(model.study(), index, date) : model.observe(path, index, model.grid_index(date));
  }
  return sum / static_cast<double>(fixings.size());
}

}  // namespace lodestone::reference
