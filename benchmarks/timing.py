"""Commands timed in turns, so that a slow moment of the machine falls on all of them.

CPU time, for another's work beside it lengthens what the clock says; none of these commands waits for anything else.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
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
        """Seconds of CPU time that it takes, with all that it starts."""
        if self.makes:
            shutil.rmtree(self.makes, ignore_errors=True)
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        with tempfile.TemporaryFile() as said:
            child = subprocess.Popen(
                self.arguments, cwd=self.folder, env={**environment, **self.variables}, stdout=said, stderr=said
            )
            _, status, used = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            if child.returncode != self.status:
                said.seek(0)
                sys.exit(
                    f"{' '.join(self.arguments)}: status {child.returncode}\n{said.read().decode(errors='replace')}"
                )
        return used.ru_utime + used.ru_stime


def medians(jobs: Mapping[str, Job], rounds: int) -> dict[str, float]:
    """The median of the seconds of CPU time that each takes; one more round at first only warms the caches."""
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
