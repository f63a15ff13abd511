"""Reports on measures: who leads them, the whole card, the list."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from bioresp.diagnostic import Diagnostic
from bioresp.model import Action, Position, Role, agencies_in, place
from bioresp.query.places import Entry, Index, spaced, walk
from bioresp.query.sentences import collective_leader
from bioresp.report.blocks import Block, Cell, Column, Fields, Heading, Paragraph, Report, Table, Text

NO_LEAD = "未列牵头单位"


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
    """One row for each action; whole, with deadline and note."""
    keys = ("measure", "action", "lead", "text", *(("deadline", "note") if whole else ()), "ref")
    rows: list[tuple[Cell, ...]] = []
    for entry in entries:
        for action in entry.measure.actions:
            more = (action.deadline, action.note) if whole else ()
            rows.append((entry.measure.number, action.number, action.lead, action.text, *more, entry.ref))
    return Table("actions", tuple(Column(key, "") for key in keys), rows)


def named(index: Index, text: str) -> Text:
    """A text whose units are kept whole on a line."""
    return Text(text, tuple((mention.start, mention.end) for mention in index.mentions(text)))


def who_leads(index: Index, entries: Sequence[Entry]) -> Report:
    """Who leads each measure; where none is named, who leads its actions and who is responsible."""
    blocks: list[Block] = []
    for entry in entries:
        blocks += [Heading(entry.heading, 2), Fields(tuple(_leads(index, entry)))]
    facts = (SECTION, MEASURE, LABEL, TITLE, LEAD, LEAD_STATED, RESPONSIBLE, SUPPORTING, REF)
    return Report("who-leads", tuple(blocks), (table(entries, facts), action_table(entries)))


def _leads(index: Index, entry: Entry) -> Iterable[tuple[str, Cell]]:
    measure = entry.measure
    yield Role.LEAD.label, measure.lead or NO_LEAD
    for action in measure.actions:
        if leads := _action_leads(index, entry, action):
            yield f"{entry.cite(action)}牵头", leads
    if measure.responsible:
        yield Role.RESPONSIBLE.label, measure.responsible
    if measure.supporting:
        yield Role.SUPPORTING.label, measure.supporting


def _action_leads(index: Index, entry: Entry, action: Action) -> Text | None:
    """Who leads an action; with each unit that is not a lead of the measure, what it is there. None where none is."""
    held: dict[str, Role] = {}
    for each in entry.measure.assignments:
        held.setdefault(index.names[each.agency], each.role)

    def said(name: str) -> str:
        role = held.get(index.names[name])
        if role is Role.LEAD or (role and not entry.measure.lead):
            return name
        return f"{name}（{role.label if role else '本措施未列'}）"

    word = collective_leader(action.text)
    leads = (*map(said, action.lead), *([f"{word}（统称）"] if word else []))
    return named(index, "、".join(leads)) if leads else None


def roles(entry: Entry) -> Iterable[tuple[str, Cell]]:
    """The labelled lists of a measure, its deadline and its note, as the circular has them."""
    measure = entry.measure
    for role in Role:
        if names := agencies_in(measure.assignments, role):
            yield role.label, names
    yield from remarks(measure.deadline, measure.note)


def remarks(deadline: str, note: str) -> Iterable[tuple[str, Cell]]:
    if deadline:
        yield "完成时限", deadline
    if note:
        yield "备注", note


def measure(index: Index, entries: Sequence[Entry], findings: Sequence[Diagnostic]) -> Report:
    """The whole card of each measure, with the findings that concern it."""
    found = _by_start(index, findings)
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
    yield Heading(entry.heading, 2)
    if entry.measure.text:
        yield Paragraph(named(index, entry.measure.text))
    lead = () if entry.measure.lead else ((Role.LEAD.label, NO_LEAD),)
    yield Fields((*lead, *roles(entry)))
    if entry.measure.actions:
        yield Heading("主要举措", 3)
    for action in entry.measure.actions:
        yield Paragraph(named(index, spaced(entry.action_label(action), action.text)))
        if rest := tuple(remarks(action.deadline, action.note)):
            yield Fields(rest)


def _by_start(index: Index, findings: Sequence[Diagnostic]) -> dict[Position, list[Diagnostic]]:
    """The findings by the start of the measure or section of the file that they stand in."""
    starts = [place(section) for _, section in walk(index.plan)] + [place(entry.measure) for entry in index.entries]
    starts.sort()
    found: dict[Position, list[Diagnostic]] = {}
    for each in findings:
        before = bisect_right(starts, each.position)
        if before:
            found.setdefault(starts[before - 1], []).append(each)
    return found


def listing(entries: Sequence[Entry]) -> Report:
    """The measures, each with its units."""
    shown = measures_table(entries)
    title = Fact(Column("", "措施"), lambda entry: entry.heading)
    facts = (title, *people(entries))
    return Report("list", (table(entries, facts),), (shown,))


def measures_table(entries: Sequence[Entry]) -> Table:
    """The measures as programs read them."""
    return table(entries, (SECTION, SECTION_TITLE, MEASURE, LABEL, TITLE, LEAD, RESPONSIBLE, SUPPORTING, REF))


def people(entries: Sequence[Entry]) -> tuple[Fact, ...]:
    """The role columns that people read: supporting units only where there are some."""
    lead = Fact(LEAD.column, lambda entry: entry.measure.lead or "未列")
    return (lead, RESPONSIBLE, *((SUPPORTING,) if any(entry.measure.supporting for entry in entries) else ()))
