#!/usr/bin/env python3
"""A made-up history in the shape of the real one: generate_history.py DIR writes market_history_daily.csv and policy_events.csv.

Every number is drawn from a fixed seed by the laws below; none was ever quoted. It stands in where the real files are not at hand,
so it has their awkward sides: markets that start late, keep other holidays or stop, an assessed price that is often unchanged, a
demerger that is no loss.
"""

import datetime
import math
import pathlib
import random
import sys

FIRST, LAST = datetime.date(2015, 1, 1), datetime.date(2025, 12, 31)
STEP = 1.0 / 252.0

# name: first day, last day, first close, exposure to market and sector, own volatility
SHARES = {
    "SPY": (FIRST, LAST, 200.0, 1.0, 0.0, 0.0),
    "REMX": (FIRST, LAST, 60.0, 1.2, 0.4, 0.20),
    "MP": (datetime.date(2020, 11, 18), LAST, 15.0, 1.4, 1.0, 0.45),
    "UUUU": (FIRST, LAST, 6.0, 1.4, 0.9, 0.50),
    "USAR": (datetime.date(2025, 3, 14), LAST, 12.0, 1.0, 1.5, 0.95),
    "NB": (datetime.date(2023, 3, 21), LAST, 8.0, 0.8, 1.1, 0.65),
    "CRML": (datetime.date(2024, 2, 28), LAST, 10.0, 1.2, 1.6, 1.00),
    "LYC_AX": (FIRST, LAST, 2.0, 0.8, 0.9, 0.42),
    "ILU_AX": (FIRST, LAST, 7.0, 0.6, 0.5, 0.32),
    "ARU_AX": (FIRST, LAST, 0.2, 0.7, 1.1, 0.58),
    "CN600111": (datetime.date(2019, 1, 2), LAST, 10.0, 0.3, 0.4, 0.40),
}
OTHERS = ["ND_OXIDE_CNY10K_T", "ND_METAL_FOB_USD_KG", "DGS2", "BAA10Y", "AUDUSD", "USDCNY"]
ASIAN = {"LYC_AX", "ILU_AX", "ARU_AX", "CN600111"}
DEMERGER = datetime.date(2020, 10, 23)

EVENTS = [  # dates as the spec labels them; what happened on them is made up
    ("2025-04-04", "tighten"), ("2025-06-12", "ease"), ("2025-07-24", "ease"), ("2025-09-01", "tighten"), ("2025-11-07", "ease"),
    ("2026-01-06", "tighten"),
]


def student(draw, freedom=5.0):
    """Of variance 1."""
    return draw.gauss(0.0, 1.0) * math.sqrt((freedom - 2.0) / draw.gammavariate(freedom / 2.0, 2.0))


class Reverting:
    def __init__(self, start, speed, mean, volatility):
        self.value, self.speed, self.mean, self.volatility = start, speed, mean, volatility

    def step(self, noise):
        decay = math.exp(-self.speed * STEP)
        deviation = self.volatility * math.sqrt((1.0 - decay * decay) / (2.0 * self.speed))
        self.value = self.mean + decay * (self.value - self.mean) + deviation * noise
        return self.value


def rows(draw):
    variance = STEP * 0.17**2
    price = {name: math.log(share[2]) for name, share in SHARES.items()}
    oxide = Reverting(math.log(35.0), 0.6, math.log(50.0), 0.33)
    metal = Reverting(math.log(60.0), 0.8, math.log(75.0), 0.28)
    two_year = Reverting(1.5, 0.3, 2.5, 0.8)
    spread = Reverting(2.2, 0.9, 2.0, 0.6)
    fx = {"AUDUSD": math.log(0.75), "USDCNY": math.log(6.4)}
    oxide_shown = metal_shown = None
    day = FIRST
    while day <= LAST:
        if day.weekday() < 5:
            shock = student(draw)
            market = math.sqrt(variance) * shock
            variance = STEP * 0.17**2 * 0.03 + variance * (0.90 + 0.07 * shock * shock)  # clustering, persistence 0.97
            sector = 0.36 * math.sqrt(STEP) * student(draw)
            values = {}
            for name, (first, last, _, beta, weight, own) in SHARES.items():
                price[name] += beta * market + weight * sector + own * math.sqrt(STEP) * student(draw)
                price[name] += STEP * (0.05 - 0.5 * ((0.17 * beta) ** 2 + (0.36 * weight) ** 2 + own**2))  # grows by 5 % a year
                if name == "ILU_AX" and day == DEMERGER:
                    price[name] += math.log(0.52)
                holiday = draw.random() < (0.03 if name in ASIAN else 0.01)
                values[name] = math.exp(price[name]) if first <= day <= last and not holiday else None
            oxide.step(draw.gauss(0.0, 1.0))
            metal.step(draw.gauss(0.0, 1.0))
            if oxide_shown is None or draw.random() < 0.3:  # assessed: most days nobody moves it
                oxide_shown = 0.6 * math.exp(oxide.value) + 0.4 * (oxide_shown or math.exp(oxide.value))
            if metal_shown is None or draw.random() < 0.6:
                metal_shown = 0.7 * math.exp(metal.value) + 0.3 * (metal_shown or math.exp(metal.value))
            values["ND_OXIDE_CNY10K_T"] = oxide_shown if day <= datetime.date(2024, 7, 5) else None
            values["ND_METAL_FOB_USD_KG"] = metal_shown if day >= datetime.date(2024, 1, 2) else None
            values["DGS2"] = max(0.05, two_year.step(draw.gauss(0.0, 1.0)))
            values["BAA10Y"] = max(0.8, spread.step(0.9 * draw.gauss(0.0, 1.0) - 0.4 * shock))
            fx["AUDUSD"] += 0.45 * 0.10 * math.sqrt(STEP) * shock + 0.09 * math.sqrt(STEP) * draw.gauss(0.0, 1.0)
            fx["USDCNY"] += 0.04 * math.sqrt(STEP) * draw.gauss(0.0, 1.0)
            values["AUDUSD"] = math.exp(fx["AUDUSD"]) if day <= datetime.date(2025, 7, 11) else None
            values["USDCNY"] = math.exp(fx["USDCNY"])
            yield day, values
        day += datetime.timedelta(days=1)


def main(folder):
    names = [*SHARES, *OTHERS]
    lines = ["date," + ",".join(names)]
    for day, values in rows(random.Random(20251231)):
        lines.append(f"{day}," + ",".join("" if values[name] is None else f"{values[name]:.8g}" for name in names))
    (folder / "market_history_daily.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    lines = ["date,direction,destination,scope,event,source_url"]
    lines += [f"{day},{direction},all,made up,generated event,generate_history.py" for day, direction in EVENTS]
    (folder / "policy_events.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
