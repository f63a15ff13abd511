"""What a plan asks of an agency: the measures that concern it, and the sentences that name it or mean it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bioresp.model import Action, Role
from bioresp.query.concern import Concern, Concerns
from bioresp.query.places import Entry, Index


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
    """What a plan asks of an agency, in the order of the text."""

    measures: tuple[Concern, ...]
    """The measures, once for each role and ground; those that only an action makes its own have no role."""
    sentences: tuple[Sentence, ...]
    """The texts that name it, and the actions whose lists hold it."""
    collectives: tuple[Sentence, ...]
    """The texts whose group words mean it."""

    @property
    def is_any(self) -> bool:
        """Does the plan concern the agency at all?"""
        return bool(self.measures or self.sentences or self.collectives)


def duties(relation: Concerns, agency: str, role: Role | None = None) -> Duties:
    """Return what a plan asks of an agency.

    Args:
        relation: Who is concerned with what in the plan.
        agency: A name of the register.
        role: Only what gives it this role; and the group words of the measures in which it has the role.
    """
    measures: list[Concern] = []
    sentences: list[Sentence] = []
    reached: list[Sentence] = []
    names = _Names(relation.index, agency)
    concerning: dict[int, list[Concern]] = {}
    for each in relation.of_agency(agency):
        concerning.setdefault(id(each.entry), []).append(each)
    for entry in relation.index.entries:
        found = concerning.get(id(entry), [])
        sentences += [each for each in names.sentences(entry, found) if role in (None, each.role)]
        measures += _of_measure(found, role)
        if any(each.carries(role) for each in found):
            reached += _reached(found)
    return Duties(tuple(measures), tuple(sentences), tuple(reached))


def _of_measure(found: Sequence[Concern], role: Role | None) -> Sequence[Concern]:
    """Return what a measure itself asks, each role on each ground once: a unit may be listed under two spellings.

    A unit that only the list of an action holds has to do with the measure too; it has no role there.
    """
    first: dict[tuple[Role | None, str], Concern] = {}
    for each in found:
        if each.action is None and role in (None, each.role):
            first.setdefault((each.role, each.basis), each)
    rows = list(first.values())
    if not any(each.basis == "named" for each in rows):
        in_action = next((each for each in found if each.basis == "named" and each.carries(role)), None)
        if in_action:
            rows.insert(0, in_action._replace(role=None))
    return rows


def _reached(found: Sequence[Concern]) -> Sequence[Sentence]:
    """Return the texts whose group words mean it, each once with the first of these words."""
    first: dict[int, Sentence] = {}
    for each in found:
        if each.basis == "collective":
            first.setdefault(id(each.action), Sentence(each.entry, each.action, None, each.word))
    return list(first.values())


class _Names:
    """The names of an agency, to be found in texts."""

    def __init__(self, index: Index, agency: str) -> None:
        self.index, self.agency = index, agency
        self.spellings = [written for written, name in index.names.items() if name == agency]

    def sentences(self, entry: Entry, found: Sequence[Concern]) -> Iterator[Sentence]:
        """Yield the texts of a measure that name it, and the actions whose lists hold it."""
        parts = entry.measure.parts
        if not found and not any(name in part.text for part in parts for name in self.spellings):
            return
        given = {id(each.action): each.role for each in reversed(found) if each.action and each.basis == "named"}
        for part in parts:
            action = part if isinstance(part, Action) else None
            role = given.get(id(part))
            if role or self._stand_in(part.text):
                yield Sentence(entry, action, role)

    def _stand_in(self, text: str) -> bool:
        if not any(name in text for name in self.spellings):
            return False
        return any(mention.agency == self.agency for mention in self.index.mentions(text))
