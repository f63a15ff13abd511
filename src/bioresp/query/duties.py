"""What an agency has to do, and how much."""

from __future__ import annotations

from collections.abc import Iterator
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
    has = AskedFor(index, agency)
    measures: list[Duty] = []
    sentences: list[Sentence] = []
    reached: list[Sentence] = []
    for entry in index.entries:
        if has.bound or has.concerns(entry):
            words = list(has.reaching(entry))
            measures += has.duties(entry, is_reached=any(each.action for each in words))
            sentences += has.naming(entry)
            reached += words
    if role is None:
        return Duties(tuple(measures), tuple(sentences), tuple(reached))
    held = [duty.entry for duty in measures if duty.role is role]
    return Duties(
        tuple(duty for duty in measures if duty.role is role),
        tuple(each for each in sentences if each.role is role),
        tuple(each for each in reached if any(each.entry is entry for entry in held)),
    )


class AskedFor:
    """An agency that is asked for in a plan."""

    def __init__(self, index: Index, agency: str) -> None:
        self.index, self.agency = index, agency
        self.spellings = {written for written, name in index.names.items() if name == agency}
        standing = index.plan.standing
        self.bound = [name for name in (standing.agencies if standing else ()) if name in self.spellings]
        """How the standing note writes it, where that binds it."""

    def concerns(self, entry: Entry) -> bool:
        """May a measure have to do with it? Else its texts need not be read for names and group words."""
        parts = entry.measure.parts
        return any(each.agency in self.spellings for part in parts for each in part.assignments) or any(
            name in part.text for part in parts for name in self.spellings
        )

    def duties(self, entry: Entry, *, is_reached: bool) -> Iterator[Duty]:
        given: dict[Role, str] = {}
        for each in entry.measure.assignments:
            if each.agency in self.spellings:
                given.setdefault(each.role, each.agency)
        for basis in ("named", "collective") if is_reached else ("named",):
            yield from (Duty(entry, role, basis, written) for role, written in given.items())
        yield from (Duty(entry, None, "standing", written) for written in self.bound[:1])

    def reaching(self, entry: Entry) -> Iterator[Sentence]:
        """The texts whose group words mean it, and that do not name it."""
        for part in (None, *entry.measure.actions):
            sentence = Sentence(entry, part, None)
            words = collectives(sentence.text)
            meaning = (each.word for each in words if self.agency in members(self.index, entry, part, each))
            word = next(meaning, "")
            if word and not self._is_named(sentence.text):
                yield sentence._replace(word=word)

    def naming(self, entry: Entry) -> Iterator[Sentence]:
        """The texts that name it, or give it a role."""
        for part in (None, *entry.measure.actions):
            roles = [each.role for each in part.assignments if each.agency in self.spellings] if part else []
            if roles or self._is_named((part or entry.measure).text):
                yield Sentence(entry, part, roles[0] if roles else None)

    def _is_named(self, text: str) -> bool:
        stands = any(name in text for name in self.spellings)
        return stands and any(mention.agency == self.agency for mention in self.index.mentions(text))
