"""The list of plans (方案一览)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from bioresp.report.blocks import Cell, Column, Report, Table, whole


class Listed(NamedTuple):
    """A plan of the list."""

    key: str
    """What it is called in references."""
    document_number: str
    title: str
    issuer: str
    issued: date | None
    measures: int
    actions: int
    agencies: int
    errors: int
    warnings: int
    path: str


def plans(listed: Sequence[Listed]) -> Report:
    """Each plan with its number, title, date, counts and findings."""
    rows: list[tuple[Cell, ...]] = []
    for each in listed:
        issued = each.issued.isoformat() if each.issued else None
        counts = (each.measures, each.actions, each.agencies)
        said = (each.document_number, each.title, each.issuer, issued, *counts, each.errors, each.warnings, each.path)
        shown = (whole(each.key), each.title, whole(issued or "—"), *counts, _found(each))
        rows.append((each.key, *said, *shown))
    keys = ("plan", "document_number", "title", "issuer", "issued", "measures", "actions", "agencies")
    labels = ("文号", "标题", "成文日期", "措施", "举措", "单位", "检查发现")
    columns = [Column(key, "") for key in (*keys, "errors", "warnings", "path")]
    table = Table("plans", (*columns, *(Column("", label) for label in labels)), rows)
    return Report("plans", (table,), (table,))


def _found(each: Listed) -> str:
    counts = [f"{each.errors} 个错误"] * (each.errors > 0) + [f"{each.warnings} 个警告"] * (each.warnings > 0)
    return "，".join(counts) or "没有"
