#include <lodestone/math/eigenvalues.hpp>
#include <lodestone/model/correlation_matrix.hpp>
#include <lodestone/model/validate_context.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <unordered_set>

namespace lodestone {
namespace {

/// `1.6e-4`: two digits, as a person would write them.
std::string two_digits(double value) {
  char digits[32];
  const bool is_plain = std::abs(value) >= 0.01;
  const auto format = is_plain ? std::chars_format::general : std::chars_format::scientific;
  const auto [end, error] = std::to_chars(digits, digits + sizeof digits, std::abs(value), format, is_plain ? 2 : 1);
  std::string text(digits, end);
  if (const std::size_t exponent = text.find("e-0"); exponent != std::string::npos) text.erase(exponent + 2, 1);
  return (value < 0.0 ? "−" : "") + text;
}

/// λ = vᵀRv = Σ v_i² + Σ 2 ρ_ij v_i v_j: the entries whose terms are most negative push the eigenvalue below 0.
std::string entries_to_blame(const std::vector<Correlation>& entries, const CorrelationMatrix& matrix, const Eigenpair& least) {
  constexpr std::size_t kMost = 3;
  std::vector<std::pair<double, const Correlation*>> terms;
  for (const Correlation& entry : entries) {
    const double term =
        2.0 * entry.value * least.vector[matrix.number(entry.first)] * least.vector[matrix.number(entry.second)];
    if (term < 0.0) terms.emplace_back(term, &entry);
  }
  std::stable_sort(terms.begin(), terms.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::string text;
  for (std::size_t i = 0; i < std::min(terms.size(), kMost); ++i) {
    if (terms[i].first > 0.5 * terms[0].first) break;
    const Correlation& entry = *terms[i].second;
    text += (i == 0 ? "" : ", ") + entry.first + " × " + entry.second + " = " + show(entry.value);
  }
  return text;
}

void check_definiteness(Validation& v, const SchemaPath& at) {
  if (v.study.market.correlation_repair) return;
  const std::vector<Correlation>& entries = v.study.market.correlations;
  const CorrelationMatrix matrix = correlation_matrix(entries);
  if (is_positive_semidefinite(matrix)) return;
  const Eigenpair least = smallest_eigenpair(matrix.entries, matrix.size());
  v.check.fault(at, "",
                "not positive semidefinite (least eigenvalue " + two_digits(least.value) + ", mostly " +
                    entries_to_blame(entries, matrix, least) + ")",
                "Correct these entries, or set correlation_repair: CORRELATION_REPAIR_NEAREST.");
}

}  // namespace

void check_correlations(Validation& v) {
  const SchemaPath root;
  const SchemaPath market = root.field("market");
  const std::vector<Correlation>& entries = v.study.market.correlations;
  const std::size_t faults_before = v.check.fault_count();
  const std::size_t n = v.study.market.factors.size();
  std::unordered_set<std::size_t> pairs;
  for (std::size_t k = 0; k < entries.size(); ++k) {
    const Correlation& entry = entries[k];
    const SchemaPath at = market.item("correlations", k);
    const Factor* first = v.check.known(at.field("first"), entry.first, v.factors, "factor");
    const Factor* second = v.check.known(at.field("second"), entry.second, v.factors, "factor");
    v.check.within(at.field("value"), entry.value, -1.0, 1.0);
    if (first == nullptr || second == nullptr) continue;
    const std::string both = show(entry.first) + " and " + show(entry.second);
    const auto i = static_cast<std::size_t>(std::min(first, second) - v.study.market.factors.data());
    const auto j = static_cast<std::size_t>(std::max(first, second) - v.study.market.factors.data());
    if (i == j) {
      v.check.fault(at, both, "must be two factors", "A factor's correlation with itself is 1.");
    } else if (!pairs.insert(i * n + j).second) {
      v.check.fault(at, both, "must be unique", "An entry before it has this pair.");
    }
  }
  if (!entries.empty() && v.check.fault_count() == faults_before) check_definiteness(v, market.field("correlations"));
}

}  // namespace lodestone
