/// Text as a JSON string (RFC 8259).
#pragma once

#include <string>
#include <string_view>

namespace lodestone::app {

/// `text` in quotes with quotes, backslashes and control characters escaped. UTF-8 stands as it is; a byte that is not part of
/// a well-formed character becomes U+FFFD, so the result is valid JSON for any file name.
std::string json_string(std::string_view text);

}  // namespace lodestone::app
