/// Files appear whole or not at all.
#pragma once

#include <filesystem>
#include <lodestone/base/export.hpp>
#include <string>
#include <string_view>

namespace lodestone {

/// Writes a new file beside `path`, makes it durable and renames it to `path`: whoever looks sees the old file or the new one,
/// also after a crash. A link is followed; a pipe or a device is written to as it is. Throws InvalidInput.
LODESTONE_EXPORT void write_whole(const std::filesystem::path& path, std::string_view bytes);

/// The bytes of a file, at most 2 GiB. Throws InvalidInput.
LODESTONE_EXPORT std::string read_whole(const std::filesystem::path& path);

}  // namespace lodestone
