/// The closed sets of a study: currency, unit, tax, form, basis. Their wire enums carry the same names.
#pragma once

namespace lodestone {

enum class Currency { USD, CNY, AUD, EUR, JPY, GBP, CAD, MYR };

/// What a price is for one of, or a quantity is counted in.
enum class Unit { KG, T, SHARE };

/// EX_VAT: net of the 13 % Chinese VAT (contracts that say so). EXPORT_PARITY: what a foreign buyer pays at parity (no refund
/// of VAT on rare-earth exports). INCLUDING_VAT: as quoted inside China. NONE: no Chinese tax in the price.
enum class Vat { NONE, INCLUDING_VAT, EX_VAT, EXPORT_PARITY };

enum class Form { OXIDE, METAL, ALLOY, MAGNET, CONCENTRATE };

enum class PriceBasis { EX_WORKS, FOB, CIF };

/// QUOTED: asks and assessments, thin outside China. TRANSACTED: what volume is paid. They are different indices.
enum class Quotation { QUOTED, TRANSACTED };

/// Days on which an index is fixed: every business day, or one weekday each week. A weekday that is a holiday still fixes.
enum class FixingDays { DAILY, MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY };

}  // namespace lodestone
