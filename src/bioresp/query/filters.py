"""Which measures are meant by filters, and where words stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from bioresp.model import Action, Role
from bioresp.query.places import Entry, Heading, Index, numbers, walk


class Filter(NamedTuple):
    """Which measures are meant; the agency is a name of the register."""

    section: str = ""
    agency: str = ""
    role: Role | None = None
    no_lead: bool = False


def select(index: Index, chosen: Filter) -> list[Entry]:
    """The measures that a filter lets through, in the order of the text."""
    parts = numbers(chosen.section) if chosen.section else []

    def fits(entry: Entry) -> bool:
        above = iter(entry.path[:-1])
        held = [
            each
            for each in entry.measure.assignments
            if chosen.role in (None, each.role) and chosen.agency in ("", index.names[each.agency])
        ]
        return (
            all(part in above for part in parts)
            and (bool(held) or not (chosen.role or chosen.agency))
            and not (chosen.no_lead and entry.measure.lead)
        )

    return [entry for entry in index.entries if fits(entry)]


class Hit(NamedTuple):
    """A text in which every word stands."""

    field: str
    """title, text or action of a measure; section for a section's; title, notice, preamble or standing of the plan."""
    text: str
    marks: tuple[tuple[int, int], ...]
    """Where the words stand, from start to end in characters from 0."""
    headings: tuple[Heading, ...] = ()
    entry: Entry | None = None
    action: Action | None = None


_HALF = str.maketrans("（）：；，！？．０１２３４５６７８９", "():;,!?.0123456789")


def search(index: Index, words: Sequence[str]) -> list[Hit]:
    """The texts in which all the words stand; letter case, width and white space make no difference."""
    patterns = [
        re.compile(r"\s*".join(re.escape(char) for char in "".join(word.split()).translate(_HALF)), re.IGNORECASE)
        for word in words
        if word.strip()
    ]
    hits = []
    for hit in _texts(index):
        spans = [[found.span() for found in each.finditer(hit.text.translate(_HALF))] for each in patterns]
        if spans and all(spans):
            hits.append(hit._replace(marks=tuple(sorted(span for each in spans for span in each))))
    return hits


def _texts(index: Index) -> Iterator[Hit]:
    """Every text of the plan, in its order."""
    plan = index.plan
    if plan.notice:
        yield Hit("notice", plan.notice.title, ())
        yield Hit("notice", plan.notice.text, ())
    yield Hit("title", plan.title, ())
    yield Hit("preamble", plan.preamble, ())
    if plan.standing:
        yield Hit("standing", plan.standing.text, ())
    entries = iter(index.entries)
    for headings, section in walk(plan):
        for text in (section.title, section.text):
            yield Hit("section", text, (), headings)
        for entry in islice(entries, len(section.measures)):
            yield Hit("title", entry.measure.title, (), entry.headings, entry)
            yield Hit("text", entry.measure.text, (), entry.headings, entry)
            yield Hit("note", entry.measure.note, (), entry.headings, entry)
            for action in entry.measure.actions:
                yield Hit("action", action.text, (), entry.headings, entry, action)
                yield Hit("note", action.note, (), entry.headings, entry, action)
