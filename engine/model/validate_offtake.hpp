/// Checks of an offtake: its terms, its licence, its failure clause and what it is linked to.
#pragma once

#include <lodestone/model/validate_context.hpp>

#include <string_view>
#include <unordered_map>

namespace lodestone {

/// Purchases that a sale before this one is served from, with that sale's id.
using ServedSales = std::unordered_map<std::string_view, std::string_view>;

void check_offtake(Validation& v, const SchemaPath& at, const Position& position, const Offtake& offtake, ServedSales& served);

}  // namespace lodestone
