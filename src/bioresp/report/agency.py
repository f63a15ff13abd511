"""Reports on agencies: what one has to do, the register, the load of all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bioresp.model import LEVELS, Role
from bioresp.query.concern import Concern
from bioresp.query.duties import Duties, Sentence
from bioresp.query.places import Index
from bioresp.query.tally import Load, Tally, Unled
from bioresp.report.blocks import (
    Bars,
    Block,
    Cell,
    Column,
    Fields,
    Heading,
    Later,
    Paragraph,
    Report,
    Table,
    Text,
    whole,
)
from bioresp.report.joined import headline, together
from bioresp.report.measures import NO_LEAD, named, sentence

BASES = {"named": "名单", "collective": "统称", "standing": "通用说明"}


@dataclass(frozen=True, slots=True)
class Tasks:
    """What a plan asks of an agency."""

    index: Index
    agency: str
    """Its name in the register."""
    duties: Duties


def agency(asked: Sequence[tuple[str, Sequence[Tasks]]], role: Role | None = None) -> Report:
    """What each agency has to do, plan by plan: measures by role, every sentence that concerns it."""
    found = [tasks for _, plans in asked for tasks in plans]
    tables = [(tasks.index, (_measures(tasks), _actions(tasks), _collectives(tasks))) for tasks in found]
    return Report("agency", Later(lambda: _blocks(asked, role)), together(tables, _NONE))


def _blocks(asked: Sequence[tuple[str, Sequence[Tasks]]], role: Role | None) -> Iterable[Block]:
    for name, plans in asked:
        named_alike = {tasks.agency for tasks in plans}
        yield Heading(f"{named_alike.pop() if len(named_alike) == 1 else name}任务清单")
        for tasks in plans:
            yield from _tasks(tasks, role)


def _tasks(tasks: Tasks, role: Role | None) -> Iterable[Block]:
    """Below the title of the plan; where it is one of several, that is a heading, and what follows stands lower."""
    index, name, has = tasks.index, tasks.agency, tasks.duties
    title, level = headline(index), 2
    if index.key:
        yield Heading(title, 2)
        level = 3
    else:
        yield Paragraph(title)
    if role:
        yield Paragraph(f"筛选：{role.label}")
    yield Fields((*_listed(has, role), *((("原文写作", spelt),) if (spelt := tuple(index.spellings(name))) else ())))
    if said := [duty for duty in has.measures if duty.basis == "named" and duty.role]:
        yield _duties(said)
    if has.sentences:
        yield Heading("点到本单位的原文", level)
        yield _sentences("角色", index, has.sentences)
    if has.collectives:
        yield Heading("经统称涉及的举措", level)
        yield _sentences("依据", index, has.collectives)
    yield from _standing(index, has, level)


def _listed(has: Duties, role: Role | None) -> Iterable[tuple[str, Cell]]:
    """How many measures list it, by role."""
    roles = [duty.role for duty in has.measures if duty.basis == "named"]
    none = f"没有把本单位列为{role.label}" if role else "没有列出本单位"
    counts = [(each.label, f"{roles.count(each)} 项") for each in Role if each in roles]
    return counts or [("名单", none)]


def _standing(index: Index, has: Duties, level: int) -> Iterable[Block]:
    standing = index.plan.standing
    bound = [duty.entry.cite() for duty in has.measures if duty.basis == "standing"]
    if standing and bound:
        yield Heading("通用说明", level)
        yield Paragraph(named(index, sentence(standing.text)))
        yield Paragraph(f"适用于全部 {len(bound)} 项措施：{'、'.join(bound)}。")


def _duties(said: list[Concern]) -> Table:
    """By role; with a column of deadlines where there are some."""
    said.sort(key=lambda duty: list(Role).index(duty.role or Role.LEAD))
    rows: list[tuple[Cell, ...]] = [
        (duty.role and duty.role.word, duty.entry.heading, duty.entry.measure.deadline) for duty in said
    ]
    deadline = "完成时限" if any(row[2] for row in rows) else ""
    return Table("measures", (Column("", "角色"), Column("", "措施"), Column("", deadline)), rows)


def _sentences(label: str, index: Index, sentences: Sequence[Sentence]) -> Table:
    """Cite-ready: the place of each sentence and the sentence whole."""
    rows: list[tuple[Cell, ...]] = [(_said(each), _cited(index, each), named(index, each.text)) for each in sentences]
    return Table("actions", (Column("", label), Column("", "出处"), Column("", "原文")), rows)


def _cited(index: Index, sentence: Sentence) -> Text:
    """Document number and place, each whole on a line: 攀环委办发〔2023〕3号（十二）2."""
    number, place = index.plan.document_number, sentence.entry.cite(sentence.action)
    return Text(number + place, ((0, len(number)), (len(number), len(number) + len(place))))


def _said(sentence: Sentence) -> str:
    if sentence.word:
        return f"依“{sentence.word}”"
    return sentence.role.word if sentence.role else "提及"


_MEASURES = ("agency", "section", "measure", "label", "title", "role", "basis", "written", "ref")
_ACTIONS = ("agency", "measure", "action", "cite", "role", "text", "ref")
_COLLECTIVES = ("agency", "measure", "action", "cite", "word", "text", "ref")


def _table(name: str, keys: Sequence[str], rows: Sequence[tuple[Cell, ...]] = ()) -> Table:
    return Table(name, tuple(Column(key, "") for key in keys), rows)


_NONE = (_table("measures", _MEASURES), _table("actions", _ACTIONS), _table("collectives", _COLLECTIVES))


def _measures(tasks: Tasks) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for each in tasks.duties.measures:
        entry = each.entry
        section = entry.section.number if entry.section else None
        role = each.role.value if each.role else None
        place = (section, entry.measure.number, entry.label, entry.title)
        rows.append((tasks.agency, *place, role, each.basis, each.written, entry.ref))
    return _table("measures", _MEASURES, rows)


def _actions(tasks: Tasks) -> Table:
    rows = [
        (tasks.agency, *_place(tasks.index, each), each.role.value if each.role else "named", each.text, each.entry.ref)
        for each in tasks.duties.sentences
    ]
    return _table("actions", _ACTIONS, rows)


def _collectives(tasks: Tasks) -> Table:
    rows = [
        (tasks.agency, *_place(tasks.index, each), each.word, each.text, each.entry.ref)
        for each in tasks.duties.collectives
    ]
    return _table("collectives", _COLLECTIVES, rows)


def _place(index: Index, sentence: Sentence) -> tuple[Cell, Cell, Cell]:
    number = sentence.action.number if sentence.action else None
    return sentence.entry.measure.number, number, _cited(index, sentence).value


SORTS = {
    "register": lambda _: 0,
    "name": lambda load: load.agency.name,
    "total": lambda load: -load.measures,
    "lead": lambda load: -load.lead,
    "responsible": lambda load: -load.responsible,
    "supporting": lambda load: -load.supporting,
    "actions": lambda load: -load.actions,
}
"""The orders of the register; where two are equal, the register's own order holds."""


def agencies(tally: Tally, sort: str = "register") -> Report:
    """The register with counts by role."""
    rows: list[tuple[Cell, ...]] = [
        (whole(load.agency.name), load.agency.aliases, load.agency.level, LEVELS[load.agency.level], *_counts(load))
        for load in sorted(tally.loads, key=SORTS[sort])
    ]
    columns = (
        Column("agency", "单位"),
        Column("aliases", "别名"),
        Column("level", ""),
        Column("", "层级"),
        Column("lead", "牵头"),
        Column("responsible", "责任"),
        Column("supporting", "配合"),
        Column("actions", "牵头举措"),
    )
    table = Table("agencies", columns, rows)
    return Report("agencies", (table,), (table,))


def _counts(load: Load) -> tuple[int, int, int, int]:
    return load.lead, load.responsible, load.supporting, load.actions


BARS = {"measures": 16, "actions": 10}
"""Cells of the longest bar, for measures and for the actions an agency leads."""
BUSIEST = 10
"""Pairs of agencies that people are shown; programs get all."""


def stats(tally: Tally, title: str) -> Report:
    """Counts, the load of each agency as bars, measures without a lead, the busiest pairs of agencies."""
    busy = sorted((load for load in tally.loads if load.measures or load.actions), key=lambda load: -load.measures)
    totals = _totals(tally)
    load_table = _load_table(busy)
    unled_table = _unled(tally.unled)
    pair_table = Table(
        "pairs",
        (Column("agency", "单位"), Column("other", "单位"), Column("measures", "同列措施")),
        [(whole(pair.agency), whole(pair.other), pair.measures) for pair in tally.pairs],
    )
    blocks: list[Block] = [
        Heading("概况", 2),
        Fields(tuple((label, str(count)) for _, label, count in totals)),
        Heading("各单位任务量", 2),
        load_table,
        Heading(f"{NO_LEAD}的措施（{len(tally.unled)} 项）", 2),
        *(Paragraph(each.plan + each.heading) for each in tally.unled),
        Heading("同列措施最多的单位", 2),
        pair_table._replace(rows=pair_table.rows[:BUSIEST]),
    ]
    total_table = _table("totals", [key for key, _, _ in totals], [tuple(count for *_, count in totals)])
    tables = (load_table, unled_table, pair_table, total_table)
    return Report("stats", tuple(blocks), tables, picture=_picture(busy, title))


def _unled(measures: Sequence[Unled]) -> Table:
    """The measures without a lead; of several plans, whose each is."""
    if not any(each.plan for each in measures):
        rows: list[tuple[Cell, ...]] = [(each.number, each.label, each.title, each.ref) for each in measures]
        return _table("unled", ("measure", "label", "title", "ref"), rows)
    rows = [(each.plan, each.number, each.label, each.title, f"{each.plan}/{each.ref}") for each in measures]
    return _table("unled", ("plan", "measure", "label", "title", "ref"), rows)


def _picture(busy: Sequence[Load], title: str) -> Bars:
    series = [(role.word, at) for at, role in enumerate(Role) if any(_counts(load)[at] for load in busy)]
    rows = tuple((load.agency.name, tuple(_counts(load)[at] for _, at in series)) for load in busy)
    return Bars(f"{title}：各单位任务量", tuple(word for word, _ in series), rows)


def _totals(tally: Tally) -> list[tuple[str, str, int]]:
    return [
        ("measures", "措施", tally.measures),
        ("actions", "主要举措", tally.actions),
        ("agencies", "承担分工的单位", sum(load.measures > 0 for load in tally.loads)),
        *((role.value, f"{role.word}分工", tally.roles[role]) for role in Role),
    ]


def _load_table(busy: Sequence[Load]) -> Table:
    columns = (
        *(Column(key, "") for key in ("agency", "lead", "responsible", "supporting", "actions")),
        Column("", "单位"),
        Column("", "█ 牵头 ▒ 责任 ░ 配合"),
        Column("", "牵头举措"),
    )
    measures = max(1, *(load.measures for load in busy), 1)
    actions = max(1, *(load.actions for load in busy), 1)
    rows: list[tuple[Cell, ...]] = [
        (load.agency.name, *_counts(load), whole(load.agency.name), _measures_bar(load, measures), _bar(load, actions))
        for load in busy
    ]
    return Table("agencies", columns, rows)


def _measures_bar(load: Load, most: int) -> Text:
    """A bar with its numbers: ██▒▒▒ 2+3. The shares are rounded at their ends, so that they add up."""
    counts = (load.lead, load.responsible, *([load.supporting] if load.supporting else []))
    ends = [round(BARS["measures"] * sum(counts[:size]) / most) for size in range(4)]
    bar = "".join(mark * (end - start) for mark, start, end in zip("█▒░", ends, ends[1:], strict=False))
    return whole(f"{bar} {'+'.join(map(str, counts))}")


def _bar(load: Load, most: int) -> Text:
    return whole(f"{'█' * round(BARS['actions'] * load.actions / most)} {load.actions}" if load.actions else "")
