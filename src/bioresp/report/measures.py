"""Reports on measures: who leads them, the whole card, the list."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from bioresp.diagnostic import Diagnostic
from bioresp.model import Action, Measure, Position, Role, agencies_in, place
from bioresp.query.places import Entry, Index, spaced, walk
from bioresp.query.sentences import collective_leader, leaders
from bioresp.report.blocks import Block, Cell, Column, Fields, Heading, Paragraph, Report, Table, Text

NO_LEAD = "未列牵头单位"


def without_lead(measure: Measure) -> str:
    """What is said of a measure without a lead: that the circular names none, or that the file does not say."""
    return NO_LEAD if measure.is_read else "没有读到牵头单位"


class Fact(NamedTuple):
    """A column of facts about a measure, and how to take it from there."""

    column: Column
    of: Callable[[Entry], Cell]


SECTION = Fact(Column("section", ""), lambda entry: entry.section.number if entry.section else None)
SECTION_TITLE = Fact(Column("section_title", ""), lambda entry: entry.section.title if entry.section else "")
MEASURE = Fact(Column("measure", ""), lambda entry: entry.measure.number)
LABEL = Fact(Column("label", ""), lambda entry: entry.label)
TITLE = Fact(Column("title", ""), lambda entry: entry.title)
TEXT = Fact(Column("text", ""), lambda entry: entry.measure.text)
LEAD = Fact(Column("lead", "牵头单位"), lambda entry: entry.measure.lead)
LEAD_STATED = Fact(Column("lead_stated", ""), lambda entry: bool(entry.measure.lead))
RESPONSIBLE = Fact(Column("responsible", "责任单位"), lambda entry: entry.measure.responsible)
SUPPORTING = Fact(Column("supporting", "配合单位"), lambda entry: entry.measure.supporting)
DEADLINE = Fact(Column("deadline", ""), lambda entry: entry.measure.deadline)
NOTE = Fact(Column("note", ""), lambda entry: entry.measure.note)
REF = Fact(Column("ref", ""), lambda entry: entry.ref)


def table(entries: Iterable[Entry], facts: Sequence[Fact], name: str = "measures") -> Table:
    """One row for each measure."""
    rows = [tuple(fact.of(entry) for fact in facts) for entry in entries]
    return Table(name, tuple(fact.column for fact in facts), rows)


def action_table(entries: Iterable[Entry], *, whole: bool = False) -> Table:
    """One row for each action; whole, with its own lists, deadline and note."""
    more = ("responsible", "supporting", "deadline", "note") if whole else ()
    keys = ("measure", "action", "lead", "text", *more, "ref")
    rows: list[tuple[Cell, ...]] = []
    for entry in entries:
        for action in entry.measure.actions:
            responsible, supporting = (
                agencies_in(action.assignments, role) for role in (Role.RESPONSIBLE, Role.SUPPORTING)
            )
            besides: tuple[Cell, ...] = ()
            if whole:
                besides = (responsible, supporting, action.deadline, action.note)
            rows.append((entry.measure.number, action.number, action.lead, action.text, *besides, entry.ref))
    return Table("actions", tuple(Column(key, "") for key in keys), rows)


def sentence(text: str) -> str:
    """A sentence with its stop, once."""
    return text.removesuffix("。") + "。"


def named(index: Index, text: str) -> Text:
    """A text whose units are kept whole on a line."""
    return Text(text, tuple((mention.start, mention.end) for mention in index.mentions(text)))


def who_leads(index: Index, entries: Sequence[Entry]) -> Report:
    """Who leads each measure; where none is named, who leads its actions and who is responsible."""
    blocks: list[Block] = []
    for entry in entries:
        blocks.append(Heading(named(index, entry.heading), 2))
        if not entry.measure.lead:
            blocks.append(Paragraph(without_lead(entry.measure)))
        blocks.append(Fields(tuple(_leads(index, entry))))
    facts = (SECTION, MEASURE, LABEL, TITLE, LEAD, LEAD_STATED, RESPONSIBLE, SUPPORTING, REF)
    return Report("who-leads", tuple(blocks), (table(entries, facts), action_table(entries)))


def _leads(index: Index, entry: Entry) -> Iterable[tuple[str, Cell]]:
    measure = entry.measure
    if measure.lead:
        yield Role.LEAD.label, measure.lead
    for action in measure.actions:
        if leads := _action_leads(index, entry, action):
            yield f"{entry.cite(action)}牵头", leads
    if measure.responsible:
        yield Role.RESPONSIBLE.label, measure.responsible
    if measure.supporting:
        yield Role.SUPPORTING.label, measure.supporting
    if measure.deadline:
        yield "完成时限", measure.deadline


def _action_leads(index: Index, entry: Entry, action: Action) -> Text | None:
    """Who leads an action; with each unit that is not a lead of the measure, what it is there. None where none is."""
    held = index.held(entry.measure)

    def said(name: str) -> str:
        role = held.get(index.names[name])
        if role is Role.LEAD or (role and not entry.measure.lead):
            return name
        return f"{name}（{role.label if role else '本措施未列'}）"

    word = collective_leader(action.text)
    leads = (*map(said, action.lead), *([f"{word}（统称）"] if word else []))
    return named(index, "、".join(leads)) if leads else None


def said_of(index: Index, entry: Entry) -> tuple[tuple[str, Cell], ...]:
    """The labelled lists of a measure, deadline and note; the last list ends with the standing note if stated there.

    Source: 攀环委办发〔2023〕3号（一）：……市卫生健康委。（所有工作都需县（区）政府落实或配合，不单独列出，下同）。
    """
    measure, standing = entry.measure, index.plan.standing
    lists = [(role.label, names) for role in Role if (names := agencies_in(measure.assignments, role))]
    fields: list[tuple[str, Cell]] = [*lists]
    if standing and entry is index.noting:
        label, names = lists[-1] if lists else ("通用说明", ())
        fields[-1:] = [(label, named(index, f"{'、'.join(names)}{'。' if names else ''}（{standing.text}）。"))]
    return (*fields, *_remarks(measure))


def said_of_action(index: Index, action: Action) -> tuple[tuple[str, Cell], ...]:
    """What an action has beside its sentence: units that the sentence does not say lead, deadline and note."""
    said = leaders(index, action.text)
    own = {role: agencies_in(action.assignments, role) for role in Role}
    own[Role.LEAD] = tuple(name for name in action.lead if index.names[name] not in said)
    return (*((role.label, names) for role, names in own.items() if names), *_remarks(action))


def _remarks(part: Measure | Action) -> Iterable[tuple[str, Cell]]:
    if part.deadline:
        yield "完成时限", part.deadline
    if part.note:
        yield "备注", part.note


def measure(index: Index, entries: Sequence[Entry], findings: Sequence[Diagnostic]) -> Report:
    """The whole card of each measure, with the findings that concern it."""
    found = findings_by_start(index, findings)
    blocks: list[Block] = []
    for entry in entries:
        blocks += _card(index, entry)
        if concerning := tuple((each.code, each.message) for each in found.get(place(entry.measure), ())):
            blocks += [Heading("检查发现", 3), Fields(concerning)]
    facts = (SECTION, MEASURE, LABEL, TITLE, TEXT, LEAD, LEAD_STATED, RESPONSIBLE, SUPPORTING, DEADLINE, NOTE, REF)
    return Report("measure", tuple(blocks), (table(entries, facts), action_table(entries, whole=True)))


def _card(index: Index, entry: Entry) -> Iterable[Block]:
    above = "　".join(spaced(each.label, each.section.title) for each in entry.headings)
    if above:
        yield Paragraph(above, "quiet")
    yield Heading(named(index, entry.heading), 2)
    if entry.measure.text:
        yield Paragraph(named(index, entry.measure.text))
    if not entry.measure.lead:
        yield Paragraph(without_lead(entry.measure))
    yield Fields(said_of(index, entry))
    if entry.measure.actions:
        yield Heading("主要举措", 3)
    for action in entry.measure.actions:
        yield Paragraph(named(index, spaced(entry.action_label(action), action.text)))
        yield Fields(said_of_action(index, action))


def findings_by_start(index: Index, findings: Sequence[Diagnostic]) -> dict[Position, list[Diagnostic]]:
    """The findings by the start of the measure or section of the file that they stand in."""
    starts = [place(agency) for agency in index.plan.agencies]
    starts += [place(section) for _, section in walk(index.plan)] + [place(entry.measure) for entry in index.entries]
    starts.sort()
    found: dict[Position, list[Diagnostic]] = {}
    for each in findings:
        before = bisect_right(starts, each.position)
        if before:
            found.setdefault(starts[before - 1], []).append(each)
    return found


def listing(entries: Sequence[Entry]) -> Report:
    """The measures, each with its units."""
    return Report("list", (table(entries, people(entries)),), (measures_table(entries),))


def measures_table(entries: Sequence[Entry]) -> Table:
    """The measures as programs read them."""
    return table(entries, (SECTION, SECTION_TITLE, MEASURE, LABEL, TITLE, LEAD, RESPONSIBLE, SUPPORTING, REF))


def people(entries: Sequence[Entry]) -> tuple[Fact, ...]:
    """The columns that people read: supporting units and deadlines only where there are some."""
    supporting = any(entry.measure.supporting for entry in entries)
    deadline = any(entry.measure.deadline for entry in entries)
    return (
        Fact(Column("", "措施"), lambda entry: entry.heading),
        Fact(
            LEAD.column, lambda entry: entry.measure.lead or without_lead(entry.measure).removesuffix(Role.LEAD.label)
        ),
        RESPONSIBLE,
        *((SUPPORTING,) if supporting else ()),
        *((Fact(Column("", "完成时限"), lambda entry: entry.measure.deadline),) if deadline else ()),
    )
