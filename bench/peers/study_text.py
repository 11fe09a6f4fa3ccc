"""A workload as a study of Lodestone, in the same law.

Time. A study's grid has whole days, of 365 to the year; a workload's step does not. So a step of the study is a round number of
days, and every rate per year is multiplied by c = (years of the workload's step) / (years of the study's): κ, μ and σ² enter
only as κΔ, μΔ and σ²Δ, so each step has the law that the workload says.

Positions. q·S is an equity position. q·max(S, K) on a price is q·K and q calls that expire at the horizon; q·K has no P&L. Their
implied volatility is next to nothing, so that today's value is the intrinsic one, from which the workload measures. A call needs
a price that cannot be negative: on a rate it is q·S and a floor agreement that pays q·(K − S)⁺ at the horizon.
"""

import datetime
import math

AS_OF = datetime.date(2025, 12, 31)
IMPLIED_VOLATILITY = 1e-6


def date(day):
    return f"{{ year: {day.year} month: {day.month} day: {day.day} }}"


def days_a_step(workload):
    return max(1, round(365.0 * workload["step_years"]))


def factor_text(name, factor, clock):
    is_log = factor["law"] != "vasicek"
    volatility = factor["volatility"]
    parts = [f'factors {{ id: "{name}"', f'scale: FACTOR_SCALE_{"LOG_OF_LEVEL" if is_log else "NATURAL"}',
             f'initial_value: {factor["start"]!r}']
    if factor["law"] == "gbm":
        parts.append(f'drift_per_year: {(factor["drift"] - 0.5 * volatility * volatility) * clock!r}')
    else:
        # The workload writes the mean of a log price as a logarithm, the study as a level.
        mean = factor["long_run_mean"]
        parts.append(f'mean_reversion_per_year: {factor["mean_reversion"] * clock!r}')
        parts.append(f"long_run_mean: {(math.exp(mean) if is_log else mean)!r}")
    parts.append(f"volatility_per_sqrt_year: {volatility * math.sqrt(clock)!r} }}")
    return "  " + " ".join(parts)


def observable_text(name, factor, unit):
    kind = "LINEAR" if factor["law"] == "vasicek" else "EXPONENTIAL"
    goods = "" if unit == "SHARE" else " vat: VAT_NONE form: FORM_OXIDE basis: PRICE_BASIS_CIF quotation: QUOTATION_TRANSACTED"
    suffix = "" if unit == "SHARE" else " in goods"
    return (f'  observables {{ id: "{name}{suffix}" kind: OBSERVABLE_KIND_{kind} meaning: OBSERVABLE_MEANING_PRICE '
            f'currency: CURRENCY_USD unit: UNIT_{unit}{goods} weights {{ factor: "{name}" weight: 1 }} }}')


def position_texts(number, position, factor, name, horizon):
    """The positions that are worth what the workload's position is, up to a constant."""
    quantity, strike = position["quantity"], position["floor"]
    head = f'  positions {{ id: "{number:06d}'
    share = f'{head}" book: "all" equity_position {{ observable: "{name}" quantity: {quantity!r} }} }}'
    if strike is None:
        return [share]
    if factor["law"] != "vasicek":
        return [f'{head}" book: "all" equity_option {{ observable: "{name}" type: OPTION_TYPE_CALL strike: {strike!r} '
                f'expiry {date(horizon)} quantity: {quantity!r} volatility: {IMPLIED_VOLATILITY!r} }} }}']
    side = "BUY" if quantity > 0 else "SELL"
    return [share,
            f'{head} floor" book: "all" price_floor_agreement {{ side: SIDE_{side} index: "{name} in goods" '
            f"currency: CURRENCY_USD unit: UNIT_KG floor: {strike!r} "
            f"settlements {{ due {date(horizon)} quantity: {abs(quantity)!r} }} }} }}"]


def study_text(workload):
    factors, positions = workload["factors"], workload["positions"]
    names = [f"{factor['law']}_{n:03d}" for n, factor in enumerate(factors)]
    length = days_a_step(workload)
    clock = workload["step_years"] / (length / 365.0)
    grid = [AS_OF + datetime.timedelta(days=length * (n + 1)) for n in range(workload["steps"])]
    horizon = grid[-1]
    lines = [f"# {workload['name']}: written by bench/peers/workloads.py.", f"as_of {date(AS_OF)}", "market {"]
    lines += [factor_text(name, factor, clock) for name, factor in zip(names, factors)]
    for i, row in enumerate(workload["correlation"]):
        lines += [f'  correlations {{ first: "{names[i]}" second: "{names[j]}" value: {row[j]!r} }}'
                  for j in range(i) if row[j] != 0.0]
    lines += [observable_text(name, factor, "SHARE") for name, factor in zip(names, factors)]
    floored_rates = sorted({p["factor"] for p in positions
                            if p["floor"] is not None and factors[p["factor"]]["law"] == "vasicek"})
    lines += [observable_text(names[f], factors[f], "KG") for f in floored_rates]
    lines += ["}", "policy {}", "licences {}", "portfolio {", "  reporting_currency: CURRENCY_USD", '  books { id: "all" }']
    for number, position in enumerate(positions):
        at = position["factor"]
        lines += position_texts(number, position, factors[at], names[at], horizon)
    lines += ["}", "simulation {", f"  paths: {workload['paths']} seed: 20251231 horizons: \"{horizon.isoformat()}\""]
    lines += [f"  grid_dates {date(day)}" for day in grid]
    lines += ["}", "measures {", "  confidences: [0.975, 0.99] pnl_bases: PNL_BASIS_MARK_TO_MODEL references: LOSS_REFERENCE_ZERO",
              f"  books: false position_contributions: {str(workload['component_es']).lower()}", "}"]
    return "\n".join(lines) + "\n"
