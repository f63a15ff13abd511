"""What changed from one plan to another: told to bureaus, with the texts marked, and who gained and lost what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from bioresp.comparison import Added, Change, Moved, Reassigned, Removed, Renumbered, Reordered, Respelled
from bioresp.model import Role
from bioresp.report.blocks import Block, Cell, Column, Heading, Paragraph, Report, Table, whole
from bioresp.report.changes import rows
from bioresp.report.changes.sides import Sides
from bioresp.report.changes.wording import told

__all__ = ["Sides", "changes", "counts"]


def changes(found: Sides, names: tuple[str, str], agency: str = "") -> Report:
    """All changes; with an agency only those that were chosen for it, and what it gained and lost.

    Args:
        names: What the two plans are called: their files.
    """
    gains = _gains(found, agency)
    blocks: list[Block] = [*_head(found, names, agency), *told(found)]
    if gains.rows:
        blocks += [Heading("各单位增减", 2), gains]
    return Report("diff", tuple(blocks), (rows.table(found), gains, _plans(found, names)))


def _head(found: Sides, names: tuple[str, str], agency: str) -> Iterator[Block]:
    title = found.new.index.plan.title or found.old.index.plan.title
    yield Heading(f"{title}：修改情况")
    for word, side, name in (("原", found.old, names[0]), ("现", found.new, names[1])):
        number = side.index.plan.document_number
        yield Paragraph(f"{word}：{name}" + (f"（{number}）" if number else ""), "quiet")
    if agency:
        yield Paragraph(f"筛选：{agency}", "quiet")
    yield Paragraph(_summary(found) if found.changes else f"没有{'与它有关的' if agency else ''}不同。")


# --- counts -------------------------------------------------------------------------------------------------------

_KINDS = {
    "plan": "方案",
    "agency": "单位名录",
    "section": "部分",
    "measure": "措施",
    "action": "举措",
    "role": "分工",
}
"""What changes are about; notice and standing note are of the plan."""


class Counted(NamedTuple):
    """How many changes there are of each kind."""

    added: int = 0
    removed: int = 0
    changed: int = 0


def _counted(found: Sides) -> dict[str, Counted]:
    """Numbers that only run on are not counted; the order of the register is one change."""
    acts = Counter(filter(None, (_act(found, change) for change in found.changes)))
    if acts.pop(("agency", "moved"), 0):
        acts["agency", "changed"] += 1
    return {kind: Counted(*(acts[kind, act] for act in Counted._fields)) for kind in _KINDS}


def _act(found: Sides, change: Change) -> tuple[str, str] | None:
    """What a change is about, and what it does to it."""
    match change:
        case Renumbered(numbers, follows):
            return None if follows else (_of(found, numbers[0].key), "changed")
        case Reassigned(_, _, before, after):
            if found.kept(change):
                return "role", "changed"
            return "role", "changed" if before and after else "added" if after else "removed"
        case Respelled() | Reordered():
            return "role", "changed"
        case Added() | Removed():
            return _of(found, change.key), "added" if isinstance(change, Added) else "removed"
    is_order = isinstance(change, Moved) and _of(found, change.key) == "agency"
    return _of(found, change.key), "moved" if is_order else "changed"


def _of(found: Sides, key: int) -> str:
    of = rows.OF[type(found.value(key))]
    return of if of in _KINDS else "plan"


def _summary(found: Sides) -> str:
    """共 9 处：新增 2，删除 1，调整 6."""
    added, removed, changed = (sum(each) for each in zip(*_counted(found).values(), strict=True))
    total = added + removed + changed
    shifts = sum(isinstance(change, Renumbered) and change.follows for change in found.changes)
    beside = "；编号有顺延" if shifts else ""
    return f"共 {total} 处不同：新增 {added}，删除 {removed}，调整 {changed}{beside}。"


def counts(found: Sides, names: tuple[str, str], agency: str = "") -> Report:
    """How much changed, of what kind; and how much for each agency."""
    columns = (
        Column("of", ""),
        Column("", "内容"),
        Column("added", "新增"),
        Column("removed", "删除"),
        Column("changed", "调整"),
    )
    table = Table("counts", columns, [(kind, _KINDS[kind], *counted) for kind, counted in _counted(found).items()])
    gains = _gains(found, agency)
    numbers: list[tuple[Cell, ...]] = [
        (row[0], *(len(cell) for cell in row[1:] if isinstance(cell, tuple))) for row in gains.rows
    ]
    agencies = Table("agencies", gains.columns, numbers)
    blocks: list[Block] = [*_head(found, names, agency), table]
    if numbers:
        blocks += [Heading("各单位增减", 2), agencies]
    return Report("diff", tuple(blocks), (table, agencies, _plans(found, names)))


def _plans(found: Sides, names: tuple[str, str]) -> Table:
    """Which two plans were compared."""
    keys = ("side", "title", "document_number", "issuer", "issued", "path")
    told: list[tuple[Cell, ...]] = []
    for word, side, name in (("old", found.old, names[0]), ("new", found.new, names[1])):
        plan = side.index.plan
        issued = plan.issued.isoformat() if plan.issued else None
        told.append((word, plan.title, plan.document_number, plan.issuer, issued, name))
    return Table("plans", tuple(Column(key, "") for key in keys), told)


# --- agencies -----------------------------------------------------------------------------------------------------


def _gains(found: Sides, agency: str) -> Table:
    """Who gained and lost what: the measures and actions with the role, in the order of the register."""
    gained: dict[str, tuple[list[str], list[str], list[str]]] = {}
    turns = [each for change in found.changes for each in _turns(found, change)]
    turns += _turns_of_note(found)
    for name, at, words in turns:
        if agency in ("", name):
            gained.setdefault(name, ([], [], []))[at].append(words)
    order = {name: at for at, name in enumerate((*found.new.index.register, *found.old.index.register))}
    ordered = sorted(gained, key=lambda name: order.get(name, len(order)))
    columns = (Column("agency", "单位"), Column("gained", "新增"), Column("changed", "调整"), Column("lost", "删除"))
    return Table("agencies", columns, [(whole(name), *map(tuple, gained[name])) for name in ordered])


def _turns(found: Sides, change: Change) -> Iterator[tuple[str, int, str]]:
    """Agencies with which column it is, and the words there."""
    match change:
        case Reassigned() if found.kept(change):
            return  # told of the measure that was split off or merged
        case Reassigned(key, name, before, after):
            words = "→".join(seat.role.word for seat in (before, after) if seat)
            place = found.cite(key) if after else found.was(key)
            yield name, 1 if before and after else 0 if after else 2, place + words
        case Added():
            origin = f"（由原{found.old.cite(change.split_from)}拆出）" if change.split_from is not None else ""
            for each in found.carried(change):
                words = each.entry.cite(each.action) + _ground(each.role)
                yield each.agency, 1 if each.stays else 0, words + (origin if each.stays else "")
        case Removed():
            into = f"（并入现{found.new.cite(change.merged_into)}）" if change.merged_into is not None else ""
            for each in found.carried(change):
                words = f"原{each.entry.cite(each.action)}{_ground(each.role)}"
                yield each.agency, 1 if each.stays else 2, words + (into if each.stays else "")


def _turns_of_note(found: Sides) -> Iterator[tuple[str, int, str]]:
    """Yield the same for agencies that the standing note binds only now, or no longer."""
    for name, key, is_now in found.noted():
        place = found.cite(key) if is_now else found.was(key)
        yield name, 0 if is_now else 2, place + _ground(None)


def _ground(role: Role | None) -> str:
    """A role in a word; the standing note gives none."""
    return role.word if role else "依通用说明"
