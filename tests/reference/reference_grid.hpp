/// The textbook twin's grid: every date of a study, docs/conventions.md "Time".
#pragma once

#include <lodestone/model/calendar.hpp>
#include <string>
#include <vector>

namespace lodestone::reference {

/// Grid dates 0 … N, ascending, the as-of date first and the last horizon last.
std::vector<Date> reference_grid(const Study& study);

/// The observable called `id`. Precondition: there is one.
const Observable& find_observable(const Study& study, const std::string& id);

/// Days on which the index of a delivery due on `due` is fixed; empty for AT_DELIVERY.
std::vector<Date> index_fixing_dates(const Study& study, const std::string& index, const Averaging& averaging, Date due);

/// The price terms under which a project sells: the sale's own or its offtake's.
const PriceTerms& sale_terms(const Study& study, const ProjectSale& sale);

}  // namespace lodestone::reference
