"""How long a query takes to start: ratios to an empty Typer command and to `python -c pass`, from one interleaved run.

python benchmarks/startup.py [ROUNDS]   (`peers.py --install` first, to see yamllint and bean-check beside it)
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from timing import Job, bioresp, installed, medians

EMPTY = """
import typer
app = typer.Typer()
@app.command()
def main() -> None:
    pass
app()
"""

COMPLETED = {"_BIORESP_COMPLETE": "complete_bash", "COMP_WORDS": "bioresp who-leads ", "COMP_CWORD": "2"}

LEDGER = """
2030-01-01 open Assets:Cash CNY
2030-01-01 open Expenses:Wetland CNY
2030-01-02 * "普查"
  Expenses:Wetland  10.00 CNY
  Assets:Cash
"""


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    with tempfile.TemporaryDirectory() as folder:
        files = {"empty.py": EMPTY, "small.yaml": "---\nplan: {title: 甲}\n", "small.beancount": LEDGER}
        for name, text in files.items():
            Path(folder, name).write_text(text, "utf-8")
        jobs = {
            "python -c pass": Job([sys.executable, "-c", "pass"]),
            "an empty Typer command": Job([sys.executable, f"{folder}/empty.py"]),
            "bioresp --version": Job(bioresp("--version")),
            "bioresp who-leads 十二": Job(bioresp("who-leads", "十二")),
            "bioresp agency 市林业局 --format json": Job(bioresp("agency", "市林业局", "--format", "json")),
            "bioresp list": Job(bioresp("list")),
            "bioresp matrix --format md": Job(bioresp("matrix", "--format", "md")),
            "bioresp validate": Job(bioresp("validate")),
            "completion of a measure": Job(bioresp(), variables=COMPLETED),
        }
        for name, file in (("yamllint", "small.yaml"), ("bean-check", "small.beancount")):
            if program := installed(name):
                jobs[f"{name} {file}"] = Job([program, f"{folder}/{file}"])
        found = medians(jobs, rounds)
    bare, typer = found["python -c pass"], found["an empty Typer command"]
    print(f"{'':40} {'ms':>7} {'× pass':>7} {'× Typer':>8}")
    for name, median in found.items():
        print(f"{name:40} {median * 1000:7.1f} {median / bare:7.2f} {median / typer:8.2f}")


if __name__ == "__main__":
    main()
