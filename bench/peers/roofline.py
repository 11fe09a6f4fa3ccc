"""The least time a workload can take: its mandatory work at the machine's ceilings, nothing overlapped, nothing forgotten.

Mandatory are, for each path: one normal a factor and step; the triangular product and the step, n(n+1) + 2n flops; one exponential
a price at the horizon; a fused product an exposure and two operations a floor; reading the sample once to select its tail. Where
contributions to ES are asked for, the tail's 2.5 % of paths are simulated twice, since a path's factors are not kept.
"""

TAIL_SHARE = 0.025


def work_of(workload):
    """Units a path, by the name of their ceiling."""
    n, steps = len(workload["factors"]), workload["steps"]
    floors = sum(position["floor"] is not None for position in workload["positions"])
    units = {"normals": steps * n, "exp": sum(factor["law"] != "vasicek" for factor in workload["factors"]),
             "fma": steps * (n * (n + 1) + 2 * n) + 2 * n + 4 * floors}
    if workload["component_es"]:
        units = {kind: count * (1.0 + TAIL_SHARE) for kind, count in units.items()}
    return {**units, "read": 8.0}


def seconds_by_kind(workload, rates):
    return {kind: workload["paths"] * count / rates[kind] for kind, count in work_of(workload).items()}
