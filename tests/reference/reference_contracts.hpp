/// The textbook twin's instruments: what each pays and is worth along one path, to the letter of docs/models/contracts.md.
#pragma once

#include <map>
#include <reference/reference_projects.hpp>
#include <string>
#include <utility>
#include <vector>

namespace lodestone::reference {

/// What became of a delivery; quantities in the contract's unit.
struct DeliveryRecord {
  std::string position;
  int number = 0;
  Date due = kNoDate;
  double scheduled = 0.0;
  double quantity = 0.0;  ///< as it stands: scheduled, owed, made up
  Date shipped = kNoDate;
  double shipped_quantity = 0.0;
  Date failed = kNoDate;  ///< both dates are set where a linked sale ships in part
  double failed_quantity = 0.0;
  FailureClause clause = FailureClause::CANCEL;  ///< under which it failed
  bool excused = false;
  double from_stock = 0.0;
  double replaced = 0.0;
  double made_up = 0.0;

  bool open() const { return shipped == kNoDate && failed == kNoDate; }
};

/// A cash flow to the holder in the reporting currency.
struct CashFlow {
  Date date = kNoDate;
  std::string position;
  double amount = 0.0;
};

class ContractOffice {
 public:
  /// All arguments must outlive the object.
  ContractOffice(const MarketModel& model, const MarketPath& path, const Draws& draws, LicenceOffice& licences,
                 const ProjectOffice& projects);

  std::vector<OpenDelivery> open_deliveries() const;

  /// Phases 6 (counterparties) and 7 of grid date k ≥ 1.
  void step(int k);

  /// Value in the reporting currency on grid date k.
  double value(const Position& position, int k) const;

  std::vector<DeliveryRecord> deliveries() const;
  const std::vector<CashFlow>& cash_flows() const { return cash_flows_; }
  const std::map<std::string, Date>& defaults() const { return default_date_; }  ///< of counterparties, by id

 private:
  /// A price or damages fixed by a delivery, paid when the index is known.
  struct Payment {
    Date on = kNoDate;
    Date due = kNoDate;
    double quantity = 0.0;
    double sign = 1.0;  ///< of the amount to the holder
    bool damages = false;
    double spot = 0.0;  ///< damages: S on the date of failure
    bool owed_by_holder = false;
  };
  struct OfftakeState {
    const Position* position = nullptr;
    const Offtake* terms = nullptr;
    std::vector<DeliveryRecord> deliveries;
    std::vector<Payment> payments;
    double damages_booked = 0.0;  ///< [terms' currency]
  };
  struct LoanState {
    double outstanding = 0.0;
    Date last_flow = kNoDate;
  };

  Date today(int k) const { return model_.grid()[static_cast<std::size_t>(k)]; }
  void step_counterparties(int k);
  bool defaulted(const Position& position, int k) const;
  void book(const std::string& position, double amount, Currency currency, int k);
  Date payment_date(const std::string& index, const Averaging& averaging, Date due, Date settled) const;

  void carry(const Position& position, const Inventory& inventory, int k);
  void settle(const Position& position, const EquityOption& option, int k);
  void settle(const Position& position, const PriceFloorAgreement& floor, int k);
  void settle(const Position& position, const IndexSwap& swap, int k);
  void settle(const Position& position, const Loan& loan, int k);

  OpenDelivery as_open(const OfftakeState& offtake, const DeliveryRecord& delivery, double quantity) const;
  void handle(OfftakeState& offtake, int k);
  void handle(OfftakeState& offtake, DeliveryRecord& delivery, int k);
  void ship(OfftakeState& offtake, DeliveryRecord& delivery, double quantity, int k);
  void fail(OfftakeState& offtake, DeliveryRecord& delivery, double quantity, int k);
  bool is_excused(const OfftakeState& offtake, const DeliveryRecord& delivery, int k) const;
  double take_from_stock(OfftakeState& offtake, const DeliveryRecord& delivery, double quantity, int k);
  void replace(OfftakeState& offtake, const DeliveryRecord& delivery, double quantity, Side obliged, int k);
  double make_up(OfftakeState& offtake, const DeliveryRecord& delivery, double quantity) const;
  const DeliveryRecord* purchase_of(const OfftakeState& offtake, const DeliveryRecord& delivery) const;
  double what_came(const OfftakeState& offtake, const DeliveryRecord& delivery) const;
  void fix_payment(OfftakeState& offtake, Payment payment, int k);
  void pay(OfftakeState& offtake, const Payment& payment, int k);
  double spot(const OfftakeState& offtake, int k) const;

  const MarketModel& model_;
  const MarketPath& path_;
  LicenceOffice& licences_;
  const ProjectOffice& projects_;
  std::map<std::string, const Position*> positions_;  ///< by id, hence in the order of ids
  std::map<std::string, OfftakeState> offtakes_;
  std::map<std::string, double> stock_;  ///< by inventory position, in its unit
  std::map<std::string, LoanState> loans_;
  std::map<std::pair<std::string, int>, double> paid_in_year_;  ///< floor agreements, by calendar year
  std::map<std::string, double> default_clock_;                 ///< by counterparty
  std::map<std::string, double> default_hazard_;
  std::map<std::string, Date> default_date_;
  std::vector<CashFlow> cash_flows_;
};

}  // namespace lodestone::reference
