"""What of GB/T 9704-2012 holds in a Word file, clause by clause."""

from __future__ import annotations

from collections.abc import Sequence

from bioresp.paper import Status, Verdict
from bioresp.report.blocks import Block, Cell, Column, Fields, Heading, Report, Table

WORDS = {Status.HOLDS: "符合", Status.FAILS: "不符合", Status.LOOK: "请人看"}


def paper(path: str, verdicts: Sequence[Verdict]) -> Report:
    """A row for each clause; — where the standard has no clause and the matter is one of Word files."""
    rows: list[tuple[Cell, ...]] = [
        (clause.key, clause.number, clause.number or "—", clause.title, clause.asks, status.value, WORDS[status], said)
        for clause, status, said in verdicts
    ]
    columns = (
        Column("clause", ""),
        Column("number", ""),
        Column("", "条"),
        Column("title", "项目"),
        Column("asks", "要求"),
        Column("status", ""),
        Column("", "结论"),
        Column("said", "说明"),
    )
    table = Table("clauses", columns, rows)
    blocks: tuple[Block, ...] = (
        Heading("GB/T 9704-2012 核对"),
        Fields((("文件", path), ("结论", counted(verdicts)))),
        table,
    )
    return Report("check-paper", blocks, (table,))


def counted(verdicts: Sequence[Verdict]) -> str:
    found = [verdict.status for verdict in verdicts]
    return "，".join(f"{word} {found.count(status)} 项" for status, word in WORDS.items())
