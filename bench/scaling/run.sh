#!/usr/bin/env bash
# Draws how the time of a run grows with its size. `bench/scaling/run.sh --help` says how.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

build=$(bench/build.sh lodestone lodestone_bench_ceilings)
PYTHONPATH=bench exec /usr/bin/python3 -m scaling.run_scaling --build "$build" "$@"
