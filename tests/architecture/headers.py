"""Headers stand alone: headers.py ROOT COMPILER FLAGS... says which headers of engine/ and calibration/ do not compile by themselves.

A header that some source beside it includes before anything else has been compiled alone by the build. The others are compiled here.
"""

import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys

INCLUDE = re.compile(r"^\s*#\s*include\s+<([^>]+)>", re.MULTILINE)


def first_includes(folder):
    for source in folder.rglob("*.cpp"):
        match = INCLUDE.search(source.read_text(encoding="utf-8"))
        if match:
            yield match.group(1)


def headers_to_compile(folder, spelled):
    proven = set(first_includes(folder))
    for path in sorted(folder.rglob("*.hpp")):
        header = spelled + path.relative_to(folder).as_posix()
        # -inl.hpp files are compiled once for each instruction set, inside their .simd.cpp; they do not stand alone by design.
        if header not in proven and not path.name.endswith("-inl.hpp"):
            yield header


def complaint(header, compiler, flags):
    """What the compiler says of a source that includes the header and nothing else; empty when all is well."""
    command = [compiler, *flags, "-std=c++20", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", "-x", "c++", "-"]
    return subprocess.run(command, input=f"#include <{header}>\n", capture_output=True, text=True, check=False).stderr


def main(root, compiler, flags):
    root = pathlib.Path(root)
    headers = [*headers_to_compile(root / "engine", "lodestone/"), *headers_to_compile(root / "calibration", "lodestone/calibration/")]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        complaints = list(pool.map(lambda header: complaint(header, compiler, flags), headers))
    failed = [f"{header} does not stand alone:\n{text}" for header, text in zip(headers, complaints) if text]
    print("\n".join(failed) if failed else f"{len(headers)} headers that no source includes first stand alone too.")
    return 1 if failed or not headers else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
