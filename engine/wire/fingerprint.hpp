/// What makes two results the same: a hash of what they say, not of how they are spelled.
///
/// SHA-256 over a walk of the message: its name, then each field that is set in the order of the numbers, as its number and its
/// value, lists with their count; numbers by their 64 bits (so −0 is not 0, and one ulp shows), text with its length, messages
/// closed by a mark. Never the serialised bytes, whose order and length no standard fixes.
#pragma once

#include <filesystem>
#include <lodestone/base/export.hpp>
#include <lodestone/model/study.hpp>
#include <lodestone/risk/report.hpp>
#include <string>

namespace lodestone {

/// Of `report.results` alone: how the run was made does not enter. 64 hexadecimal digits.
LODESTONE_EXPORT std::string fingerprint(const RiskReport& report);

/// Of a study, however it was split over files and in whatever formats; a default written out is the default left out.
LODESTONE_EXPORT std::string input_fingerprint(const Study& study);

/// Fills `results.input_fingerprint` and, after it, `fingerprint`.
LODESTONE_EXPORT void seal(RiskReport& report, const Study& study);

/// SHA-256 of a file's bytes. Throws InvalidInput when it cannot be read.
LODESTONE_EXPORT std::string sha256_of_file(const std::filesystem::path& path);

}  // namespace lodestone
