/// What the command line asks for, one struct a subcommand.
#pragma once

#include <lodestone/app/overrides.hpp>
#include <lodestone/base/violation.hpp>
#include <lodestone/run/parameter_uncertainty.hpp>
#include <lodestone/simd/isa.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace lodestone::app {

/// How to compute: no choice here changes a bit of the results.
struct MachineArguments {
  int threads = 0;         ///< 0: as many as the machine has
  int tile_paths = 0;      ///< 0: sized to the cache
  std::optional<Isa> isa;  ///< none: the widest there is
};

struct RunArguments {
  std::vector<std::string> files;
  Overrides overrides;
  MachineArguments machine;
  bool profile = false;
  ParameterDraws parameters;  ///< 0 draws: none
  std::string output;
  std::string status;  ///< empty: no status file
  std::string request_id;
  bool quiet = false;
};

struct CheckArguments {
  std::vector<std::string> files;
  Overrides overrides;
  MachineArguments machine;
};

enum class ShowForm { TEXT, JSON, CSV, FINGERPRINT };

struct ShowArguments {
  std::string report;
  ShowForm form = ShowForm::TEXT;
  std::string table;  ///< of form CSV
};

struct ReplayArguments {
  std::vector<std::string> files;
  Overrides overrides;
  std::int64_t path = 0;
  bool csv = false;
};

/// Numbers and days are read with the history, so that their faults are said together with its own.
struct BacktestArguments {
  std::string history;
  std::vector<std::string> series;  ///< empty, and no book: every column
  std::vector<std::string> books;   ///< `name=A:0.5,B:0.5` or `name=A,B`
  std::string from;                 ///< empty: no bound
  std::string to;
  std::vector<std::string> excluded;  ///< `SERIES:DATE`
  std::vector<std::string> levels;    ///< empty: 0.975 and 0.99
  std::vector<std::string> horizons;  ///< empty: 1 and 10
  std::vector<std::string> models;    ///< empty: all
  std::string output;                 ///< empty: no report
  std::string picture;                ///< empty: no pictures
  bool quiet = false;
};

struct CalibrateArguments {
  std::string spec;
  std::string data;               ///< folder
  std::vector<std::string> desk;  ///< study files with the desk's own market; may be empty
  std::string output;
  std::string report;  ///< empty: none
  bool quiet = false;
};

/// The command line answers itself: help and version on stdout, a fault of the command line on stderr.
struct Reply {
  std::string text;
  std::optional<Violation> fault;
  std::string status;  ///< where a faulty line asked for a status file
};

using Command =
    std::variant<Reply, RunArguments, CheckArguments, ShowArguments, ReplayArguments, BacktestArguments, CalibrateArguments>;

}  // namespace lodestone::app
