"""Which measures are meant by filters, and where words stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from bioresp.letters import folded
from bioresp.model import Action, Measure, Role, agencies_in
from bioresp.query.concern import listed
from bioresp.query.places import Entry, Heading, Index, walk


class Filter(NamedTuple):
    """Which measures are meant."""

    section: tuple[Heading, ...] = ()
    """The section with the headings above it."""
    agency: str = ""
    """A name of the register."""
    role: Role | None = None
    no_lead: bool = False


def select(index: Index, chosen: Filter) -> list[Entry]:
    """Return the measures that a filter lets through, in the order of the text."""
    return [entry for entry in index.entries if _passes(index, entry, chosen)]


def _passes(index: Index, entry: Entry, chosen: Filter) -> bool:
    if entry.headings[: len(chosen.section)] != chosen.section:
        return False
    if chosen.no_lead and entry.measure.lead:
        return False
    if not (chosen.agency or chosen.role):
        return True
    return any(chosen.agency in ("", each.agency) and each.carries(chosen.role) for each in listed(index, entry))


class Hit(NamedTuple):
    """A text in which every word stands."""

    field: str
    """title, text, note, deadline, lead, responsible, supporting or action; section; or a part of the plan."""
    text: str
    marks: tuple[tuple[int, int], ...]
    """Where the words stand, from start to end in characters from 0."""
    headings: tuple[Heading, ...] = ()
    entry: Entry | None = None
    action: Action | None = None


_HALF = str.maketrans("（）：；，！？．", "():;,!?.")


def _levelled(text: str) -> str:
    """A text as words are looked for in it, of the same length: characters that look alike are one."""
    return folded(text).translate(_HALF)


def search(index: Index, words: Sequence[str]) -> list[Hit]:
    """The texts in which all the words stand; letter case, width and white space make no difference."""
    patterns = [
        re.compile(r"\s*".join(re.escape(char) for char in _levelled("".join(word.split()))), re.IGNORECASE)
        for word in words
        if word.strip()
    ]
    hits = []
    for hit in _texts(index):
        spans = [[found.span() for found in each.finditer(_levelled(hit.text))] for each in patterns]
        if spans and all(spans):
            hits.append(hit._replace(marks=tuple(sorted(span for each in spans for span in each))))
    return hits


def _texts(index: Index) -> Iterator[Hit]:
    """Every text of the plan, in its order."""
    plan = index.plan
    notice = (plan.notice.title, plan.notice.text) if plan.notice else ()
    for text in (plan.document_number, plan.issuer, plan.signatory, "，".join(plan.addressees), *notice):
        yield Hit("notice", text, ())
    yield Hit("title", plan.title, ())
    yield Hit("preamble", plan.preamble, ())
    if plan.standing:
        yield Hit("standing", plan.standing.text, ())
    entries = iter(index.entries)
    for headings, section in walk(plan):
        yield Hit("section", section.title, (), headings)
        yield Hit("section_text", section.text, (), headings)
        for entry in islice(entries, len(section.measures)):
            yield Hit("title", entry.measure.title, (), headings, entry)
            for part in entry.measure.parts:
                yield from _part(entry, headings, part)


def _part(entry: Entry, headings: tuple[Heading, ...], part: Measure | Action) -> Iterator[Hit]:
    """The texts of a measure or an action: what it says, its deadline and note, lists that the text does not say."""
    action = part if isinstance(part, Action) else None
    yield Hit("action" if action else "text", part.text, (), headings, entry, action)
    yield Hit("deadline", part.deadline, (), headings, entry, action)
    yield Hit("note", part.note, (), headings, entry, action)
    for role in Role:
        listed = "、".join(name for name in agencies_in(part.assignments, role) if not (action and name in part.text))
        yield Hit(role.value, listed, (), headings, entry, action)
