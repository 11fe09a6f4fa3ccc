#!/usr/bin/env bash
# Builds the benchmarks in build/bench and runs them; arguments go to Google Benchmark (--benchmark_filter=...).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/bootstrap.sh libbenchmark-dev
cmake -S . -B build/bench -G Ninja -DCMAKE_BUILD_TYPE=Release -DLODESTONE_BUILD_BENCHMARKS=ON -DLODESTONE_BUILD_TESTS=OFF \
  -DLODESTONE_BUILD_COMMAND=OFF -DLODESTONE_BUILD_WIRE=OFF >build-bench.log 2>&1 || { tail -n 20 build-bench.log >&2; exit 1; }
rm -f build-bench.log
cmake --build build/bench --target lodestone_bench >build/bench/build.log 2>&1 || { tail -n 40 build/bench/build.log >&2; exit 1; }
build/bench/bench/lodestone_bench "$@"
