"""What an imported circular became: the plan file, the doubts, the account of its characters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from bioresp.diagnostic import Checked, Code
from bioresp.query.places import Index, walk
from bioresp.query.tally import Tally
from bioresp.report.blocks import Block, Cell, Column, Heading, Paragraph, Report, Table, Verbatim, whole
from bioresp.report.findings import findings


class Became(NamedTuple):
    """A stretch of a source line, and what it became."""

    line: int
    text: str
    use: str
    said: str
    is_read: bool
    """False where it became nothing."""


def imported(plan_text: str, doubts: Checked, codes: dict[str, Code], counts: Mapping[str, int]) -> Report:
    """The plan file for people; for programs the doubts, and what the characters of the source became."""
    tables = findings([doubts], codes).tables
    columns = (Column("use", "用作"), Column("characters", "字数"))
    account = Table("account", columns, list(counts.items()))
    return Report("import", (Verbatim(plan_text.rstrip("\n")),), (*tables, account))


def summary(index: Index, counts: Mapping[str, int], doubts: int) -> str:
    """Two sentences: what was found, and what became of the source's characters."""
    measures = [entry.measure for entry in index.entries]
    sections = sum(section.is_heading for _, section in walk(index.plan))
    actions = sum(len(measure.actions) for measure in measures)
    assignments = sum(len(part.assignments) for measure in measures for part in measure.parts)
    used = "，".join(f"{use} {count}" for use, count in counts.items() if count or use == "没有读懂")
    return (
        f"读到 {sections} 个部分、{len(measures)} 项措施、{actions} 条举措，"
        f"{len(index.plan.agencies)} 个单位、{assignments} 次分工；"
        + (f"{doubts} 处存疑" if doubts else "没有存疑之处")
        + f"\n原文 {sum(counts.values())} 字（不计空白）：{used}"
    )


def account(source: str, index: Index, doubts: Checked, became: Iterable[Became], counts: Mapping[str, int]) -> Report:
    """The source line by line, each stretch beside what it became, with the doubts of its line."""
    said: dict[int, list[str]] = {}
    for each in doubts.findings:
        said.setdefault(each.position.line, []).append(f"{each.code} {each.message}")
    rows: list[tuple[Cell, ...]] = []
    last = 0
    for piece in became:
        here = said.pop(piece.line, []) if piece.line != last else []
        number = piece.line if piece.line != last else None
        use = whole(piece.use if piece.is_read else f"✘ {piece.use}")
        words = "；".join(filter(None, (piece.said, *(f"⚠ {each}" for each in here))))
        rows.append((number, piece.text, use, words))
        last = piece.line
    columns = (Column("line", "行"), Column("text", "原文"), Column("use", "用作"), Column("said", "读成、存疑"))
    table = Table("lines", columns, rows)
    blocks: list[Block] = [Heading(f"导入核对：{index.plan.title or source}")]
    blocks += [Paragraph(line) for line in summary(index, counts, len(doubts.findings)).split("\n")]
    blocks += [Heading("逐行对照", 2), table, Heading("单位", 2), _agencies(index)]
    return Report("import", tuple(blocks), (table,))


def _agencies(index: Index) -> Table:
    """Every unit with how often it stands in which role: what a reader checks last."""
    rows = [(load.agency.name, load.lead, load.responsible, load.supporting) for load in Tally([index]).loads]
    columns = (
        Column("agency", "单位"),
        Column("lead", "牵头"),
        Column("responsible", "责任"),
        Column("supporting", "配合"),
    )
    return Table("agencies", columns, rows)
