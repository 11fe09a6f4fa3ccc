#!/usr/bin/env python3
"""Compares two records: of Google Benchmark (scripts/bench.sh), or of bench/peers, bench/scaling or bench/costs.

usage: compare.py BEFORE.json AFTER.json [--limit 1.10]

Prints each time of both and their ratio, after over before, and exits with 1 when one has grown beyond the limit. On a machine shared
with others a single ratio below 1.3 says nothing: compare records of many rounds, made back to back.
"""

import argparse
import json
import sys


def times_of(record):
    """Name -> seconds (or the record's own unit, the same in both)."""
    if "benchmarks" in record:
        times = {}
        for run in record["benchmarks"]:
            if run.get("run_type") == "aggregate":
                continue
            times[run["name"]] = min(run["real_time"], times.get(run["name"], float("inf")))
            for key, value in run.items():
                if key.endswith(" ns"):
                    name = f"{run['name']} {key}"
                    times[name] = min(value, times.get(name, float("inf")))
        return times
    if "samples" in record:
        return {f"{s['workload']} {s['peer']} threads={s['threads']}": min(r["seconds"] for r in s["rounds"]) for s in record["samples"]}
    if "curves" in record:
        return {f"{name} {point['size'][name]}": point["seconds"] for name, points in record["curves"].items() for point in points}
    if "costs" in record:
        return {cost["name"]: cost["least"] for cost in record["costs"]}
    sys.exit("compare: a file is no record of a benchmark")


def machine_of(record):
    about = record.get("machine") or record.get("context", {})
    if "processor" in about:
        return f"{about['processor']['model']} family {about['processor']['family']}, {about['compiler']}, {about['flags']}, {about['commit']}"
    return ", ".join(about.get(key, "") for key in ("processor", "compiler", "flags", "commit"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("before")
    parser.add_argument("after")
    parser.add_argument("--limit", type=float, default=1.10)
    arguments = parser.parse_args()
    records = []
    for file in (arguments.before, arguments.after):
        with open(file, encoding="utf-8") as text:
            records.append(json.load(text))
        print(f"{file}: {machine_of(records[-1])}")
    if records[0].get("scale", 1.0) != records[1].get("scale", 1.0):
        sys.exit("compare: one of the records is a trial on fewer paths")
    before, after = map(times_of, records)
    grown = []
    for name in sorted(before.keys() & after.keys()):
        ratio = after[name] / before[name]
        print(f"{name:60} {before[name]:12.4g} {after[name]:12.4g} {ratio:8.3f}{'  grown' if ratio > arguments.limit else ''}")
        if ratio > arguments.limit:
            grown.append(name)
    for name in sorted(before.keys() ^ after.keys()):
        print(f"{name:60} only in {arguments.before if name in before else arguments.after}")
    return 1 if grown else 0


if __name__ == "__main__":
    sys.exit(main())
