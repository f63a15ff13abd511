"""Commands timed in turns, so that a slow moment of the machine falls on all of them."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

PEERS = Path(__file__).parent.parent / ".peers"
"""Where `peers.py --install` puts the tools to compare with."""


class Job(NamedTuple):
    """A command, where it runs, and what it must end with: a tool that fails at once would be the fastest of all."""

    arguments: Sequence[str]
    folder: Path | None = None
    variables: Mapping[str, str] = {}
    status: int = 0
    makes: Path | None = None
    """A folder that is taken away before each run, so that there is something to do again."""

    def run(self) -> float:
        """Seconds that it takes."""
        if self.makes:
            shutil.rmtree(self.makes, ignore_errors=True)
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        start = time.perf_counter()
        ran = subprocess.run(
            self.arguments, cwd=self.folder, env={**environment, **self.variables}, capture_output=True, check=False
        )
        taken = time.perf_counter() - start
        if ran.returncode != self.status:
            sys.exit(f"{' '.join(self.arguments)}: status {ran.returncode}\n{ran.stderr.decode(errors='replace')}")
        return taken


def medians(jobs: Mapping[str, Job], rounds: int) -> dict[str, float]:
    """The median of the seconds that each takes; one more round at first only warms the caches."""
    taken: dict[str, list[float]] = {name: [] for name in jobs}
    for name, job in list(jobs.items()) * (rounds + 1):
        taken[name].append(job.run())
    return {name: statistics.median(times[1:]) for name, times in taken.items()}


def bioresp(*arguments: str) -> list[str]:
    """The command line of a query."""
    return [sys.executable, "-m", "bioresp", *arguments]


def installed(name: str) -> str:
    """The path of a peer's program; empty where it is not installed."""
    path = PEERS / "bin" / name
    return str(path) if path.exists() else ""
