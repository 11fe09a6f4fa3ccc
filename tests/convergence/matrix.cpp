#include <algorithm>
#include <convergence/matrix.hpp>
#include <set>
#include <utility>

namespace lodestone::convergence {
namespace {

using Window = AveragingWindow;

const std::vector<Averaging> kWindows = {{Window::CALENDAR_MONTH, 0},   {Window::CALENDAR_QUARTER, 0},
                                         {Window::CALENDAR_QUARTER, 1}, {Window::CALENDAR_MONTH, -1},
                                         {Window::CALENDAR_MONTH, 1},   {Window::CALENDAR_QUARTER, -1}};

/// A market's contracts: owed by nobody, or by one who may default too.
struct Holdings {
  std::vector<Averaging> windows;
  std::vector<Averaging> owed_windows;
  bool are_owed = false;
  Currency currency = Currency::USD;
};

Study with_contracts(Study study, const Holdings& holdings) {
  for (const bool is_owed : {false, true}) {
    if (is_owed && !holdings.are_owed) continue;
    ContractTerms terms;
    terms.currency = holdings.currency;
    if (is_owed) terms.prefix = "owed: ";
    if (is_owed) terms.counterparty = "owner";
    add_offtakes(study, terms);
    add_settlements(study, terms);
    add_loans(study, terms);
    for (const Averaging& window : is_owed ? holdings.owed_windows : holdings.windows) add_averages(study, terms, window);
  }
  return study;
}

struct Market {
  std::string name;
  std::function<Study()> make;
  bool has_credit = false;
  Currency currency = Currency::USD;
};

std::vector<Market> markets() {
  return {{"OneRegime", one_regime},
          {"TwoFactors", two_factors},
          {"DecayingVolatility", decaying_volatility},
          {"OneChain", one_chain},
          {"Events", with_events},
          {"TwoChains", two_chains, true},
          {"DrawnToday", drawn_today, true},
          {"FatTails", fat_tails},
          {"StochasticRates", stochastic_rates, true},
          {"ForeignExchange", foreign_exchange, true, Currency::CNY},
          {"SparseGrid", sparse_grid},
          {"Everything", everything, true, Currency::CNY}};
}

/// Contracts without kinks, and those that read no index.
Study linear_contracts() {
  Study study = linear_index();
  for (const bool is_owed : {false, true}) {
    ContractTerms terms;
    if (is_owed) terms = {.prefix = "owed: ", .counterparty = "owner"};
    add(study, terms, "sell linked", offtake(terms, Side::SELL, IndexLinked{0.95, -1.0}));
    add(study, terms, "buy fixed", offtake(terms, Side::BUY, FixedPrice{58.0}));
    add_swaps(study, terms, {});
    add_swaps(study, terms, {Window::CALENDAR_QUARTER, 0});
    add_loans(study, terms);
  }
  return study;
}

std::vector<std::pair<std::string, LicenceBasis>> bases() {
  return {{"PerShipment", LicenceBasis::PER_SHIPMENT},
          {"PerPeriod", LicenceBasis::PER_PERIOD},
          {"PerQuantity", LicenceBasis::PER_QUANTITY}};
}

/// Every `stride`th position from `first` on, and the accounts that are left.
Study thinned(Study study, std::size_t first, std::size_t stride) {
  std::set<std::string> kept;
  const std::vector<Position>& positions = study.portfolio.positions;
  for (std::size_t n = first; n < positions.size(); n += stride) {
    kept.insert(positions[n].id);
  }
  std::vector<Position> left;
  std::set<std::string> accounts;
  for (const Position& position : positions) {
    if (kept.count(position.id) == 0) continue;
    left.push_back(position);
    if (const Offtake* contract = std::get_if<Offtake>(&position.instrument)) accounts.insert(contract->licence_account);
  }
  study.portfolio.positions = left;
  std::erase_if(study.licences.accounts, [&](const LicenceAccount& account) { return accounts.count(account.id) == 0; });
  return study;
}

}  // namespace

std::vector<MatrixStudy> full_matrix() {
  std::vector<MatrixStudy> studies;
  for (const Market& market : markets()) {
    const Holdings holdings{kWindows, {kWindows[0], kWindows[2]}, market.has_credit, market.currency};
    studies.push_back({market.name, [=] { return with_contracts(market.make(), holdings); }});
  }
  studies.push_back({"LinearIndex", linear_contracts});
  for (const auto& [name, which] : bases()) {
    const LicenceBasis basis = which;
    studies.push_back({"OneChain" + name, [=] { return licensed(one_chain(), basis); }});
    studies.push_back({"Events" + name, [=] { return licensed(with_events(), basis); }});
    studies.push_back({"DrawnToday" + name, [=] { return licensed(drawn_today(), basis); }});
    studies.push_back({"SharedAccount" + name, [=] { return shared_account(two_chains(), basis); }});
    studies.push_back({"Proxies" + name, [=] { return proxied_licences(with_events(), basis); }, true});
  }
  studies.push_back({"ProxiesOfCaps", [] { return capped(two_chains()); }, true});
  studies.push_back({"ProxiesOfAProject", [] { return tied_to_project(two_chains()); }, true});
  return studies;
}

std::vector<MatrixStudy> reduced_matrix() {
  std::vector<MatrixStudy> studies;
  std::size_t turn = 0;
  for (const Market& market : markets()) {
    const Averaging window = kWindows[turn % kWindows.size()];
    const Holdings holdings{{window}, {window}, market.has_credit, market.currency};
    const std::size_t stride = market.has_credit ? 7 : 4;
    studies.push_back({market.name, [=] { return thinned(with_contracts(market.make(), holdings), turn % stride, stride); }});
    ++turn;
  }
  studies.push_back({"LinearIndex", [] { return thinned(linear_contracts(), 0, 2); }});
  for (const auto& [name, which] : bases()) {
    const LicenceBasis basis = which;
    studies.push_back({"Events" + name, [=] { return thinned(licensed(with_events(), basis), turn % 5, 5); }});
    studies.push_back({"SharedAccount" + name, [=] { return shared_account(two_chains(), basis); }});
    ++turn;
  }
  return studies;
}

}  // namespace lodestone::convergence
