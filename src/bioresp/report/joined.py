"""The reports of several plans as one: each under its plan's name, tables put together with a column for the plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bioresp.model import Plan
from bioresp.query.places import Index
from bioresp.report.blocks import Block, Cell, Column, Heading, Report, Table

_PLAN = Column("plan", "")
NO_PLAN = Index(Plan(""))
"""What a report of nothing is made from: it has the tables, without rows."""
_NOTHING = Report("", (), ())


def joined(parts: Sequence[tuple[Index, Report]], none: Report = _NOTHING) -> Report:
    """One report of the reports of several plans, which are the same question's.

    Args:
        parts: The report of each plan; a plan without a key is alone, and its report is the answer as it is.
        none: The report where no plan has anything to say.
    """
    if parts and not parts[0][0].key:
        return parts[0][1]
    blocks: list[Block] = []
    for index, report in parts:
        blocks += [] if report.names_plan else [Heading(headline(index))]
        blocks += report.blocks
    first = parts[0][1] if parts else none
    tables = together([(index, report.tables) for index, report in parts], none.tables)
    made = first._replace(blocks=tuple(blocks), tables=tables)
    if len(parts) < 2:
        return made
    annexes = _same([(index, report.annexes) for index, report in parts])
    return made._replace(picture=None, annexes=tuple(_one(each, "方案") for each in annexes))


def headline(index: Index) -> str:
    """A plan's title and document number; among others that have the same one, its file too."""
    plan = index.plan
    path = index.path if index.key and index.key != plan.document_number else ""
    besides = "，".join(filter(None, (plan.document_number, path)))
    return f"{plan.title}（{besides}）" if besides else plan.title


def together(parts: Sequence[tuple[Index, Sequence[Table]]], none: Sequence[Table] = ()) -> tuple[Table, ...]:
    """Tables of several plans: those of one name put together, with a first column for the plan; then the plans.

    Args:
        parts: The tables of each plan; a plan without a key is alone, and its rows need no such column.
        none: The tables, empty, where there is no plan.
    """
    if not parts:
        made = [table._replace(columns=(_PLAN, *table.columns), rows=()) for table in none]
    else:
        made = [_one(each) for each in _same(parts)]
        if not parts[0][0].key:
            return tuple(made)
    return (*made, plans_table([index for index, _ in parts]))


def _same(parts: Sequence[tuple[Index, Sequence[Table]]]) -> Iterable[Sequence[tuple[Index, Table]]]:
    """The tables of each name, with their plans."""
    same: dict[str, list[tuple[Index, Table]]] = {}
    for index, tables in parts:
        for table in tables:
            same.setdefault(table.name, []).append((index, table))
    return same.values()


def _one(same: Sequence[tuple[Index, Table]], label: str = "") -> Table:
    columns = tuple(dict.fromkeys(column for _, table in same for column in table.columns))
    whose = (_PLAN._replace(label=label),) if same[0][0].key else ()
    rows = [row for index, table in same for row in _rows(index, table, columns)]
    return same[0][1]._replace(columns=(*whose, *columns), rows=rows)


def _rows(index: Index, table: Table, columns: Sequence[Column]) -> Iterable[tuple[Cell, ...]]:
    whose = (index.key,) if index.key else ()
    at = {column: place for place, column in enumerate(table.columns)}
    places = [(at.get(column), column.key == "ref" and bool(index.key)) for column in columns]
    for row in table.rows:
        cells = ((None if place is None else row[place], is_ref) for place, is_ref in places)
        yield (*whose, *(f"{index.key}/{cell}" if cell and is_ref else cell for cell, is_ref in cells))


def plans_table(indexes: Iterable[Index]) -> Table:
    """The plans that an answer is from."""
    keys = ("plan", "title", "document_number", "issuer", "issued", "path")
    rows: list[tuple[Cell, ...]] = []
    for index in {index.path: index for index in indexes}.values():
        plan = index.plan
        issued = plan.issued.isoformat() if plan.issued else None
        rows.append((index.key, plan.title, plan.document_number, plan.issuer, issued, index.path))
    return Table("plans", tuple(Column(key, "") for key in keys), rows)
