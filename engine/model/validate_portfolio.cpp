#include <lodestone/model/unit_names.hpp>
#include <lodestone/model/validate_context.hpp>
#include <lodestone/model/validate_instruments.hpp>
#include <lodestone/model/validate_offtake.hpp>

#include <algorithm>
#include <unordered_set>

namespace lodestone {
namespace {

constexpr std::int64_t kMostPositions = 1'000'000;

/// The books from `start` up through its parents until one comes again; empty when the way ends at the portfolio.
std::vector<std::string_view> cycle_from(const Validation& v, const Book& start) {
  std::vector<std::string_view> way;
  std::unordered_set<std::string_view> seen;
  for (const Book* book = &start; book != nullptr; book = v.books.find(book->parent)) {
    if (!seen.insert(book->id).second) return {std::find(way.begin(), way.end(), book->id), way.end()};
    way.push_back(book->id);
    if (book->parent.empty()) break;
  }
  return {};
}

void check_books(Validation& v, const SchemaPath& portfolio) {
  const std::vector<Book>& books = v.study.portfolio.books;
  std::unordered_set<std::string_view> in_cycle;
  for (std::size_t i = 0; i < books.size(); ++i) {
    const SchemaPath at = portfolio.item("books", i);
    v.check.id(at.field("id"), i, books, v.books);
    if (books[i].parent.empty() || v.check.known(at.field("parent"), books[i].parent, v.books, "book") == nullptr) continue;
    const std::vector<std::string_view> cycle = cycle_from(v, books[i]);
    // A cycle is reported at the first of its books; those that only lead to it are right once it is.
    if (std::find(cycle.begin(), cycle.end(), books[i].id) == cycle.end() || in_cycle.count(books[i].id) > 0) continue;
    in_cycle.insert(cycle.begin(), cycle.end());
    std::string names;
    for (const std::string_view book : cycle) names += show(book) + " in ";
    v.check.fault(at.field("parent"), show(books[i].parent),
                  "books must not contain themselves: " + names + show(cycle.front()));
  }
}

void check_labels(Validation& v, const SchemaPath& at, const std::vector<Label>& labels) {
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const SchemaPath here = at.item("labels", i);
    const auto end = labels.begin() + static_cast<std::ptrdiff_t>(i);
    const auto has_key = [&](const Label& label) { return label.key == labels[i].key; };
    if (v.check.name(here.field("key"), labels[i].key) && std::any_of(labels.begin(), end, has_key)) {
      v.check.repeated(here.field("key"), labels[i].key);
    }
    v.check.name(here.field("value"), labels[i].value);
  }
}

struct InstrumentCheck {
  Validation& v;
  const SchemaPath& at;
  const Position& position;
  ServedSales& served;

  void operator()(const EquityPosition& equity) { check_equity(v, at, equity); }
  void operator()(const EquityOption& option) { check_option(v, at, option); }
  void operator()(const Offtake& offtake) { check_offtake(v, at, position, offtake, served); }
  void operator()(const PriceFloorAgreement& agreement) { check_price_floor(v, at, agreement); }
  void operator()(const IndexSwap& swap) { check_swap(v, at, swap); }
  void operator()(const Inventory& inventory) { check_inventory(v, at, inventory); }
  void operator()(const Loan& loan) { check_loan(v, at, loan); }
};

}  // namespace

void check_portfolio(Validation& v) {
  const SchemaPath root;
  const SchemaPath portfolio = root.field("portfolio");
  check_books(v, portfolio);
  const std::vector<Position>& positions = v.study.portfolio.positions;
  v.check.count(portfolio.field("positions"), static_cast<std::int64_t>(positions.size()), 0, kMostPositions, "positions");
  ServedSales served;
  for (std::size_t i = 0; i < positions.size(); ++i) {
    const SchemaPath at = portfolio.item("positions", i);
    const Position& position = positions[i];
    v.check.id(at.field("id"), i, positions, v.positions);
    v.check.known(at.field("book"), position.book, v.books, "book");
    check_labels(v, at, position.labels);
    if (!position.counterparty.empty()) {
      v.check.known(at.field("counterparty"), position.counterparty, v.counterparties, "counterparty");
    }
    const SchemaPath instrument = at.field(field_name(position.instrument));
    std::visit(InstrumentCheck{v, instrument, position, served}, position.instrument);
  }
}

}  // namespace lodestone
