"""What a run costs beside its paths, each against its target. Times are of the whole process, from the shell's point of view, least
of the repeats; memory is the peak of the process.

  startup            one path of examples/smallest, and of examples/ree_desk to one year, without the contracts that outlive it
  positions          100,000 linear equity positions against 100, with the contribution of each to ES
  memory             W2 on all its paths: the portfolio's series and contributions to ES
"""

import json
import pathlib
import tempfile

from costs.desk_within_horizon import write
from peers.study_text import study_text
from peers.workloads import ten_day_risk
from scaling.run_scaling import BASE, sized
from tools.arguments import measuring_parser
from tools.lodestone_run import Run
from tools.machine import describe, one_line
from tools.page import number, table, write_section

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Cost:
    def __init__(self, name, unit, target):
        self.name, self.unit, self.target, self.least, self.least_of_processor = name, unit, target, float("inf"), float("inf")

    def take(self, value):
        self.least = min(self.least, value)

    def take_startup(self, run):
        self.take(1e3 * run.wall_seconds)
        self.least_of_processor = min(self.least_of_processor, 1e3 * run.processor_seconds)

    def row(self):
        verdict = "met" if self.least <= self.target else f"missed by {100 * (self.least / self.target - 1):.0f} %"
        return [self.name, f"{number(self.least)} {self.unit}", f"{number(self.target)} {self.unit}", verdict]


def main():
    arguments = measuring_parser("bench/costs/run.sh", __doc__).parse_args()
    machine = describe(arguments.build)
    lodestone = arguments.build / "lodestone"
    smallest = Cost("startup, smallest study", "ms", 30.0)
    desk = Cost("startup, desk within its horizon", "ms", 100.0)
    positions = Cost("100,000 positions against 100", "times", 1.10)
    memory = Cost(f"memory of W2, {10 * arguments.scale:g} million paths", "MiB", 400e6 / 2**20)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        desk_files = write(ROOT / "examples/ree_desk", folder, 2026)
        books = {}
        for count in (100, 100_000):
            size = {**BASE, "paths": round(1_000_000 * arguments.scale), "positions": count}
            books[count] = (folder / f"book{count}.textproto")
            books[count].write_text(study_text(sized(size)))
        w2 = {**ten_day_risk(), "paths": round(10_000_000 * arguments.scale)}
        (folder / "w2.textproto").write_text(study_text(w2))
        for n in range(arguments.repeats):
            smallest.take_startup(Run(lodestone, [ROOT / "examples/smallest/study.textproto"], "--paths", 1, "--threads", 2))
            desk.take_startup(Run(lodestone, desk_files, "--paths", 1, "--horizon", "1y", "--threads", 2))
            few, many = (Run(lodestone, [books[count]], "--threads", 1) for count in books)
            few_seconds = few.seconds if n == 0 else min(few_seconds, few.seconds)
            many_seconds = many.seconds if n == 0 else min(many_seconds, many.seconds)
        positions.take(many_seconds / few_seconds)
        memory.take(Run(lodestone, [folder / "w2.textproto"], "--threads", 2).peak_mib)
    costs = [smallest, desk, positions, memory]
    text = f"Measured on {one_line(machine)}; least of {arguments.repeats}.\n\n"
    text += table(["cost", "measured", "target", ""], [cost.row() for cost in costs])
    text += f"\n\nOf the positions: {number(few_seconds)} s for 100, {number(many_seconds)} s for 100,000, from compiling the plan to the last measure."
    text += f" Of the startups, processor time: {number(smallest.least_of_processor)} ms and {number(desk.least_of_processor)} ms."
    print(text)
    if arguments.record:
        arguments.record.write_text(json.dumps({"machine": machine, "costs": [vars(cost) for cost in costs]}, indent=1) + "\n")
    if arguments.page:
        write_section(arguments.page, "costs", text)


if __name__ == "__main__":
    main()
