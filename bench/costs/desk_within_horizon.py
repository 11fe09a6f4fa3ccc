"""The desk of examples/ree_desk without the contracts that outlive its last horizon, so that no value table is built."""

import pathlib
import re

CONTRACT = re.compile(r"\b(?:offtake|price_floor_agreement|index_swap|loan) \{")
POSITION = re.compile(r"^  positions \{", re.MULTILINE)


def end_of_block(text, start):
    """Behind the brace that closes the first one at or after `start`; braces in comments and strings do not count."""
    depth = 0
    for token in re.compile(r'#[^\n]*|"[^"]*"|[{}]').finditer(text, start):
        if token.group() == "{":
            depth += 1
        elif token.group() == "}":
            depth -= 1
            if depth == 0:
                return token.end()
    raise ValueError("a block does not end")


def without_long_contracts(portfolio, last_year):
    """(the portfolio's text without them, their ids)."""
    kept, dropped, at = [], [], 0
    for match in POSITION.finditer(portfolio):
        end = end_of_block(portfolio, match.start())
        block = portfolio[match.start():end]
        if CONTRACT.search(block) and any(int(year) > last_year for year in re.findall(r"\byear: (\d+)", block)):
            kept.append(portfolio[at:match.start()])
            dropped.append(re.search(r'id: "([^"]+)"', block).group(1))
            at = end
    return "".join(kept) + portfolio[at:], dropped


def write(example, folder, last_year):
    """Writes the desk's files to `folder` and names them."""
    files = {path.name: path.read_text(encoding="utf-8") for path in pathlib.Path(example).glob("*.textproto")}
    files["portfolio.textproto"], dropped = without_long_contracts(files["portfolio.textproto"], last_year)
    for position in dropped:
        files["settings.textproto"] = re.sub(rf'"{position}",? ?', "", files["settings.textproto"])
    paths = [pathlib.Path(folder) / name for name in files]
    for path in paths:
        path.write_text(files[path.name], encoding="utf-8")
    return sorted(paths)
