"""The house rules: rules.py ROOT prints every violation and exits 1 if there is one.

Floors   an include of engine/ goes to a lower floor or stays in its folder.
Fences   Protobuf, TBB, vector code, Eigen, Boost, the command line and printing each stay in their room.
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

INCLUDE = re.compile(r'^\s*#\s*include\s+[<"]([^>"]+)[>"]')
PRINTING = re.compile(r"\b(?:v?f?printf|puts|fputs|putchar|putc|fputc|perror)\s*\(|\bstd::(?:cout|cerr|clog)\b|\bfmt::print\b")
LINK = re.compile(r"\]\(([^)#:]+)\)|`((?:engine|tests|docs|scripts|examples|proto|cmake)/[\w./-]*)`")
MAXIMUM_LINES = 500
CODE = {".hpp", ".cpp", ".py", ".sh", ".cmake", ".proto", ".txt"}
SKIPPED_FOLDERS = {".git", "build", "__pycache__"}

# Written in two halves, so that this file passes its own rule.
WORDS = [
    r"/wo" r"rk/", r"/ro" r"ot/", r"/ho" r"me/\w", r"\bthis se" r"ssion\b", r"\bsub-?ag" r"ents?\b", r"\bas an A" r"I\b",
    r"\bpypi\.o" r"rg", r"\bregistry\.n" r"pmjs", r"\bcrates\.i" r"o\b", r"\bdeb\.debian\.o" r"rg", r"\bproxy\.go" r"lang",
]
WORDS_PATTERN = re.compile("|".join(WORDS), re.IGNORECASE)


def engine_files(root):
    return sorted(path for path in (root / "engine").rglob("*") if path.suffix in {".hpp", ".cpp"})


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


def floors(root):
    engine = root / "engine"
    for path in engine_files(root):
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
    for path in engine_files(root):
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


RULES = [floors, fences, sizes, words, links]


def violations(root):
    return [message for rule in RULES for message in rule(root)]


if __name__ == "__main__":
    found = violations(pathlib.Path(sys.argv[1]).resolve())
    print("\n".join(found) if found else "The house rules hold.")
    sys.exit(1 if found else 0)
