"""The changes as programs read them: one row for each, with what was and what is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from bioresp.comparison import (
    Added,
    Change,
    Edited,
    Moved,
    Number,
    Reassigned,
    Removed,
    Renumbered,
    Reordered,
    Respelled,
)
from bioresp.model import Action, Agency, Assignment, Measure, Notice, Plan, Section, Standing
from bioresp.report.blocks import Cell, Column, Table
from bioresp.report.changes.sides import Side, Sides

OF = {
    Plan: "plan",
    Notice: "notice",
    Standing: "standing",
    Agency: "agency",
    Section: "section",
    Measure: "measure",
    Action: "action",
}
EDITS = {"title": "retitled", "text": "reworded", "name": "renamed", "number": "renumbered"}
"""What an edit is called; one of another field is `changed`."""

KEYS = ("kind", "section", "measure", "agency", "before", "after", "action", "field", "place", "ref")


def table(sides: Sides) -> Table:
    """Every change; of names respelled and of numbers that run on, one row for each place.

    The units of a measure or an action that came or went have rows of their own behind its row.
    """
    rows = [row for change in sides.changes for row in _rows(sides, change)]
    return Table("changes", tuple(Column(key, "") for key in KEYS), rows)


def _rows(sides: Sides, change: Change) -> Iterator[tuple[Cell, ...]]:
    match change:
        case Renumbered(numbers, follows):
            for number in numbers:
                kind = "number_shifted" if follows else _kind(sides, number.key, "number")
                yield _row(sides, kind, number.key, *number_words(sides, number), field=number.field)
        case Respelled(agency, before, after, seats):
            for key, *_ in seats:
                yield _row(sides, "name_respelled", key, before, after, agency)
        case Reassigned(key, agency, before, after):
            act = "changed" if before and after else "added" if after else "removed"
            roles = (before and before.role.value, after and after.role.value)
            if sides.kept(change):
                act, roles = "moved", (roles[0] or roles[1],) * 2
            yield _row(sides.at(key) if after else sides.old, f"role_{act}", key, *roles, agency)
        case Reordered(key, before, after):
            yield _row(sides, "names_reordered", key, said(before), said(after))
        case _:
            yield _part(sides, change)
            if isinstance(change, Added | Removed):
                yield from _carried(sides, change)


def _carried(sides: Sides, change: Added | Removed) -> Iterator[tuple[Cell, ...]]:
    """Units gained or lost their role; role_moved where they have it in the measure split, or merged into, too."""
    for each in sides.carried(change):
        if each.role is None:
            continue  # the standing note assigns no role
        role, came = each.role.value, isinstance(change, Added)
        kind = "role_moved" if each.stays else "role_added" if came else "role_removed"
        before, after = (role if each.stays or not came else None), (role if each.stays or came else None)
        row = dict(zip(KEYS, _row(sides, kind, change.key, before, after, each.agency), strict=True))
        row |= {"action": each.action.number if each.action else None, "place": each.entry.cite(each.action)}
        yield tuple(row.values())


def _part(sides: Sides, change: Added | Removed | Moved | Edited) -> tuple[Cell, ...]:
    key = change.key
    of = OF[type(sides.value(key))]
    agency = sides.value(key).name if of == "agency" else None
    match change:
        case Added(_, value, _, origin):
            act = "added" if origin is None else "split"
            before = None if origin is None else sides.old.cite(origin)
            return _row(sides, f"{of}_{act}", key, before, brief(value), agency)
        case Removed(_, value, into):
            act, after = ("removed", None) if into is None else ("merged", sides.new.cite(into))
            return _row(sides, f"{of}_{act}", key, brief(value), after, agency)
        case Moved():
            return _row(sides, f"{of}_moved", key, place(sides.old, key), place(sides.new, key), agency)
        case Edited(_, field, before, after):
            kind = _kind(sides, key, field)
            return _row(sides, kind, key, said(before), said(after), agency, field)


def _kind(sides: Sides, key: int, field: str) -> str:
    return f"{OF[type(sides.value(key))]}_{EDITS.get(field, 'changed')}"


def _row(
    on: Sides | Side,
    kind: str,
    key: int,
    before: Cell,
    after: Cell,
    agency: str | None = None,
    field: str | None = None,
) -> tuple[Cell, ...]:
    """A row on a part: as the new plan has it where it is there, or as one of the plans has it."""
    side = on.at(key) if isinstance(on, Sides) else on
    entry, action, above = side.entry(key), side.action(key), side.headings(key)
    section = above[-1].section.number if above else None
    measure, ref = (entry.measure.number, entry.ref) if entry else (None, None)
    number, cite = action.number if action else None, side.cite(key) or None
    return kind, section, measure, agency, before, after, number, field, cite, ref


# --- values in words ----------------------------------------------------------------------------------------------


def said(value: Any) -> str | None:
    """A value as a text; None for nothing."""
    match value:
        case None | "" | ():
            return None
        case date():
            return value.isoformat()
        case tuple():
            words = [each.agency if isinstance(each, Assignment) else str(each) for each in value]
            return (" " if any("、" in each for each in words) else "、").join(words)
    return str(value)


def brief(value: Any) -> str:
    """A part by its name: a title, a sentence."""
    if isinstance(value, Agency):
        return value.name
    return getattr(value, "title", "") or value.text


def place(side: Side, key: int) -> str:
    """Where a part stands: a measure in a section, an action in a measure, a unit of the register behind another."""
    node = side.nodes[key]
    if node.kind is Agency:
        at = node.siblings.index(node)
        return f"{node.siblings[at - 1].value.name}之后" if at else "最前"
    return side.cite(key) if node.kind is Action else side.above(key)


def number_words(sides: Sides, number: Number) -> tuple[str | None, str | None]:
    """The label before and after; of the standing note the reference."""
    if number.field != "number":
        return said(number.before), said(number.after)
    before, after = (_label(side, number.key) for side in (sides.old, sides.new))
    return before or None, after or None


def _label(side: Side, key: int) -> str:
    """The number of a part as it is written; of an action without the measure's."""
    entry, action = side.entry(key), side.action(key)
    if entry:
        return entry.action_label(action) if action else entry.label
    headings = side.headings(key)
    return headings[-1].label if headings else ""
