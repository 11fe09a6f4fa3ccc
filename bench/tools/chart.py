"""One line chart as SVG: a logarithmic abscissa, an ordinate from 0, a few lines with their names at the right end."""

import math
from dataclasses import dataclass, field

WIDTH, HEIGHT = 640, 360
LEFT, RIGHT, TOP, BOTTOM = 70, 120, 48, 56
COLOURS = ["#1f5fa8", "#8a8a8a", "#b3541e"]


@dataclass
class Line:
    name: str
    points: list  # (x, y), x ascending
    is_measured: bool = True  # else dashed, without marks


@dataclass
class Chart:
    title: str
    x_label: str
    y_label: str
    lines: list = field(default_factory=list)
    note: str = ""


def round_step(largest, wanted=5):
    """The least of 1, 2, 2.5 and 5 × 10^k of which `wanted` reach `largest`."""
    raw = largest / wanted
    power = 10.0 ** math.floor(math.log10(raw))
    return next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= raw * (1 - 1e-9))


def text_of(value):
    if value >= 1e6:
        return f"{value / 1e6:g} M"
    return f"{value:,.0f}" if value >= 1000 else f"{value:g}"


def to_svg(chart):
    xs = [x for line in chart.lines for x, _ in line.points]
    ys = [y for line in chart.lines for _, y in line.points]
    low, high = math.log(min(xs)), math.log(max(xs))
    step = round_step(1.05 * max(ys))
    top = step * math.ceil(1.05 * max(ys) / step)
    across = lambda x: LEFT + (math.log(x) - low) / ((high - low) or 1.0) * (WIDTH - LEFT - RIGHT)
    up = lambda y: HEIGHT - BOTTOM - y / top * (HEIGHT - TOP - BOTTOM)
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
           'font-family="Helvetica, Arial, sans-serif" font-size="12" fill="#222">',
           f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
           f'<text x="{LEFT}" y="20" font-size="14" font-weight="bold">{chart.title}</text>',
           f'<text x="{LEFT}" y="36" fill="#666">{chart.note}</text>']
    for k in range(round(top / step) + 1):
        y = up(k * step)
        out.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>')
        out.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{text_of(round(k * step, 12))}</text>')
    last = -1e9
    for x in sorted(set(x for line in chart.lines if line.is_measured for x, _ in line.points)):
        place = across(x)
        out.append(f'<line x1="{place:.1f}" x2="{place:.1f}" y1="{HEIGHT - BOTTOM}" y2="{HEIGHT - BOTTOM + 5}" stroke="#222"/>')
        if place - last > 40:  # labels that would touch are left out
            out.append(f'<text x="{place:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{text_of(x)}</text>')
            last = place
    middle_x, middle_y = (LEFT + WIDTH - RIGHT) / 2, (TOP + HEIGHT - BOTTOM) / 2
    out.append(f'<text x="{middle_x}" y="{HEIGHT - 14}" text-anchor="middle">{chart.x_label}</text>')
    out.append(f'<text transform="translate(18 {middle_y}) rotate(-90)" text-anchor="middle">{chart.y_label}</text>')
    ends = []
    for line, colour in zip(chart.lines, COLOURS):
        places = [(across(x), up(y)) for x, y in line.points]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        dash = "" if line.is_measured else ' stroke-dasharray="6 4"'
        out.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>')
        if line.is_measured:
            out += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in places]
        ends.append([places[-1][1], line.name, colour])
    ends.sort()
    for k in range(1, len(ends)):
        ends[k][0] = max(ends[k][0], ends[k - 1][0] + 15)
    out += [f'<text x="{WIDTH - RIGHT + 8}" y="{y + 4:.1f}" fill="{colour}">{name}</text>' for y, name, colour in ends]
    return "\n".join(out + ["</svg>"]) + "\n"
