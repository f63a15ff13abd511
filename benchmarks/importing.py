"""How fast a circular is imported: MB/s of its text, and the ratio between two sizes, from one run.

python benchmarks/importing.py [MEASURES MEASURES]
"""

from __future__ import annotations

import random
import statistics
import sys
import time

from bioresp import extract
from bioresp.circular import import_lines
from bioresp.numerals import chinese

ROUNDS = 3
UNITS = (
    "市林业局",
    "市水利局",
    "市财政局",
    "市文化广播电视和旅游局",
    "市委编办",
    "各县（区）人民政府",
    "青禾海关",
    "市教育和体育局",
)
SENTENCE = "组织开展全域普查，摸清底数，建立台账，每年更新一次，并向社会公布普查结果和主要问题。"


def circular(measures: int) -> bytes:
    """An invented circular: twenty measures a section, three actions a measure."""
    chosen = random.Random(1)  # noqa: S311
    lines = ["青禾市湿地保护责任分工方案", "为保护湿地，制定本方案。"]
    for number in range(1, measures + 1):
        if number % 20 == 1:
            lines.append(f"{chinese(number // 20 + 1)}、加强第{chinese(number // 20 + 1)}方面工作")
        lines += [f"（{chinese((number - 1) % 20 + 1)}）开展湿地资源调查。", SENTENCE * 2]
        lines += [
            "牵头单位：" + "、".join(chosen.sample(UNITS, 2)),
            "责任单位：" + "、".join(chosen.sample(UNITS, 4)),
            "主要举措：",
        ]
        lines += [f"{at}. {chosen.choice(UNITS)}牵头推进制度修订，{SENTENCE}" for at in (1, 2, 3)]
    return "\n".join(lines).encode()


def main() -> None:
    small, large = map(int, sys.argv[1:3]) if len(sys.argv) > 2 else (1_000, 10_000)
    texts = {size: circular(size) for size in (small, large)}
    taken: dict[int, list[float]] = {small: [], large: []}
    for size, text in list(texts.items()) * ROUNDS:
        start = time.perf_counter()
        found = import_lines(*extract.read(text))
        taken[size].append(time.perf_counter() - start)
        assert sum(len(section.measures) for section in found.plan.sections) == size
    medians = {size: statistics.median(times) for size, times in taken.items()}
    for size, text in texts.items():
        print(f"{size:>7} measures  {len(text) / 1e6:7.2f} MB  {len(text) / 1e6 / medians[size]:6.2f} MB/s")
    times = medians[large] / medians[small]
    print(f"{len(texts[large]) / len(texts[small]):.1f} times the text takes {times:.1f} times as long")


if __name__ == "__main__":
    main()
