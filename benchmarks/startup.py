"""How long a query takes to start: ratios to an empty Typer command and to `python -c pass`, from one interleaved run.

python benchmarks/startup.py [ROUNDS]
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EMPTY = """
import typer
app = typer.Typer()
@app.command()
def main() -> None:
    pass
app()
"""


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder, "empty.py")
        empty.write_text(EMPTY)
        commands = {
            "python -c pass": ["-c", "pass"],
            "an empty Typer command": [str(empty)],
            "bioresp --version": ["-m", "bioresp", "--version"],
            "bioresp who-leads 十二": ["-m", "bioresp", "who-leads", "十二"],
            "bioresp agency 市林业局 --format json": ["-m", "bioresp", "agency", "市林业局", "--format", "json"],
            "bioresp list": ["-m", "bioresp", "list"],
            "bioresp matrix --format md": ["-m", "bioresp", "matrix", "--format", "md"],
            "bioresp validate": ["-m", "bioresp", "validate"],
            "completion of a measure": ["-m", "bioresp"],
        }
        complete = {"_BIORESP_COMPLETE": "complete_bash", "COMP_WORDS": "bioresp who-leads ", "COMP_CWORD": "2"}
        taken: dict[str, list[float]] = {name: [] for name in commands}
        for name, arguments in list(commands.items()) * (rounds + 1):
            environment = os.environ | (complete if name.startswith("completion") else {})
            start = time.perf_counter()
            subprocess.run([sys.executable, *arguments], env=environment, capture_output=True, check=False)
            taken[name].append(time.perf_counter() - start)
    # the first round only warms the caches
    medians = {name: statistics.median(times[1:]) for name, times in taken.items()}
    bare, typer = medians["python -c pass"], medians["an empty Typer command"]
    print(f"{'':40} {'ms':>7} {'× pass':>7} {'× Typer':>8}")
    for name, median in medians.items():
        print(f"{name:40} {median * 1000:7.1f} {median / bare:7.2f} {median / typer:8.2f}")


main()
