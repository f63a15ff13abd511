"""The changes as a clerk writes them to the bureaus: part by part, in office words, with the texts marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import groupby
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
from bioresp.model import LEVELS, Action, Agency, Measure, Notice, Plan, Role, Section, Standing, agencies_in
from bioresp.query.places import Entry, Index, spaced
from bioresp.report.blocks import Block, Cell, Fields, Heading, Paragraph, Text, plain
from bioresp.report.changes.redline import deleted, inserted, relisted, replaced, reworded
from bioresp.report.changes.rows import brief, number_words, place, said
from bioresp.report.changes.sides import Side, Sides
from bioresp.report.measures import named, said_of, said_of_action

FIELDS = {
    "title": "标题",
    "text": "正文",
    "document_number": "发文字号",
    "issuer": "发文机关",
    "signatory": "落款署名",
    "issued": "成文日期",
    "addressees": "主送机关",
    "preamble": "开头",
    "closing": "结尾",
    "remarks": "附注",
    "numbering": "编号样式",
    "deadline": "完成时限",
    "note": "备注",
    "aliases": "别名",
    "level": "层级",
    "until": "存续到",
    "renamed_to": "更名为",
    "merged_into": "并入",
    "name": "名称",
    "agencies": "所约束的单位",
    "stated_in": "所在措施",
    "number": "编号",
}

_WORDY = {"title", "text", "preamble", "closing", "remarks", "note"}
"""Their words are marked; a shorter value is another as a whole."""

Row = tuple[str, Cell]
Part = int | str
"""A measure by its key, or one of plan, register, sections."""


def told(sides: Sides) -> Iterator[Block]:
    """The plan and its parts, then the measures that came, went and changed; numbers that run on last."""
    wide: list[Renumbered] = []
    spelled: list[Respelled] = []
    parts: dict[Part, list[Change]] = {}
    for change in sides.changes:
        match change:
            case Renumbered(numbers, True) if not sides.new.action(numbers[0].key):
                wide.append(change)
            case Respelled():
                spelled.append(change)
            case _:
                parts.setdefault(_part(sides, change), []).append(change)
    yield from _titled("方案", _rows(sides, parts.pop("plan", [])))
    yield from _titled("单位名录", _register(sides, parts.pop("register", [])))
    yield from _titled("各部分", _rows(sides, parts.pop("sections", [])))
    yield from _measures(sides, {key: found for key, found in parts.items() if isinstance(key, int)})
    yield from _titled("名称写法", [_respelled(sides, change) for change in spelled])
    if wide:
        yield Heading("编号顺延", 2)
        yield Paragraph("；".join(_shifted(sides, change) for change in wide) + "。", "quiet")


def _register(sides: Sides, changes: list[Change]) -> list[Row]:
    """The lines on the register; its order is one."""
    moved = tuple(sides.value(change.key).name for change in changes if isinstance(change, Moved))
    rows = _rows(sides, [change for change in changes if not isinstance(change, Moved)])
    return [*rows, ("次序有变", moved)] if moved else rows


def _titled(title: str, rows: list[Row]) -> Iterator[Block]:
    if rows:
        yield from (Heading(title, 2), Fields(tuple(rows)))


def _key(change: Change) -> int:
    return change.numbers[0].key if isinstance(change, Renumbered) else change.key  # type: ignore[union-attr]


def _part(sides: Sides, change: Change) -> Part:
    """The part of the report that tells a change."""
    key = _key(change)
    measure = sides.at(key).measure(key)
    if measure is not None:
        return measure
    return {Agency: "register", Section: "sections"}.get(type(sides.value(key)), "plan")


# --- measures -----------------------------------------------------------------------------------------------------


def _measures(sides: Sides, parts: dict[int, list[Change]]) -> Iterator[Block]:
    came = [key for key in sides.new.keys(Measure) if key in parts and key not in sides.old]
    went = [key for key in sides.old.keys(Measure) if key in parts and key not in sides.new]
    stayed = [key for key in sides.new.keys(Measure) if key in parts and key in sides.old]
    for word, keys in (("新增", came), ("删除", went), ("调整", stayed)):
        if keys:
            yield Heading(f"{word}措施（{len(keys)} 项）", 2)
        for key in keys:
            if word == "调整":
                yield from _adjusted(sides, key, parts[key])
            else:
                yield from _whole(sides, key, parts[key])


def _whole(sides: Sides, key: int, changes: list[Change]) -> Iterator[Block]:
    """A measure that is new or gone, all of it marked so; what of it came from elsewhere is told below."""
    side, mark = (sides.new, inserted) if key in sides.new else (sides.old, deleted)
    entry = side.entry(key)
    assert entry is not None
    yield Heading(mark(side.index, spaced(sides.cite(key), entry.title)), 3)
    rest = []
    for change in changes:
        match change:
            case Added(each, Measure() as value, _, origin) if each == key:
                if origin is not None:
                    yield Paragraph(f"由原{sides.old.cite(origin)}拆出，其余见{sides.new.cite(origin)}", "quiet")
                yield from _text(side.index, entry, value, mark)
            case Removed(each, Measure() as value, into) if each == key:
                if into is not None:
                    yield Paragraph(f"并入现{sides.new.cite(into)}", "quiet")
                yield from _text(side.index, entry, value, mark)
            case _:
                rest.append(change)
    yield Fields(tuple(_rows(sides, rest)))


Mark = Callable[[Index, str], Text]


def _text(index: Index, entry: Entry, measure: Measure, mark: Mark) -> Iterator[Block]:
    yield from (Paragraph(mark(index, line)) for line in measure.text.split("\n") if line)
    yield Fields(tuple((label, mark(index, plain(value).value)) for label, value in said_of(index, entry)))
    for action in measure.actions:
        yield from _action(index, entry, action, mark)


def _action(index: Index, entry: Entry, action: Action, mark: Mark) -> Iterator[Block]:
    yield Paragraph(mark(index, spaced(entry.action_label(action), action.text)))
    yield Fields(tuple((label, mark(index, plain(value).value)) for label, value in said_of_action(index, action)))


def _adjusted(sides: Sides, key: int, changes: list[Change]) -> Iterator[Block]:
    """A measure that changed: where it stood, who came and went, its texts with the words marked."""
    before, after = sides.old.entry(key), sides.new.entry(key)
    assert before is not None
    assert after is not None
    title = plain(after.title)
    for change in changes:
        if isinstance(change, Edited) and (change.key, change.field) == (key, "title"):
            title = reworded(sides, change.before, change.after)
    head = spaced(after.cite(), after.title)[: -len(after.title) or None]
    yield Heading(title.behind(head), 3)
    if before.path != after.path:
        yield Paragraph(f"原{before.cite()}", "quiet")
    yield Fields(tuple(_rows(sides, changes)))


# --- one change, one or more lines --------------------------------------------------------------------------------


def _rows(sides: Sides, changes: list[Change]) -> list[Row]:
    """The lines on the changes of a part: first what concerns all of it, then its actions in their order."""

    def order(change: Change) -> tuple[int, int, bool, bool]:
        key = _key(change)
        action = sides.at(key).action(key)
        at = (action.number or 1, key) if action else (0, 0)
        return *at, not isinstance(change, Moved), not _is_on_list(change)

    rows: list[Row] = []
    for (key, is_on_list), run in groupby(sorted(changes, key=order), lambda each: (_key(each), _is_on_list(each))):
        rows += [row for change in run for row in _told(sides, change)]
        if is_on_list:
            rows += _lists(sides, key)
    return rows


def _is_on_list(change: Change) -> bool:
    return isinstance(change, Reassigned | Reordered)


def _told(sides: Sides, change: Change) -> Iterator[Row]:
    match change:
        case Reassigned(key, _, before, after):
            seat = after or before
            assert seat is not None
            place = sides.cite(key) if after else sides.was(key)
            kept = sides.kept(change)
            said = f"{kept}（{seat.role.label}）" if kept else _role(before and before.role, after and after.role)
            yield f"{place}{seat.agency}", said
        case Reordered(key):
            yield f"{sides.new.cite(key)}名单", "次序有变"
        case Renumbered(numbers, follows):
            yield from _numbered(sides, numbers, follows=follows)
        case Moved(key):
            yield _moved(sides, key)
        case Edited():
            yield from _edited(sides, change)
        case Added(key, value):
            yield _name(sides, key) or "新增", inserted(sides.new.index, _said_whole(value))
            yield from _aside(sides.new, key, inserted)
        case Removed(key, value):
            yield _name(sides, key) or "删除", deleted(sides.old.index, _said_whole(value))
            yield from _aside(sides.old, key, deleted)


def _role(before: Role | None, after: Role | None) -> str:
    if before and after:
        return f"{before.word}→{after.word}"
    return f"新增（{after.label}）" if after else f"删除（原为{before.label}）" if before else ""


def _lists(sides: Sides, key: int) -> Iterator[Row]:
    """The lists of a measure that changed, marked; an action says its units in its sentence."""
    if sides.new.action(key):
        return
    old, new = sides.old.nodes[key].value.assignments, sides.new.nodes[key].value.assignments
    for role in Role:
        before, after = agencies_in(old, role), agencies_in(new, role)
        if before != after:
            yield role.label, relisted(sides, before, after)


def _moved(sides: Sides, key: int) -> Row:
    """Where a part came from; an action that came from another measure with its words."""
    action = sides.new.action(key)
    before, after = place(sides.old, key), place(sides.new, key)
    if action and sides.old.measure(key) != sides.new.measure(key):
        return f"{sides.new.cite(key)}（由原{before}移来）", named(sides.new.index, action.text)
    if action:
        return sides.new.cite(key), f"原为{before}"
    name = "" if isinstance(sides.value(key), Measure) else _name(sides, key)
    return f"{name}位置", f"由“{before}”移到“{after}”" if before != after else "次序有变"


def _edited(sides: Sides, change: Edited) -> Iterator[Row]:
    key, field, before, after = change.key, change.field, change.before, change.after
    part = sides.value(key)
    if isinstance(part, Measure) and field == "title":
        return  # its heading shows it
    label = "" if isinstance(part, Action) and field == "text" else FIELDS[field]
    match part:
        case Agency(name):
            label = "更名" if field == "name" else name + label
        case Plan() if field == "title":
            label = "方案标题"
        case Notice() | Standing() | Section() | Action():
            label = _name(sides, key) + label
    if isinstance(before, tuple) and field != "numbering":
        yield label, relisted(sides, before, after)
    else:
        change_of = reworded if field in _WORDY else replaced
        yield label, change_of(sides, _written(field, before), _written(field, after))


def _written(field: str, value: Any) -> str:
    """A value as it is written to people."""
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    return LEVELS[value] if field == "level" else said(value) or ""


def _aside(side: Side, key: int, mark: Mark) -> Iterator[Row]:
    """What an action that is new or gone has beside its sentence."""
    action = side.action(key)
    for label, value in said_of_action(side.index, action) if action else ():
        yield side.cite(key) + label, mark(side.index, plain(value).value)


_NONE = "不编号"
_PARTS = {Plan: "方案", Notice: "印发通知", Standing: "通用说明"}


def _name(sides: Sides, key: int) -> str:
    """A part as a line on it begins: （十二）2., 二、摸清家底; a unit of the register, which is the value, has none."""
    side = sides.at(key)
    part = side.nodes[key].value
    match part:
        case Agency():
            return ""
        case Section():
            return side.above(key)
        case Measure() | Action():
            return sides.cite(key)
    return _PARTS[type(part)]


def _said_whole(value: Any) -> str:
    """All that a part says, in a line."""
    match value:
        case Agency(name, aliases):
            return name + (f"（别名：{'、'.join(aliases)}）" if aliases else "")
        case Standing(text, agencies):
            return f"{text}（约束{'、'.join(agencies)}）" if agencies else text
        case Notice(title, text) | Section(_, title, text):
            return "\n".join(filter(None, (title, text)))
    return brief(value)


# --- numbers and spellings ----------------------------------------------------------------------------------------


def _numbered(sides: Sides, numbers: Iterable[Number], *, follows: bool) -> Iterator[Row]:
    """Numbers inside a measure that run on are one line, those of actions that came from elsewhere left out."""
    stayed = [each for each in numbers if not follows or sides.old.measure(each.key) == sides.new.measure(each.key)]
    words = [number_words(sides, each) for each in stayed]
    if words:
        shown = "、".join(f"{before or _NONE}→{after or _NONE}" for before, after in words)
        of = sides.new.above(stayed[0].key) if sides.new.measure(stayed[0].key) is None else ""
        yield of + ("编号顺延" if follows else "编号"), shown


def _shifted(sides: Sides, change: Renumbered) -> str:
    """原（一）至（二十三）顺延为（二）至（二十四）."""
    words = [number_words(sides, number) for number in change.numbers if number.field == "number"]
    (first, now), (last, then) = words[0], words[-1]
    said_once = f"原{first}改为{now}" if len(words) == 1 else f"原{first}至{last}依次改为{now}至{then}"
    return said_once + ("，通用说明所在措施随之改变" if len(words) < len(change.numbers) else "")


def _respelled(sides: Sides, change: Respelled) -> Row:
    """The same unit, written differently, with all the places."""
    places = "、".join(f"{sides.new.cite(key)}{after.role.word}" for key, _, after in change.seats)
    return f"{change.before}→{change.after}", f"同一单位，写法不同：{places}"
