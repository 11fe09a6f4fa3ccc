/// How a file spells a message.
#pragma once

#include <filesystem>
#include <optional>

namespace lodestone::wire {

enum class FileFormat { TEXT, JSON, BINARY };

/// `.textproto`, `.json`, `.pb`; none for any other ending.
inline std::optional<FileFormat> format_of(const std::filesystem::path& path) {
  const std::filesystem::path ending = path.extension();
  if (ending == ".textproto") return FileFormat::TEXT;
  if (ending == ".json") return FileFormat::JSON;
  if (ending == ".pb") return FileFormat::BINARY;
  return std::nullopt;
}

/// What a message about any other ending says.
inline constexpr const char* kFormatRule = "must end in .textproto, .json or .pb";

}  // namespace lodestone::wire
