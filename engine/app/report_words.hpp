/// The words of a report's closed sets: as the wire spells them (for machines) and as a sentence does (for people).
#pragma once

#include <lodestone/model/unit_names.hpp>
#include <lodestone/risk/report.hpp>

#include <string>
#include <string_view>

namespace lodestone::app {

// The names of the model's enumerators, which are those of the wire.
std::string_view name_of(AbsenceReason reason);
std::string_view name_of(LossReference reference);
std::string_view name_of(NodeKind kind);
std::string_view name_of(PnlBasis basis);
std::string_view name_of(FailureClause clause);
std::string_view name_of(ValuationMethod method);
std::string_view name_of(InputBasis basis);

/// The same name in a sentence: MARK_TO_MODEL becomes "mark to model".
std::string words(std::string_view name);

}  // namespace lodestone::app
