"""How the time of a run grows with paths, factors, steps, positions and threads: one chart and one table for each, cost per unit.

The study is W1's kind made to size: geometric Brownian motions, all correlated, linear positions, one horizon, component ES. Theory
(dashed) is the roofline of peers/roofline.py at the ceilings of the same run, plus nothing: what it leaves out is what the
engine adds. Every point is the least of the repeats; repeats go round all points of a curve.
"""

import json
import pathlib
import sys
import tempfile

import numpy as np

from peers.roofline import seconds_by_kind
from peers.study_text import study_text
from peers.workloads import correlation_matrix, generator
from tools.arguments import measuring_parser
from tools.ceilings import raise_ceilings
from tools.chart import Chart, Line, to_svg
from tools.lodestone_run import Run
from tools.machine import describe, one_line
from tools.page import number, table, write_section

BASE = {"paths": 100_000, "factors": 20, "steps": 12, "positions": 100, "threads": 1}
SIZES = {
    "paths": [10_000, 100_000, 1_000_000, 10_000_000],
    "factors": [10, 25, 50, 100, 200, 400],
    "steps": [1, 4, 13, 52, 130, 520],
    "positions": [10, 100, 1_000, 10_000, 100_000],
    "threads": [1, 2],
}
STEP_YEARS = 7.0 / 365.0


def sized(size):
    draw = generator(7)
    n = size["factors"]
    factors = [{"law": "gbm", "start": float(s), "drift": 0.02, "volatility": float(v)}
               for s, v in zip(10 + 90 * draw.random(n), 0.1 + 0.3 * draw.random(n))]
    positions = [{"factor": int(f), "quantity": float(q), "floor": None}
                 for f, q in zip(np.arange(size["positions"]) % n, draw.normal(0.0, 1000.0, size["positions"]))]
    return {"name": "scaling", "paths": size["paths"], "steps": size["steps"], "step_years": STEP_YEARS, "component_es": True,
            "factors": factors, "positions": positions, "correlation": correlation_matrix(n, 5, 11).tolist()}


class Curve:
    def __init__(self, name, arguments, folder):
        self.name, self.arguments = name, arguments
        base = {**BASE, "paths": round(BASE["paths"] * arguments.scale)}
        largest = arguments.scale if name == "paths" else 1.0
        self.sizes = [{**base, name: max(1, round(x * largest))} for x in SIZES[name]]
        if name == "threads":  # a run long enough for both to be busy
            self.sizes = [{**size, "paths": round(1_000_000 * arguments.scale)} for size in self.sizes]
        self.workloads = [sized(size) for size in self.sizes]
        self.files = []
        for k, workload in enumerate(self.workloads):
            self.files.append(folder / f"{name}{k}.textproto")
            self.files[-1].write_text(study_text(workload))
        self.least = [float("inf")] * len(self.sizes)

    def run_round(self):
        for k, size in enumerate(self.sizes):
            run = Run(self.arguments.build / "lodestone", [self.files[k]], "--threads", size["threads"])
            self.least[k] = min(self.least[k], run.seconds)

    def units(self, size):
        """What the time is divided by, its name, and the factor that gives the ordinate's unit."""
        if self.name in ("positions", "threads"):
            return 1.0, "ms a run", 1e3
        return size["paths"] * size["steps"] * size["factors"], "ns a factor and step", 1e9

    def points(self, rates):
        for size, workload, seconds in zip(self.sizes, self.workloads, self.least):
            units, _, factor = self.units(size)
            theory = sum(seconds_by_kind(workload, rates[size["threads"]]["held"]).values())
            yield size[self.name], seconds, seconds * factor / units, theory * factor / units

    def chart(self, rates, condition):
        points = list(self.points(rates))
        fixed = ", ".join(f"{self.sizes[0][key]:,} {key}" for key in BASE if key not in (self.name, "threads"))
        return Chart(f"Cost by {self.name}", self.name, self.units(self.sizes[0])[1],
                     [Line("Lodestone", [(x, y) for x, _, y, _ in points]),
                      Line("roofline", [(x, y) for x, _, _, y in points], is_measured=False)], f"{fixed}; {condition}")


def read_arguments():
    parser = measuring_parser("bench/scaling/run.sh", __doc__)
    parser.add_argument("--curves", nargs="+", default=list(SIZES), choices=list(SIZES))
    parser.add_argument("--pictures", type=pathlib.Path, help="folder for one SVG a curve (docs/performance)")
    return parser.parse_args()


def main():
    arguments = read_arguments()
    machine = describe(arguments.build)
    rates = {threads: {} for threads in SIZES["threads"]}
    with tempfile.TemporaryDirectory() as folder:
        curves = [Curve(name, arguments, pathlib.Path(folder)) for name in arguments.curves]
        for curve in curves:
            for _ in range(arguments.repeats):
                for threads, known in rates.items():
                    raise_ceilings(known, arguments.build, threads)
                curve.run_round()
            print(f"{curve.name} done", file=sys.stderr)
    texts = [f"Measured on {one_line(machine)}; least of {arguments.repeats}; load average before the run {machine['load_average']}."]
    if arguments.scale != 1.0:
        texts[0] += f" **A trial on {arguments.scale:g} of the paths; to be renewed.**"
    for curve in curves:
        unit = curve.units(curve.sizes[0])[1]
        texts.append(table([curve.name, "seconds", unit, "roofline"],
                           [[f"{x:,}", number(seconds), number(y), number(theory)] for x, seconds, y, theory in curve.points(rates)]))
        if arguments.pictures:
            arguments.pictures.mkdir(parents=True, exist_ok=True)
            condition = f"{machine['processor']['model']}, {machine['date']}"
            (arguments.pictures / f"{curve.name}.svg").write_text(to_svg(curve.chart(rates, condition)))
    text = "\n\n".join(texts)
    print(text)
    if arguments.record:
        points = {curve.name: [{"size": size, "seconds": seconds} for size, seconds in zip(curve.sizes, curve.least)] for curve in curves}
        arguments.record.write_text(json.dumps({"machine": machine, "scale": arguments.scale, "ceilings": rates, "curves": points},
                                               indent=1) + "\n")
    if arguments.page:
        write_section(arguments.page, "scaling", text)


if __name__ == "__main__":
    main()
