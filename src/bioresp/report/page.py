"""What the page shows (网页): tables whose rows refer to each other by their number, for one plan or several."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from bioresp.diagnostic import Diagnostic
from bioresp.model import LEVELS, Action, place
from bioresp.query.concern import Concerns, listed
from bioresp.query.duties import Sentence, duties
from bioresp.query.places import Entry, Index, spaced, walk
from bioresp.query.sentences import collectives, members
from bioresp.report.blocks import Cell, Column, Report, Table, Text
from bioresp.report.measures import findings_by_start, said_of, said_of_action, without_lead

Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Sheet:
    """A plan of the page."""

    index: Index
    findings: Sequence[Diagnostic]

    @cached_property
    def concerning(self) -> list[tuple[int, str, Sentence]]:
        """The number of a text, whom it concerns, and how; agency by agency."""
        relation = Concerns(self.index)
        numbers = {(id(said.entry), id(said.action)): at for at, said in enumerate(_said(self.index))}
        return [
            (numbers[id(sentence.entry), id(sentence.action)], agency, sentence)
            for agency in self.index.register
            for has in [duties(relation, agency)]
            for sentence in chain(has.sentences, has.collectives)
        ]


def page(sheets: Sequence[Sheet]) -> Report:
    """Everything the page knows; the rows of each table begin with the number of their plan, from 0."""
    tables = [
        Table(
            name,
            (Column("plan", ""), *(Column(key, "") for key in keys.split())),
            [(at, *row) for at, sheet in enumerate(sheets) for row in rows(sheet)],
        )
        for name, keys, rows in _TABLES
    ]
    return Report("page", tuple(tables), ())


def _plan(sheet: Sheet) -> Iterator[Row]:
    plan = sheet.index.plan
    issued = plan.issued.isoformat() if plan.issued else ""
    standing = plan.standing.text if plan.standing else ""
    yield plan.title, plan.document_number, plan.issuer, issued, standing


def _sections(sheet: Sheet) -> Iterator[Row]:
    """Headings in the order of the text; `above` are the numbers of those it stands in, its own the last."""
    numbers = _section_numbers(sheet.index)
    for headings, section in walk(sheet.index.plan):
        if section.is_heading:
            key = "/".join(str(each.number) for each in headings)
            above = tuple(str(numbers[id(each.section)]) for each in headings)
            yield key, spaced(headings[-1].label, section.title), headings[-1].level, above, section.text


def _section_numbers(index: Index) -> dict[int, int]:
    """The number of each section that is a heading, by its identity: two may have the same words."""
    headed = [section for _, section in walk(index.plan) if section.is_heading]
    return {id(section): at for at, section in enumerate(headed)}


def _agencies(sheet: Sheet) -> Iterator[Row]:
    """The register, then names that are not registered; the level where it is not the usual one."""
    for agency in sheet.index.register.values():
        aliases = tuple(dict.fromkeys((*agency.aliases, *sheet.index.spellings(agency.name))))
        yield agency.name, aliases, "" if agency.level == "municipal" else LEVELS[agency.level]


def _measures(sheet: Sheet) -> Iterator[Row]:
    """Each with a key that finds it again, and what is said where it has no lead."""
    numbers = _section_numbers(sheet.index)
    taken: dict[str, int] = {}
    for entry in sheet.index.entries:
        measure = entry.measure
        taken[entry.ref] = taken.get(entry.ref, 0) + 1
        key = entry.ref if taken[entry.ref] == 1 else f"{entry.ref}~{taken[entry.ref]}"
        section = numbers[id(entry.section)] if entry.section else None
        unled = "" if measure.lead else without_lead(measure)
        yield key, section, entry.cite(), entry.heading, unled, measure.deadline


class _Said(NamedTuple):
    """A text of a measure: its own, or an action's."""

    entry: Entry
    measure: int
    action: Action | None

    @property
    def text(self) -> str:
        return self.action.text if self.action else self.entry.measure.text


def _said(index: Index) -> Iterator[_Said]:
    for at, entry in enumerate(index.entries):
        yield _Said(entry, at, None)
        for action in entry.measure.actions:
            yield _Said(entry, at, action)


def _texts(sheet: Sheet) -> Iterator[Row]:
    """Every text with its label and its place as one cites it; group words that mean somebody are marked."""
    index = sheet.index
    for said in _said(index):
        kept = tuple((mention.start, mention.end) for mention in index.mentions(said.text))
        marked = tuple(
            (word.start, word.start + len(word.word))
            for word in collectives(said.text)
            if members(index, said.entry, said.action, word)
        )
        label = said.entry.action_label(said.action) if said.action else ""
        cite = index.plan.document_number + said.entry.cite(said.action)
        yield said.measure, said.action is not None, label, cite, Text(said.text, kept, marked)


def _fields(sheet: Sheet) -> Iterator[Row]:
    """Labelled values of each text: lists of units as written, deadline, note."""
    for at, said in enumerate(_said(sheet.index)):
        values = said_of_action(sheet.index, said.action) if said.action else said_of(sheet.index, said.entry)
        for label, value in values:
            yield at, label, value


def _duties(sheet: Sheet) -> Iterator[Row]:
    """Who is concerned with each measure: in what role, on what ground, and whether one of its actions says so.

    Whom group words mean is in `sentences`, with the word.
    """
    for at, entry in enumerate(sheet.index.entries):
        rows = (
            (each.agency, each.role and each.role.value, each.basis, each.action is not None)
            for each in listed(sheet.index, entry)
        )
        for row in dict.fromkeys(rows):
            yield at, *row


def _sentences(sheet: Sheet) -> Iterator[Row]:
    """Which texts concern whom: by name, with the role they give; or by a group word."""
    for at, agency, sentence in sheet.concerning:
        yield at, agency, sentence.role.value if sentence.role else None, sentence.word


def _marks(sheet: Sheet) -> Iterator[Row]:
    """Where a text names the agency it concerns, or has the group word: from start to end in characters from 0."""
    index = sheet.index
    for at, agency, sentence in sheet.concerning:
        if sentence.word:
            for each in collectives(sentence.text):
                if agency in members(index, sentence.entry, sentence.action, each):
                    yield at, agency, each.start, each.start + len(each.word)
        for mention in index.mentions(sentence.text):
            if mention.agency == agency:
                yield at, agency, mention.start, mention.end


def _findings(sheet: Sheet) -> Iterator[Row]:
    found = findings_by_start(sheet.index, sheet.findings)
    for at, entry in enumerate(sheet.index.entries):
        for each in found.get(place(entry.measure), ()):
            yield at, each.code, each.severity.value, each.message


_TABLES: tuple[tuple[str, str, Callable[[Sheet], Iterable[Row]]], ...] = (
    ("plans", "title document_number issuer issued standing", _plan),
    ("sections", "key heading level above text", _sections),
    ("agencies", "agency aliases level", _agencies),
    ("measures", "key section cite heading unled deadline", _measures),
    ("texts", "measure is_action label cite text", _texts),
    ("fields", "text label value", _fields),
    ("duties", "measure agency role basis is_action", _duties),
    ("sentences", "text agency role word", _sentences),
    ("marks", "text agency start end", _marks),
    ("findings", "measure code severity message", _findings),
)
"""The name of each table, its columns, and its rows in a plan; what a row refers to is numbered from 0 in its plan."""
