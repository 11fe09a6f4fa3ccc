"""Runs the command as a user does, and reads what it reports."""

import json
import os
import pathlib
import subprocess
import tempfile
import time


class Failed(Exception):
    pass


def timed(command, environment=None):
    """(standard output, seconds on the wall, resources used) of a process that must succeed."""
    start = time.perf_counter()
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen(command, stdout=out, stderr=errors, env={**os.environ, **(environment or {})})
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        errors.seek(0)
        if process.returncode != 0:
            raise Failed(f"{' '.join(map(str, command))}: exit code {process.returncode}\n{errors.read()}")
        return out.read(), seconds, usage


def estimate(message):
    return message.get("value"), message.get("standard_error")


def measure_of(results, confidence):
    """The tail measure of the portfolio at the last horizon, mark to model."""
    chosen = [p for p in results["pnl"] if p["node"]["kind"] == "NODE_KIND_PORTFOLIO" and p["pnl_basis"] == "PNL_BASIS_MARK_TO_MODEL"]
    return next((m for m in chosen[-1]["distribution"]["measures"] if m["confidence"] == confidence), None)


class Run:
    """One run of a study; `seconds` is what the engine says, from compiling the plan to the last measure."""

    def __init__(self, command, files, *options):
        with tempfile.TemporaryDirectory() as folder:
            report_file = pathlib.Path(folder) / "report.pb"
            _, self.wall_seconds, usage = timed(
                [command, "run", *map(str, files), "-o", str(report_file), "--quiet", *map(str, options)])
            self.report = json.loads(timed([command, "show", str(report_file), "--json"])[0])
        self.processor_seconds, self.peak_mib = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024.0
        run, results = self.report["run"], self.report["results"]
        self.seconds = run["seconds"]
        self.stages = {stage["stage"]: stage["seconds"] for stage in run.get("stages", [])}
        self.isa = run["isa"]
        self.paths, self.steps, self.factors = (int(results[key]) for key in ("path_count", "steps", "factors"))
        if failed := [check["name"] for check in results.get("reconciliations", []) if not check.get("passed", False)]:
            raise Failed(f"{files}: checks failed: {failed}")

    def factor_steps(self):
        return self.paths * self.steps * self.factors

    def tail(self):
        results = self.report["results"]
        var99, es975 = measure_of(results, 0.99), measure_of(results, 0.975)
        (var, var_error), (es, es_error) = estimate(var99["value_at_risk"]), estimate(es975["expected_shortfall"])
        return {"var99": var, "var99_error": var_error, "es975": es, "es975_error": es_error}

    def position_contributions(self, confidence):
        return {c["node"]["id"]: estimate(c["expected_shortfall"]) for c in self.report["results"].get("contributions", [])
                if c["node"]["kind"] == "NODE_KIND_POSITION" and c["confidence"] == confidence}
