#!/usr/bin/env bash
# Builds what the benchmarks need. Usage: bench/build.sh TARGET...      prints the folder of the build
# LODESTONE_BENCH_BUILD names the folder (build/bench when it is not set).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

build=${LODESTONE_BENCH_BUILD:-build/bench}
mkdir -p "$build"
{
  scripts/bootstrap.sh libbenchmark-dev libquantlib0-dev python3-numpy libopenblas-dev
  cmake -S . -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_COMPILER=g++ -DLODESTONE_BUILD_BENCHMARKS=ON
  cmake --build "$build" --target "$@"
} >"$build/bench-build.log" 2>&1 || { tail -n 40 "$build/bench-build.log" >&2; exit 1; }
readlink -f "$build"
