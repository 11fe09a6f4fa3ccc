/// The desk's positions, their books and labels.
#pragma once

#include <lodestone/model/instruments.hpp>

#include <string>
#include <vector>

namespace lodestone {

/// A node of the portfolio tree; a book without a parent hangs under the portfolio.
struct Book {
  std::string id;
  std::string parent;
};

/// A free label: element = Dy, country = MY, strategy = hedge. Measures can group by a key.
struct Label {
  std::string key;
  std::string value;
};

/// A position. Ids are opaque to the engine, unique in the portfolio, echoed in the report.
struct Position {
  std::string id;
  std::string book;
  std::vector<Label> labels;
  std::string counterparty;  ///< empty: cannot default
  Instrument instrument;
};

struct Portfolio {
  Currency reporting_currency = Currency::USD;
  std::vector<Book> books;
  std::vector<Position> positions;
};

}  // namespace lodestone
