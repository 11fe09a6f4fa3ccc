"""Times Lodestone against its peers. Every round runs each of them once, one after another, so that a slow minute of the machine
meets all alike; the least time counts, the median stands beside it. All simulate the same law on the same parameters; the run fails
where one's VaR or ES is more than four standard errors away from Lodestone's.

  lodestone           the command, all paths; seconds from compiling the plan to the last measure
  numpy               NumPy and OpenBLAS in chunks that fit the cache
  plain               std::mt19937_64 and std::normal_distribution, one path after another
  quantlib_multipath  QuantLib's MultiPathGenerator over exact processes (one thread: its objects are not for several)
  quantlib_loop       QuantLib's random numbers under the loop of `plain`
  roofline            mandatory work at ceilings held for half a second in the same rounds (peers/roofline.py)
  roofline_burst      the same at the ceilings of their best third of a millisecond

Slow peers run a fraction of the paths and their time is scaled up; the tables say which. W3 is the desk of examples/ree_desk,
which no peer can run: its time, and its price per factor-step against W1's. The last lines are `ratio WORKLOAD PEER threads=N X`:
how many times faster than the peer; for roofline the fraction attained; for one_thread the gain from one thread to N; for W3
against W1 how many times dearer a factor-step is, plans apart: compiling W3 builds its value tables, whatever the paths.
"""

import json
import math
import pathlib
import statistics
import sys
import tempfile

from peers.roofline import seconds_by_kind
from tools.arguments import measuring_parser
from tools.ceilings import raise_ceilings
from tools.lodestone_run import Failed, Run, timed
from tools.machine import describe, one_line
from tools.page import number, table, write_section

ROOT = pathlib.Path(__file__).resolve().parents[2]
FRACTIONS = {"lodestone": 1.0, "numpy": 0.5, "plain": 0.1, "quantlib_loop": 0.1, "quantlib_multipath": 0.05}
LIMIT = 4.0  # combined standard errors
TARGETS = [  # workload, peer, threads, at least, aim; of W3 against W1 less is better
    ("W1", "roofline", 1, 0.80, 0.93), ("W2", "roofline", 1, 0.80, 0.93),
    ("W1", "numpy", 1, 4.5, 6.0), ("W2", "numpy", 1, 8.0, 10.0),
    ("W1", "quantlib_multipath", 1, 20.0, 25.0), ("W1", "quantlib_loop", 1, 4.0, 6.0),
    ("W1", "one_thread", 2, 1.85, 1.97), ("W2", "one_thread", 2, 1.85, 1.97), ("W3", "W1", 1, 2.0, 1.4)]
LOOP = "path loop: "           # how the engine's profile marks the stages of its path loop
PLAN_STAGES = {"compile", "value tables", "fit proxies", "measure averages"}  # their time does not grow with paths


def read_arguments():
    parser = measuring_parser("bench/peers/run.sh", __doc__)
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2], help="thread counts (1 2)")
    parser.add_argument("--workloads", nargs="+", default=["W1", "W2", "W3"], choices=["W1", "W2", "W3"])
    parser.add_argument("--peers", nargs="+", default=list(FRACTIONS), choices=list(FRACTIONS))
    parser.add_argument("--isa", help="instruction set of Lodestone and the ceilings; default: the widest")
    return parser.parse_args()


def read_result(line):
    """The fields of `result peer=… seconds=…`, numbers as numbers."""
    fields = dict(word.split("=", 1) for word in line.split()[1:])
    return {key: value if key in ("peer", "workload") else float(value) for key, value in fields.items()}


class Bench:
    def __init__(self, arguments, folder):
        self.arguments = arguments
        self.build = arguments.build
        timed([sys.executable, "-m", "peers.workloads", str(folder)])
        self.folder = folder
        self.workloads = {name: json.loads((folder / f"{name.lower()}.json").read_text())
                          for name in arguments.workloads if name != "W3"}
        for workload in self.workloads.values():
            workload["paths"] = max(20_000, round(workload["paths"] * arguments.scale))
        self.rates = {threads: {} for threads in arguments.threads}
        self.samples = {}   # (workload, peer, threads) -> results, one a round
        self.isa_options = ["--isa", arguments.isa] if arguments.isa else []

    def jobs(self):
        for name in self.workloads:
            for threads in self.arguments.threads:
                for peer in self.arguments.peers:
                    if peer != "quantlib_multipath" or threads == 1:
                        yield name, peer, threads
        if "W3" in self.arguments.workloads:
            yield from (("W3", "lodestone", threads) for threads in self.arguments.threads)

    def run_round(self):
        for threads in self.arguments.threads:
            raise_ceilings(self.rates[threads], self.build, threads, self.arguments.isa)
        for job in self.jobs():
            self.samples.setdefault(job, []).append(self.run(*job))

    def run(self, name, peer, threads):
        if peer == "lodestone":
            return self.run_lodestone(name, threads)
        workload = self.workloads[name]
        paths = max(20_000, round(workload["paths"] * FRACTIONS[peer]))
        file = self.folder / f"{name.lower()}.json"
        programs = {"numpy": [sys.executable, ROOT / "bench/peers/numpy_peer.py", file],
                    "plain": [self.build / "bench/lodestone_plain_peer", file],
                    "quantlib_loop": [self.build / "bench/lodestone_quantlib_peer", "loop", file],
                    "quantlib_multipath": [self.build / "bench/lodestone_quantlib_peer", "multipath", file]}
        output, taken = timed([*programs[peer], str(paths), str(threads)], {"OPENBLAS_NUM_THREADS": "1"})
        result = read_result(next(line for line in output.splitlines() if line.startswith("result ")))
        for key in ("seconds", "seconds_without_components"):
            if key in result:
                result[key] *= workload["paths"] / paths
        components = [line.split()[1:] for line in output.splitlines() if line.startswith("component ")]
        return {**result, "wall": taken["wall_seconds"], "peak_mib": taken["peak_mib"], "components": {row[0]: (float(row[1]), float(row[2])) for row in components}}

    def run_lodestone(self, name, threads):
        files = sorted((ROOT / "examples/ree_desk").glob("*.textproto")) if name == "W3" else [self.folder / f"{name.lower()}.textproto"]
        paths = max(20_000, round(1_000_000 * self.arguments.scale)) if name == "W3" else self.workloads[name]["paths"]
        profile = ["--profile"] if name == "W3" else []
        run = Run(self.build / "lodestone", files, "--threads", threads, "--paths", paths, *profile, *self.isa_options)
        result = {"paths": run.paths, "seconds": run.seconds, "wall": run.wall_seconds, "peak_mib": run.peak_mib,
                  "stages": run.stages, "factor_steps": run.factor_steps(), "isa": run.isa, "fingerprint": run.report["fingerprint"]}
        return result if name == "W3" else {**result, **run.tail(), "components": run.position_contributions(0.975)}

    def least(self, name, peer, threads):
        return min(sample["seconds"] for sample in self.samples[name, peer, threads])

    def median(self, name, peer, threads):
        return statistics.median(sample["seconds"] for sample in self.samples[name, peer, threads])

    def roofline(self, name, threads, kind="held"):
        return sum(seconds_by_kind(self.workloads[name], self.rates[threads][kind]).values())


def disagreements(bench):
    """Every pair of numbers that chance does not explain."""
    found = []
    for (name, peer, threads), samples in bench.samples.items():
        ours = bench.samples[name, "lodestone", bench.arguments.threads[0]][0]
        if peer == "lodestone":
            if any(sample["fingerprint"] != ours["fingerprint"] for sample in samples):
                found.append(f"{name}: Lodestone on {threads} threads gives another fingerprint")
            continue
        for key in ("var99", "es975"):
            away = abs(samples[0][key] - ours[key]) / math.hypot(samples[0][key + "_error"], ours[key + "_error"])
            if not away <= LIMIT:
                found.append(f"{name} {key}: {peer} says {samples[0][key]:.1f}, Lodestone {ours[key]:.1f}: {away:.1f} standard errors apart")
        for position, (value, error) in samples[0]["components"].items():
            mine, my_error = ours["components"].get(position, (math.nan, math.nan))
            if not abs(value - mine) <= (LIMIT + 1.0) * math.hypot(error, my_error):  # one more: the worst of hundreds
                found.append(f"{name} contribution of {position}: {peer} says {value:.2f}, Lodestone {mine:.2f}")
    return found


def price_of_paths(bench, name, threads):
    """Seconds a factor-step, of everything that grows with paths."""
    samples = bench.samples[name, "lodestone", threads]
    return min(s["seconds"] - sum(s["stages"].get(stage, 0.0) for stage in PLAN_STAGES) for s in samples) / samples[0]["factor_steps"]


def ratios(bench):
    """(workload, peer, threads, ratio), as the last lines say them."""
    for name in bench.workloads:
        for threads in bench.arguments.threads:
            ours = bench.least(name, "lodestone", threads)
            for peer in bench.arguments.peers:
                if peer != "lodestone" and (name, peer, threads) in bench.samples:
                    yield name, peer, threads, bench.least(name, peer, threads) / ours
            yield name, "roofline", threads, bench.roofline(name, threads) / ours
            yield name, "roofline_burst", threads, bench.roofline(name, threads, "burst") / ours
            if threads > 1 and 1 in bench.arguments.threads:
                yield name, "one_thread", threads, bench.least(name, "lodestone", 1) / ours
    if "W3" in bench.arguments.workloads:
        for threads in bench.arguments.threads:
            if "W1" in bench.workloads:
                yield "W3", "W1", threads, price_of_paths(bench, "W3", threads) / price_of_paths(bench, "W1", threads)


def time_rows(bench):
    for name, workload in bench.workloads.items():
        for threads in bench.arguments.threads:
            factor_steps = workload["paths"] * workload["steps"] * len(workload["factors"])
            ours = bench.least(name, "lodestone", threads)
            for peer in bench.arguments.peers:
                if (name, peer, threads) not in bench.samples:
                    continue
                least, sample = bench.least(name, peer, threads), bench.samples[name, peer, threads][0]
                share = sample["paths"] / workload["paths"]
                yield [name, threads, peer, number(least), number(bench.median(name, peer, threads)), f"{factor_steps / least / 1e6:,.0f}",
                       f"{least / ours:.2f}", f"{sample['var99']:,.0f} ±{sample['var99_error']:,.0f}",
                       f"{sample['es975']:,.0f} ±{sample['es975_error']:,.0f}", "all" if share == 1.0 else f"{100 * share:.0f} %, scaled"]
            least = bench.roofline(name, threads)
            yield [name, threads, "roofline", number(least), "", f"{factor_steps / least / 1e6:,.0f}", f"{least / ours:.2f}", "", "", ""]


TIME_HEAD = ["", "threads", "peer", "least s", "median s", "million factor-steps/s", "times ours", "VaR 99 %", "ES 97.5 %", "paths"]


def w3_rows(bench):
    for threads in bench.arguments.threads:
        best = min(bench.samples["W3", "lodestone", threads], key=lambda sample: sample["seconds"])
        stages = ", ".join(f"{stage} {number(seconds)}" for stage, seconds in best["stages"].items() if not stage.startswith(LOOP))
        yield [threads, f"{best['paths']:,}", number(best["seconds"]), f"{1e9 * price_of_paths(bench, 'W3', threads):.2f}", stages]


def loop_rows(bench):
    """Where the path loop's time goes on the first thread count, largest first."""
    best = min(bench.samples["W3", "lodestone", bench.arguments.threads[0]], key=lambda sample: sample["seconds"])
    stages = {stage.removeprefix(LOOP): seconds for stage, seconds in best["stages"].items() if stage.startswith(LOOP)}
    whole = sum(stages.values())
    for stage, seconds in sorted(stages.items(), key=lambda item: -item[1]):
        yield [stage, number(seconds), f"{100.0 * seconds / whole:.1f}", f"{1e9 * seconds / best['factor_steps']:.3f}"]


def ceiling_rows(bench):
    units = {"fma": ("fused multiply-add", "Gflop/s", 1e-9, None), "normals": ("Philox4x32-10 and Box–Muller", "ns a normal", None, 1e9),
             "exp": ("exp", "ns", None, 1e9), "log": ("log", "ns", None, 1e9), "read": ("read 64 MiB", "GB/s", 1e-9, None)}
    for kind, (text, unit, factor, inverse) in units.items():
        rates = [bench.rates[t][length][kind] for t in bench.arguments.threads for length in ("held", "burst")]
        yield [text, unit, *(number(rate * factor if factor else inverse / rate) for rate in rates)]


def target_rows(bench):
    measured = {(name, peer, threads): ratio for name, peer, threads, ratio in ratios(bench)}
    for name, peer, threads, least, aim in TARGETS:
        if (name, peer, threads) not in measured:
            continue
        ratio = measured[name, peer, threads]
        reaches = (lambda target: ratio <= target) if least > aim else (lambda target: ratio >= target)
        verdict = "the aim" if reaches(aim) else "yes" if reaches(least) else f"missed by {100.0 * abs(1.0 - ratio / least):.0f} %"
        yield [f"{name} {peer}", threads, f"{ratio:.2f}", f"{least:.2f}", f"{aim:.2f}", verdict]


def sections(bench, machine):
    condition = (f"Measured on {one_line(machine)}. {bench.arguments.repeats} rounds, least of each; load average before the run "
                 f"{machine['load_average']}.")
    if bench.arguments.scale != 1.0:
        condition += f" **A trial on {bench.arguments.scale:g} of the paths, whose ratios say little; to be renewed.**"
    times = table(TIME_HEAD, list(time_rows(bench)))
    columns = [f"{t} threads, {length}" if t > 1 else f"1 thread, {length}"
               for t in bench.arguments.threads for length in ("held", "burst")]
    ceilings = table(["ceiling", "unit", *columns], list(ceiling_rows(bench)))
    told = "\n".join(f"    ratio {name} {peer} threads={threads} {ratio:.2f}" for name, peer, threads, ratio in ratios(bench))
    targets = table(["target", "threads", "measured", "at least", "aim", "reached"], list(target_rows(bench)))
    made = {"peers": f"{condition}\n\n{times}\n\n{told}", "targets": targets, "ceilings": ceilings}
    if "W3" in bench.arguments.workloads:
        made["desk"] = table(["threads", "paths", "least s", "ns a factor-step, plan apart", "stages, s"], list(w3_rows(bench)))
        made["desk"] += "\n\n" + table(["path loop", "s", "%", "ns a factor-step"], list(loop_rows(bench)))
    return made


def main():
    arguments = read_arguments()
    machine = describe(arguments.build)
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(arguments, pathlib.Path(folder))
        try:
            for n in range(arguments.repeats):
                bench.run_round()
                print(f"round {n + 1} of {arguments.repeats} done", file=sys.stderr)
        except Failed as failure:
            sys.exit(str(failure))
    made = sections(bench, machine)
    for text in made.values():
        print(text + "\n")
    found = disagreements(bench)
    if arguments.record:
        samples = [{"workload": name, "peer": peer, "threads": threads, "rounds": rounds}
                   for (name, peer, threads), rounds in bench.samples.items()]
        for sample in samples:
            for result in sample["rounds"]:
                result.pop("components", None)
        arguments.record.write_text(json.dumps({"machine": machine, "scale": arguments.scale, "ceilings": bench.rates,
                                                "samples": samples}, indent=1) + "\n")
    if arguments.page and not found:
        for name, text in made.items():
            write_section(arguments.page, name, text)
    for name, peer, threads, ratio in ratios(bench):
        print(f"ratio {name} {peer} threads={threads} {ratio:.2f}")
    if found:
        sys.exit("The peers disagree:\n" + "\n".join(found))


if __name__ == "__main__":
    main()
