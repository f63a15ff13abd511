"""How fast a plan is read: MB/s of `load` beside PyYAML's own C `compose` on the same text, and the memory it takes.

python benchmarks/reading.py [MEASURES…]

Both once as a command runs, which never collects garbage, and once as Python runs by itself.
"""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from bioresp import load
from plans import plan

SIZES = (23, 2_300, 100_000)


def composed(path: str) -> object:
    """What PyYAML makes of the text with libyaml: nodes, and nothing of what they mean."""
    return yaml.compose(Path(path).read_text("utf-8"), yaml.CLoader)


READERS: dict[str, Callable[[str], object]] = {"compose": composed, "load": load}


def once(reader: str, path: str) -> float:
    """Seconds; what was read is let go before the next."""
    gc.collect()
    start = time.process_time()
    read = READERS[reader](path)
    taken = time.process_time() - start
    del read
    return taken


def peak(reader: str, path: str) -> float:
    """MB that a process needs at most to read the file, above what it needs to read a file of one line."""
    used = []
    for file in (path, os.devnull):
        child = subprocess.Popen([sys.executable, __file__, "--one", reader, file])
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        assert child.returncode == 0
        used.append(usage.ru_maxrss / 1024)
    return used[0] - used[1]


def main() -> None:
    sizes = tuple(map(int, sys.argv[1:])) or SIZES
    heads = f"{'measures':>8} {'MB':>7} {'garbage':>9} {'compose MB/s':>13} {'load MB/s':>10} {'ratio':>6}"
    print(f"{heads}  memory, MB per MB of text")
    with tempfile.TemporaryDirectory() as folder:
        for measures in sizes:
            path = f"{folder}/{measures}.yaml"
            size = Path(path).write_text(plan(1, measures), "utf-8") and Path(path).stat().st_size / 1e6
            rounds = 3 if measures > 10_000 else 15
            memory = {reader: peak(reader, path) / size for reader in READERS} if size > 1 else {}
            said = "  ".join(f"{reader} {each:.0f}" for reader, each in memory.items())
            for collecting in (False, True):
                (gc.enable if collecting else gc.disable)()
                taken: dict[str, list[float]] = {reader: [] for reader in READERS}
                for reader in [*READERS] * rounds:
                    taken[reader].append(once(reader, path))
                floor, ours = (statistics.median(times) for times in taken.values())
                how = "collected" if collecting else "left"
                row = f"{measures:8} {size:7.2f} {how:>9} {size / floor:13.1f} {size / ours:10.1f} {ours / floor:6.2f}"
                print(f"{row}  {'' if collecting else said}".rstrip(), flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        gc.disable()
        READERS[sys.argv[2]](sys.argv[3])
    else:
        main()
