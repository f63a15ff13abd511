"""What an agency has to do, and how much."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from bioresp.model import Action, Agency, Role
from bioresp.query.places import Entry, Index
from bioresp.query.sentences import collectives, members


class Duty(NamedTuple):
    """A measure that concerns an agency."""

    entry: Entry
    role: Role | None
    """None for the standing note, which gives no role."""
    basis: str
    """named: it stands in the measure's list; collective: a group word reaches it; standing: the standing note does."""


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
    bound = standing is not None and agency in index.canonical(standing.agencies)
    for entry in index.entries if bound else _concerning(index).get(agency, ()):
        roles = [each.role for each in entry.measure.assignments if index.names[each.agency] == agency]
        measures += [Duty(entry, each, "named") for each in dict.fromkeys(roles)]
        words = list(_reaching(index, entry, agency))
        reached += words
        if any(each.action for each in words):
            measures += [Duty(entry, each, "collective") for each in dict.fromkeys(roles)]
        if bound:
            measures.append(Duty(entry, None, "standing"))
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


class Load(NamedTuple):
    """How much an agency has to do: measures by role, and actions it leads."""

    agency: Agency
    lead: int
    responsible: int
    supporting: int
    actions: int

    @property
    def measures(self) -> int:
        return self.lead + self.responsible + self.supporting


def loads(index: Index) -> list[Load]:
    """The load of every agency, in the order of the register; names that are not registered follow."""
    counts: Counter[tuple[str, str]] = Counter()
    for entry in index.entries:
        counts.update({(index.names[each.agency], each.role.value) for each in entry.measure.assignments})
        for action in entry.measure.actions:
            counts.update((name, "actions") for name in index.canonical(action.lead))
    columns = (*(role.value for role in Role), "actions")
    return [Load(agency, *(counts[name, column] for column in columns)) for name, agency in index.register.items()]


class Pair(NamedTuple):
    """Two agencies and the number of measures that both stand in."""

    agency: str
    other: str
    measures: int


def pairs(index: Index) -> list[Pair]:
    """Who shares measures with whom, the busiest first."""
    rank = {name: at for at, name in enumerate(index.register)}
    shared: Counter[tuple[str, str]] = Counter()
    for entry in index.entries:
        present = index.canonical(each.agency for each in entry.measure.assignments)
        shared.update(combinations(sorted(present, key=rank.__getitem__), 2))
    return [Pair(*names, count) for names, count in sorted(shared.items(), key=lambda item: -item[1])]
