"""What an agency has to do, and how much."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from bioresp.model import Action, Role
from bioresp.query.places import Entry, Index
from bioresp.query.sentences import collectives, members


class Duty(NamedTuple):
    """A measure that concerns an agency."""

    entry: Entry
    role: Role | None
    """None for the standing note, which gives no role."""
    basis: str
    """named: it stands in the measure's list; collective: a group word reaches it; standing: the standing note does."""
    written: str
    """Its name as the circular writes it there."""


class Sentence(NamedTuple):
    """A text that concerns an agency."""

    entry: Entry
    action: Action | None
    """None for the text of the measure itself."""
    role: Role | None
    """None where the text only names it."""
    word: str = ""
    """The group word that reaches it; empty where it is named."""

    @property
    def text(self) -> str:
        return self.action.text if self.action else self.entry.measure.text


class Duties(NamedTuple):
    measures: tuple[Duty, ...]
    sentences: tuple[Sentence, ...]
    collectives: tuple[Sentence, ...]

    @property
    def is_any(self) -> bool:
        """Does the plan concern the agency at all?"""
        return bool(self.measures or self.sentences or self.collectives)


def duties(index: Index, agency: str, role: Role | None = None) -> Duties:
    """What a plan asks of an agency (a name of the register), in the order of the text; if given, in one role only."""
    measures: list[Duty] = []
    sentences: list[Sentence] = []
    reached: list[Sentence] = []
    standing = index.plan.standing
    bound = [name for name in (standing.agencies if standing else ()) if index.names[name] == agency]
    for entry in index.entries if bound else _concerning(index).get(agency, ()):
        given: dict[Role, str] = {}
        for each in entry.measure.assignments:
            if index.names[each.agency] == agency:
                given.setdefault(each.role, each.agency)
        measures += [Duty(entry, each, "named", written) for each, written in given.items()]
        words = list(_reaching(index, entry, agency))
        reached += words
        if any(each.action for each in words):
            measures += [Duty(entry, each, "collective", written) for each, written in given.items()]
        measures += [Duty(entry, None, "standing", written) for written in bound[:1]]
        sentences += _naming(index, entry, agency)
    if role is None:
        return Duties(tuple(measures), tuple(sentences), tuple(reached))
    held = [duty.entry for duty in measures if duty.role is role]
    return Duties(
        tuple(duty for duty in measures if duty.role is role),
        tuple(each for each in sentences if each.role is role),
        tuple(each for each in reached if any(each.entry is entry for entry in held)),
    )


@lru_cache(maxsize=1)
def _concerning(index: Index) -> dict[str, list[Entry]]:
    """The measures that have to do with each agency in any way; so asking after all of them reads no text for each."""
    concerning: dict[str, list[Entry]] = {}
    for entry in index.entries:
        names = set[str]()
        for part in (None, *entry.measure.actions):
            sentence = Sentence(entry, part, None)
            names |= {mention.agency for mention in index.mentions(sentence.text)}
            names |= index.canonical(each.agency for each in (part or entry.measure).assignments)
            for word in collectives(sentence.text):
                names |= members(index, entry, part, word)
        for name in names:
            concerning.setdefault(name, []).append(entry)
    return concerning


def _reaching(index: Index, entry: Entry, agency: str) -> Iterator[Sentence]:
    """The texts whose group words mean the agency, and that do not name it."""
    for part in (None, *entry.measure.actions):
        sentence = Sentence(entry, part, None)
        words = [each.word for each in collectives(sentence.text) if agency in members(index, entry, part, each)]
        if words and not any(mention.agency == agency for mention in index.mentions(sentence.text)):
            yield sentence._replace(word=words[0])


def _naming(index: Index, entry: Entry, agency: str) -> Iterator[Sentence]:
    for part in (None, *entry.measure.actions):
        text = part.text if part else entry.measure.text
        roles = [each.role for each in part.assignments if index.names[each.agency] == agency] if part else []
        if roles:
            yield Sentence(entry, part, roles[0])
        elif any(mention.agency == agency for mention in index.mentions(text)):
            yield Sentence(entry, part, None)
