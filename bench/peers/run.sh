#!/usr/bin/env bash
# Times Lodestone against its peers on the same workloads, and fails where they disagree. `bench/peers/run.sh --help` says how.
# From a clean clone, with root or sudo: installs, builds, runs. On a quiet machine it takes about half an hour; with
# --scale 0.02 --repeats 2 a minute, whose ratios say little.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

build=$(bench/build.sh lodestone lodestone_bench_ceilings lodestone_plain_peer lodestone_quantlib_peer)
# Debian's Python: it is what the installed NumPy belongs to.
PYTHONPATH=bench exec /usr/bin/python3 -m peers.run_peers --build "$build" "$@"
