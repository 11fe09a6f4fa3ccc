#!/usr/bin/env bash
# Measures what a run costs beside its paths: startup, memory, positions. `bench/costs/run.sh --help` says how.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

build=$(bench/build.sh lodestone)
PYTHONPATH=bench exec /usr/bin/python3 -m costs.run_costs --build "$build" "$@"
