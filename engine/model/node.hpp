/// Names for the parts of a portfolio that are measured.
#pragma once

#include <string>

namespace lodestone {

enum class NodeKind { PORTFOLIO, BOOK, POSITION, LABEL };

/// A named part of the portfolio: `id` is "portfolio", a book, a position, or "key=value".
struct Node {
  NodeKind kind = NodeKind::PORTFOLIO;
  std::string id;
};

}  // namespace lodestone
