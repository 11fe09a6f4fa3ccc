/// Export licences: lanes (how an authority decides) and accounts (what an importer holds and has applied for).
#pragma once

#include <lodestone/base/date.hpp>
#include <lodestone/model/market.hpp>

#include <optional>
#include <string>
#include <vector>

namespace lodestone {

/// PER_SHIPMENT: each delivery needs a licence of its own. PER_QUANTITY: shipments draw a licence down.
/// PER_PERIOD: a general licence, good for every shipment until it ends or a level in `breaking_levels` is entered.
enum class LicenceBasis { PER_SHIPMENT, PER_QUANTITY, PER_PERIOD };

/// Decision hazards at one level: one rate for each age bin [1/yr].
struct LevelHazard {
  std::string level;
  std::vector<double> hazards_per_year;
};

/// On the stance's move from one level to another a live licence is revoked with this probability.
struct Revocation {
  std::string from_level;
  std::string to_level;
  double probability = kNotGiven;
};

/// How licences of one product class and end use are decided under one stance.
///
/// The decision comes when the hazard added up since the application passes a clock E drawn once per application:
/// E = −ln U, U = Φ(√ρ·M + √(1−ρ)·ε), M common to a lane's applications of the same ordinal, ε the application's own.
/// A step from age a to age a + Δ at level j (after the chains moved) adds ∫ hazard_j(age) d(age) over the bins it crosses.
struct Lane {
  std::string id;
  std::string product_class;  ///< free text, echoed: "magnets", "heavy oxides"
  std::string end_use;        ///< free text, echoed: "civil", "defence"
  std::string stance;
  std::vector<std::string> free_levels;               ///< levels at which no licence is needed (coverage widens with severity)
  std::vector<double> age_bin_edges_days;             ///< ascending, > 0; n edges make n + 1 bins, the last one open
  std::vector<LevelHazard> hazards;                   ///< one for each level of the stance
  std::vector<double> approval_probability_by_level;  ///< P(approved | decided), one for each level
  double validity_days = kNotGiven;                   ///< > 0: approved on day d, live on days d … d + validity − 1
  std::vector<Revocation> revocations;                ///< moves not named do not revoke
  double cooldown_days = 0.0;                         ///< refused on day d, may apply again from day d + cooldown on
  LicenceBasis basis = LicenceBasis::PER_SHIPMENT;
  std::vector<std::string> breaking_levels;  ///< PER_PERIOD only: a live licence ends when one of these is entered
  double lead_time_days = 0.0;               ///< applies this long before a delivery's due date
  double renewal_lead_time_days = 0.0;       ///< applies this long before a live licence ends, if deliveries follow
  double climate_correlation = 0.0;          ///< ρ [1], 0 ≤ ρ < 1
};

enum class LicenceState { NONE, PENDING, LIVE, REFUSED };

/// Where an account stands today. For PER_SHIPMENT one entry a delivery that already has an application or a licence.
struct LicenceStatus {
  LicenceState state = LicenceState::NONE;
  Date since = kNoDate;            ///< PENDING: applied on; REFUSED: refused on; not after the as-of date
  Date live_until = kNoDate;       ///< LIVE: the last good day
  double tonnes_left = kNotGiven;  ///< LIVE on basis PER_QUANTITY
  std::string position;            ///< PER_SHIPMENT: the contract …
  Date delivery_due = kNoDate;     ///< … and the due date of the delivery that this entry is for
};

/// An importer's applications and licences in one lane; contracts and projects name the account they ship or build under.
struct LicenceAccount {
  std::string id;
  std::string lane;
  double tonnes_per_licence = kNotGiven;  ///< PER_QUANTITY: granted with each approval, > 0
  std::vector<LicenceStatus> today;       ///< at most one unless PER_SHIPMENT; a LIVE account may add a PENDING renewal
};

struct Licences {
  std::vector<Lane> lanes;
  std::vector<LicenceAccount> accounts;
};

}  // namespace lodestone
