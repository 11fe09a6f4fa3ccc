"""Parts of a Markdown page that a program writes: what stands between <!-- name:begin --> and <!-- name:end -->."""

import pathlib


def table(head, rows):
    """Text columns to the left, the others to the right."""
    is_text = [any(not str(row[k]).lstrip("-±<")[:1].isdigit() and str(row[k]) not in ("", "–") for row in rows) for k in range(len(head))]
    lines = ["| " + " | ".join(head) + " |", "|" + "|".join("---" if text else "---:" for text in is_text) + "|"]
    return "\n".join(lines + ["| " + " | ".join(map(str, row)) + " |" for row in rows])


def write_section(page, name, text):
    path = pathlib.Path(page)
    whole = path.read_text(encoding="utf-8")
    begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
    head, found, rest = whole.partition(begin)
    _, closed, tail = rest.partition(end)
    if not found or not closed:
        raise ValueError(f"{page} has no section {name}: add {begin} and {end}.")
    path.write_text(f"{head}{begin}\n{text.strip()}\n{end}{tail}", encoding="utf-8")


def number(value, digits=3):
    """Three significant digits, without an exponent from 0.001 to 10 million."""
    if value == 0:
        return "0"
    return f"{value:.{digits}g}" if abs(value) < 10 ** digits and abs(value) >= 1e-3 else f"{value:,.0f}" if abs(value) < 1e7 and abs(value) >= 1 else f"{value:.{digits}g}"
