"""A plan as a tree whose nodes keep their identity while they are moved, changed, taken out and put in.

What a node holds and what stands below it is taken from the model itself, so that a field the model gains is compared
from the day it is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from functools import cache
from typing import Any, NamedTuple

from bioresp.model import NOWHERE, Action, Agency, Measure, Notice, Plan, Section, Standing

Value = Plan | Notice | Standing | Agency | Section | Measure | Action

CHILDREN: dict[type, dict[str, type]] = {
    Plan: {"notice": Notice, "standing": Standing, "agencies": Agency, "sections": Section},
    Section: {"measures": Measure, "sections": Section},
    Measure: {"actions": Action},
}
"""Which fields of a type hold nodes, in the order of the text; notice and standing hold one or none."""

KEEPS = (Measure,)
"""Types that are added and taken out whole, with what is new or gone below them; a section is only its heading."""


@cache
def own_fields(kind: type) -> tuple[str, ...]:
    """The fields of a type that make it what it is, without the nodes below it and without its places."""
    below = CHILDREN.get(kind, {})
    return tuple(each.name for each in fields(kind) if each.compare and each.name not in below)


class Spot(NamedTuple):
    """A place in the tree: below a node, right behind a sibling of the same type (None: the first)."""

    parent: int
    behind: int | None


class Node:
    """A part of a plan."""

    __slots__ = ("below", "key", "parent", "value")

    def __init__(self, value: Any, parent: Node | None = None, key: int = 0) -> None:
        self.key = key
        self.parent = parent
        self.value: Any = bare(value)
        """The part itself, without what stands below it."""
        self.below: dict[str, list[Node]] = {
            name: [Node(each, self) for each in _listed(getattr(value, name))] for name in CHILDREN.get(type(value), {})
        }

    @property
    def kind(self) -> type:
        return type(self.value)

    @property
    def siblings(self) -> list[Node]:
        """The nodes that stand with it, itself among them."""
        assert self.parent is not None
        return self.parent.holding(self.kind)

    def holding(self, kind: type) -> list[Node]:
        """The list below it that holds nodes of a type."""
        return next(self.below[name] for name, each in CHILDREN[self.kind].items() if each is kind)

    def walk(self) -> Iterator[Node]:
        """Itself and all below it, in the order of the text."""
        yield self
        for nodes in self.below.values():
            for node in nodes:
                yield from node.walk()

    def built(self) -> Any:
        """The part with all that stands below it."""
        below: dict[str, Any] = {name: tuple(node.built() for node in nodes) for name, nodes in self.below.items()}
        for name in below.keys() & {"notice", "standing"}:
            below[name] = next(iter(below[name]), None)
        return replace(self.value, **below) if below else self.value


def bare(value: Any) -> Any:
    """A part without what stands below it, and without its places: they are those of another file."""
    kind = type(value)
    below = {name: None if name in ("notice", "standing") else () for name in CHILDREN.get(kind, {})}
    places = {"places": NOWHERE} if hasattr(value, "places") else {}
    return replace(value, **below, **places)


def _listed(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else () if value is None else (value,)


class Tree:
    """A plan, each node with a key: the keys are numbers in the order of the text."""

    def __init__(self, plan: Plan, first: int = 0) -> None:
        self.root = Node(plan)
        self.nodes: dict[int, Node] = {}
        for key, node in enumerate(self.root.walk(), first):
            node.key = key
            self.nodes[key] = node

    def rename(self, keys: dict[int, int], fresh: int) -> dict[int, int]:
        """Call nodes as another tree calls them, all others by fresh keys in the order of the text; how each is now."""
        now: dict[int, int] = {}
        for key in self.nodes:
            now[key] = keys.get(key, fresh)
            fresh += key not in keys
        self.nodes = {now[key]: node for key, node in self.nodes.items()}
        for key, node in self.nodes.items():
            node.key = key
        return now

    def spot(self, node: Node) -> Spot:
        assert node.parent is not None
        at = node.siblings.index(node)
        return Spot(node.parent.key, node.siblings[at - 1].key if at else None)

    def take(self, node: Node) -> None:
        """Take a node out, with all below it."""
        node.siblings.remove(node)
        node.parent = None

    def put(self, node: Node, spot: Spot) -> None:
        """Put a node that was taken out, or is new, in its place."""
        node.parent = self.nodes[spot.parent]
        siblings = node.siblings
        at = 0 if spot.behind is None else siblings.index(self.nodes[spot.behind]) + 1
        siblings.insert(at, node)

    def grow(self, value: Any, key: int, spot: Spot) -> None:
        """Put in a new part; what stands below it gets the keys that follow."""
        node = Node(value)
        for number, each in enumerate(node.walk(), key):
            each.key = number
            self.nodes[number] = each
        self.put(node, spot)

    @property
    def plan(self) -> Plan:
        built = self.root.built()
        assert isinstance(built, Plan)
        return built
