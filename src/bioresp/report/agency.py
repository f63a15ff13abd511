"""Reports on agencies: what one has to do, the register, the load of all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bioresp.model import LEVELS, Role
from bioresp.query.duties import Duties, Duty, Load, Sentence, duties, loads, pairs
from bioresp.query.places import Index
from bioresp.report.blocks import Bars, Block, Cell, Column, Fields, Heading, Paragraph, Report, Table, Text, whole
from bioresp.report.measures import NO_LEAD, named

BASES = {"named": "名单", "collective": "统称", "standing": "通用说明"}


def agency(index: Index, names: Sequence[str], role: Role | None = None) -> Report:
    """What each agency (names of the register) has to do: measures by role, every sentence that concerns it."""
    blocks: list[Block] = []
    found = [(name, duties(index, name, role)) for name in names]
    for name, has in found:
        blocks += [Heading(f"{name}任务清单"), *_about(index, role), *_tasks(index, has, role)]
    return Report("agency", tuple(blocks), (_measures(found), _actions(index, found), _collectives(index, found)))


def _about(index: Index, role: Role | None) -> Iterable[Block]:
    plan = index.plan
    yield Paragraph(f"{plan.title}（{plan.document_number}）" if plan.document_number else plan.title)
    if role:
        yield Paragraph(f"筛选：{role.label}")


def _tasks(index: Index, has: Duties, role: Role | None) -> Iterable[Block]:
    said = [duty for duty in has.measures if duty.basis == "named" and duty.role]
    counts = {each: sum(duty.role is each for duty in said) for each in Role}
    none = f"没有把本单位列为{role.label}" if role else "没有列出本单位"
    yield Fields(tuple((each.label, f"{count} 项") for each, count in counts.items() if count) or (("名单", none),))
    if said:
        yield _duties(said)
    if has.sentences:
        yield Heading("点到本单位的原文", 2)
        yield _sentences("角色", index, has.sentences)
    if has.collectives:
        yield Heading("经统称涉及的举措", 2)
        yield _sentences("依据", index, has.collectives)
    standing = index.plan.standing
    bound = [duty.entry.cite() for duty in has.measures if duty.basis == "standing"]
    if standing and bound:
        yield Heading("通用说明", 2)
        yield Paragraph(named(index, f"{standing.text}。"))
        yield Paragraph(f"适用于全部 {len(bound)} 项措施：{'、'.join(bound)}。")


def _duties(said: list[Duty]) -> Table:
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


Found = Sequence[tuple[str, Duties]]


def _measures(found: Found) -> Table:
    keys = ("agency", "section", "measure", "label", "title", "role", "basis", "ref")
    rows: list[tuple[Cell, ...]] = []
    for name, has in found:
        for duty in has.measures:
            entry = duty.entry
            section = entry.section.number if entry.section else None
            role = duty.role.value if duty.role else None
            rows.append((name, section, entry.measure.number, entry.label, entry.title, role, duty.basis, entry.ref))
    return Table("measures", tuple(Column(key, "") for key in keys), rows)


def _actions(index: Index, found: Found) -> Table:
    keys = ("agency", "measure", "action", "cite", "role", "text", "ref")
    rows = [
        (name, *_place(index, each), each.role.value if each.role else "named", each.text, each.entry.ref)
        for name, has in found
        for each in has.sentences
    ]
    return Table("actions", tuple(Column(key, "") for key in keys), rows)


def _collectives(index: Index, found: Found) -> Table:
    keys = ("agency", "measure", "action", "cite", "word", "text", "ref")
    rows = [
        (name, *_place(index, each), each.word, each.text, each.entry.ref)
        for name, has in found
        for each in has.collectives
    ]
    return Table("collectives", tuple(Column(key, "") for key in keys), rows)


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


def agencies(index: Index, sort: str = "register") -> Report:
    """The register with counts by role."""
    rows: list[tuple[Cell, ...]] = [
        (whole(load.agency.name), load.agency.aliases, load.agency.level, LEVELS[load.agency.level], *_counts(load))
        for load in sorted(loads(index), key=SORTS[sort])
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


def stats(index: Index) -> Report:
    """Counts, the load of each agency as bars, measures without a lead, the busiest pairs of agencies."""
    busy = sorted((load for load in loads(index) if load.measures or load.actions), key=lambda load: -load.measures)
    totals = _totals(index)
    unled = [entry for entry in index.entries if not entry.measure.lead]
    load_table = _load_table(busy)
    unled_table = Table(
        "unled",
        (Column("measure", ""), Column("label", ""), Column("title", ""), Column("ref", "")),
        [(entry.measure.number, entry.label, entry.title, entry.ref) for entry in unled],
    )
    pair_table = Table(
        "pairs",
        (Column("agency", "单位"), Column("other", "单位"), Column("measures", "同列措施")),
        [(whole(pair.agency), whole(pair.other), pair.measures) for pair in pairs(index)],
    )
    blocks: list[Block] = [
        Heading("概况", 2),
        Fields(tuple((label, str(count)) for _, label, count in totals)),
        Heading("各单位任务量", 2),
        load_table,
        Heading(f"{NO_LEAD}的措施（{len(unled)} 项）", 2),
        *(Paragraph(named(index, entry.heading)) for entry in unled),
        Heading("同列措施最多的单位", 2),
        pair_table._replace(rows=pair_table.rows[:BUSIEST]),
    ]
    keys = tuple(Column(key, "") for key, _, _ in totals)
    total_table = Table("totals", keys, [tuple(count for *_, count in totals)])
    series = [(role.word, at) for at, role in enumerate(Role) if any(_counts(load)[at] for load in busy)]
    picture = Bars(
        f"{index.plan.title}：各单位任务量",
        tuple(word for word, _ in series),
        tuple((load.agency.name, tuple(_counts(load)[at] for _, at in series)) for load in busy),
    )
    return Report("stats", tuple(blocks), (load_table, unled_table, pair_table, total_table), picture=picture)


def _totals(index: Index) -> list[tuple[str, str, int]]:
    measures = [entry.measure for entry in index.entries]
    given = [each.role for measure in measures for each in measure.assignments]
    return [
        ("measures", "措施", len(measures)),
        ("actions", "主要举措", sum(len(measure.actions) for measure in measures)),
        ("agencies", "承担分工的单位", sum(load.measures > 0 for load in loads(index))),
        *((role.value, f"{role.word}分工", given.count(role)) for role in Role),
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
