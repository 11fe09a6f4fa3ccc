"""The house rules: rules.py ROOT prints every violation and exits 1 if there is one.

Floors   an include of engine/ or calibration/ goes to a lower floor or stays in its folder; of the engine only the command
         may include calibration, and calibration stands on base, math and model alone.
Fences   Protobuf, TBB, vector code, Eigen, Boost, NLopt, the command line and printing each stay in their room.
Sizes    500 lines are a wall.
Words    files speak of the project, not of the machine it was written on.
Links    what a page links to, or names by its path, is there.
"""

import pathlib
import re
import sys

FLOORS = [["base"], ["simd"], ["math", "random"], ["model"], ["plan"], ["kernel", "risk"], ["run"], ["wire"], ["app"]]
RANK = {floor: rank for rank, floors in enumerate(FLOORS) for floor in floors}
FRONT_DOORS = {"engine.hpp": "run", "risk.hpp": "risk", "wire.hpp": "wire"}  # each stands just above this floor

# Calibration's own floors; its wire writes Protobuf through the engine's.
CALIBRATION_FLOORS = [["estimate", "history"], ["backtest", "market"], ["wire"]]
CALIBRATION_RANK = {floor: rank for rank, floors in enumerate(CALIBRATION_FLOORS) for floor in floors}
CALIBRATION_STANDS_ON = {"base", "math", "model"}

INCLUDE = re.compile(r'^\s*#\s*include\s+[<"]([^>"]+)[>"]')
PRINTING = re.compile(r"\b(?:v?f?printf|puts|fputs|putchar|putc|fputc|perror)\s*\(|\bstd::(?:cout|cerr|clog)\b|\bfmt::print\b")
LINK = re.compile(r"\]\(([^)#:]+)\)|`((?:engine|calibration|tests|docs|scripts|examples|proto|cmake)/[\w./-]*)`")
MAXIMUM_LINES = 500
CODE = {".hpp", ".cpp", ".py", ".sh", ".cmake", ".proto", ".txt"}
SKIPPED_FOLDERS = {".git", "build", "__pycache__"}

# Written in two halves, so that this file passes its own rule.
WORDS = [
    r"/wo" r"rk/", r"/ro" r"ot/", r"/ho" r"me/\w", r"\bthis se" r"ssion\b", r"\bsub-?ag" r"ents?\b", r"\bas an A" r"I\b",
    r"\bpypi\.o" r"rg", r"\bregistry\.n" r"pmjs", r"\bcrates\.i" r"o\b", r"\bdeb\.debian\.o" r"rg", r"\bproxy\.go" r"lang",
]
WORDS_PATTERN = re.compile("|".join(WORDS), re.IGNORECASE)


def sources(root, part):
    return sorted(path for path in (root / part).rglob("*") if path.suffix in {".hpp", ".cpp"})


def floor_of(parts):
    """(floor, height): a front door stands half a storey above the floor it opens."""
    if len(parts) == 1:
        floor = FRONT_DOORS.get(parts[0])
        return (parts[0], RANK[floor] + 0.5) if floor else (None, None)
    return (parts[0], RANK[parts[0]]) if parts[0] in RANK else (None, None)


def includes(path):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        match = INCLUDE.match(line)
        if match:
            yield number, match.group(1)


def calibration_height(parts):
    """(floor, height) of what stands in calibration/; the front door is above all of it."""
    if parts == ("calibration.hpp",):
        return "calibration.hpp", len(CALIBRATION_FLOORS)
    return (parts[0], CALIBRATION_RANK[parts[0]]) if len(parts) > 1 and parts[0] in CALIBRATION_RANK else (None, None)


def calibration_floors(root):
    calibration = root / "calibration"
    for path in sources(root, "calibration"):
        floor, height = calibration_height(path.relative_to(calibration).parts)
        if floor is None:
            yield f"{path.relative_to(root)}: stands on no floor of calibration. Floors: {', '.join(CALIBRATION_RANK)}."
            continue
        for number, target in includes(path):
            place = f"{path.relative_to(root)}:{number}"
            if (path.parent / target).exists():
                yield f"{place}: includes its neighbour by a relative name. Spell it <lodestone/...>."
            if not target.startswith("lodestone/") or target.endswith(".pb.h"):
                continue
            parts = tuple(target.split("/")[1:])
            if parts[0] == "calibration" or parts == ("calibration.hpp",):
                other, other_height = calibration_height(parts[1:] if len(parts) > 1 else parts)
                if other is None or (other != floor and other_height >= height):
                    yield f"{place}: {floor} includes <{target}>, which is not below it."
            elif parts[0] not in CALIBRATION_STANDS_ON and not (floor == "wire" and parts[0] == "wire"):
                yield f"{place}: includes <{target}>, but calibration stands on base, math and model."


def floors(root):
    engine = root / "engine"
    for path in sources(root, "engine"):
        parts = path.relative_to(engine).parts
        floor, height = floor_of(parts)
        if floor is None:
            yield f"{path.relative_to(root)}: stands on no floor. Floors: {', '.join(RANK)}."
            continue
        for number, target in includes(path):
            place = f"{path.relative_to(root)}:{number}"
            if (path.parent / target).exists():
                yield f"{place}: includes its neighbour by a relative name. Spell it <lodestone/...>."
            if not target.startswith("lodestone/") or target.endswith(".pb.h"):  # generated: a fence, not a floor
                continue
            if target.startswith("lodestone/calibration"):
                if floor != "app":
                    yield f"{place}: includes <{target}>, but calibration stands beside the engine; only the command sees both."
                continue
            other, other_height = floor_of(target.split("/")[1:])
            if other is None:
                yield f"{place}: includes <{target}>, which stands on no floor."
            elif other != floor and other_height >= height:
                yield f"{place}: {floor} includes <{target}>, which is not below it."


def fences(root):
    engine = root / "engine"
    rooms = [  # what, includes that belong to it, who may
        ("Protobuf", re.compile(r"^google/protobuf/|\.pb\.h$"),
         lambda p: p.parts[0] == "wire" or (p.parts[0] == "app" and p.name == "main.cpp")),
        ("TBB", re.compile(r"^(oneapi/)?tbb(/|\.h)"), lambda p: p.stem == "for_each_block" and p.suffix == ".cpp"),
        ("vector code", re.compile(r"^hwy/|^immintrin\.h|^x86intrin\.h"),
         lambda p: p.parts[0] == "simd" or p.parts[0] in {"random", "kernel", "risk"} and
         (p.name.endswith(".simd.cpp") or p.name.endswith("-inl.hpp"))),
        ("Eigen and Boost", re.compile(r"^(unsupported/)?Eigen/|^boost/"), lambda p: p.parts[0] == "math" and p.suffix == ".cpp"),
        ("the command line and printing", re.compile(r"^CLI/|^fmt/|^iostream$|^print$"), lambda p: p.parts[0] == "app"),
    ]
    for path in sources(root, "engine"):
        inside = path.relative_to(engine)
        for number, target in includes(path):
            for what, pattern, may in rooms:
                if pattern.search(target) and not may(inside):
                    yield f"{path.relative_to(root)}:{number}: includes <{target}>, but {what} has a room of its own."
        if inside.parts[0] == "app" or inside.as_posix() == "base/expect.cpp":
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if PRINTING.search(line.split("//")[0]):
                yield f"{path.relative_to(root)}:{number}: prints. Only app prints."


def calibration_fences(root):
    calibration = root / "calibration"
    rooms = [
        ("Protobuf", re.compile(r"^google/protobuf/|\.pb\.h$"), lambda p: p.parts[0] == "wire"),
        ("NLopt", re.compile(r"^nlopt\.hp?p?$"), lambda p: p.as_posix() == "estimate/maximise.cpp"),
        ("Eigen and Boost", re.compile(r"^(unsupported/)?Eigen/|^boost/"), lambda p: p.suffix == ".cpp"),
        ("the engine's inside or the command's", re.compile(r"^(oneapi/)?tbb(/|\.h)|^hwy/|^CLI/|^fmt/|^iostream$"), lambda p: False),
    ]
    for path in sources(root, "calibration"):
        inside = path.relative_to(calibration)
        for number, target in includes(path):
            for what, pattern, may in rooms:
                if pattern.search(target) and not may(inside):
                    yield f"{path.relative_to(root)}:{number}: includes <{target}>, but {what} has a room of its own."
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if PRINTING.search(line.split("//")[0]):
                yield f"{path.relative_to(root)}:{number}: prints. Only the command prints."


def text_files(root):
    for path in sorted(root.rglob("*")):
        folders = path.relative_to(root).parts[:-1]
        if path.is_symlink() or not path.is_file() or any(f in SKIPPED_FOLDERS or f.startswith("build-") for f in folders):
            continue
        try:
            yield path, path.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue  # data, not text


def sizes(root):
    for path, lines in text_files(root):
        if path.suffix in CODE and len(lines) > MAXIMUM_LINES:
            yield f"{path.relative_to(root)}: {len(lines)} lines. Split it: {MAXIMUM_LINES} are a wall."


def words(root):
    for path, lines in text_files(root):
        for number, line in enumerate(lines, 1):
            match = WORDS_PATTERN.search(line)
            if match:
                yield f"{path.relative_to(root)}:{number}: says \"{match.group(0)}\"."


def links(root):
    for path, lines in text_files(root):
        for number, line in enumerate(lines if path.suffix == ".md" else [], 1):
            for linked, named in LINK.findall(line):
                if not ((path.parent / linked).exists() if linked else (root / named).exists()):
                    yield f"{path.relative_to(root)}:{number}: {linked or named} is not there."


RULES = [floors, calibration_floors, fences, calibration_fences, sizes, words, links]


def violations(root):
    return [message for rule in RULES for message in rule(root)]


if __name__ == "__main__":
    found = violations(pathlib.Path(sys.argv[1]).resolve())
    print("\n".join(found) if found else "The house rules hold.")
    sys.exit(1 if found else 0)
