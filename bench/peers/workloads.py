#!/usr/bin/env python3
"""The workloads on which Lodestone and its peers are timed, written as JSON for the peers and as studies for Lodestone.

W1  path simulation: 50 correlated factors (30 mean-reverting log prices, 15 geometric Brownian motions, 5 Gaussian rates),
    24 monthly steps, 200 positions at the horizon, half of them with a floor; 1,000,000 paths.
W2  ten-day risk: 100 geometric Brownian motions, one step of 10/252 years, 500 positions, 100 of them with a floor;
    10,000,000 paths, with the contribution of every position to ES.

A position is worth q·S, or q·max(S, K) with a floor. P&L is the value at the horizon less `value_today`; VaR is at 99 %, ES at
97.5 %. All numbers come from PCG64 generators with fixed seeds: the same files every time, on every machine.

usage: python3 -m peers.workloads FOLDER      writes w1.json, w1.textproto, w2.json and w2.textproto
"""

import json
import math
import pathlib
import sys

import numpy as np

from peers.study_text import study_text


def generator(seed):
    return np.random.Generator(np.random.PCG64(seed))


def correlation_matrix(size, common, seed):
    """Full rank: `common` shared drivers, the first of them pulling everything up, and a share of its own for each factor."""
    draw = generator(seed)
    loading = 0.5 * draw.standard_normal((size, common))
    loading[:, 0] += 0.6
    covariance = loading @ loading.T
    covariance[np.diag_indices(size)] += 0.4 + 0.6 * draw.random(size)
    scale = 1.0 / np.sqrt(covariance.diagonal())
    return covariance * scale[:, None] * scale[None, :]


def path_simulation():
    draw = generator(20240601)
    ou_start = 20.0 + 80.0 * draw.random(30)
    gbm_start = 10.0 + 90.0 * draw.random(15)
    ou = {"law": "log_ou", "start": ou_start,
          "mean_reversion": 0.5 + 2.5 * draw.random(30),
          "long_run_mean": np.log(ou_start) + 0.1 * draw.standard_normal(30),
          "volatility": 0.2 + 0.4 * draw.random(30)}
    gbm = {"law": "gbm", "start": gbm_start, "drift": 0.05 * draw.random(15), "volatility": 0.1 + 0.3 * draw.random(15)}
    rates = {"law": "vasicek", "start": 0.01 + 0.03 * draw.random(5), "mean_reversion": 0.1 + 0.5 * draw.random(5),
             "long_run_mean": 0.02 + 0.02 * draw.random(5), "volatility": 0.005 + 0.01 * draw.random(5)}

    count = 200
    factor = draw.integers(0, 50, count)
    factor[:50] = np.arange(50)
    start = np.concatenate([ou_start, gbm_start, rates["start"]])
    quantity = draw.normal(0.0, 1000.0, count) * np.where(factor >= 45, 2000.0, 1.0)
    strike = start[factor] * (0.8 + 0.3 * draw.random(count))
    has_floor = np.arange(count) % 2 == 1
    return workload("W1", 1_000_000, 24, 1.0 / 12.0, correlation_matrix(50, 6, 1), [ou, gbm, rates], factor, quantity, has_floor,
                    strike, component_es=False)


def ten_day_risk():
    draw = generator(20240602)
    start = 10.0 + 90.0 * draw.random(100)
    factor = draw.integers(0, 100, 500)
    factor[:100] = factor[400:] = np.arange(100)
    gbm = {"law": "gbm", "start": start, "drift": np.zeros(100), "volatility": 0.1 + 0.4 * draw.random(100)}
    quantity = draw.normal(0.0, 1000.0, 500)
    strike = start[factor] * (0.9 + 0.15 * draw.random(500))
    return workload("W2", 10_000_000, 1, 10.0 / 252.0, correlation_matrix(100, 8, 2), [gbm], factor, quantity,
                    np.arange(500) >= 400, strike, component_es=True)


def factor_rows(blocks):
    rows = []
    for block in blocks:
        for n, start in enumerate(block["start"]):
            rows.append({"law": block["law"], "start": float(start),
                         **{key: float(block[key][n]) for key in ("mean_reversion", "long_run_mean", "drift", "volatility")
                            if key in block}})
    return rows


def value_today(factor, position, years):
    """Start value; but the floor under a rate counts with what it is expected to pay, as Lodestone values a contract."""
    start, strike = factor["start"], position["floor"]
    if strike is None:
        return position["quantity"] * start
    if factor["law"] != "vasicek":
        return position["quantity"] * max(start, strike)
    speed = factor["mean_reversion"]
    decay = math.exp(-speed * years)
    mean = factor["long_run_mean"] + (start - factor["long_run_mean"]) * decay
    deviation = factor["volatility"] * math.sqrt((1.0 - decay * decay) / (2.0 * speed))
    distance = (strike - mean) / deviation
    density = math.exp(-0.5 * distance * distance) / math.sqrt(2.0 * math.pi)
    below = 0.5 * math.erfc(-distance / math.sqrt(2.0))
    return position["quantity"] * (start + (strike - mean) * below + deviation * density)


def workload(name, paths, steps, step_years, correlation, blocks, factor, quantity, has_floor, strike, component_es):
    factors = factor_rows(blocks)
    positions = [{"factor": int(f), "quantity": float(q), "floor": float(k) if has else None}
                 for f, q, has, k in zip(factor, quantity, has_floor, strike)]
    today = math.fsum(value_today(factors[p["factor"]], p, steps * step_years) for p in positions)
    return {"name": name, "paths": paths, "steps": steps, "step_years": step_years, "component_es": component_es,
            "value_today": today, "factors": factors, "positions": positions, "correlation": correlation.tolist()}


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for made in (path_simulation(), ten_day_risk()):
        name = made["name"].lower()
        (folder / f"{name}.json").write_text(json.dumps(made))
        (folder / f"{name}.textproto").write_text(study_text(made))


if __name__ == "__main__":
    main()
