"""The two plans that are compared: where each part stands in either, and whom a change concerns."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from typing import Any, NamedTuple

from bioresp.comparison import (
    Added,
    Change,
    Changes,
    Edited,
    Moved,
    Node,
    Reassigned,
    Removed,
    Renumbered,
    Respelled,
    Tree,
    applied,
)
from bioresp.model import Action, Agency, Measure, Plan, Role, Section, Standing
from bioresp.query.concern import Concerns, bound, named
from bioresp.query.duties import duties
from bioresp.query.places import Entry, Heading, Index, spaced, walk


class Side:
    """One of the two plans; its parts are called as the changes call them."""

    def __init__(self, tree: Tree) -> None:
        self.nodes = {node.key: node for node in tree.root.walk()}
        self.index = Index(tree.plan)
        measures = [key for key, node in self.nodes.items() if node.kind is Measure]
        sections = [key for key, node in self.nodes.items() if node.kind is Section]
        self._entries = dict(zip(measures, self.index.entries, strict=True))
        self._headings = dict(zip(sections, (above for above, _ in walk(self.index.plan)), strict=True))

    def __contains__(self, key: int) -> bool:
        return key in self.nodes

    def measure(self, key: int) -> int | None:
        """The measure that a part is, or stands in."""
        node = self.nodes[key]
        if node.kind is Action and node.parent:
            return node.parent.key
        return key if node.kind is Measure else None

    def entry(self, key: int) -> Entry | None:
        """The measure that a part is, or stands in, with its place."""
        measure = self.measure(key)
        return None if measure is None else self._entries[measure]

    def action(self, key: int) -> Action | None:
        value = self.nodes[key].value
        return value if isinstance(value, Action) else None

    def headings(self, key: int) -> tuple[Heading, ...]:
        """A section with the headings above it, or those above a measure or an action."""
        node: Node | None = self.nodes[key]
        while node and node.kind is not Section:
            node = node.parent
        return self._headings[node.key] if node else ()

    def cite(self, key: int) -> str:
        """The place of a measure or an action: （十二）2.; the label or the title of a section."""
        if entry := self.entry(key):
            return entry.cite(self.action(key))
        if self.nodes[key].kind is Section:
            return self.above(key)
        return ""

    def above(self, key: int) -> str:
        """The section that a part is or stands in, as it is headed."""
        headings = self.headings(key)
        return spaced(headings[-1].label, headings[-1].section.title) if headings else ""

    def roles(self, key: int | None) -> set[tuple[str, Role | None]]:
        """The units of a measure with their roles there; none without a measure."""
        if key is None:
            return set()
        entry = self._entries[key]
        return {(each.agency, each.role) for each in named(self.index, entry, entry.measure)}

    def concerned(self, key: int | None) -> set[tuple[str, Role | None]]:
        """The same with the agencies that the standing note binds, which have no role."""
        return set() if key is None else self.roles(key) | {(name, None) for name in self.noted}

    @property
    def noted(self) -> set[str]:
        """The agencies that the standing note binds."""
        standing = self.index.plan.standing
        return self.index.canonical(standing.agencies) if standing else set()

    def keys(self, kind: type) -> list[int]:
        return [key for key, node in self.nodes.items() if node.kind is kind]

    def touched(self, agency: str) -> set[int]:
        """The measures that an agency has to do with, and the texts that name it or reach it by a group word."""
        found = duties(Concerns(self.index), agency)
        measures = {id(entry): key for key, entry in self._entries.items()}
        touched = {measures[id(duty.entry)] for duty in found.measures}
        for sentence in (*found.sentences, *found.collectives):
            key = measures[id(sentence.entry)]
            if sentence.action:
                at = next(at for at, each in enumerate(sentence.entry.measure.actions) if each is sentence.action)
                key = self.nodes[key].below["actions"][at].key
            touched.add(key)
        return touched


class Carried(NamedTuple):
    """An agency that a measure or an action concerns that came or went."""

    agency: str
    """By its name in the new register."""
    entry: Entry
    action: Action | None
    role: Role | None
    """None where the standing note binds it."""
    stays: bool
    """Has the unit the same role in the measure that this one was split from, or merged into?"""


class Sides:
    """What changed, and both plans; the new one is made of the old one by the changes, so that nothing else is told."""

    def __init__(self, changes: Changes, old: Plan) -> None:
        self.changes = changes
        self.old, self.new = Side(Tree(old)), Side(applied(changes, old))
        self._merged = [(each.merged_into, each.key) for each in changes if isinstance(each, Removed)]
        self._split = [(each.split_from, each.key) for each in changes if isinstance(each, Added)]
        self._renamed: dict[str, str] = {
            self.old.nodes[key].value.name: self.new.nodes[key].value.name
            for key in self.old.keys(Agency)
            if key in self.new
        }

    def at(self, key: int) -> Side:
        """The side to speak of a part on: the new one, where it is there."""
        return self.new if key in self.new else self.old

    def value(self, key: int) -> Any:
        return self.at(key).nodes[key].value

    def cite(self, key: int) -> str:
        """The place of a part in the new plan; of one that is gone, where it stood: 原（二十三）."""
        return self.new.cite(key) if key in self.new else f"原{self.old.cite(key)}"

    def was(self, key: int) -> str:
        """The place of a part in the old plan, for what it lost; 原（十三） where the new one calls it otherwise."""
        old = self.old.cite(key)
        return old if key in self.new and self.new.cite(key) == old else f"原{old}"

    def kept(self, change: Reassigned) -> str:
        """Where a unit has its role still, or had it already: in a measure split off from this one, or merged into it.

        Then it lost or gained nothing here; empty where it did.
        """
        if change.before and change.after:
            return ""
        seat, kin, side = (
            (change.after, self._merged, self.old) if change.after else (change.before, self._split, self.new)
        )
        for key in (key for of, key in kin if of == change.key):
            held = {(self.today(name), role) for name, role in side.roles(key)}
            if seat and (self.today(change.agency), seat.role) in held:
                return f"由原{self.old.cite(key)}并入" if change.after else f"拆入现{self.new.cite(key)}"
        return ""

    def today(self, name: str) -> str:
        """What the new register calls a unit of the old one."""
        return self._renamed.get(name, name)

    def carried(self, change: Added | Removed) -> Iterator[Carried]:
        """Yield whom a measure or an action that came or went concerns, by its lists or by the standing note."""
        side, entry = self.at(change.key), self.at(change.key).entry(change.key)
        value = change.value
        if entry is None or not isinstance(value, Measure | Action):
            return
        if isinstance(change, Added):
            other, related = self.old, change.split_from
        else:
            other, related = self.new, change.merged_into
        held = {(self.today(name), role) for name, role in other.concerned(related)}
        # not the measure as it stands in the plan: actions that moved there are changes of their own
        parts = value.parts if isinstance(value, Measure) else (value,)
        found = [each for part in parts for each in named(side.index, entry, part)]
        if isinstance(value, Measure):
            found += bound(side.index, entry)
        for each in found:
            name = self.today(each.agency)
            yield Carried(name, entry, each.action, each.role, (name, each.role) in held)

    def noted(self) -> Iterator[tuple[str, int, bool]]:
        """Yield the agencies that the standing note binds only now, or no longer, with each measure that stayed.

        The last value is True where the agency is bound now.
        """
        stayed = [key for key in self.new.keys(Measure) if key in self.old]
        before = {self.today(name) for name in self.old.noted}
        now = {self.today(name) for name in self.new.noted}
        for name in sorted(before ^ now):
            yield from ((name, key, name in now) for key in stayed)

    def chosen(self, agency: str) -> Sides:
        """Only what concerns an agency (a name of the new register, or of the old one).

        Its roles, the sentences that name it or that a group word makes its own, the measures it stands in, its entry
        in the register.
        """
        names = {agency, *(old for old, new in self._renamed.items() if new == agency)}
        touched: set[int] = set()
        for side in (self.old, self.new):
            touched.update(*(side.touched(name) for name in names & side.index.register.keys()))
        chosen = copy(self)
        chosen.changes = tuple(change for change in self.changes if self._concerns(change, names, touched))
        return chosen

    def _concerns(self, change: Change, names: set[str], touched: set[int]) -> bool:
        match change:
            case Reassigned() | Respelled():
                return change.agency in names
            case Renumbered(numbers):
                return any(number.key in touched for number in numbers)
            case Edited(_, _, before, after):
                if (_names(self.old.index, before) | _names(self.new.index, after)) & names:
                    return True
        side = self.at(change.key)
        if isinstance(change, Added | Removed | Moved) and side.action(change.key):
            # a lead answers for every action of its measure
            leads = {name for name, role in side.roles(side.measure(change.key)) if role is Role.LEAD}
            if leads & names:
                return True
        value = self.value(change.key)
        named = (value.name,) if isinstance(value, Agency) else value.agencies if isinstance(value, Standing) else ()
        return change.key in touched or bool(names & self.at(change.key).index.canonical(named))


def _names(index: Index, value: Any) -> set[str]:
    """The units that a text, or a list of texts, names."""
    texts = value if isinstance(value, tuple) else (value,)
    return {mention.agency for text in texts if isinstance(text, str) for mention in index.mentions(text)}
