"""Runs the command as a user does, and reads what it reports."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile


class Failed(Exception):
    pass


def timed(command, environment=None):
    """(standard output, what it took) of a process that must succeed."""
    command = [str(word) for word in command]
    with tempfile.TemporaryDirectory() as folder:
        result = pathlib.Path(folder) / "result.json"
        done = subprocess.run([sys.executable, "-S", pathlib.Path(__file__).with_name("process.py"), result, *command],
                              env={**os.environ, **(environment or {})}, capture_output=True, text=True, check=False)
        taken = json.loads(result.read_text()) if result.exists() else {"exit_code": "none: it could not be started"}
    if taken["exit_code"] != 0:
        raise Failed(f"{' '.join(command)}: exit code {taken['exit_code']}\n{done.stderr}")
    return done.stdout, taken


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
            _, taken = timed(
                [command, "run", *map(str, files), "-o", str(report_file), "--quiet", *map(str, options)])
            self.report = json.loads(timed([command, "show", str(report_file), "--json"])[0])
        self.wall_seconds, self.processor_seconds, self.peak_mib = (taken[k] for k in ("wall_seconds", "processor_seconds", "peak_mib"))
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
