/// The files of a calibration: spec, desk and history in, market part and report out.
#pragma once

#include <filesystem>
#include <lodestone/calibration/market/calibrate.hpp>
#include <span>
#include <string>
#include <vector>

namespace lodestone::calibration {

/// Reads a `lodestone.v1.CalibrationSpec` from a `.textproto`, `.json` or `.pb` file. Throws InvalidInput with the first error
/// of syntax (line and column), else every unknown field and choice, else everything that is missing.
CalibrationSpec read_calibration_spec(const std::filesystem::path& file);

std::string to_text(const CalibrationSpec& spec);  ///< text format, which reads back as the same spec

/// Reads the market, policy and licences of a study from some of its files, merged in their order. Throws InvalidInput as
/// `read_study` does, and for a file that holds anything else: what is not written again belongs to the run alone.
MarketPart read_market_part(std::span<const std::filesystem::path> files);

/// The part as a study in text format; `lodestone run` takes it beside the files with the rest.
std::string to_text(const MarketPart& part);

/// Writes the file whole, in the format of its ending, `.textproto`, `.json` or `.pb`; text begins with `comment`, line by
/// line. Throws InvalidInput.
void write_market_part(const MarketPart& part, const std::filesystem::path& file, const std::string& comment);

/// The files that the spec names, from a folder; every one that cannot be read is a violation. Throws InvalidInput.
std::vector<HistoryFile> read_history_files(const CalibrationSpec& spec, const std::filesystem::path& folder);

/// Fills in `results.input_fingerprint`, from `run.inputs`, and after it `fingerprint`.
void seal(CalibrationReport& report);

std::string encode(const CalibrationReport& report);  ///< binary `lodestone.v1.CalibrationReport`
std::string to_json(const CalibrationReport& report);

/// Whether `bytes` are a report of a calibration, whole.
bool is_calibration_report(std::string_view bytes);

/// Throws InvalidInput for bytes that are no such report, or do not match their fingerprint; `name` says where they come from.
CalibrationReport decode_calibration_report(std::string_view bytes, const std::string& name);

/// Writes the file whole, and only what can be read back. Throws InvalidInput.
void write_calibration_report(const CalibrationReport& report, const std::filesystem::path& file);

}  // namespace lodestone::calibration
