"""Other tools on the same measures: ratios to the bioresp command that does the same work, from one interleaved run.

python benchmarks/peers.py --install      puts them into an environment of their own, .peers
python benchmarks/peers.py [MEASURES…]    yq also needs jq, which Debian has

Doorstop and StrictDoc get each measure as a requirement, with its units and actions as its text; check-jsonschema,
yamllint and yq get the plan file itself.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from pathlib import Path

from bioresp import Measure, Plan, load
from plans import plan
from timing import PEERS, Job, bioresp, installed, medians

SIZES = (23, 2_300)
PACKAGES = ("doorstop", "strictdoc", "check-jsonschema", "yamllint", "yq", "beancount")
YAMLLINT = "{extends: default, rules: {line-length: disable, document-start: disable}}"
REQUIRED = {"Doorstop": (4, 8), "check-jsonschema": (4, 20)}
"""How many times ours a validation has to take there: at 23 measures, at 2,300."""


def install() -> None:
    venv.create(PEERS, with_pip=True)
    subprocess.run([PEERS / "bin/pip", "install", "--quiet", *PACKAGES], check=True)


def _measures(read: Plan) -> Iterator[tuple[str, str, str]]:
    """Number, title and text of each measure: what it says, who carries it, what is done."""
    for section in read.sections:
        for measure in section.measures:
            yield str(measure.number), measure.title, "\n".join(_said(measure))


def _said(measure: Measure) -> Iterator[str]:
    yield measure.text
    yield f"牵头单位：{'、'.join(measure.lead)}"
    yield f"责任单位：{'、'.join(measure.responsible)}"
    yield from (action.text for action in measure.actions)


def doorstop(folder: Path, read: Plan) -> Path:
    """A document of Doorstop, a file for each measure, in a repository as it wants one."""
    document = folder / "doorstop/measures"
    document.mkdir(parents=True)
    subprocess.run(["git", "init", "--quiet", document.parent], check=True)
    (document / ".doorstop.yml").write_text("settings:\n  digits: 5\n  prefix: M\n  sep: ''\n")
    for number, title, text in _measures(read):
        indented = text.replace("\n", "\n  ")
        item = f"active: true\nderived: false\nheader: |\n  {title}\nlevel: 1.{number}\nlinks: []\nnormative: true\n"
        path = document / f"M{int(number):05}.yml"
        path.write_text(f"{item}ref: ''\nreviewed: null\ntext: |\n  {indented}\n", "utf-8")
    return document.parent


def strictdoc(folder: Path, read: Plan) -> Path:
    """A document of StrictDoc."""
    document = folder / "strictdoc"
    document.mkdir()
    items = [
        f"[REQUIREMENT]\nUID: M-{number}\nTITLE: {title}\nSTATEMENT: >>>\n{text}\n<<<\n"
        for number, title, text in _measures(read)
    ]
    (document / "plan.sdoc").write_text("\n".join([f"[DOCUMENT]\nTITLE: {read.title}\n", *items]), "utf-8")
    return document


def jobs(folder: Path, measures: int) -> dict[str, tuple[Job, Job]]:
    """Each piece of work: as a peer does it, as bioresp does it."""
    file = folder / "plan.yaml"
    file.write_text(plan(1, measures), "utf-8")
    schema = folder / "schema.json"
    schema.write_bytes(subprocess.run(bioresp("schema"), capture_output=True, check=True).stdout)
    read = load(file).plan
    items, document = doorstop(folder, read), strictdoc(folder, read)
    validated = Job(bioresp("validate", "--data", str(file)))
    page = Job(bioresp("page", "--data", str(file), "-o", str(folder / "page.html"), "--force"))
    asked = Job(bioresp("who-leads", "12", "--data", str(file)))
    checked = [installed("check-jsonschema"), "--schemafile", str(schema), str(file)]
    question = [installed("yq"), "-r", ".sections[].measures[] | select(.number == 12) | .lead[]", str(file)]
    exported = [installed("strictdoc"), "export", ".", "--output-dir", str(folder / "made")]
    environment = {"PATH": f"{PEERS}/bin:/usr/local/bin:/usr/bin:/bin"}
    return {
        "Doorstop, validate": (Job([installed("doorstop")], items), validated),
        "Doorstop, publish": (
            Job([installed("doorstop"), "publish", "all", "../site"], items, makes=folder / "site"),
            page,
        ),
        "StrictDoc, export": (Job(exported, document, environment, makes=folder / "made"), page),
        "check-jsonschema": (Job(checked), validated),
        "yamllint": (Job([installed("yamllint"), "-d", YAMLLINT, str(file)]), validated),
        "yq, who leads 12": (Job(question), asked),
    }


def main() -> None:
    print(f"{'measures':>8}  {'':20} {'s':>8} {'ours, s':>8} {'× ours':>7}  required")
    for at, measures in enumerate(map(int, sys.argv[1:]) if len(sys.argv) > 1 else SIZES):
        with tempfile.TemporaryDirectory() as folder:
            pairs = {name: pair for name, pair in jobs(Path(folder), measures).items() if pair[0].arguments[0]}
            both = {name: theirs for name, (theirs, _) in pairs.items()}
            both |= {" ".join(ours.arguments): ours for _, ours in pairs.values()}
            found = medians(both, 5 if measures < 1_000 else 1)
        for name, (_, ours) in pairs.items():
            theirs, mine = found[name], found[" ".join(ours.arguments)]
            required = next(
                (each[min(at, 1)] for peer, each in REQUIRED.items() if name in (peer, f"{peer}, validate")), ""
            )
            print(f"{measures:8}  {name:20} {theirs:8.2f} {mine:8.3f} {theirs / mine:7.1f}  {required}", flush=True)


if __name__ == "__main__":
    if sys.argv[1:] == ["--install"]:
        install()
    else:
        main()
