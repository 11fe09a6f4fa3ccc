#!/usr/bin/env bash
# Measures everything anew: rewrites the tables and pictures of docs/performance.md and the records in bench/records.
# Meant for a machine that does nothing else; takes about half an hour there. Arguments go to each (--scale 0.02 --repeats 2 for a trial).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

mkdir -p bench/records
bench/costs/run.sh --page docs/performance.md --record bench/records/costs.json "$@"
bench/peers/run.sh --page docs/performance.md --record bench/records/peers.json "$@"
bench/scaling/run.sh --page docs/performance.md --record bench/records/scaling.json --pictures docs/performance "$@"
scripts/bench.sh --record bench/records/kernels.json
