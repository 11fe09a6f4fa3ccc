/// A report from a file.
#pragma once

#include <filesystem>
#include <lodestone/base/export.hpp>
#include <lodestone/risk/report.hpp>
#include <string>
#include <string_view>

namespace lodestone {

/// Reads a binary `lodestone.v1.RiskReport`. Throws InvalidInput when it is no report, or a part of one: the fingerprint is its
/// last field and must match its results.
LODESTONE_EXPORT RiskReport read_report(const std::filesystem::path& path);

/// The same from bytes; `name` says in violations where they come from.
LODESTONE_EXPORT RiskReport decode_report(std::string_view bytes, const std::string& name);

}  // namespace lodestone
