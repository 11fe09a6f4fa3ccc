#!/usr/bin/env bash
# Builds the kernel benchmarks and runs them. Usage: scripts/bench.sh [--record FILE] [Google Benchmark's options...]
# The record (build/bench/kernels.json when not given) says machine, compiler and flags; bench/compare.py compares two of them.
# Whole runs have commands of their own: bench/peers/run.sh, bench/scaling/run.sh, bench/costs/run.sh; bench/renew.sh runs them all.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

build=$(bench/build.sh lodestone_bench)
record=$build/kernels.json
if [[ ${1-} == --record ]]; then
  record=$2
  shift 2
fi
context=$(PYTHONPATH=bench /usr/bin/python3 -m tools.machine "$build")
"$build/bench/lodestone_bench" --benchmark_context="$context" --benchmark_out="$record" --benchmark_out_format=json "$@"
sed -i '/"executable":/d; /"host_name":/d' "$record"  # whose machine it was, and where on its disk, is in no record
echo "Record: $record"
