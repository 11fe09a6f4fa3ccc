#include <lodestone/model/validate_offtake.hpp>

#include <lodestone/model/calendar.hpp>
#include <lodestone/model/unit_names.hpp>
#include <lodestone/model/validate_deliveries.hpp>
#include <lodestone/model/validate_prices.hpp>

#include <algorithm>
#include <cmath>
#include <unordered_set>

namespace lodestone {
namespace {

constexpr int kLongestGrace = 3650;

class OfftakeCheck {
 public:
  OfftakeCheck(Validation& validation, const Position& position, const Offtake& offtake)
      : v_(validation), check_(validation.check), position_(position), offtake_(offtake) {}

  void run(const SchemaPath& at, ServedSales& served) {
    check_price_terms(v_, at.field("price"), offtake_.price);
    // A wrong unit of the terms is reported there; no index could agree with it.
    if (offtake_.price.unit != Unit::SHARE) {
      check_index(v_, at.field("spot_index"), offtake_.spot_index, offtake_.price.currency, offtake_.price.unit);
    }
    const bool grace_is_sound = offtake_.grace_days >= 0 && offtake_.grace_days <= kLongestGrace;
    const int grace = grace_is_sound ? offtake_.grace_days : kLongestGrace;
    const auto last_shipping = [&](Date due) { return due + days{grace}; };
    deliveries_ = check_deliveries(v_, at, offtake_.deliveries, offtake_.schedule,
                                   {"deliveries", last_shipping, !offtake_.project.empty()});
    check_.non_negative(at.field("owed_quantity"), offtake_.owed_quantity, unit());
    if (!offtake_.licence_account.empty()) {
      account_ = check_.known(at.field("licence_account"), offtake_.licence_account, v_.accounts, "licence account");
    }
    check_.count(at.field("grace_days"), offtake_.grace_days, 0, kLongestGrace, "d");
    check_failure(at.field("failure"));
    check_project(at.field("project"));
    check_link(at.field("served_from"), served);
    if (deliveries_.empty() || !grace_is_sound) return;
    const Date due = deliveries_.back().due;
    check_ends_on_grid(v_, at,
                       std::max(last_shipping(due), last_fixing(v_, offtake_.price.averaging, offtake_.price.index, due)));
  }

 private:
  std::string_view unit() const { return name_of(offtake_.price.unit); }
  bool is(FailureClause clause) const { return offtake_.failure.clause == clause; }

  void check_failure(const SchemaPath& at) {
    const FailureTerms& failure = offtake_.failure;
    check_stock_side(at.field("obliged"));
    if (is(FailureClause::REPLACE) || !failure.replacement_index.empty()) {
      check_index(v_, at.field("replacement_index"), failure.replacement_index, offtake_.price.currency, offtake_.price.unit);
    }
    if (is(FailureClause::FROM_STOCK) || !failure.stock.empty()) check_stock(at.field("stock"), failure.stock);
    const bool has_rate = !std::isnan(failure.damages_rate);
    if (check_.presence(at.field("damages_rate"), has_rate, is(FailureClause::DAMAGES), "clause DAMAGES") && has_rate) {
      check_.non_negative(at.field("damages_rate"), failure.damages_rate);
    }
    if (!std::isnan(failure.damages_cap)) {
      check_.non_negative(at.field("damages_cap"), failure.damages_cap, name_of(offtake_.price.currency));
    }
    check_force_majeure(at, failure);
  }

  void check_stock_side(const SchemaPath& at) {
    if (!is(FailureClause::FROM_STOCK) || offtake_.failure.obliged == offtake_.side) return;
    const std::string own = offtake_.side == Side::BUY ? "BUY" : "SELL";
    check_.fault(at, own == "BUY" ? "SELL" : "BUY", "must be " + own + " with clause FROM_STOCK",
                 "The stock is the holder's own.");
  }

  void check_stock(const SchemaPath& at, const std::string& id) {
    const Position* position = check_.known(at, id, v_.positions, "position");
    if (position == nullptr) return;
    const Inventory* inventory = std::get_if<Inventory>(&position->instrument);
    if (inventory == nullptr) {
      check_.fault(at, show(id), "must be an inventory position");
      return;
    }
    const Observable* price = v_.observables.find(inventory->observable);
    if (price == nullptr || !price->currency || !price->unit) return;
    if (*price->currency == offtake_.price.currency && *price->unit == offtake_.price.unit) return;
    check_.fault(
        at, show(id) + " in " + price_unit(*price->currency, *price->unit),
        "wrong unit: must be in " + price_unit(offtake_.price.currency, offtake_.price.unit) + ", as the contract's terms");
  }

  void check_force_majeure(const SchemaPath& at, const FailureTerms& failure) {
    const std::vector<std::string>& levels = failure.force_majeure_levels;
    if (levels.empty()) return;
    if (offtake_.licence_account.empty()) {
      check_.fault(at.field("force_majeure_levels"), std::to_string(levels.size()) + " levels", "needs a licence_account",
                   "They are levels of the stance of its lane.");
      return;
    }
    const Lane* lane = account_ == nullptr ? nullptr : v_.lanes.find(account_->lane);
    const Stance* stance = lane == nullptr ? nullptr : v_.stances.find(lane->stance);
    if (stance == nullptr) return;
    std::unordered_set<std::string_view> named;
    for (std::size_t i = 0; i < levels.size(); ++i) {
      const SchemaPath here = at.item("force_majeure_levels", i);
      if (check_.known(here, levels[i], stance->levels, "level of stance " + show(stance->id)) &&
          !named.insert(levels[i]).second) {
        check_.repeated(here, levels[i]);
      }
    }
  }

  void check_project(const SchemaPath& at) {
    if (offtake_.project.empty()) return;
    const Project* project = check_.known(at, offtake_.project, v_.projects, "project");
    if (project == nullptr) return;
    if (offtake_.side != Side::BUY) {
      check_.fault(at, show(offtake_.project), "must be left out but for a BUY", "A project supplies those who buy from it.");
      return;
    }
    for (const ProjectSale& sale : project->sales) {
      const bool is_dangling = !sale.offtake.empty() && v_.positions.find(sale.offtake) == nullptr;
      if (sale.offtake == position_.id || is_dangling) return;  // a dangling one may be meant for this contract
    }
    check_.fault(at, show(offtake_.project), "must list this offtake in its sales",
                 "Add a sale with offtake " + show(position_.id) + ".");
  }

  void check_link(const SchemaPath& at, ServedSales& served) {
    if (offtake_.served_from.empty()) return;
    const Position* source = check_.known(at, offtake_.served_from, v_.positions, "position");
    if (source == nullptr) return;
    const Offtake* purchase = Validation::offtake_of(source);
    if (offtake_.side != Side::SELL) {
      check_.fault(at, show(offtake_.served_from), "must be left out but for a SELL", "A sale is served from a purchase.");
    } else if (purchase == nullptr || purchase->side != Side::BUY) {
      check_.fault(at, show(offtake_.served_from), "must be a BUY offtake");
    } else if (const auto [other, is_first] = served.try_emplace(source->id, position_.id); !is_first) {
      check_.fault(at, show(offtake_.served_from), "must serve one sale: it serves " + show(other->second) + " already");
    } else if (purchase->price.unit != offtake_.price.unit) {
      check_.fault(at, show(offtake_.served_from) + " in " + std::string(name_of(purchase->price.unit)),
                   "wrong unit: must be in " + std::string(unit()) + ", as this sale");
    } else {
      check_pairing(at, *purchase);
    }
  }

  /// Delivery n of the sale is served by delivery n of the purchase, which must not come later.
  void check_pairing(const SchemaPath& at, const Offtake& purchase) {
    if (deliveries_.empty() || !is_walkable(purchase.schedule)) return;
    const std::vector<Delivery> bought = all_deliveries(purchase.deliveries, purchase.schedule);
    if (bought.size() != deliveries_.size()) {
      check_.fault(at, show(offtake_.served_from) + " with " + std::to_string(bought.size()) + " deliveries",
                   "must have as many deliveries as this sale, " + std::to_string(deliveries_.size()));
      return;
    }
    for (std::size_t n = 0; n < bought.size(); ++n) {
      if (bought[n].due <= deliveries_[n].due) continue;
      check_.fault(at, show(offtake_.served_from) + " due on " + to_string(bought[n].due),
                   "must not be due after the delivery it serves, on " + to_string(deliveries_[n].due));
      return;
    }
  }

  Validation& v_;
  Checks& check_;
  const Position& position_;
  const Offtake& offtake_;
  const LicenceAccount* account_ = nullptr;
  std::vector<Delivery> deliveries_;
};

}  // namespace

void check_offtake(Validation& v, const SchemaPath& at, const Position& position, const Offtake& offtake, ServedSales& served) {
  OfftakeCheck(v, position, offtake).run(at, served);
}

}  // namespace lodestone
