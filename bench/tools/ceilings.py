"""The machine's ceilings, as lodestone_bench_ceilings prints them."""

from tools.lodestone_run import timed


def raise_ceilings(rates, build, threads, isa=None):
    """Measures once more; `rates` (work -> units a second, held and in bursts) keeps the best of all measurements."""
    output, _ = timed([build / "bench/lodestone_bench_ceilings", str(threads), *([isa] if isa else [])])
    for line in output.splitlines():
        fields = dict(word.split("=") for word in line.split()[1:])
        for kind in ("held", "burst"):
            known = rates.setdefault(kind, {})
            known[fields["work"]] = max(known.get(fields["work"], 0.0), float(fields[kind]))
