"""How long it takes to find what changed: ratios to reading both files, from one interleaved run.

python benchmarks/comparing.py [ROUNDS]
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from dataclasses import replace

from bioresp.comparison import apply, compare
from bioresp.model import Measure, Plan
from bioresp.planfile import parse
from plans import plan as invented

SIZES = (300, 2300)
SHARES = {"equal": 0.0, "a twentieth edited": 0.05, "every measure edited": 1.0}


def edited(plan: Plan, share: float) -> Plan:
    """The plan with a share of its measures reworded, and a fourth of that put in and taken out."""
    chosen = random.Random(1)  # noqa: S311
    number, sections = 0, []
    for section in plan.sections:
        measures = []
        for measure in section.measures:
            if chosen.random() < share / 4:
                continue
            number += 1
            measures.append(replace(_reworded(measure) if chosen.random() < share else measure, number=number))
            if chosen.random() < share / 4:
                number += 1
                measures.append(Measure(number, f"落实第{number}项新任务", f"第{number}项任务按月调度。"))
        sections.append(replace(section, measures=tuple(measures)))
    return replace(plan, sections=tuple(sections))


def _reworded(measure: Measure) -> Measure:
    actions = tuple(replace(each, text=each.text.replace("季度", "月")) for each in measure.actions)
    title, text = measure.title + "工作", measure.text.replace("全域", "全市")
    return replace(measure, title=title, text=text, assignments=measure.assignments[1:], actions=actions)


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    sources = {size: invented(1, size).encode() for size in SIZES}
    plans = {size: parse(source, "").plan for size, source in sources.items()}
    jobs = [(size, name, plans[size], edited(plans[size], share)) for size in SIZES for name, share in SHARES.items()]
    jobs += [(size, "another plan", plans[size], parse(invented(2, size).encode(), "").plan) for size in SIZES]
    taken: dict[tuple[int, str], list[float]] = {}
    found: dict[tuple[int, str], int] = {}
    for _ in range(rounds):
        for size, source in sources.items():
            start = time.perf_counter()
            parse(source, "")
            taken.setdefault((size, "reading"), []).append(2 * (time.perf_counter() - start))
        for size, name, old, new in jobs:
            start = time.perf_counter()
            changes = compare(old, new)
            taken.setdefault((size, name), []).append(time.perf_counter() - start)
            found[size, name] = len(changes)
            assert apply(changes, old) == new
    for (size, name), times in sorted(taken.items()):
        median = statistics.median(times)
        ratio = median / statistics.median(taken[size, "reading"])
        count = f"{found[size, name]:6} changes" if (size, name) in found else ""
        print(f"{size:5} measures  {name:<22} {median * 1000:7.0f} ms  {ratio:5.2f} × reading both  {count}")


if __name__ == "__main__":
    main()
