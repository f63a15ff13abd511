"""Invented plans for measuring: one of any size, or a folder of many with a register of agencies.

python benchmarks/plans.py FOLDER PLANS   (10,000 plans are about 434 MB)
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

COMMON = [
    f"市{name}局"
    for name in [
        "林业",
        "水利",
        "财政",
        "公安",
        "司法",
        "民政",
        "商务",
        "审计",
        "统计",
        "教育和体育",
        "农业农村",
        "生态环境",
        "文化广播电视和旅游",
    ]
]
COMMON += [
    "市政府办公室",
    "市发展改革委",
    "市卫生健康委",
    "市住房城乡建设局",
    "市市场监督管理局",
    "各县（区）政府",
    "市自然资源和规划局",
]
RARE = ["青禾海关", "青禾海事局", "市地震局", "市气象局", "市档案馆", "市供销社"]
"""Each stands in one plan of a hundred."""
OLD = "市国土资源局"
"""What 市自然资源和规划局 was called until March 2019."""
TOPICS = [
    "湿地保护",
    "污染防治",
    "安全生产",
    "乡村振兴",
    "营商环境",
    "数字政府",
    "就业促进",
    "养老服务",
    "食品安全",
    "防汛抗旱",
]
WORK = [
    "开展普查",
    "完善制度",
    "加强执法",
    "健全机制",
    "强化宣传",
    "推进整治",
    "建立台账",
    "严格考核",
    "保障经费",
    "组织培训",
]
SENTENCE = "组织开展全域普查，摸清底数，建立台账，每年更新一次，并向社会公布普查结果和主要问题。"


def plan(number: int, measures: int, seed: int = 0) -> str:
    """The data file of an invented plan: ten measures a section, three actions each, every eighth without a lead."""
    chosen = random.Random(f"{seed}/{number}")  # noqa: S311
    year = 2016 + number % 11
    names = [*COMMON, *(name for name in RARE if chosen.random() < 0.01)]
    if year < 2019:
        names[names.index("市自然资源和规划局")] = OLD
    lines = [
        f"plan:\n  title: 青禾市{chosen.choice(TOPICS)}工作责任分工方案\n  document_number: 青府办〔{year}〕{number}号",
        f"  issuer: 青禾市人民政府办公室\n  issued: {year}-{number % 12 + 1:02}-{number % 28 + 1:02}\nagencies:",
        *(f"  - {name}" for name in names),
        "sections:",
    ]
    for at in range(1, measures + 1):
        if at % 10 == 1:
            lines.append(
                f"  - number: {at // 10 + 1}\n    title: {chosen.choice(TOPICS)}（{at // 10 + 1}）\n    measures:"
            )
        lines += _measure(at, names, chosen)
    return "\n".join(lines) + "\n"


def _measure(at: int, names: list[str], chosen: random.Random) -> Iterator[str]:
    units = chosen.sample(names, 8)
    yield f"      - number: {at}\n        title: {chosen.choice(WORK)}"
    yield f"        text: |-\n          {SENTENCE}"
    yield f"          到{2026 + at % 5}年，{chosen.choice(TOPICS)}取得明显成效。"
    leads = 0 if at % 8 == 0 else 2
    yield f"        lead: [{', '.join(units[:leads])}]\n        responsible: [{', '.join(units[leads:])}]"
    if not leads:
        yield f"        deadline: {2026 + at % 5}年底前"
    yield "        actions:"
    for unit in units[:3]:
        yield f"          - text: {unit}牵头{chosen.choice(WORK)}，会同{units[5]}{SENTENCE}各责任单位按季度报送进展。"
        yield f"            lead: [{unit}]"


REGISTER = f"""agencies:
  - 市自然资源和规划局
  - {{name: {OLD}, until: 2019-03, renamed_to: 市自然资源和规划局}}
"""


def folder(path: Path, plans: int, measures: int = 32) -> None:
    """Write that many plans, a folder for each year, and the register of agencies above them."""
    for number in range(1, plans + 1):
        file = path / str(2016 + number % 11) / f"{number:05}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(plan(number, measures), "utf-8")
    (path / "agencies.yaml").write_text(REGISTER, "utf-8")


if __name__ == "__main__":
    folder(Path(sys.argv[1]), int(sys.argv[2]))
