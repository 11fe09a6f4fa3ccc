/// A study as text, JSON or bytes: what `read_study` reads back as the same study.
#pragma once

#include <filesystem>
#include <lodestone/base/export.hpp>
#include <lodestone/model/study.hpp>
#include <string>

namespace lodestone {

LODESTONE_EXPORT std::string encode(const Study& study);   ///< binary `lodestone.v1.Study`
LODESTONE_EXPORT std::string to_text(const Study& study);  ///< text format
LODESTONE_EXPORT std::string to_json(const Study& study);  ///< JSON, under the names of the schema

/// Writes the file whole, in the format of its ending: `.textproto`, `.json` or `.pb`. Throws InvalidInput.
LODESTONE_EXPORT void write_study(const Study& study, const std::filesystem::path& path);

}  // namespace lodestone
