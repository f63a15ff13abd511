"""How long each format takes for a plan of 300 measures and 120 agencies: ratios to JSON, from one interleaved run.

python benchmarks/output.py [ROUNDS]
"""

from __future__ import annotations

import random
import statistics
import sys
import time

from bioresp import check
from bioresp.formats import FORMATS, PAGE_FORMATS, PICTURES, Style
from bioresp.model import Action, Agency, Assignment, Measure, Plan, Role, Section
from bioresp.planfile import parse
from bioresp.planfile.writer import write
from bioresp.query.places import Index
from bioresp.report import page
from bioresp.report.matrix import matrix

MEASURES, AGENCIES = 300, 120
SENTENCE = "牵头组织开展普查，摸清底数，建立台账，每年更新一次，并向社会公布结果。"


def large(measures: int = MEASURES) -> Plan:
    """An invented plan: ten measures a section, three actions a measure."""
    chosen = random.Random(1)  # noqa: S311
    names = [f"青禾市第{number}局" for number in range(1, AGENCIES + 1)]

    def measure(number: int) -> Measure:
        units = chosen.sample(names, 9)
        roles = [Role.LEAD] * 2 + [Role.RESPONSIBLE] * 5 + [Role.SUPPORTING] * 2
        actions = tuple(
            Action(f"{unit}{SENTENCE}各责任单位报送第{number}期进展。", (Assignment(unit, Role.LEAD),), at)
            for at, unit in enumerate(units[:3], 1)
        )
        return Measure(number, f"开展第{number}项工作", SENTENCE, tuple(map(Assignment, units, roles)), actions)

    sections = tuple(
        Section(at, f"第{at}方面", "", tuple(measure(10 * (at - 1) + number) for number in range(1, 11)))
        for at in range(1, measures // 10 + 1)
    )
    return Plan(
        "青禾市重点任务责任分工方案", "青府办〔2030〕7号", agencies=tuple(map(Agency, names)), sections=sections
    )


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    file = parse(write(large()).encode(), "plan.yaml")
    index = Index(file.plan)
    reports = {layout: matrix(index, index.entries, layout, None, "") for layout in ("list", "grid")}
    jobs = {
        f"{layout} as {name}": (report, format_)
        for layout, report in reports.items()
        for name, format_ in (FORMATS | PICTURES).items()
    }
    jobs["page"] = (page.page([page.Sheet(index, check(file))]), PAGE_FORMATS["html"])
    taken: dict[str, list[float]] = {name: [] for name in jobs}
    for name, (report, format_) in list(jobs.items()) * rounds:
        start = time.perf_counter()
        format_(report, Style())
        taken[name].append(time.perf_counter() - start)
    medians = {name: statistics.median(times) for name, times in taken.items()}
    for name, median in medians.items():
        print(f"{name:<16} {median * 1000:8.0f} ms {median / medians['list as json']:8.1f} × list as json")


if __name__ == "__main__":
    main()
