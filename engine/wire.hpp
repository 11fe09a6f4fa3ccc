/// Lodestone's wire: studies and reports as files of Protobuf (`lodestone.v1`), text and JSON. No Protobuf type is seen here.
///
///     const ValidStudy study = validate(read_study("desk.textproto"));
///     RiskReport report = simulate(study).report();
///     seal(report, study.study());
///     write_report(report, "report.pb");
///
/// Every function throws InvalidInput for a fault of the input or of a file, and is re-entrant.
#pragma once

#include <lodestone/engine.hpp>
#include <lodestone/wire/atomic_file.hpp>
#include <lodestone/wire/fingerprint.hpp>
#include <lodestone/wire/read_report.hpp>
#include <lodestone/wire/read_study.hpp>
#include <lodestone/wire/write_report.hpp>
#include <lodestone/wire/write_study.hpp>
