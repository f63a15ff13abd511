"""Who is concerned with a measure or an action, in what role, on what ground: one relation that all answers read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from bioresp.model import Action, Measure, Role
from bioresp.query.places import Entry, Index
from bioresp.query.sentences import collectives, meant

Basis = Literal["named", "collective", "standing"]
"""named: it stands in the list of a measure or an action; collective: a group word (各责任单位) means it; standing: the
standing note binds it."""


class Concern(NamedTuple):
    """An agency that is concerned with a measure, or with one of its actions."""

    agency: str
    """Its name in the register."""
    written: str
    """Its name as the circular writes it; for a group word, as the list writes it that the word points at."""
    entry: Entry
    action: Action | None
    """None where the measure itself concerns it."""
    role: Role | None
    """None where the text gives none: 各相关单位 (whose members keep the role of the list), and the standing note."""
    basis: Basis
    word: str = ""
    """The group word, as it stands in the text."""

    def carries(self, role: Role | None) -> bool:
        """Return whether it makes the agency one that has a role (None for any) in the measure.

        An action's lead does not lead the measure: “谁牵头” asks for who answers for all of it.
        """
        if role is Role.LEAD and self.action is not None:
            return False
        return role in (None, self.role)


def concerns(index: Index, entry: Entry) -> Iterator[Concern]:
    """Yield who is concerned with a measure and its actions, in the order of the text; the standing note's last."""
    for part in entry.measure.parts:
        yield from named(index, entry, part)
        yield from _meant_by_group_words(index, entry, part)
    yield from bound(index, entry)


def listed(index: Index, entry: Entry) -> Iterator[Concern]:
    """Yield the same without the group words.

    The agencies and the roles are the same, because group words mean only units that a list holds; the texts need not
    be searched.
    """
    for part in entry.measure.parts:
        yield from named(index, entry, part)
    yield from bound(index, entry)


def named(index: Index, entry: Entry, part: Measure | Action) -> list[Concern]:
    """Return who stands in the list of a measure or of an action: once for each time that it stands there."""
    action = part if isinstance(part, Action) else None
    names = index.names
    return [Concern(names[each.agency], each.agency, entry, action, each.role, "named") for each in part.assignments]


def bound(index: Index, entry: Entry) -> Iterator[Concern]:
    """Yield whom the standing note binds: in every measure, in no role.

    Source: 攀环委办发〔2023〕3号（一）：所有工作都需县（区）政府落实或配合，不单独列出，下同.
    """
    standing = index.plan.standing
    for written in standing.agencies if standing else ():
        yield Concern(index.names[written], written, entry, None, None, "standing")


def _meant_by_group_words(index: Index, entry: Entry, part: Measure | Action) -> Iterator[Concern]:
    """Yield whom the group words of a text mean, each once in a role; the first word that means it is given.

    A unit that the text names beside the word is not meant by it once more: 市公安局等相关单位.
    """
    words = collectives(part.text)
    if not words:
        return
    action = part if isinstance(part, Action) else None
    named_beside = {mention.agency for mention in index.mentions(part.text)}
    seen: set[tuple[str, Role | None]] = set()
    for word in words:
        for each in meant(entry, action, word):
            agency = index.names[each.agency]
            if agency in named_beside or (agency, word.role) in seen:
                continue
            seen.add((agency, word.role))
            yield Concern(agency, each.agency, entry, action, word.role, "collective", word.word)


class Concerns:
    """The relation of a plan, looked up by agency; each measure is read once, when an agency that it lists is asked."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._read: dict[int, tuple[Concern, ...]] = {}
        standing = index.plan.standing
        self._bound = index.canonical(standing.agencies) if standing else set()
        self._listing: dict[str, list[Entry]] = {}
        names = index.names
        for entry in index.entries:
            # made of plain names, for this is done for all measures whoever is asked for
            present = {names[each.agency] for each in entry.measure.assignments}
            for action in entry.measure.actions:
                for each in action.assignments:
                    present.add(names[each.agency])
            for agency in present:
                self._listing.setdefault(agency, []).append(entry)

    def of_agency(self, agency: str) -> Iterator[Concern]:
        """Yield what concerns an agency (a name of the register), in the order of the text."""
        entries = self.index.entries if agency in self._bound else self._listing.get(agency, ())
        for entry in entries:
            for each in self._of_entry(entry):
                if each.agency == agency:
                    yield each

    def _of_entry(self, entry: Entry) -> tuple[Concern, ...]:
        found = self._read.get(id(entry))
        if found is None:
            found = self._read[id(entry)] = tuple(concerns(self.index, entry))
        return found
