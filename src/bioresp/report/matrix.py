"""The responsibility matrix (责任矩阵): as the list that circulars annex, or as a grid of measures and agencies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bioresp.model import Role
from bioresp.query.places import Entry, Index, spaced
from bioresp.query.places import Heading as Above
from bioresp.report.blocks import Block, Cell, Column, Heading, HeatMap, Paragraph, Report, Table
from bioresp.report.ledger import assignments, ledger
from bioresp.report.measures import measures_table, people, sentence

MARKS = {Role.LEAD: "●", Role.RESPONSIBLE: "○", Role.SUPPORTING: "△"}


def matrix(index: Index, entries: Sequence[Entry], layout: str, columns: int | None, filtered: str) -> Report:
    """The matrix of the measures, ready to paste into a circular: title, document number, table, legend, filters.

    Args:
        columns: Agencies that a table of the grid holds at most; None for all in one.
        filtered: The filters in force, in words; empty where there are none.
    """
    plan = index.plan
    blocks: list[Block] = [Heading(plan.title)]
    if plan.document_number:
        blocks.append(Paragraph(plan.document_number, part="number"))
    agencies = _agencies(index, entries)
    if layout == "grid":
        step = columns or len(agencies) or 1
        parts = [agencies[at : at + step] for at in range(0, len(agencies), step)] or [[]]
        blocks += [_grid(index, entries, part) for part in parts]
        tables: tuple[Table, ...] = (_grid(index, entries, agencies), measures_table(entries))
    else:
        blocks.append(_list(entries))
        tables = (measures_table(entries),)
    blocks += [Paragraph(line) for line in _legend(index, entries, layout, filtered)]
    other = _list(entries) if layout == "grid" else _grid(index, entries, agencies)
    annexes = (other, assignments(index, entries), ledger(entries))
    picture = _picture(index, entries, agencies)
    return Report("matrix", tuple(blocks), tables, names_plan=True, is_annex=True, picture=picture, annexes=annexes)


def _picture(index: Index, entries: Sequence[Entry], agencies: Sequence[str]) -> HeatMap:
    grid = _grid(index, entries, agencies)
    shown = len(grid.columns) - len(agencies)
    rows = tuple((str(row[shown - 1]), tuple(map(str, row[shown:]))) for row in grid.rows)
    present = {each.role for entry in entries for each in entry.measure.assignments}
    legend = tuple((mark, role.label) for role, mark in MARKS.items() if role in present)
    return HeatMap(index.plan.title, tuple(agencies), rows, legend)


def _list(entries: Sequence[Entry]) -> Table:
    """The measures; a row with nothing but its title goes before those of a section."""
    facts = people(entries)
    rows: list[tuple[Cell, ...]] = []
    above: tuple[Above, ...] = ()
    for entry in entries:
        if entry.headings != above:
            above = entry.headings
            title = "　".join(spaced(each.label, each.section.title) for each in above)
            rows.append((title, *("" for _ in facts[1:])))
        rows.append(tuple(fact.of(entry) for fact in facts))
    return Table("matrix", tuple(fact.column for fact in facts), rows, "责任分工表")


def _agencies(index: Index, entries: Sequence[Entry]) -> list[str]:
    """The agencies that stand in the measures, in the order of the register."""
    present = index.canonical(each.agency for entry in entries for each in entry.measure.assignments)
    return [name for name in index.register if name in present]


def _grid(index: Index, entries: Sequence[Entry], agencies: Sequence[str]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for entry in entries:
        marks: dict[str, str] = {}
        for role, mark in MARKS.items():
            for name in index.canonical(each.agency for each in entry.measure.assignments if each.role is role):
                marks[name] = marks.get(name, "") + mark
        cells = (marks.get(name, "") for name in agencies)
        rows.append((entry.measure.number, entry.label, entry.title, entry.ref, entry.heading, *cells))
    keys = ("measure", "label", "title", "ref")
    columns: tuple[Column, ...] = (*(Column(key, "") for key in keys), Column("", "措施"))
    columns += tuple(Column(name, name, mark=True) for name in agencies)
    return Table("grid", columns, rows, "对照表", _signs(entries))


def _signs(entries: Sequence[Entry]) -> str:
    """What the signs mean that occur."""
    present = {each.role for entry in entries for each in entry.measure.assignments}
    return "注：" + "　".join(f"{mark} {role.label}" for role, mark in MARKS.items() if role in present)


def _legend(index: Index, entries: Sequence[Entry], layout: str, filtered: str) -> Iterable[str]:
    if layout == "grid":
        yield _signs(entries)
        if renamed := [
            f"{name}原文写作{'、'.join(spelt)}" for name in index.register if (spelt := index.spellings(name))
        ]:
            yield f"单位名称用现名：{'；'.join(renamed)}。"
    elif any(entry.measure.is_read and not entry.measure.lead for entry in entries):
        yield "注：“未列”指原文没有列出牵头单位。"
    if index.plan.standing:
        yield f"通用说明：{sentence(index.plan.standing.text)}"
    if filtered:
        yield f"筛选：{filtered}"
