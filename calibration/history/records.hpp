/// Dated facts beside the daily history: policy events, price points, licence applications and surveys of them.
///
/// Each reader takes a CSV with exactly the columns it names, in any order, and throws `InvalidInput` with every fault at once.
#pragma once

#include <lodestone/base/date.hpp>
#include <lodestone/base/export.hpp>

#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace lodestone::calibration {

enum class PolicyDirection { TIGHTEN, EASE, NEUTRAL };

/// One announcement. Several events may fall on one day; the file need not be sorted, the result is (by date, then as given).
struct PolicyEvent {
  Date date = kNoDate;
  PolicyDirection direction = PolicyDirection::NEUTRAL;
  std::vector<std::string> destinations;  ///< split at `;`
  std::string scope;
  std::string event;
  std::string source;
};

/// Columns date, direction (tighten, ease, neutral), destination, scope, event, source_url; all must be filled.
LODESTONE_EXPORT std::vector<PolicyEvent> read_policy_events(std::string_view file, std::string_view text);

enum class PriceCurrency { USD, CNY };

/// One quoted price, as published: in its own currency and mass, with or without VAT as its `basis` has it.
struct PricePoint {
  Date date = kNoDate;
  std::string material;
  PriceCurrency currency = PriceCurrency::USD;
  double kilograms_per_unit = 1.0;                          ///< 1 for a price per kg, 1000 per t
  std::string basis;                                        ///< e.g. china (VAT included), europe, fob
  double price = std::numeric_limits<double>::quiet_NaN();  ///< [currency / unit], > 0
  std::string source;
  std::string note;
};

/// Columns date, material, unit (USD/kg, USD/t, CNY/kg, CNY/t), basis, price (> 0), source_url, note (may be blank).
LODESTONE_EXPORT std::vector<PricePoint> read_price_points(std::string_view file, std::string_view text);

/// price / kilograms_per_unit / (1 + vat_rate) / currency_per_usd [USD/kg, without VAT].
///
/// `currency_per_usd` is 1 for a price in USD; `vat_rate` 0 for a price without VAT. Preconditions: > 0 and ≥ 0.
LODESTONE_EXPORT double usd_per_kg(const PricePoint& point, double currency_per_usd, double vat_rate);

enum class LicenceOutcome { PENDING, APPROVED, REFUSED };

/// One application. Pending is not refused and not missing: it is censored on the day the file was drawn up.
struct LicenceApplication {
  std::string lane;
  Date filed = kNoDate;
  Date decided = kNoDate;  ///< `kNoDate` while pending
  LicenceOutcome outcome = LicenceOutcome::PENDING;
  std::string source;
};

/// Columns lane, filed, decided (blank while pending; not before `filed`, not after `as_of`), outcome (pending, approved,
/// refused), source_url (may be blank). `as_of` is the day the file was drawn up.
LODESTONE_EXPORT std::vector<LicenceApplication> read_licence_applications(std::string_view file, std::string_view text,
                                                                           Date as_of);

/// A count by an association or an authority: of `filed` applications since `first_filed`, so many decided by `date`.
struct LicenceSurveyRecord {
  std::string lane;
  Date first_filed = kNoDate;
  Date date = kNoDate;
  int filed = 0;  ///< = approved + refused + pending
  int approved = 0;
  int refused = 0;
  int pending = 0;
  std::string source;
};

/// Columns lane, first_filed, date (after first_filed), filed, approved, refused, pending, source_url (may be blank).
LODESTONE_EXPORT std::vector<LicenceSurveyRecord> read_licence_surveys(std::string_view file, std::string_view text);

}  // namespace lodestone::calibration
