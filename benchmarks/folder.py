"""How long a folder of plans takes to be asked for an agency: seconds, and ratios to `grep -r` of its name, in one run.

python benchmarks/folder.py [PLANS [ROUNDS]]
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from plans import RARE, folder

NAME = RARE[0]


def main() -> None:
    plans, rounds = (*map(int, sys.argv[1:]), *(10_000, 7)[len(sys.argv) - 1 :])
    with tempfile.TemporaryDirectory() as made:
        data, cache = Path(made, "plans"), Path(made, "cache")
        folder(data, plans)
        size = sum(path.stat().st_size for path in data.rglob("*.yaml"))
        print(f"{plans} plans, {size / 1e6:.0f} MB; {NAME} stands in about one of a hundred")
        time.sleep(3)  # files that have just been written are not believed
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        environment["XDG_CACHE_HOME"] = str(cache)

        def ask(*options: str) -> Callable[[], bytes]:
            command = [
                sys.executable,
                "-m",
                "bioresp",
                "agency",
                NAME,
                "--data",
                str(data),
                "--format",
                "json",
                *options,
            ]
            return lambda: subprocess.run(command, env=environment, capture_output=True, check=True).stdout

        def grep() -> bytes:
            return subprocess.run(["grep", "-r", NAME, str(data)], capture_output=True, check=True).stdout

        def edited() -> bytes:
            path = next(data.rglob("*.yaml"))
            path.write_bytes(path.read_bytes() + b"\n")
            return ask()()

        first, answer = taken(ask())
        print(f"{'first run, which makes the index':40} {first:8.2f} s  {first / size * 1e8:8.2f} s for 100 MB")
        jobs = {"grep -r": grep, "agency": ask(), "agency after an edit": edited, "agency --verify": ask("--verify")}
        times: dict[str, list[float]] = {name: [] for name in jobs}
        for name, job in list(jobs.items()) * rounds:
            spent, said = taken(job)
            times[name].append(spent)
            assert name == "grep -r" or said == answer, name
        medians = {name: statistics.median(spent) for name, spent in times.items()}
        for name, median in medians.items():
            print(f"{name:40} {median:8.2f} s  {median / medians['grep -r']:8.2f} × grep -r")
        alone, said = taken(ask("--no-index"))
        print(f"{'agency --no-index':40} {alone:8.2f} s  {alone / first:8.2f} × the first run")
        assert said == answer


def taken(job: Callable[[], bytes]) -> tuple[float, bytes]:
    start = time.perf_counter()
    said = job()
    return time.perf_counter() - start, said


main()
