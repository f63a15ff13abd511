"""The CPU time that `validate` takes, and memory, as a plan grows ten times and ten times again, whatever is found.

python benchmarks/validating.py [MEASURES…]

Every kind has a finding, or a comment that sets one aside, on every measure; no text stands there twice. Linear means:
the last column stays near 1.
"""

from __future__ import annotations

import gc
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import count

from bioresp import check
from bioresp.cli.commands.shared import codes
from bioresp.diagnostic import Checked
from bioresp.formats import FORMATS, Style
from bioresp.planfile import parse
from bioresp.report.findings import findings
from plans import plan

SIZES = (1_000, 10_000, 100_000)


def _distinct(text: str) -> str:
    """No sentence twice: what is kept of a text for the next time must not flatter."""
    numbers = count(1)
    return re.sub("每年更新一次", lambda _: f"每年更新{next(numbers)}次", text)


def _measures(text: str) -> int:
    return text.count("\n        lead: ")


def _half_ones(text: str) -> str:
    """Numbered 1, 1, 1 … and only then 2, 3, 4 …"""
    half = _measures(text) // 2
    return _numbered(text, lambda at: max(1, at - half))


def _numbered(text: str, number: Callable[[int], int]) -> str:
    """Other numbers for the measures."""
    return re.sub(r"(?<=      - number: )\d+", lambda found: str(number(int(found[0]))), text)


def _each(text: str, written: Callable[[int], str]) -> str:
    """Something before the first responsible unit of each measure."""
    parts = re.split(r"(?<=^        responsible: \[)", text, flags=re.MULTILINE)
    return parts[0] + "".join(written(at) + part for at, part in enumerate(parts[1:], 1))


def _one_section(text: str) -> str:
    """All measures in the first section, numbered from 1."""
    head, *sections = re.split(r"(?<=^    measures:\n)", text, flags=re.MULTILINE)
    return head + "".join(re.sub(r"  - number: \d+\n    title: .*\n    measures:\n", "", each) for each in sections)


KINDS: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "one unknown unit": lambda text: _each(text, lambda _: "市水力局, "),
    "unknown units, each another": lambda text: _each(text, lambda at: f"市水力{at}局, "),
    "the same, all registered": lambda text: _each(text, lambda at: f"市水力{at}局, ").replace(
        "agencies:\n",
        "agencies:\n" + "".join(f"  - 市水力{at}局\n" for at in range(1, _measures(text) + 1)),
        1,
    ),
    "unit twice, no lead, unknown key": lambda text: re.sub(
        r"responsible: \[(.*?),", r"responsible: [\1, \1,", text
    ).replace("\n        lead:", "\n        leads:"),
    "gaps; no lead, set aside": lambda text: _numbered(
        re.sub(r"\n        lead: .*", "\n        lead: []  # bioresp: ignore[R301]", _one_section(text)),
        lambda at: 2 * at,
    ),
    "half of the numbers 1": lambda text: _half_ones(_one_section(text)),
    "numbers backwards": lambda text: _numbered(_one_section(text), lambda at: 10**6 - at),
}


def measured(kind: str, measures: int) -> None:
    """Validate one plan in this process, as the command does, and say how long it took."""
    gc.disable()
    content = KINDS[kind](_distinct(plan(1, measures))).encode()
    start = time.process_time()
    file = parse(content, "plan.yaml")
    found = check(file)
    FORMATS["table"](findings([Checked(file.path, file.text, found)], codes()), Style())
    print(time.process_time() - start, len(content), len(found))


def run(kind: str, measures: int) -> tuple[float, int, int, float]:
    """Seconds, bytes of the plan, findings, and peak MB of a process that does nothing else."""
    with subprocess.Popen([sys.executable, __file__, "--one", kind, str(measures)], stdout=subprocess.PIPE) as child:
        assert child.stdout
        said = child.stdout.read().split()
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"{kind} at {measures}: exit status {child.returncode}")
    seconds, size, found = said
    return float(seconds), int(size), int(found), used.ru_maxrss / 1024


def rows(kind: str, sizes: tuple[int, ...]) -> None:
    """Print what is measured of one kind of plan."""
    first = 0.0
    for measures in sizes:
        seconds, size, found, peak = run(kind, measures)
        each = seconds / size
        first = first or each
        row = f"{kind:36} {measures:8} {found:8} {size / 1e6:6.1f} {seconds:7.2f} {size / 1e6 / seconds:6.1f}"
        print(f"{row} {peak / (size / 1e6):8.1f} {each / first:7.2f}", flush=True)


def main() -> None:
    sizes = tuple(map(int, sys.argv[1:])) or SIZES
    print(f"{'':36} {'measures':>8} {'findings':>8} {'MB':>6} {'s':>7} {'MB/s':>6} {'peak/MB':>8} {'s/size':>7}")
    for kind in KINDS:
        rows(kind, sizes)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        measured(sys.argv[2], int(sys.argv[3]))
    else:
        main()
