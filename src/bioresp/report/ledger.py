"""Tables to go on working with: every assignment on a row of its own, and the ledger (台账) to fill in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bioresp.model import Action, Measure, Role, agencies_in
from bioresp.query.places import Entry, Index, spaced
from bioresp.report.blocks import Cell, Column, Table


def assignments(index: Index, entries: Sequence[Entry]) -> Table:
    """One row for each unit in a role of a measure or of an action: what a pivot table is made from."""
    rows: list[tuple[Cell, ...]] = []
    for entry in entries:
        for part in entry.measure.parts:
            action = part if isinstance(part, Action) else None
            words = action.text if action else ""
            rows += [
                (
                    index.plan.document_number,
                    _section(entry),
                    entry.measure.number,
                    entry.label,
                    entry.title,
                    action.number if action else None,
                    index.names[each.agency],
                    each.role.word,
                    part.deadline,
                    words,
                )
                for each in part.assignments
            ]
    deadline = "时限" if any(row[8] for row in rows) else ""
    labels = ("文号", "部分", "措施号", "编号", "措施", "举措号", "单位", "角色", deadline, "举措")
    keys = ("document", "section", "measure", "label", "title", "action", "agency", "role", "deadline", "text")
    return Table("assignments", tuple(map(Column, keys, labels)), rows, "分工明细")


def ledger(entries: Iterable[Entry]) -> Table:
    """One row for each measure and each action, with empty columns for progress, date and person."""
    rows = [row for entry in entries for row in _ledger_rows(entry)]
    stated = "原定时限" if any(row[5] for row in rows) else ""
    labels = ("编号", "措施、举措", *(role.label for role in Role), stated, "完成时限", "责任人", "进展")
    return Table("ledger", tuple(Column("", label) for label in labels), rows, "台账")


def _ledger_rows(entry: Entry) -> Iterator[tuple[Cell, ...]]:
    yield (entry.label, entry.title, *_who(entry.measure), "", "", "")
    for action in entry.measure.actions:
        yield (entry.cite(action), action.text, *_who(action), "", "", "")


def _who(part: Measure | Action) -> tuple[Cell, ...]:
    return (*(agencies_in(part.assignments, role) for role in Role), part.deadline)


def _section(entry: Entry) -> str:
    return "　".join(spaced(each.label, each.section.title) for each in entry.headings)
