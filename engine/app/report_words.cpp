#include <lodestone/app/report_words.hpp>

#include <lodestone/base/expect.hpp>

namespace lodestone::app {

std::string_view name_of(AbsenceReason reason) {
  switch (reason) {
    case AbsenceReason::TOO_FEW_PATHS:
      return "TOO_FEW_PATHS";
    case AbsenceReason::NOT_APPLICABLE:
      return "NOT_APPLICABLE";
  }
  broken_promise("an absence reason is one of its enumerators", __FILE__, __LINE__);
}

std::string_view name_of(LossReference reference) {
  switch (reference) {
    case LossReference::ZERO:
      return "ZERO";
    case LossReference::MEAN:
      return "MEAN";
  }
  broken_promise("a loss reference is one of its enumerators", __FILE__, __LINE__);
}

std::string_view name_of(NodeKind kind) {
  switch (kind) {
    case NodeKind::PORTFOLIO:
      return "PORTFOLIO";
    case NodeKind::BOOK:
      return "BOOK";
    case NodeKind::POSITION:
      return "POSITION";
    case NodeKind::LABEL:
      return "LABEL";
  }
  broken_promise("a node kind is one of its enumerators", __FILE__, __LINE__);
}

std::string_view name_of(PnlBasis basis) {
  switch (basis) {
    case PnlBasis::MARK_TO_MODEL:
      return "MARK_TO_MODEL";
    case PnlBasis::CASH:
      return "CASH";
  }
  broken_promise("a P&L basis is one of its enumerators", __FILE__, __LINE__);
}

std::string_view name_of(ValuationMethod method) {
  switch (method) {
    case ValuationMethod::TRANSFORM:
      return "exact";
    case ValuationMethod::GEOMETRIC_AVERAGE:
      return "geometric average";
    case ValuationMethod::SIMULATED:
      return "simulated";
    case ValuationMethod::PROXY:
      return "proxy";
  }
  return "";
}

std::string_view name_of(FailureClause clause) {
  switch (clause) {
    case FailureClause::CANCEL:
      return "CANCEL";
    case FailureClause::MAKE_UP:
      return "MAKE_UP";
    case FailureClause::REPLACE:
      return "REPLACE";
    case FailureClause::FROM_STOCK:
      return "FROM_STOCK";
    case FailureClause::DAMAGES:
      return "DAMAGES";
  }
  broken_promise("a failure clause is one of its enumerators", __FILE__, __LINE__);
}

std::string_view name_of(InputBasis basis) {
  switch (basis) {
    case InputBasis::REPORTED:
      return "REPORTED";
    case InputBasis::DERIVED:
      return "DERIVED";
    case InputBasis::JUDGEMENT:
      return "JUDGEMENT";
  }
  broken_promise("a basis is one of its enumerators", __FILE__, __LINE__);
}

std::string words(std::string_view name) {
  std::string text;
  for (const char c : name) {
    const bool capital = c >= 'A' && c <= 'Z';
    text += c == '_' ? ' ' : capital ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return text;
}

}  // namespace lodestone::app
