#include <lodestone/model/input_law.hpp>

#include <algorithm>
#include <array>

namespace lodestone {
namespace {

/// Last fields of paths to numbers that lie from 0 to 1 by their meaning.
constexpr std::array<std::string_view, 13> kFractions{
    "approval_probability_by_level",
    "availability_mean",
    "buyer_share",
    "climate_correlation",
    "initial_distribution",
    "probabilities",
    "probability",
    "raise_discount",
    "recovery",
    "recovery_on_default",
    "share_of_spend",
    "unqualified_discount",
    "upside_share",
};

bool is_fraction(std::string_view field) {
  const std::string_view last = field.substr(field.rfind('.') + 1);
  return std::find(kFractions.begin(), kFractions.end(), last) != kFractions.end();
}

}  // namespace

TwoPieceNormal input_law(const InputRange& range, const InputPlace& place) {
  TwoPieceNormal law{NaturalScale::PLAIN, range.low, *place.number, range.high};
  if (place.field == "market.correlations.value") {
    if (law.low > -1.0 && law.high < 1.0) law.scale = NaturalScale::FISHER;
  } else if (is_fraction(place.field)) {
    if (law.low > 0.0 && law.high < 1.0) law.scale = NaturalScale::LOGIT;
  } else if (law.low > 0.0) {
    law.scale = NaturalScale::LOG;
  }
  return law;
}

}  // namespace lodestone
