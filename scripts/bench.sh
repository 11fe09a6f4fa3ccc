#!/usr/bin/env bash
# Builds the kernel benchmarks and runs them; arguments go to Google Benchmark (--benchmark_filter=...).
# Writes a record with machine, compiler and flags to build/bench/kernels.json; bench/compare.py compares two of them.
# Whole runs have scripts of their own: bench/peers/run.sh, bench/scaling/run.sh, bench/costs/run.sh.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

build=$(bench/build.sh lodestone_bench)
context=$(cd bench && /usr/bin/python3 -m tools.machine "$build")
"$build/bench/lodestone_bench" --benchmark_context="$context" --benchmark_out="$build/kernels.json" --benchmark_out_format=json "$@"
echo "Record: $build/kernels.json"
