/// A report as bytes or JSON.
#pragma once

#include <filesystem>
#include <lodestone/base/export.hpp>
#include <lodestone/risk/report.hpp>
#include <string>

namespace lodestone {

LODESTONE_EXPORT std::string encode(const RiskReport& report);   ///< binary `lodestone.v1.RiskReport`
LODESTONE_EXPORT std::string to_json(const RiskReport& report);  ///< JSON, under the names of the schema

/// Writes the file whole, and only what `read_report` will read: throws InvalidInput for a report whose fingerprint does not
/// match (`seal` it first), that holds text other than UTF-8, or where the file cannot be written.
LODESTONE_EXPORT void write_report(const RiskReport& report, const std::filesystem::path& path);

}  // namespace lodestone
