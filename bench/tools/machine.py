"""What a record must say about where it was made."""

import datetime
import os
import pathlib
import re
import subprocess
import sys


def first_line(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[0].strip()
    except (OSError, subprocess.CalledProcessError, IndexError):
        return ""


def cache_value(build, name):
    text = (pathlib.Path(build) / "CMakeCache.txt").read_text(encoding="utf-8")
    found = re.search(rf"^{name}:[A-Z]+=(.*)$", text, re.MULTILINE)
    return found.group(1) if found else ""


def processor():
    fields = {}
    for line in pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        key, _, value = line.partition(":")
        fields.setdefault(key.strip(), value.strip())
    words = set(fields.get("flags", "").split())
    return {"model": fields.get("model name", ""), "family": fields.get("cpu family", ""), "number": fields.get("model", ""),
            "cores": os.cpu_count(), "is_virtual": "hypervisor" in words,
            "vectors": "avx512" if "avx512dq" in words else "avx2" if "avx2" in words else ""}


def caches():
    folder = pathlib.Path("/sys/devices/system/cpu/cpu0/cache")
    sizes = {}
    for index in sorted(folder.glob("index*")):
        read = lambda name: (index / name).read_text(encoding="utf-8").strip()
        if read("type") != "Instruction":
            sizes[f"L{read('level')}"] = read("size")
    return sizes


def describe(build):
    compiler = cache_value(build, "CMAKE_CXX_COMPILER")
    return {"processor": processor(), "caches": caches(), "kernel": os.uname().release,
            "compiler": first_line(compiler, "--version"),
            "flags": " ".join(filter(None, [cache_value(build, "CMAKE_CXX_FLAGS"), cache_value(build, "CMAKE_CXX_FLAGS_RELEASE")])),
            "commit": first_line("git", "describe", "--always", "--dirty"),
            "date": datetime.date.today().isoformat(), "load_average": round(os.getloadavg()[0], 2)}


def one_line(machine):
    chip = machine["processor"]
    where = " (virtual)" if chip["is_virtual"] else ""
    caches_text = ", ".join(f"{level} {size}" for level, size in machine["caches"].items())
    return (f"{chip['model']} family {chip['family']} model {chip['number']}{where}, {chip['cores']} cores, {chip['vectors']}, "
            f"{caches_text}; {machine['compiler']}, {machine['flags']}; commit {machine['commit']}, {machine['date']}")


def main():
    """Google Benchmark's context: key=value, apart by commas."""
    machine = describe(sys.argv[1])
    chip = machine["processor"]
    context = {"processor": f"{chip['model']} family {chip['family']} model {chip['number']}", "vectors": chip["vectors"],
               "compiler": machine["compiler"], "flags": machine["flags"], "commit": machine["commit"]}
    print(",".join(f"{key}={value.replace(',', ';').replace('=', ':')}" for key, value in context.items()))


if __name__ == "__main__":
    main()
