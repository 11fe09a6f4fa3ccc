#include <lodestone/app/report_text.hpp>

#include <lodestone/app/histogram_picture.hpp>
#include <lodestone/app/number_text.hpp>
#include <lodestone/app/outcome_tables.hpp>
#include <lodestone/app/parameter_tables.hpp>
#include <lodestone/app/pnl_tables.hpp>
#include <lodestone/app/project_tables.hpp>
#include <lodestone/app/report_words.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace lodestone::app {

namespace {

constexpr std::size_t kMostSharesShown = 15;

/// Adds a block after an empty line; nothing for an empty block.
void add_block(std::string& page, const std::string& block) {
  if (block.empty()) return;
  if (!page.empty()) page += "\n";
  page += block;
}

std::string header_text(const RiskReport& report) {
  const Results& results = report.results;
  const RunRecord& run = report.run;
  std::string horizons;
  for (const HorizonDate& horizon : results.horizons)
    horizons += fmt::format("{}{} ({})", horizons.empty() ? "" : ", ", horizon.label, to_string(horizon.date));
  std::string text = fmt::format("Risk report as of {}, horizons {}\n", to_string(results.as_of), horizons);
  text += fmt::format("  {} paths from {}, seed {}, {} steps, {} factors, {} positions, in {}\n", whole(results.path_count),
                      whole(results.first_path), results.seed, whole(results.steps), whole(results.factors),
                      whole(results.positions), name_of(results.reporting_currency));
  text += fmt::format("  {} on {}, tiles of {} paths, {}, lodestone {}\n", duration_text(run.seconds),
                      threads_text(run.threads), whole(run.tile_paths), run.isa, run.engine_version);
  if (!run.request_id.empty()) text += fmt::format("  request {}\n", run.request_id);
  for (const std::string& setting : run.overrides) text += fmt::format("  set on the command line: {}\n", setting);
  text += "  P&L: gains are positive; VaR and ES are losses, positive when bad; ± is one standard error;\n";
  text += "  at VaR: share of the paths that lose VaR exactly\n";
  for (const std::string& warning : results.warnings) text += fmt::format("  warning: {}\n", warning);
  return text;
}

std::string longest_horizon(const Results& results) {
  const auto longest = std::max_element(results.horizons.begin(), results.horizons.end(),
                                        [](const HorizonDate& a, const HorizonDate& b) { return a.date < b.date; });
  return longest == results.horizons.end() ? std::string() : longest->label;
}

PnlEntries entries_of(const Results& results, const std::string& horizon, PnlBasis basis) {
  PnlEntries entries;
  for (const NodePnl& entry : results.pnl)
    if (entry.horizon == horizon && entry.pnl_basis == basis) entries.push_back(&entry);
  return entries;
}

PnlEntries of_kind(const PnlEntries& entries, NodeKind kind) {
  PnlEntries chosen;
  std::copy_if(entries.begin(), entries.end(), std::back_inserter(chosen),
               [kind](const NodePnl* entry) { return entry->node.kind == kind; });
  return chosen;
}

/// The (horizon, basis) pairs that the report has P&L for, in its order.
std::vector<std::pair<std::string, PnlBasis>> views_of(const Results& results) {
  std::vector<std::pair<std::string, PnlBasis>> views;
  for (const NodePnl& entry : results.pnl) {
    std::pair<std::string, PnlBasis> view{entry.horizon, entry.pnl_basis};
    if (std::find(views.begin(), views.end(), view) == views.end()) views.push_back(std::move(view));
  }
  return views;
}

std::string picture_text(const NodePnl& entry, LossReference reference, const std::vector<double>& confidences,
                         Currency currency) {
  const Distribution& distribution = entry.distribution;
  if (!distribution.histogram) return {};
  const double mean = distribution.mean.value.value_or(0.0);
  const double level = reference == LossReference::MEAN ? mean : 0.0;
  std::vector<PictureMark> marks;
  if (distribution.mean.value) marks.push_back({mean, "mean"});
  for (const TailMeasure& measure : distribution.measures) {
    if (measure.reference != reference) continue;
    if (std::find(confidences.begin(), confidences.end(), measure.confidence) == confidences.end()) continue;
    const std::string confidence = confidence_text(measure.confidence);
    if (measure.value_at_risk.value) marks.push_back({level - *measure.value_at_risk.value, "VaR " + confidence});
    if (measure.expected_shortfall.value) marks.push_back({level - *measure.expected_shortfall.value, "ES " + confidence});
  }
  std::vector<double> amounts = distribution.histogram->edges;
  const std::string picture = histogram_picture(*distribution.histogram, marks, money_scale(amounts, name_of(currency)));
  if (picture.empty()) return {};
  return fmt::format("P&L of the {} at {}, {} ({} paths)\n", entry.node.id, entry.horizon, words(name_of(entry.pnl_basis)),
                     whole(distribution.paths)) +
         picture;
}

std::vector<const Contribution*> contributions_of(const Results& results, const std::string& horizon, PnlBasis basis,
                                                  double confidence, std::optional<NodeKind> kind) {
  std::vector<const Contribution*> chosen;
  for (const Contribution& contribution : results.contributions)
    if (contribution.horizon == horizon && contribution.pnl_basis == basis && contribution.confidence == confidence &&
        (!kind || contribution.node.kind == *kind))
      chosen.push_back(&contribution);
  return chosen;
}

/// The `count` largest by value: of 100,000 positions a page shows the ones that matter.
std::vector<const Contribution*> largest(std::vector<const Contribution*> contributions, std::size_t count) {
  std::stable_sort(contributions.begin(), contributions.end(), [](const Contribution* a, const Contribution* b) {
    return a->expected_shortfall.value.value_or(0.0) > b->expected_shortfall.value.value_or(0.0);
  });
  contributions.resize(std::min(count, contributions.size()));
  return contributions;
}

std::string loss_note(LossReference reference) {
  return reference == LossReference::ZERO ? "losses from today's value" : "losses from the mean";
}

std::string view_title(const char* what, const std::string& horizon, PnlBasis basis) {
  return fmt::format("{} at {}, {}", what, horizon, words(name_of(basis)));
}

std::string contribution_title(const std::string& horizon, PnlBasis basis, double confidence) {
  return fmt::format("What adds to the portfolio's ES {} at {}, {} (a book holds the books in it)", confidence_text(confidence),
                     horizon, words(name_of(basis)));
}

/// The measures over the draws, and the inputs of one of them (of each horizon's and basis' with `all`) by their shares.
std::string uncertainty_text(const Results& results, bool all) {
  if (!results.parameter_uncertainty || results.parameter_uncertainty->measures.empty()) return {};
  const ParameterUncertainty& uncertainty = *results.parameter_uncertainty;
  std::string text = render(parameter_table(results));
  double highest = 0.0;
  for (const ParameterMeasure& measure : uncertainty.measures) highest = std::max(highest, measure.confidence);
  const std::string horizon = longest_horizon(results);
  const ParameterMeasure& front = uncertainty.measures.front();
  for (const ParameterMeasure& measure : uncertainty.measures) {
    if (measure.confidence != highest || measure.reference != front.reference) continue;
    if (!all && (measure.horizon != horizon || measure.pnl_basis != front.pnl_basis)) continue;
    text += "\n" + render(share_table(uncertainty, measure, all ? measure.inputs.size() : kMostSharesShown)) +
            share_note(uncertainty, measure);
  }
  return text;
}

}  // namespace

std::string profile_text(const RunRecord& run) {
  constexpr std::string_view kPathLoop = "path loop: ";
  const auto is_of_loop = [&](const StageTime& stage) { return stage.stage.starts_with(kPathLoop); };
  double loop = 0.0;
  for (const StageTime& stage : run.stages) loop += is_of_loop(stage) ? stage.seconds : 0.0;
  TextTable stages{"Where the time went", {{"stage", "", Align::LEFT}, {"time", "s"}}, 1, {}};
  TextTable steps{"In the path loop, over all threads", {{"stage", "", Align::LEFT}, {"time", "s"}, {"share", "%"}}, 1, {}};
  for (const StageTime& stage : run.stages) {
    if (!is_of_loop(stage)) {
      stages.rows.push_back({stage.stage, fixed(stage.seconds, 3)});
    } else {
      steps.rows.push_back({stage.stage.substr(kPathLoop.size()), fixed(stage.seconds, 3),
                            fixed(loop > 0.0 ? 100.0 * stage.seconds / loop : 0.0, 1)});
    }
  }
  return "\n" + render(stages) + "\n" + render(steps);
}

std::string reconciliation_text(const Results& results) {
  const auto passed = std::count_if(results.reconciliations.begin(), results.reconciliations.end(),
                                    [](const Reconciliation& check) { return check.passed; });
  std::string text = fmt::format("Reconciliation: {} of {} checks passed\n", passed, results.reconciliations.size());
  for (const Reconciliation& check : results.reconciliations)
    if (!check.passed)
      text += fmt::format("  FAILED {}: {} against {}, tolerance {}\n", check.name, check.left, check.right, check.tolerance);
  return text;
}

std::string summary_text(const RiskReport& report) {
  const Results& results = report.results;
  const Currency currency = results.reporting_currency;
  std::string page = header_text(report);
  if (!results.pnl.empty()) {
    PnlEntries portfolio;
    for (const NodePnl& entry : results.pnl)
      if (entry.node.kind == NodeKind::PORTFOLIO) portfolio.push_back(&entry);
    const std::string horizon = longest_horizon(results);
    const PnlBasis basis = results.pnl.front().pnl_basis;
    const PnlEntries shown = entries_of(results, horizon, basis);
    const PnlEntries at_portfolio = of_kind(shown, NodeKind::PORTFOLIO);
    const std::vector<LossReference> references = references_of(portfolio);
    const LossReference reference = references.empty() ? LossReference::ZERO : references.front();
    std::vector<double> confidences = confidences_of(portfolio);
    if (confidences.size() > 1) confidences.erase(confidences.begin(), confidences.end() - 1);

    add_block(page, render(pnl_table("Portfolio, " + loss_note(reference), portfolio, PnlKey::HORIZON_AND_BASIS, reference,
                                     confidences, currency)));
    if (!at_portfolio.empty()) add_block(page, picture_text(*at_portfolio.front(), reference, confidences, currency));
    add_block(page, render(pnl_table(view_title("Books", horizon, basis), of_kind(shown, NodeKind::BOOK), PnlKey::NODE,
                                     reference, confidences, currency)));
    for (const double confidence : confidences)
      add_block(page,
                render(contribution_table(contribution_title(horizon, basis, confidence),
                                          contributions_of(results, horizon, basis, confidence, NodeKind::BOOK), currency)));
    for (const double confidence : confidences) {
      add_block(page, render(contribution_table(
                          fmt::format("The ten positions that add most to it at {}", confidence_text(confidence)),
                          largest(contributions_of(results, horizon, basis, confidence, NodeKind::POSITION), 10), currency)));
    }
    add_block(page, render(conditional_table(view_title("Portfolio given the stance", horizon, basis), at_portfolio, reference,
                                             confidences, currency)));
  }
  add_block(page, render(project_table(results)));
  add_block(page, uncertainty_text(results, false));
  add_block(page, repair_note(results));
  add_block(page, reconciliation_text(results));
  return page;
}

std::string full_text(const RiskReport& report) {
  const Results& results = report.results;
  const Currency currency = results.reporting_currency;
  std::string page = header_text(report);
  for (const auto& [horizon, basis] : views_of(results)) {
    const PnlEntries entries = entries_of(results, horizon, basis);
    const std::vector<double> confidences = confidences_of(entries);
    const std::vector<LossReference> references = references_of(entries);
    for (const LossReference reference : references)
      add_block(page, render(pnl_table(view_title("P&L", horizon, basis) + ", " + loss_note(reference), entries, PnlKey::NODE,
                                       reference, confidences, currency)));
    for (const NodePnl* entry : of_kind(entries, NodeKind::PORTFOLIO))
      if (!references.empty()) add_block(page, picture_text(*entry, references.front(), confidences, currency));
    add_block(page, render(quantile_table(view_title("P&L quantiles", horizon, basis), entries, currency)));
    for (const double confidence : confidences)
      add_block(page,
                render(contribution_table(contribution_title(horizon, basis, confidence),
                                          contributions_of(results, horizon, basis, confidence, std::nullopt), currency)));
    for (const LossReference reference : references)
      add_block(page, render(conditional_table(view_title("P&L given the stance", horizon, basis) + ", " + loss_note(reference),
                                               entries, reference, confidences, currency)));
  }
  for (const TextTable& table : {cash_flow_table(results), contract_value_table(results), delivery_table(results),
                                 licence_table(results), project_table(results), project_distribution_table(results),
                                 project_quarter_table(results), stance_table(results), reconciliation_table(results)})
    add_block(page, render(table));
  add_block(page, uncertainty_text(results, true));
  add_block(page, repair_note(results));
  add_block(page, reconciliation_text(results));
  return page;
}

}  // namespace lodestone::app
