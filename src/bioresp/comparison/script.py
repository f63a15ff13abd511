"""Two plans → the changes that lead from one to the other; the changes and the old plan → the new one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bioresp.comparison import lists
from bioresp.comparison.changes import (
    Added,
    Change,
    Changes,
    Edited,
    Moved,
    Reassigned,
    Removed,
    Renumbered,
    Reordered,
    Respelled,
    Seat,
)
from bioresp.comparison.matching import Matching
from bioresp.comparison.numbers import renumbered
from bioresp.comparison.tree import KEEPS, Node, Tree, own_fields
from bioresp.model import Agency, Plan
from bioresp.query.places import Index


def compare(old: Plan, new: Plan) -> Changes:
    """What changed from one plan to another, by meaning: applied to the old plan, it gives the new one.

    Nothing changed where it is empty. Where values stand in their files makes no difference.
    """
    if old == new:
        return ()
    before = Tree(old)
    after = Tree(new, len(before.nodes))
    matching = Matching(before, after)
    now = after.rename(matching.was, len(before.nodes))
    script = _Script(before, after, Index(old), Index(new))
    script.split_from = {now[key]: origin for key, origin in matching.split_from.items()}
    script.merged_into = {key: now[into] for key, into in matching.merged_into.items()}
    return tuple(script.changes())


class _Script:
    """The changes being written; both trees call a part by the same key."""

    def __init__(self, before: Tree, after: Tree, old: Index, new: Index) -> None:
        self.before, self.after, self.old, self.new = before, after, old, new
        self.split_from: dict[int, int] = {}
        self.merged_into: dict[int, int] = {}
        self.unit = _units(before, after, old, new)
        self.respelled: list[tuple[int, Seat, Seat]] = []

    def changes(self) -> Iterator[Change]:
        settled = self._settled()
        for node in self.after.nodes.values():
            was = self.before.nodes.get(node.key)
            if was is None:
                if not _comes_with(node, self.before):
                    yield self._added(node)
                continue
            if was.parent and node.key not in settled:
                yield Moved(node.key, self.before.spot(was), self.after.spot(node))
            yield from self._edited(was, node)
        for node in self.before.nodes.values():
            if node.key not in self.after.nodes and not _comes_with(node, self.after):
                yield self._removed(node)
        yield from lists.gathered(self.respelled, self.unit)
        yield from renumbered(self.before, self.after, self.old, self.new)

    # --- parts --------------------------------------------------------------------------------------------------------

    def _settled(self) -> set[int]:
        """The parts that stand below the same part as before, in the same order: as many as can be called so."""
        settled: set[int] = set()
        for key, node in self.after.nodes.items():
            was = self.before.nodes.get(key)
            for name, below in node.below.items() if was else ():
                assert was is not None
                place = {each.key: at for at, each in enumerate(was.below[name])}
                stayed = [each.key for each in below if each.key in place]
                settled |= {stayed[at] for at in _rising([place[each] for each in stayed])}
        return settled

    def _added(self, node: Node) -> Added:
        value = _with(node, self.before)
        return Added(node.key, value, self.after.spot(node), self.split_from.get(node.key))

    def _removed(self, node: Node) -> Removed:
        return Removed(node.key, _with(node, self.after), self.merged_into.get(node.key))

    # --- what a part says ---------------------------------------------------------------------------------------------

    def _edited(self, was: Node, node: Node) -> Iterator[Change]:
        for name in own_fields(node.kind):
            before, after = getattr(was.value, name), getattr(node.value, name)
            if before == after or name in ("number", "stated_in"):
                continue
            if name == "assignments":
                found = lists.compared(node.key, before, after, self.unit)
                self.respelled += [(node.key, *seats) for seats in found.respelled]
                yield from found.changes
            else:
                yield Edited(node.key, name, before, after)


def _units(before: Tree, after: Tree, old: Index, new: Index) -> lists.Unit:
    """The unit that a name means, old or new: by the new register; by the old one what the new one does not have."""
    renamed = {
        node.value.name: after.nodes[key].value.name
        for key, node in before.nodes.items()
        if node.kind is Agency and key in after.nodes
    }

    def unit(name: str) -> str:
        if name in new.names:
            return new.names[name]
        registered = old.names[name]
        return renamed.get(registered) or new.names.get(registered, registered)

    return unit


def _comes_with(node: Node, other: Tree) -> bool:
    """Is it part of a whole that the other plan does not have, and that is told as one?"""
    return node.parent is not None and node.parent.kind in KEEPS and node.parent.key not in other.nodes


def _with(node: Node, other: Tree) -> Any:
    """A part the other plan does not have, with those below it that are told with it."""
    if node.kind not in KEEPS:
        return node.value
    below = {
        name: tuple(each.value for each in nodes if each.key not in other.nodes) for name, nodes in node.below.items()
    }
    return replace(node.value, **below)


def _rising(numbers: list[int]) -> Iterator[int]:
    """Where the numbers of a longest rising row stand."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int | None] = []
    for at, number in enumerate(numbers):
        size = bisect_left(ends, number)
        ends[size:], last[size:] = [number, *ends[size + 1 :]], [at, *last[size + 1 :]]
        before.append(last[size - 1] if size else None)
    at_end: int | None = last[-1] if last else None
    while at_end is not None:
        yield at_end
        at_end = before[at_end]


# --- and back -----------------------------------------------------------------------------------------------------


def apply(changes: Changes, old: Plan) -> Plan:
    """The new plan: the old one with the changes made.

    Raises:
        ValueError: They are not changes of this plan.
    """
    return applied(changes, old).plan


def applied(changes: Changes, old: Plan) -> Tree:
    """The new plan as a tree whose parts are called as the changes call them."""
    tree = Tree(old)
    try:
        _rearrange(changes, tree)
        for change in changes:
            match change:
                case Edited(key, field, before, after):
                    _set(tree, key, field, before, after)
                case Renumbered(numbers):
                    for number in numbers:
                        _set(tree, *number)
        for key, seats in _seats_by_part(changes).items():
            node = tree.nodes[key]
            node.value = replace(node.value, assignments=seats.relisted(node.value.assignments))
    except (KeyError, ValueError, AttributeError, StopIteration) as error:
        raise ValueError("these changes do not belong to this plan") from error
    return tree


def _rearrange(changes: Changes, tree: Tree) -> None:
    """All that goes is taken out, then what comes is put in, in the order of the new text."""
    for kind in (Moved, Removed):
        for change in changes:
            if isinstance(change, kind):
                tree.take(tree.nodes[change.key])
    for change in changes:
        match change:
            case Added(key, value, spot):
                tree.grow(value, key, spot)
            case Moved(key, _, spot):
                tree.put(tree.nodes[key], spot)


def _set(tree: Tree, key: int, field: str, before: Any, after: Any) -> None:
    node = tree.nodes[key]
    if getattr(node.value, field) != before:
        raise ValueError(field)
    node.value = replace(node.value, **{field: after})


def _seats_by_part(changes: Changes) -> dict[int, lists.Seats]:
    """For each list that changed: the seats that go, those that come, and the order of those that stay."""
    found: dict[int, lists.Seats] = {}
    for change in changes:
        match change:
            case Reordered(key):
                found.setdefault(key, lists.Seats()).order = change
            case Reassigned(key, _, before, after):
                found.setdefault(key, lists.Seats()).add(before, after)
            case Respelled():
                for key, before, after in change.seats:
                    found.setdefault(key, lists.Seats()).add(before, after)
    return found
