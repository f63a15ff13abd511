"""Which part of the new plan is which of the old one: by what it says, not by its number.

What is the same word for word is found by its words, at once; only the rest is compared by likeness.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from collections.abc import Set as AbstractSet

from bioresp.comparison.likeness import (
    ALIKE,
    SAID_AGAIN,
    Sketch,
    alike,
    dice,
    likeness,
    pairs,
    said_in,
    sketched,
    unique,
)
from bioresp.comparison.tree import Node, Tree
from bioresp.model import Action, Agency, Measure, Notice, Role, Section, Standing

_ALIKE_TITLES = 0.6
"""Titles of sections are short, and alike by chance."""
_ALIKE_NAMES = 0.4
"""Only of units that stand wherever the other stood."""
_ALIKE_ACTIONS = 0.4
"""Only of actions of one measure."""
_MOVED_ACTIONS = 0.7
"""Of actions of measures that were split or merged."""
_CANDIDATES = 4
"""Measures that one is tried to be traced to."""
_LONG_ENOUGH = 8
"""Characters of a sentence that can be known again anywhere."""

Meaning = Callable[[Node], Hashable]


class Matching:
    """The pairs found so far."""

    def __init__(self, old: Tree, new: Tree) -> None:
        self.old, self.new = old, new
        self.was: dict[int, int] = {new.root.key: old.root.key}
        """New key → old key; the two trees have no key in common."""
        self.is_now: dict[int, int] = {old.root.key: new.root.key}
        self.split_from: dict[int, int] = {}
        """New measure → the old one its words come from."""
        self.merged_into: dict[int, int] = {}
        """Old measure → the new one its words stand in."""
        self._sketches: dict[Node, Sketch] = {}
        for kind in (Notice, Standing):
            self._pair(zip(self._left(old, kind), self._left(new, kind), strict=False))
        self._sections_by_title()
        self._measures()
        self._sections_by_content()
        self._origins()
        self._actions()
        self._agencies()

    def _pair(self, found: Iterable[tuple[Node, Node]]) -> None:
        for old, new in found:
            self.was[new.key] = old.key
            self.is_now[old.key] = new.key

    def _left(self, tree: Tree, kind: type) -> list[Node]:
        """The nodes of a type that have no partner yet."""
        taken = self.is_now if tree is self.old else self.was
        return [node for node in tree.nodes.values() if node.kind is kind and node.key not in taken]

    def _by(self, kind: type, *meanings: Meaning) -> None:
        for meaning in meanings:
            self._pair(unique(self._left(self.old, kind), self._left(self.new, kind), meaning))

    def _home(self, node: Node) -> int:
        """The key of what a node stands below; where that has a partner in the old plan, the partner's."""
        assert node.parent is not None
        key = node.parent.key
        return self.was.get(key, key)

    # --- sections -----------------------------------------------------------------------------------------------------

    def _sections_by_title(self) -> None:
        self._by(
            Section,
            lambda node: (_above(node), node.value.title) if node.value.title else None,
            lambda node: node.value.title or None,
        )

    def _sections_by_content(self) -> None:
        """What is left: where half of the measures are the same, then by a title alike, at last by place."""
        shared = Counter(
            (self.old.nodes[self.was[node.key]].parent, node.parent)
            for node in self.new.nodes.values()
            if node.kind in (Measure, Section) and node.key in self.was
        )
        left = {*self._left(self.old, Section), *self._left(self.new, Section)}
        for (old, new), count in shared.most_common():
            if old in left and new in left and 2 * count >= min(_size(old), _size(new)):
                self._pair([(old, new)])
                left -= {old, new}
        olds, news = self._left(self.old, Section), self._left(self.new, Section)
        titles = {node: pairs(node.value.title) for node in (*olds, *news)}

        def score(old: Node, new: Node) -> float:
            return dice(titles[old], titles[new]) if titles[old] else 0.0

        self._pair(alike(olds, news, titles.__getitem__, score, _ALIKE_TITLES))
        self._by(
            Section,
            lambda node: (self._home(node), node.value.number, node.value.title, node.value.text),
            lambda node: (self._home(node), node.value.title) if not node.value.title else None,
        )

    # --- measures -----------------------------------------------------------------------------------------------------

    def _sketch(self, node: Node) -> Sketch:
        if node not in self._sketches:
            self._sketches[node] = sketched(node)
        return self._sketches[node]

    def _measures(self) -> None:
        self._by(
            Measure,
            lambda node: (self._home(node), _whole(node)),
            _whole,
            lambda node: (self._home(node), node.value.title, node.value.text) if node.value.text else None,
            lambda node: (node.value.title, node.value.text) if node.value.text else None,
            lambda node: node.value.text or None,
            lambda node: tuple(action.value.text for action in node.below["actions"]) or None,
            lambda node: (self._home(node), node.value.title) if node.value.title else None,
            lambda node: node.value.title or None,
        )
        self._first_of_the_same()
        olds, news = self._left(self.old, Measure), self._left(self.new, Measure)

        def score(old: Node, new: Node) -> float:
            return likeness(self._sketch(old), self._sketch(new))

        self._pair(alike(olds, news, lambda node: self._sketch(node).features, score, ALIKE))

    def _first_of_the_same(self) -> None:
        """Measures that say the same word for word, and are not as many as they were: the first is the first."""
        nth: Counter[tuple[bool, int, Hashable]] = Counter()
        turn = {}
        for tree in (self.old, self.new):
            for node in self._left(tree, Measure):
                meaning = (tree is self.old, self._home(node), _whole(node))
                nth[meaning] += 1
                turn[node] = nth[meaning]
        self._by(Measure, lambda node: (self._home(node), _whole(node), turn[node]))

    def _origins(self) -> None:
        """Measures without a partner whose words stand in one that has one: split off, or merged."""
        self._traced(self.old, self.new, self.is_now, self.split_from)
        self._traced(self.new, self.old, self.was, self.merged_into)

    def _traced(self, there: Tree, here: Tree, partner: dict[int, int], found: dict[int, int]) -> None:
        """For lone measures here, those there that say what they say, and whose partners here do not."""
        lone = self._left(here, Measure)
        saying: dict[str, list[Node]] = {}
        for node in there.nodes.values() if lone else ():
            if node.kind is Measure and node.key in partner:
                for clause in self._sketch(node).clauses:
                    saying.setdefault(clause, []).append(node)
        for node in lone:
            sketch = self._sketch(node)
            votes = Counter(each for clause in sketch.clauses for each in saying.get(clause, ())[:_CANDIDATES])
            for other, _ in votes.most_common(_CANDIDATES):
                besides = self._sketch(here.nodes[partner[other.key]])
                if said_in(sketch, self._sketch(other), besides) >= SAID_AGAIN:
                    found[node.key] = other.key
                    break

    # --- actions ------------------------------------------------------------------------------------------------------

    def _actions(self) -> None:
        self._by(
            Action,
            lambda node: (self._home(node), _whole(node)),
            lambda node: (self._home(node), node.value.text),
        )
        self._alike_actions(self._home, _ALIKE_ACTIONS)
        self._by(
            Action,
            lambda node: _whole(node) if len(node.value.text) >= _LONG_ENOUGH else None,
            lambda node: node.value.text if len(node.value.text) >= _LONG_ENOUGH else None,
        )
        self._alike_actions(self._family, _MOVED_ACTIONS)

    def _family(self, node: Node) -> int:
        """The old measure that an action stands in, or that its measure was split from, or was merged with."""
        assert node.parent is not None
        key = node.parent.key
        into = self.merged_into.get(key)
        return self.was[into] if into is not None else self.split_from.get(key, self._home(node))

    def _alike_actions(self, home: Callable[[Node], int], least: float) -> None:
        """Pairs of actions of one measure, the most alike first."""
        words: dict[Node, AbstractSet[str]] = {}
        homes: dict[int, tuple[list[Node], list[Node]]] = {}
        for side, tree in enumerate((self.old, self.new)):
            for node in self._left(tree, Action):
                words[node] = pairs(node.value.text)
                homes.setdefault(home(node), ([], []))[side].append(node)

        def score(old: Node, new: Node) -> float:
            return dice(words[old], words[new])

        for olds, news in homes.values():
            self._pair(alike(olds, news, words.__getitem__, score, least))

    # --- agencies -----------------------------------------------------------------------------------------------------

    def _agencies(self) -> None:
        """By name; of what is left, by an alias that both have, or that is the other's name."""
        self._by(Agency, lambda node: node.value, lambda node: node.value.name)
        known: dict[str, Node] = {}
        for node in self._left(self.old, Agency):
            for name in (node.value.name, *node.value.aliases):
                known.setdefault(name, node)
        for node in self._left(self.new, Agency):
            found = next((known[name] for name in (node.value.name, *node.value.aliases) if name in known), None)
            if found and found.key not in self.is_now:
                self._pair([(found, node)])
        self._agencies_by_seats()

    def _agencies_by_seats(self) -> None:
        """A unit that stands wherever another of a name alike stood, which is gone, is the same one renamed."""
        olds = {node.value.name: node for node in self._left(self.old, Agency)}
        news = {node.value.name: node for node in self._left(self.new, Agency)}
        if not (olds and news):
            return
        seats = self._seats(self.old, olds), self._seats(self.new, news)
        found = unique(
            olds.values(), news.values(), lambda node: seats[node.key in self.new.nodes].get(node.value.name)
        )
        self._pair((old, new) for old, new in found if _may_be(old.value.name, new.value.name))

    def _seats(self, tree: Tree, names: Iterable[str]) -> dict[str, Hashable]:
        """Where names stand in lists: in which part, in which role."""
        wanted, seats = set(names), dict[str, set[tuple[int, Role]]]()
        for node in tree.nodes.values():
            for each in getattr(node.value, "assignments", ()):
                if each.agency in wanted:
                    seats.setdefault(each.agency, set()).add((self.was.get(node.key, node.key), each.role))
        return {name: frozenset(found) for name, found in seats.items()}


def _size(section: Node) -> int:
    return sum(map(len, section.below.values()))


def _above(node: Node) -> tuple[str, ...]:
    """The titles above a section."""
    titles = []
    while (node := node.parent or node).parent:
        titles.append(node.value.title)
    return tuple(titles)


def _whole(node: Node) -> Hashable:
    """All that a measure or an action says, its number left out."""
    value = node.value
    own = tuple(
        getattr(value, name) for name in value.__dataclass_fields__ if name not in ("number", "actions", "places")
    )
    return (*own, *(_whole(each) for each in node.below.get("actions", ())))


def _may_be(old: str, new: str) -> bool:
    """Is one name alike the other, or short for it: 市林业局, 市林业和草原局?"""
    short, long = sorted((old, new), key=len)
    rest = iter(long)
    return all(char in rest for char in short) or dice(pairs(old), pairs(new)) >= _ALIKE_NAMES
