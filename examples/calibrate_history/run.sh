#!/bin/sh
# Calibrates the example desk on a history, runs the desk on the market that comes out, and back-tests seven series.
#
#   run.sh [DIR] [OUTPUT]      DIR: folder with market_history_daily.csv and policy_events.csv (default ../shared/data, seen from
#                              the project's root); OUTPUT: folder for the results (default: a new temporary one)
#
# Where DIR lacks the files it says so and runs on a generated history (generate_history.py), labelled as such.
# Environment: LODESTONE (the command), PATHS (of the run), BACKTEST_FROM (first forecast).
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
desk=$root/examples/ree_desk
data=${1:-$root/../shared/data}
out=${2:-$(mktemp -d)}
lodestone=${LODESTONE:-lodestone}
paths=${PATHS:-100000}
from=${BACKTEST_FROM:-2015-01-01}
mkdir -p "$out"

history="the history in $data"
for file in market_history_daily.csv policy_events.csv; do
  if [ ! -r "$data/$file" ]; then
    echo "run.sh: $data holds no $file (wanted: market_history_daily.csv, policy_events.csv)." >&2
    history="a GENERATED history (no market data: $here/generate_history.py)"
  fi
done
case $history in
  "a GENERATED"*)
    data=$out/generated_history
    mkdir -p "$data"
    python3 "$here/generate_history.py" "$data"
    ;;
esac
echo "Calibrating on $history; results in $out"

"$lodestone" calibrate "$here/spec.textproto" --data "$data" \
  --desk "$desk/market.textproto" --desk "$desk/indices.textproto" --desk "$desk/policy.textproto" \
  -o "$out/market.textproto" --report "$out/calibration.pb" > "$out/calibration.txt"
cat "$out/calibration.txt"

echo
echo "The desk on the calibrated market, from $history"
"$lodestone" run "$out/market.textproto" "$desk/licences.textproto" "$desk/projects.textproto" "$desk/portfolio.textproto" \
  "$desk/settings.textproto" --paths "$paths" -o "$out/report.pb" > "$out/report.txt"
cat "$out/report.txt"

echo
echo "Back-tests on $history"
"$lodestone" backtest "$data/market_history_daily.csv" --series MP,LYC_AX,UUUU,ILU_AX,REMX,CN600111 \
  --book equal_weight=MP,LYC_AX,UUUU,ILU_AX,REMX,CN600111 --exclude ILU_AX:2020-10-23 --from "$from" \
  -o "$out/backtest.pb" > "$out/backtest.txt"
cat "$out/backtest.txt"
