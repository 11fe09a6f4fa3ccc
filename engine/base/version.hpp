/// Which build this is.
#pragma once

#include <lodestone/base/export.hpp>

#include <string_view>

namespace lodestone {

/// The version of the library, `0.1.0`. Below 1.0 any release may change the library and the wire; the changelog says how.
LODESTONE_EXPORT std::string_view version();

/// The compiler of the library, `g++ 12.2.0`.
LODESTONE_EXPORT std::string_view compiler();

}  // namespace lodestone
