#!/usr/bin/env bash
# Builds Lodestone and runs the rare-earth desk of examples/ree_desk through it. A second call only runs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/bootstrap.sh

echo "demo: building in build/release"
log=build/release/demo.log
mkdir -p build/release
if ! { cmake --preset release && cmake --build --preset release --target lodestone; } >"$log" 2>&1; then
  tail -n 40 "$log" >&2
  echo "demo: the build failed; all of it is in $log" >&2
  exit 1
fi

echo "demo: running examples/ree_desk"
build/release/lodestone run examples/ree_desk/*.textproto -o build/release/report.pb
echo
echo "The report is build/release/report.pb; read it again with: build/release/lodestone show build/release/report.pb"
