#include <lodestone/plan/price_plan.hpp>

#include <lodestone/model/calendar.hpp>

#include <algorithm>

namespace lodestone {
namespace {

struct FormulaCompiler {
  FormulaPlan operator()(const FixedPrice& p) const { return {p.price, 0.0, {}}; }
  FormulaPlan operator()(const IndexLinked& p) const { return {p.differential, p.multiplier, {}}; }
  FormulaPlan operator()(const Floor& p) const { return {p.floor, 0.0, {{p.floor, 1.0}}}; }
  FormulaPlan operator()(const Cap& p) const { return {0.0, 1.0, {{p.cap, -1.0}}}; }
  FormulaPlan operator()(const Collar& p) const { return {p.floor, 0.0, {{p.floor, 1.0}, {p.cap, -1.0}}}; }
  FormulaPlan operator()(const FloorWithUpsideShare& p) const {
    return {p.floor, 0.0, {{p.floor, 1.0}, {p.share_above, -p.buyer_share}}};
  }
  FormulaPlan operator()(const PiecewiseLinear& p) const { return {p.constant, p.slope, p.kinks}; }
};

}  // namespace

FormulaPlan compile_formula(const PriceFormula& formula) { return std::visit(FormulaCompiler{}, formula); }

FormulaPlan positive_part(const FormulaPlan& formula) {
  std::vector<double> bends{0.0};
  for (const Kink& kink : formula.kinks) {
    if (kink.strike > 0.0) bends.push_back(kink.strike);
  }
  std::sort(bends.begin(), bends.end());
  // Where p crosses 0 within a segment it bends too; beyond the last bend it crosses at most once.
  const std::size_t segments = bends.size();
  for (std::size_t n = 0; n < segments; ++n) {
    const double left = formula(bends[n]);
    const double end = n + 1 < segments ? bends[n + 1] : bends[n] + 1.0;
    const double slope = (formula(end) - left) / (end - bends[n]);
    const double zero = slope == 0.0 ? -1.0 : bends[n] - left / slope;
    if (zero > bends[n] && (n + 1 == segments || zero < end)) bends.push_back(zero);
  }
  std::sort(bends.begin(), bends.end());
  FormulaPlan positive;
  positive.constant = std::max(formula(0.0), 0.0);
  double before = 0.0;
  for (std::size_t n = 0; n < bends.size(); ++n) {
    const double end = n + 1 < bends.size() ? bends[n + 1] : bends[n] + 1.0;
    if (!(end > bends[n])) continue;  // a strike named twice
    const double slope = formula(0.5 * (bends[n] + end)) > 0.0 ? (formula(end) - formula(bends[n])) / (end - bends[n]) : 0.0;
    if (n == 0) {
      positive.slope = slope;
    } else if (slope != before) {
      positive.kinks.push_back({bends[n], slope - before});
    }
    before = slope;
  }
  return positive;
}

std::vector<Date> AverageBook::dates_of(const std::string& index, const Averaging& averaging, Date due) const {
  if (averaging.window == AveragingWindow::AT_DELIVERY || index.empty()) return {};
  const Observable& model = study_.market.observables[static_cast<std::size_t>(observables_[index])];
  return fixing_dates(averaging, *model.fixing_days, due, study_.simulation.holidays);
}

int AverageBook::add_if_known(const std::string& index, const Averaging& averaging, Date day) {
  const std::vector<Date> dates = dates_of(index, averaging, day);
  return dates.empty() || dates.back() > day ? kNone : add(index, averaging, day);
}

int AverageBook::add(const std::string& index, const Averaging& averaging, Date due) {
  const std::vector<Date> dates = dates_of(index, averaging, due);
  if (dates.empty()) return kNone;
  const int observable = observables_[index];
  const auto [known, is_new] =
      known_.try_emplace({observable, dates.front(), dates.back()}, static_cast<int>(averages_.size()));
  if (!is_new) return known->second;

  AveragePlan average;
  average.observable = observable;
  average.count = static_cast<double>(dates.size());
  for (const Date date : dates) {
    if (date > grid_.dates.front()) {
      average.fixing_steps.push_back(grid_.step_on(date));
      continue;
    }
    const auto fixing = std::find_if(study_.market.fixings.begin(), study_.market.fixings.end(),
                                     [&](const Fixing& f) { return f.date == date && f.observable == index; });
    LODESTONE_EXPECT(fixing != study_.market.fixings.end());
    average.past_sum += fixing->value;
  }
  if (!average.fixing_steps.empty()) average.last_step = average.fixing_steps.back();
  averages_.push_back(std::move(average));
  return known->second;
}

}  // namespace lodestone
