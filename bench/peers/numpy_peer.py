#!/usr/bin/env python3
"""The workload in NumPy with BLAS, as a desk that knows NumPy writes it: chunks of paths that stay in the cache, arithmetic in
place, NumPy's fastest generator of normals, linear positions added up by factor, one Python thread a core (NumPy lets go of the
interpreter's lock in its loops), BLAS with one thread each.

Component ES, where the workload asks for it, needs the factors of the tail's paths again. A generator that is a stream cannot
be asked for single paths, so each chunk that holds tail paths draws its normals again, and only the tail's columns are correlated.

usage: OPENBLAS_NUM_THREADS=1 numpy_peer.py workload.json [paths] [threads] [chunk]
"""

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np


class Workload:
    def __init__(self, file):
        with open(file, encoding="utf-8") as text:
            given = json.load(text)
        self.name, self.paths, self.steps, self.wants_components = (given[k] for k in ("name", "paths", "steps", "component_es"))
        self.value_today = given["value_today"]
        dt = given["step_years"]
        laws = np.array([f["law"] for f in given["factors"]])
        column = lambda key: np.array([f.get(key, 0.0) for f in given["factors"]])
        start, speed, mean, sigma = (column(k) for k in ("start", "mean_reversion", "long_run_mean", "volatility"))
        walks = laws == "gbm"
        self.logs = int((laws != "vasicek").sum())  # prices come first, rates after them
        self.a = np.where(walks, 1.0, np.exp(-speed * dt))
        self.b = np.where(walks, (column("drift") - 0.5 * sigma**2) * dt, mean * (1.0 - self.a))
        spread = np.divide(1.0 - self.a**2, 2.0 * speed, out=np.full(len(laws), dt), where=~walks)
        self.start = np.where(laws == "vasicek", start, np.log(start))
        # L with the step's volatilities in it: c·η is one product.
        self.lower = np.linalg.cholesky(np.array(given["correlation"])) * (sigma * np.sqrt(spread))[:, None]
        self.factor = np.array([p["factor"] for p in given["positions"]])
        self.quantity = np.array([p["quantity"] for p in given["positions"]])
        self.strike = np.array([-np.inf if p["floor"] is None else p["floor"] for p in given["positions"]])
        has_floor = np.isfinite(self.strike)
        self.exposure = np.bincount(self.factor[~has_floor], self.quantity[~has_floor], minlength=len(laws))
        self.floored = (self.factor[has_floor], self.strike[has_floor][:, None], self.quantity[has_floor])

    def advance(self, x, y, z):
        np.matmul(self.lower, z, out=y)
        x *= self.a[:, None]
        x += self.b[:, None]
        x += y

    def to_prices(self, x):
        np.exp(x[:self.logs], out=x[:self.logs])

    def pnl(self, s):
        factor, strike, quantity = self.floored
        return self.exposure @ s + quantity @ np.maximum(s[factor], strike) - self.value_today

    def position_losses(self, s):
        """Sum and sum of squares over paths of what each position loses from its start value."""
        today = np.where(np.arange(len(self.start)) < self.logs, np.exp(self.start), self.start)[self.factor]
        losses = self.quantity[:, None] * (np.maximum(today, self.strike)[:, None] - np.maximum(s[self.factor], self.strike[:, None]))
        return losses.sum(axis=1), (losses**2).sum(axis=1)


def normals_of(chunk):
    return np.random.Generator(np.random.SFC64(np.random.SeedSequence(20251231, spawn_key=(chunk,))))


def simulate(workload, paths, chunk_paths, each):
    pnl = np.empty(paths)

    def run(chunk):
        first, end = chunk * chunk_paths, min(paths, (chunk + 1) * chunk_paths)
        normals = normals_of(chunk)
        x = np.repeat(workload.start[:, None], end - first, axis=1)
        y, z = np.empty_like(x), np.empty_like(x)
        for _ in range(workload.steps):
            normals.standard_normal(out=z)
            workload.advance(x, y, z)
        workload.to_prices(x)
        pnl[first:end] = workload.pnl(x)

    each(run, range(-(-paths // chunk_paths)))
    return pnl


def loss_at(pnl, *ranks):
    """Losses at ranks counted from 1 for the least loss."""
    places = [len(pnl) - min(max(int(rank), 1), len(pnl)) for rank in ranks]
    parted = np.partition(pnl, places)
    return [-parted[place] for place in places]


def measure(pnl):
    n = len(pnl)
    half = 1.96 * np.sqrt(0.99 * 0.01 * n)
    threshold, var99, upper, lower = loss_at(pnl, np.ceil(0.975 * n - 1e-9), np.ceil(0.99 * n - 1e-9), np.ceil(0.99 * n + half),
                                             np.floor(0.99 * n - half))
    beyond = -pnl[pnl < -threshold] - threshold
    excess, squares = beyond.sum() / n, (beyond**2).sum() / n
    return {"var99": var99, "var99_error": (upper - lower) / 3.92, "es975": threshold + excess / 0.025,
            "es975_error": np.sqrt((squares - excess**2) / n) / 0.025}, threshold


def component_es(workload, pnl, threshold, chunk_paths, each):
    """Mean loss of every position over the paths that lose more than the threshold: without atoms, the worst 2.5 %."""
    tail = np.flatnonzero(pnl < -threshold)
    sums = {}

    def run(chunk):
        first, end = chunk * chunk_paths, min(len(pnl), (chunk + 1) * chunk_paths)
        mine = tail[np.searchsorted(tail, first):np.searchsorted(tail, end)] - first
        if len(mine) == 0:
            return
        normals = normals_of(chunk)
        x = np.repeat(workload.start[:, None], len(mine), axis=1)
        y, z = np.empty_like(x), np.empty((len(x), end - first))
        for _ in range(workload.steps):
            normals.standard_normal(out=z)
            workload.advance(x, y, z[:, mine])
        workload.to_prices(x)
        sums[chunk] = workload.position_losses(x)

    each(run, range(-(-len(pnl) // chunk_paths)))
    mean, square = (sum(sums[chunk][k] for chunk in sorted(sums)) / len(tail) for k in (0, 1))
    return mean, np.sqrt((square - mean**2) / len(tail))


def main():
    workload = Workload(sys.argv[1])
    given = [int(word) for word in sys.argv[2:]]
    paths = given[0] if given else workload.paths
    threads = given[1] if len(given) > 1 else 1
    chunk_paths = given[2] if len(given) > 2 else (512 if workload.steps > 1 else 2048)

    start = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        each = lambda run, chunks: list((pool.map if threads > 1 else map)(run, chunks))
        pnl = simulate(workload, paths, chunk_paths, each)
        tail, threshold = measure(pnl)
        simulated = time.perf_counter() - start
        components = component_es(workload, pnl, threshold, chunk_paths, each) if workload.wants_components else None
    seconds = time.perf_counter() - start

    line = f"result peer=numpy workload={workload.name} threads={threads} paths={paths} seconds={seconds:.6f} "
    line += " ".join(f"{key}={value:.10g}" for key, value in tail.items())
    if components is None:
        print(line)
        return
    print(f"{line} seconds_without_components={simulated:.6f} components_sum={components[0].sum():.10g}")
    for position, (value, error) in enumerate(zip(*components)):
        print(f"component {position:06d} {value:.10g} {error:.6g}")


if __name__ == "__main__":
    main()
