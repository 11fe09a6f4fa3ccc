#include <algorithm>
#include <reference/reference_grid.hpp>
#include <reference/reference_pricing.hpp>
#include <reference/reference_quarter.hpp>

namespace lodestone::reference {
namespace {

/// Calendar quarters from the quarter of `from` to that of `to`.
int quarters_between(Date from, Date to) {
  const std::chrono::year_month_day first{quarter_end(from)};
  const std::chrono::year_month_day last{quarter_end(to)};
  const int months = 12 * (static_cast<int>(last.year()) - static_cast<int>(first.year())) +
                     static_cast<int>(static_cast<unsigned>(last.month())) -
                     static_cast<int>(static_cast<unsigned>(first.month()));
  return months / 3;
}

}  // namespace

double ProjectOffice::sell(State& state, const Quarter& quarter, double output, const std::vector<OpenDelivery>& open) {
  const Project& project = *state.project;
  const Date next_quarter_end = quarter_end(quarter.end + days{1});
  const bool qualified = state.qualified != kNoDate;
  double left = output;
  double revenue = 0.0;
  for (const ProjectSale& sale : project.sales) {
    if (!qualified) break;
    double tonnes = 0.0;
    if (sale.terms) {
      tonnes = std::min(left, sale.tonnes_per_quarter * quarter.part_of_quarter());
    } else {
      for (const OpenDelivery& delivery : open) {
        if (delivery.position != sale.offtake || delivery.due < quarter.end || delivery.due >= next_quarter_end) continue;
        const double allotment = std::min(left - tonnes, delivery.tonnes);
        allotted_[{delivery.position, delivery.number}] = allotment;
        tonnes += allotment;
      }
    }
    left -= tonnes;
    const PriceTerms& terms = sale_terms(model_.study(), sale);
    const std::vector<Date> fixings = index_fixing_dates(model_.study(), terms.index, terms.averaging, quarter.end);
    const bool window_over = fixings.empty() || fixings.back() <= quarter.end;
    const Averaging averaging = window_over ? terms.averaging : Averaging{};
    const double index = index_mean(model_, path_, terms.index, averaging, quarter.end, quarter.k);
    const bool after = terms.after && milestone_known(terms.after->project, terms.after->milestone);
    const double price = formula_price(after ? terms.after->formula : terms.formula, index);
    const double fx = model_.fx(path_, terms.currency, quarter.k) / model_.fx(path_, project.currency, quarter.k);
    revenue += tonnes * 1000.0 / kilograms_per(terms.unit) * price * fx;
  }
  if (left > 0.0) {
    const double discount = qualified ? 0.0 : project.unqualified_discount;
    revenue += left * 1000.0 * model_.observe(path_, project.spot_index, quarter.k) * (1.0 - discount);
  }
  return revenue;
}

void ProjectOffice::service_debt(State& state, const Quarter& quarter, QuarterRecord& record) const {
  const Debt& debt = *state.project->debt;
  const auto observed = [&](const std::string& id) { return id.empty() ? 0.0 : model_.observe(path_, id, quarter.start_k); };
  const bool floating = !debt.base_rate.empty() || !debt.spread.empty();
  const double rate = floating ? observed(debt.base_rate) + observed(debt.spread) : debt.fixed_rate_per_year;
  record.interest = state.debt * rate * quarter.years();

  record.draw = std::min(debt.share_of_spend * record.spend, std::max(0.0, debt.limit - state.debt));
  state.debt += record.draw;

  double capitalised = 0.0;
  if (debt.capitalise_interest && state.on_spec == kNoDate) {
    capitalised = std::min(std::max(record.interest, 0.0), std::max(0.0, debt.limit - state.debt));
  }
  state.debt += capitalised;
  record.interest_paid = record.interest - capitalised;

  if (state.on_spec == kNoDate) return;
  const int number = quarters_between(state.on_spec, quarter.end) - debt.quarters_to_first_repayment + 1;
  if (number < 1 || number > debt.repayment_quarters) return;
  if (!(state.instalment >= 0.0)) state.instalment = state.debt / (debt.repayment_quarters - number + 1);
  record.instalment = std::min(state.instalment, state.debt);
  state.debt -= record.instalment;

  const double service = record.interest + record.instalment;
  if (service > 0.0) {
    record.dscr = (record.revenue - record.operating_cost) / service;
    record.breach = debt.covenant_dscr > 0.0 && record.dscr < debt.covenant_dscr;
  }
}

void ProjectOffice::find_liquidity(State& state, const Quarter& quarter, QuarterRecord& record) {
  const Project& project = *state.project;
  if (state.cash >= project.minimum_cash) return;
  const double gap = project.minimum_cash - state.cash;
  const double committed = std::min(state.commitment, gap);
  state.commitment -= committed;
  state.cash += committed;
  const double uncovered = gap - committed;
  if (!(uncovered > 0.0)) return;
  record.funding_gap = uncovered;

  double market_value = 0.0;
  if (project.listed_equity) {
    const std::string& share = project.listed_equity->observable;
    const Currency currency = *find_observable(model_.study(), share).currency;
    const double fx = model_.fx(path_, currency, quarter.k) / model_.fx(path_, project.currency, quarter.k);
    market_value = model_.observe(path_, share, quarter.k) * project.listed_equity->shares_outstanding * state.share_value * fx;
  }
  if (!project.listed_equity || uncovered > project.listed_equity->distress_share * market_value) {
    state.in_default = true;
    record.in_default = true;
    if (project.listed_equity) state.share_value *= project.listed_equity->recovery_on_default;
    return;
  }
  state.cash += uncovered;
  state.share_value *= (market_value + uncovered) / (market_value + uncovered / (1.0 - project.listed_equity->raise_discount));
}

}  // namespace lodestone::reference
