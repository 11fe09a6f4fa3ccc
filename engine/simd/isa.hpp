/// Instruction sets that the vector code is compiled for. The same bits come from each.
#pragma once

#include <lodestone/base/export.hpp>

#include <optional>
#include <string_view>

namespace lodestone {

/// AVX2 means AVX2 + FMA: the least that Lodestone runs on.
enum class Isa { AVX2, AVX512 };

/// Whether this processor (and its operating system) can run `isa`.
LODESTONE_EXPORT bool is_supported(Isa isa);

/// The widest instruction set that this processor supports; none below AVX2 + FMA.
LODESTONE_EXPORT std::optional<Isa> best_isa();

/// "avx2", "avx512".
LODESTONE_EXPORT std::string_view to_string(Isa isa);

/// Reads "avx2" or "avx512"; none for any other text.
LODESTONE_EXPORT std::optional<Isa> parse_isa(std::string_view text);

}  // namespace lodestone
