/// Tables of P&L: by node, given a stance, and what each part of the portfolio adds to its expected shortfall.
#pragma once

#include <lodestone/app/text_table.hpp>
#include <lodestone/risk/report.hpp>

#include <string>
#include <vector>

namespace lodestone::app {

using PnlEntries = std::vector<const NodePnl*>;

/// Confidences that any measure of `entries` states, ascending.
std::vector<double> confidences_of(const PnlEntries& entries);

/// References that any measure of `entries` states, in their order there.
std::vector<LossReference> references_of(const PnlEntries& entries);

/// What names a row.
enum class PnlKey { HORIZON_AND_BASIS, NODE };

/// Value today, mean, standard deviation, then VaR, ES and the atom at VaR for each of `confidences`.
TextTable pnl_table(std::string title, const PnlEntries& entries, PnlKey key, LossReference reference,
                    const std::vector<double>& confidences, Currency currency);

/// The quantile grid, one column a probability.
TextTable quantile_table(std::string title, const PnlEntries& entries, Currency currency);

/// Node, stance and level: probability, mean, standard deviation, VaR and ES on the paths that end there.
TextTable conditional_table(std::string title, const PnlEntries& entries, LossReference reference,
                            const std::vector<double>& confidences, Currency currency);

/// Contributions to the portfolio's expected shortfall, largest first within each kind, with their shares and a bar.
TextTable contribution_table(std::string title, std::vector<const Contribution*> contributions, Currency currency);

}  // namespace lodestone::app
