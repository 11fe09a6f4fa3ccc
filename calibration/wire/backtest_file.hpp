/// A back-test's report as a file of Protobuf, `lodestone.v1.BacktestReport`. No Protobuf type is seen here.
#pragma once

#include <lodestone/calibration/backtest/backtest_report.hpp>

#include <filesystem>
#include <string>
#include <string_view>

namespace lodestone::calibration {

std::string encode(const BacktestReport& report);   ///< binary
std::string to_json(const BacktestReport& report);  ///< under the names of the schema

/// Whether `bytes` are a report of a back-test, whole: its fingerprint, which covers the name of its type, is the mark.
bool is_backtest_report(std::string_view bytes);

/// Throws InvalidInput when `bytes` are no such report, or a part of one: the fingerprint is its last field and must match its
/// results. `name` says in violations where the bytes come from.
BacktestReport decode_backtest_report(std::string_view bytes, const std::string& name);

/// Fills `fingerprint`: of `results` alone, how the back-test was made does not enter.
void seal(BacktestReport& report);

/// Writes the file whole, and only what will be read again: throws InvalidInput for a report whose fingerprint does not match
/// (`seal` it first), that holds text other than UTF-8, or where the file cannot be written.
void write_backtest_report(const BacktestReport& report, const std::filesystem::path& path);

}  // namespace lodestone::calibration
