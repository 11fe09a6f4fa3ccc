#include <lodestone/plan/proxy_terms.hpp>

#include <algorithm>

namespace lodestone {
namespace {

bool is_one_of(ProxyRole role, std::initializer_list<ProxyRole> roles) {
  return std::find(roles.begin(), roles.end(), role) != roles.end();
}

class TermLister {
 public:
  explicit TermLister(const std::vector<ProxyFeatureRole>& roles) : roles_(roles) {}

  std::vector<ProxyTerm> list() {
    add({0, 0, 0});
    for (std::size_t i = 0; i < roles_.size(); ++i) add({name(i), 0, 0});
    for (std::size_t i = 0; i < roles_.size(); ++i) {
      for (std::size_t j = i; j < roles_.size(); ++j) {
        if (is_tried(i, j)) add({name(i), name(j), 0});
      }
    }
    add_cubes();
    return std::move(terms_);
  }

 private:
  static std::uint16_t name(std::size_t feature) { return static_cast<std::uint16_t>(feature + 1); }
  void add(std::array<std::uint16_t, 3> features) { terms_.push_back({0.0, features}); }
  ProxyRole role(std::size_t i) const { return roles_[i].role; }
  bool is(std::size_t i, ProxyRole wanted) const { return role(i) == wanted; }

  bool is_tried(std::size_t i, std::size_t j) const {
    using enum ProxyRole;
    if (i == j) return is_one_of(role(i), {LEVEL, PRICE, DRIVER});
    if (is(i, STATE) && is(j, STATE)) return roles_[i].chain != roles_[j].chain;
    const auto between = [&](ProxyRole a, ProxyRole b) { return (is(i, a) && is(j, b)) || (is(i, b) && is(j, a)); };
    return !between(MINOR, MINOR) && !between(MINOR, FLAG) && !between(MINOR, STATE) && !between(MINOR, BEND) &&
           !between(FLAG, FLAG) && !between(BEND, BEND);
  }

  void add_cubes() {
    int levels = 0;
    std::vector<std::size_t> prices, drivers;
    for (std::size_t i = 0; i < roles_.size(); ++i) {
      if (is(i, ProxyRole::LEVEL) && levels++ < 2) add({name(i), name(i), name(i)});
      if (is(i, ProxyRole::PRICE)) prices.push_back(i);
      if (!is(i, ProxyRole::DRIVER)) continue;
      add({name(i), name(i), name(i)});
      drivers.push_back(i);
    }
    for (std::size_t price = 0; price < std::min<std::size_t>(prices.size(), 1); ++price) {
      for (std::size_t i = 0; i < drivers.size(); ++i) {
        for (std::size_t j = i; j < drivers.size(); ++j) add({name(prices[price]), name(drivers[i]), name(drivers[j])});
      }
    }
  }

  const std::vector<ProxyFeatureRole>& roles_;
  std::vector<ProxyTerm> terms_;
};

}  // namespace

std::vector<ProxyTerm> proxy_terms(const std::vector<ProxyFeatureRole>& roles) { return TermLister(roles).list(); }

}  // namespace lodestone
