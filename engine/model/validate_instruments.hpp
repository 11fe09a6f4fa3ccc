/// Checks of every instrument but the offtake, which has a file of its own.
#pragma once

#include <lodestone/model/validate_context.hpp>

namespace lodestone {

void check_equity(Validation& v, const SchemaPath& at, const EquityPosition& equity);
void check_option(Validation& v, const SchemaPath& at, const EquityOption& option);
void check_price_floor(Validation& v, const SchemaPath& at, const PriceFloorAgreement& agreement);
void check_swap(Validation& v, const SchemaPath& at, const IndexSwap& swap);
void check_inventory(Validation& v, const SchemaPath& at, const Inventory& inventory);
void check_loan(Validation& v, const SchemaPath& at, const Loan& loan);

}  // namespace lodestone
