#include <lodestone/run/replay.hpp>

#include <lodestone/run/fit_proxies.hpp>
#include <lodestone/run/for_each_block.hpp>

#include <lodestone/base/violation.hpp>
#include <lodestone/kernel/run_tile.hpp>
#include <lodestone/kernel/sample_step.hpp>
#include <lodestone/kernel/value_positions.hpp>
#include <lodestone/model/unit_names.hpp>
#include <lodestone/run/run_paths.hpp>

#include <algorithm>
#include <string>

namespace lodestone {
namespace {

std::string unit_of(const Observable& observable) {
  if (observable.meaning == ObservableMeaning::RATE) return "1/yr";
  if (!observable.currency) return "";
  if (observable.unit) return price_unit(*observable.currency, *observable.unit);
  const std::string currency(name_of(*observable.currency));
  return observable.base_currency ? currency + "/" + std::string(name_of(*observable.base_currency)) : currency;
}

std::string series_name(const Study& study, const SimulationPlan& plan, const SeriesPlan& series) {
  switch (series.kind) {
    case SeriesKind::PNL:
      return "value and cash of " + plan.nodes.nodes[static_cast<std::size_t>(series.node)].name.id + ", " +
             study.simulation.horizons[static_cast<std::size_t>(series.horizon)] +
             (series.basis == PnlBasis::CASH ? ", cash alone" : "");
    case SeriesKind::CASH_FLOW:
      return "cash flow of " + plan.nodes.nodes[static_cast<std::size_t>(series.node)].name.id + ", " +
             plan.nodes.cash_periods[static_cast<std::size_t>(series.period)].label;
    case SeriesKind::PROJECT: {
      constexpr const char* kNames[] = {"slip [yr]",     "cost overrun", "all-in rate [1/yr]",
                                        "interest bill", "minimum DSCR", "funding gap"};
      return study.projects[static_cast<std::size_t>(series.project)].id + ": " +
             kNames[static_cast<std::size_t>(series.outcome)];
    }
  }
  return {};
}

/// Writes one lane of the workspace down, step after step.
class PathWriter {
 public:
  PathWriter(const Study& study, const SimulationPlan& plan, Workspace& work, std::size_t lane, PathRecord& record)
      : study_(study), plan_(plan), work_(work), lane_(lane), record_(record) {
    for (const Position* position : positions_by_id(study)) ids_.push_back(position->id);
    pending_.assign(plan.licences.slots.size(), kNever);
    live_.assign(plan.licences.slots.size(), kNever);
    status_.assign(plan.contracts.deliveries.size(), DeliveryStatus::OPEN);
    defaulted_.assign(plan.contracts.counterparties.size(), false);
    project_defaulted_.assign(plan.projects.projects.size(), false);
    add_columns();
  }

  void write(int step) {
    record_.dates.push_back(plan_.grid.dates[static_cast<std::size_t>(step)]);
    std::size_t column = 0;
    const auto put = [&](double value) { record_.columns[column++].values.push_back(value); };
    for (std::size_t c = 0; c < study_.policy.chains.size(); ++c) put(work_.chain_state.row(c)[lane_]);
    for (std::size_t s = 0; s < study_.policy.stances.size(); ++s) put(work_.level.row(s)[lane_]);
    for (std::size_t f = 0; f < study_.market.factors.size(); ++f) put(work_.x.row(f)[lane_]);
    for (std::size_t o = 0; o < study_.market.observables.size(); ++o) put(work_.observable.row(o)[lane_]);
    for (std::size_t s = 0; s < plan_.licences.slots.size(); ++s) put(licence_state(s));
    for (int p = 0; p < static_cast<int>(study_.projects.size()); ++p) {
      for (const ProjectRow row : {DEBT, CASH, SPENT, SLIP_YEARS, COST_MULTIPLIER, SHARE_VALUE})
        put(work_.project_row(p, row)[lane_]);
    }
    write_licence_events(step);
    write_project_events(step);
    write_delivery_events(step);
    write_flows(step);
  }

 private:
  void add(const char* section, std::string name, std::string unit, std::vector<std::string> labels = {}) {
    PathColumn column;
    column.section = section;
    column.name = std::move(name);
    column.unit = std::move(unit);
    column.labels = std::move(labels);
    record_.columns.push_back(std::move(column));
  }

  void add_columns() {
    for (const Chain& chain : study_.policy.chains) {
      std::vector<std::string> states;
      for (const ChainState& state : chain.states) states.push_back(state.id);
      add("chain", chain.id, "", std::move(states));
    }
    for (const Stance& stance : study_.policy.stances) add("stance", stance.id, "", stance.levels);
    for (const Factor& factor : study_.market.factors) add("factor", factor.id, "");
    for (const Observable& observable : study_.market.observables) add("observable", observable.id, unit_of(observable));
    for (std::size_t s = 0; s < plan_.licences.slots.size(); ++s) {
      add("licence", slot_name(s), "", {"none", "pending", "live", "live, renewal pending", "refused"});
    }
    for (const Project& project : study_.projects) {
      const std::string currency(name_of(project.currency));
      add("project", project.id + " debt", currency);
      add("project", project.id + " cash", currency);
      add("project", project.id + " capex spent", currency);
      add("project", project.id + " slip", "yr");
      add("project", project.id + " cost multiplier", "");
      add("project", project.id + " share value", "");
    }
  }

  std::string slot_name(std::size_t slot) const {
    const SlotPlan& plan = plan_.licences.slots[slot];
    std::string name = study_.licences.accounts[static_cast<std::size_t>(plan.account)].id;
    const LanePlan& lane = plan_.licences.lanes[static_cast<std::size_t>(plan.lane)];
    if (lane.basis == LicenceBasis::PER_SHIPMENT && !plan.deliveries.empty()) {
      name += ", " + delivery_name(static_cast<std::size_t>(plan.deliveries.front().delivery));
    }
    return name;
  }

  std::string delivery_name(std::size_t d) const {
    const DeliveryPlan& delivery = plan_.contracts.deliveries[d];
    const OfftakePlan& offtake = plan_.contracts.offtakes[static_cast<std::size_t>(delivery.offtake)];
    return ids_[static_cast<std::size_t>(offtake.position)] + " due " + to_string(delivery.due);
  }

  double licence_state(std::size_t slot) const {
    const bool is_pending = work_.pending_since.row(slot)[lane_] != kNever;
    const bool is_live = work_.live_until.row(slot)[lane_] != kNever;
    if (is_live) return is_pending ? 3.0 : 2.0;
    if (is_pending) return 1.0;
    const std::int32_t today = static_cast<std::int32_t>((record_.dates.back() - plan_.grid.dates.front()).count());
    return work_.may_apply_from.row(slot)[lane_] > today ? 4.0 : 0.0;
  }

  void happened(int step, std::string subject, std::string what, double amount = 0.0) {
    record_.events.push_back({plan_.grid.dates[static_cast<std::size_t>(step)], std::move(subject), std::move(what), amount});
  }

  void write_licence_events(int step) {
    for (std::size_t s = 0; s < plan_.licences.slots.size(); ++s) {
      const std::int32_t pending = work_.pending_since.row(s)[lane_];
      const std::int32_t live = work_.live_until.row(s)[lane_];
      if (live != live_[s] && live != kNever) {
        happened(step, slot_name(s), "licence live until " + to_string(plan_.grid.dates.front() + days{live}));
      } else if (live == kNever && live_[s] != kNever) {
        happened(step, slot_name(s), "licence ended or revoked");
      } else if (pending_[s] != kNever && pending != pending_[s] && step > 0) {
        happened(step, slot_name(s), "application refused");
      }
      if (pending != pending_[s] && pending != kNever) {
        const bool is_from_before = step == 0 && pending == plan_.licences.slots[s].pending_since;
        happened(
            step, slot_name(s),
            is_from_before ? "application pending since " + to_string(plan_.grid.dates.front() + days{pending}) : "applied");
      }
      pending_[s] = pending;
      live_[s] = live;
    }
  }

  void write_project_events(int step) {
    for (std::size_t p = 0; p < study_.projects.size(); ++p) {
      if (project_defaulted_[p] || work_.project_default_day.row(p)[lane_] == kNever) continue;
      project_defaulted_[p] = true;
      happened(step, study_.projects[p].id, "default");
    }
    for (std::size_t c = 0; c < study_.counterparties.size(); ++c) {
      if (defaulted_[c] || work_.default_day.row(c)[lane_] == kNever) continue;
      defaulted_[c] = true;
      happened(step, study_.counterparties[c].id, "default");
    }
  }

  void write_delivery_events(int step) {
    constexpr const char* kWords[] = {"", "shipped", "failed", "failed and covered", "excused by force majeure", "lapsed"};
    for (std::size_t d = 0; d < status_.size(); ++d) {
      const DeliveryStatus status = work_.delivery_status.row(d)[lane_];
      if (status == status_[d]) continue;
      status_[d] = status;
      const DeliveryPlan& delivery = plan_.contracts.deliveries[d];
      const bool is_tonnes = plan_.contracts.offtakes[static_cast<std::size_t>(delivery.offtake)].tonnes_per_unit == 1.0;
      const double came = work_.arrived.row(d)[lane_];
      happened(
          step, delivery_name(d),
          std::string(kWords[static_cast<std::size_t>(status)]) + (came > 0.0 ? " " + show(came, is_tonnes ? "T" : "KG") : ""));
    }
  }

  void write_flows(int step) {
    if (step == 0) return;
    const auto write = [&](int row, double amount) {
      if (amount == 0.0) return;
      const int position = plan_.contracts.position_of_cash_row[static_cast<std::size_t>(row)];
      happened(step, ids_[static_cast<std::size_t>(position)], "cash flow", amount);
    };
    for (const int row : plan_.cash_rows_on[static_cast<std::size_t>(step)]) write(row, work_.flow.row(row)[lane_]);
    for (const int option : plan_.options_expiring_on[static_cast<std::size_t>(step)]) {
      const int row = plan_.contracts.options[static_cast<std::size_t>(option)].cash_row;
      write(row, work_.accrued.row(row)[lane_]);
    }
  }

  const Study& study_;
  const SimulationPlan& plan_;
  Workspace& work_;
  std::size_t lane_;
  PathRecord& record_;
  std::vector<std::string> ids_;
  std::vector<std::int32_t> pending_, live_;
  std::vector<DeliveryStatus> status_;
  std::vector<bool> defaulted_, project_defaulted_;
};

}  // namespace

PathRecord replay_on_plan(const Study& study, const SimulationPlan& run_plan, std::int64_t path) {
  SimulationPlan plan = run_plan;
  std::vector<int> all(plan.observables.observables.size());
  for (std::size_t o = 0; o < all.size(); ++o) all[o] = static_cast<int>(o);
  std::fill(plan.observables.needed.begin(), plan.observables.needed.end(), all);  // the table shows every one on every date

  const std::uint32_t first = static_cast<std::uint32_t>(path) / 64 * 64;
  const std::size_t lane = static_cast<std::size_t>(path) - first;
  Workspace work(plan, 64);
  PathRecord record;
  record.path = path;
  PathWriter writer(study, plan, work, lane, record);
  start_paths(plan, {first, 64, 64}, work);
  writer.write(0);
  for (int step = 1; step <= plan.end_step; ++step) {
    advance_step(plan, step, work);
    writer.write(step);
    if (plan.horizon_of_step[static_cast<std::size_t>(step)] != kNone) value_positions(plan, step, work);
    sample_step(plan, step, work, [&](std::size_t series, const double* value) {
      record.samples.push_back({series_name(study, plan, plan.nodes.series[series]), value[lane]});
    });
  }
  return record;
}

PathRecord replay_path(const ValidStudy& study, std::int64_t path, const Options& options) {
  const Resources resources = resolve(options);
  const std::int64_t paths = study.study().simulation.paths;
  if (path < 0 || path >= paths) {
    throw InvalidInput(
        {{"path", std::to_string(path), "must be 0 to " + std::to_string(paths - 1), "Paths are counted from 0."}});
  }
  SimulationPlan plan = compile(study, resources.isa, on_threads(resources.threads));
  PathCounter counter(options, paths_to_fit(plan));
  plan.values.proxies = fit_proxies(study, plan, resources, counter);
  return replay_on_plan(study.study(), plan, path);
}

}  // namespace lodestone
