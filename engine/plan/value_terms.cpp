#include <lodestone/plan/value_terms.hpp>

#include <map>
#include <tuple>
#include <utility>

namespace lodestone {
namespace {

/// Adds up what law after law hands in; groups stand in the order of their first term.
class TermCollector {
 public:
  void take(ValueLaw& law) {
    const bool is_price = law.kind == LawKind::PRICE;
    if (!is_price && law.kind != LawKind::MONEY) return;
    constants_ = slopes_ = Exponent{};
    std::vector<ValueClaim> rest;
    for (ValueClaim& claim : law.claims) {
      if (claim.known_average == kNone) {
        if (claim.constant != 0.0) add(law, claim, claim.constant, law.mass, constants_, false);
        if (is_price && claim.slope != 0.0) add(law, claim, claim.slope, law.forward, slopes_, true);
        claim.constant = claim.slope = 0.0;
        if (claim.put_count == 0) continue;
      }
      rest.push_back(claim);
    }
    law.claims = std::move(rest);
  }

  ValueTerms finish() {
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      ValueTermGroup group = groups_[g];
      group.first_term = static_cast<std::uint32_t>(result_.terms.size());
      group.term_count = static_cast<std::uint32_t>(terms_[g].size());
      result_.terms.insert(result_.terms.end(), terms_[g].begin(), terms_[g].end());
      result_.groups.push_back(group);
    }
    return std::move(result_);
  }

 private:
  /// Where the weights and numbers of one part of a law lie; the numbers of all labels, and those of label 0 alone.
  struct Exponent {
    bool is_known = false;
    std::uint32_t first_weight = 0;
    std::uint32_t weight_count = 0;
    std::map<bool, std::uint32_t> first_number;  ///< by whether they are of all labels
  };

  void add(const ValueLaw& law, const ValueClaim& claim, double coefficient, const std::vector<double>& numbers,
           Exponent& exponent, bool has_index) {
    if (!exponent.is_known) add_weights(law, has_index, exponent);
    const bool is_labelled = claim.target.labelled != kNone;
    const auto [known, is_new] =
        exponent.first_number.try_emplace(is_labelled, static_cast<std::uint32_t>(result_.numbers.size()));
    for (std::size_t n = 0; is_new && n < numbers.size(); ++n) {
      if (is_labelled || static_cast<int>(n) % law.labels == 0) result_.numbers.push_back(numbers[n]);
    }
    ValueTermGroup group{claim.target, law.joint, is_labelled ? law.labels : 1, law.states, 0, 0};
    group.numbers *= group.labels;
    const auto [found, is_new_group] =
        known_groups_.try_emplace(std::tuple(group.target, group.joint, group.labels), groups_.size());
    if (is_new_group) {
      groups_.push_back(group);
      terms_.emplace_back();
    }
    terms_[found->second].push_back({coefficient, exponent.first_weight, exponent.weight_count, known->second});
  }

  /// w = γ, or α + γ: both without zeros, by column.
  void add_weights(const ValueLaw& law, bool has_index, Exponent& exponent) {
    std::map<std::uint32_t, double> weights;
    for (std::size_t m = 0; m < law.money_weights.size(); ++m) weights[law.money_columns[m]] += law.money_weights[m];
    for (std::size_t m = 0; has_index && m < law.index_weights.size(); ++m)
      weights[law.index_columns[m]] += law.index_weights[m];
    exponent.is_known = true;
    exponent.first_weight = static_cast<std::uint32_t>(result_.weights.size());
    exponent.weight_count = static_cast<std::uint32_t>(weights.size());
    for (const auto& [column, weight] : weights) {
      result_.columns.push_back(column);
      result_.weights.push_back(weight);
    }
  }

  Exponent constants_, slopes_;
  ValueTerms result_;
  std::vector<ValueTermGroup> groups_;
  std::vector<std::vector<ValueTerm>> terms_;  ///< of each group
  std::map<std::tuple<ClaimTarget, int, int>, std::size_t> known_groups_;
};

}  // namespace

ValueTerms take_terms(std::vector<ValueLaw>& laws) {
  TermCollector collector;
  for (ValueLaw& law : laws) collector.take(law);
  return collector.finish();
}

}  // namespace lodestone
