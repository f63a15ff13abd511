"""What the questions to a whole plan cost as it grows four times: CPU time, and its ratio to the size.

python benchmarks/asking.py [MEASURES MEASURES]   120 agencies, nine in each measure
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bioresp.planfile.writer import write
from output import large
from timing import Job, bioresp, medians

QUESTIONS = {
    "agency 青禾市第7局": ["agency", "青禾市第7局"],
    "agency --all": ["agency", "--all"],
    "agency --all --format json": ["agency", "--all", "--format", "json"],
    "list": ["list"],
    "stats": ["stats"],
    "matrix --layout grid": ["matrix", "--layout", "grid"],
    "matrix --layout grid --format md": ["matrix", "--layout", "grid", "--format", "md"],
    "page": ["page", "-o", "page.html", "--force"],
    "validate": ["validate"],
}


def main() -> None:
    small, large_ = map(int, sys.argv[1:3]) if len(sys.argv) > 2 else (570, 2_280)
    print(f"{'':34} {f'{small}, s':>9} {f'{large_}, s':>9} {'ratio to size':>14}")
    with tempfile.TemporaryDirectory() as folder:
        jobs = {}
        for measures in (small, large_):
            Path(folder, f"{measures}.yaml").write_text(write(large(measures)), "utf-8")
            for name, arguments in QUESTIONS.items():
                jobs[f"{name} {measures}"] = Job(bioresp(*arguments, "--data", f"{measures}.yaml"), Path(folder))
        found = medians(jobs, 3)
    for name in QUESTIONS:
        little, much = found[f"{name} {small}"], found[f"{name} {large_}"]
        print(f"{name:34} {little:9.2f} {much:9.2f} {much / little / (large_ / small):14.2f}")


if __name__ == "__main__":
    main()
