"""How much each agency has to do, who works with whom, and what nobody leads: counted over one plan or many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

from bioresp.model import Agency, Role
from bioresp.query.concern import named
from bioresp.query.places import Entry, Index


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


class Pair(NamedTuple):
    """Two agencies and the number of measures that both stand in."""

    agency: str
    other: str
    measures: int


class Unled(NamedTuple):
    """A measure without a lead."""

    plan: str
    """What its plan is called among others."""
    number: int
    label: str
    title: str
    ref: str
    heading: str


class Tally:
    """Counts over plans, taken one after the other: none is kept, for there may be ten thousand."""

    def __init__(self, indexes: Iterable[Index]) -> None:
        self.measures = self.actions = 0
        self.roles: Counter[Role] = Counter()
        """How many units the measures list, by role; one under two spellings counts once."""
        self.unled: list[Unled] = []
        self._register: dict[str, Agency] = {}
        self._counts: Counter[tuple[str, str]] = Counter()
        self._shared: Counter[tuple[str, str]] = Counter()
        for index in indexes:
            self._add(index)

    @property
    def loads(self) -> list[Load]:
        """The load of every agency, in the order of the registers; names that are not registered follow."""
        columns = (*(role.value for role in Role), "actions")
        return [
            Load(agency, *(self._counts[name, column] for column in columns)) for name, agency in self._register.items()
        ]

    @property
    def pairs(self) -> list[Pair]:
        """Who shares measures with whom, the busiest first."""
        return [Pair(*names, count) for names, count in sorted(self._shared.items(), key=lambda item: -item[1])]

    def _add(self, index: Index) -> None:
        for name, agency in index.register.items():
            known = self._register.setdefault(name, agency)
            others = dict.fromkeys((*known.aliases, *agency.aliases, *index.spellings(name)))
            if len(others) > len(known.aliases):
                self._register[name] = replace(known, aliases=tuple(others))
        rank = {name: at for at, name in enumerate(self._register)}
        for entry in index.entries:
            given = {(each.agency, each.role) for each in named(index, entry, entry.measure)}
            self._count(index, entry, given)
            present = {agency for agency, _ in given}
            self._shared.update(combinations(sorted(present, key=rank.__getitem__), 2))

    def _count(self, index: Index, entry: Entry, given: Iterable[tuple[str, Role | None]]) -> None:
        measure = entry.measure
        self.measures += 1
        self.actions += len(measure.actions)
        for agency, role in given:
            if role:
                self.roles[role] += 1
                self._counts[agency, role.value] += 1
        for action in measure.actions:
            leads = {each.agency for each in named(index, entry, action) if each.role is Role.LEAD}
            self._counts.update((agency, "actions") for agency in leads)
        if not measure.lead:
            said = (measure.number, entry.label, entry.title, entry.ref, entry.heading)
            self.unled.append(Unled(index.key, *said))
