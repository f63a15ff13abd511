"""What export takes over a folder of plans: seconds of CPU, as ratios to reading the plans alone, and peak of memory.

python benchmarks/export.py [PLANS [ROUNDS]]

The memory is measured for a tenth of the plans too: it must not grow with their number.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import plans
from bioresp.formats import ROW_FORMATS, Style
from bioresp.planfile import load
from bioresp.query.places import Index
from bioresp.report.facts import export

JOBS = ("reading", *ROW_FORMATS, "parquet by year")


def read(folder: Path) -> Iterator[Index]:
    """Every plan below a folder."""
    for path in sorted(folder.rglob("*/*.yaml")):
        yield Index(load(path).plan, path=str(path))


def job(name: str, folder: Path, target: Path) -> None:
    """Write the plans in a format; print the seconds of CPU and the peak of memory in MB."""
    start = time.process_time()
    if name == "reading":
        for index in read(folder):
            len(index.entries)
    else:
        if name == "parquet by year":
            target.mkdir()
        content = ROW_FORMATS[name.split(maxsplit=1)[0]](export(read(folder)), Style())
        if callable(content):
            content(target)
        else:
            with target.open("wb") as file:
                file.writelines(text.encode() for text in content if isinstance(text, str))
    taken = time.process_time() - start
    print(json.dumps([taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))


def measured(name: str, folder: Path) -> tuple[float, float]:
    """The same in a process of its own."""
    with tempfile.TemporaryDirectory() as scratch:
        command = [sys.executable, __file__, "--job", name, str(folder), str(Path(scratch, "out"))]
        seconds, memory = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return seconds, memory


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with tempfile.TemporaryDirectory() as scratch:
        few, many = Path(scratch, "few"), Path(scratch, "many")
        plans.folder(few, max(count // 10, 1))
        plans.folder(many, count)
        rows = sum(len(part[0]) for part in export(read(many)).parts or ())
        times: dict[str, list[float]] = {name: [] for name in JOBS}
        peaks = {}
        for name in JOBS * rounds:
            seconds, peak = measured(name, many)
            times[name].append(seconds)
            peaks[name] = peak
        small = {name: measured(name, few)[1] for name in JOBS}
    bare = statistics.median(times["reading"])
    print(f"{count} plans, {rows} rows")
    print(f"{'':16} {'CPU s':>7} {'× reading':>10} {'rows/s':>9} {'peak MB':>8} {'of a tenth':>11}")
    for name, each in times.items():
        median = statistics.median(each)
        print(
            f"{name:16} {median:7.1f} {median / bare:10.2f} {rows / median:9.0f} {peaks[name]:8.0f} {small[name]:11.0f}"
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--job"]:
        job(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
    else:
        main()
