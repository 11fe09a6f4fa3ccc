"""Runs a command and writes what it took: process.py RESULT COMMAND...

A process of its own, and a small one: Linux counts to a child's peak memory what its parent held when it was started.
"""

import json
import os
import sys
import time

start = time.perf_counter()
child = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(child, 0)
seconds = time.perf_counter() - start
with open(sys.argv[1], "w", encoding="utf-8") as result:
    json.dump({"exit_code": os.waitstatus_to_exitcode(status), "wall_seconds": seconds,
               "processor_seconds": usage.ru_utime + usage.ru_stime, "peak_mib": usage.ru_maxrss / 1024.0}, result)
