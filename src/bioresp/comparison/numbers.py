"""Numbers that changed: those that only follow from what came or went before them are one change for a whole run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from bioresp.comparison.changes import Edited, Number, Renumbered
from bioresp.comparison.tree import Node, Tree
from bioresp.model import Measure, Section, Standing
from bioresp.query.places import Index


def renumbered(before: Tree, after: Tree, old: Index, new: Index) -> Iterator[Renumbered | Edited]:
    """The numbers of sections, of measures, of actions; and the reference of the standing note to its measure."""
    runs = [*_runs(before, after, Section), *_runs(before, after, Measure)]
    reference = _reference(before, after)
    noted = _noting(before, old) if reference else None
    still = noted is not None and noted == _noting(after, new)
    for run in runs:
        if reference and still and run.follows and noted in {each.key for each in run.numbers}:
            yield Renumbered((*run.numbers, reference), follows=True)
            reference = None
        else:
            yield run
    if reference:
        yield Edited(*reference)
    for node in after.nodes.values():
        if node.kind is Measure:
            yield from _actions(node, before)


# --- sections and measures ----------------------------------------------------------------------------------------


def _runs(before: Tree, after: Tree, kind: type) -> Iterator[Renumbered]:
    """Numbers that follow from their places and all moved by as much, one behind the other, are one change."""
    was, now = _steps(before, kind), _steps(after, kind)

    def moved(node: Node) -> tuple[bool, int]:
        """Does the number follow, and by how much did it move?"""
        one, other = before.nodes[node.key].value.number, node.value.number
        follows = was[node.key] is not None and was[node.key] == now[node.key]
        return follows, other - one if follows else 0

    known = [node for node in after.nodes.values() if node.kind is kind and node.key in before.nodes]
    for (follows, _), run in groupby(known, moved):
        numbers = _changed(run, before)
        if follows and numbers:
            yield Renumbered(numbers, follows=True)
        else:
            yield from (Renumbered((each,), follows=False) for each in numbers)


def _steps(tree: Tree, kind: type) -> dict[int, int | None]:
    """By how much each number goes on from the one before it; where it begins anew, from nothing.

    Measures may be numbered through the plan; sections are numbered among those that stand side by side.
    """
    last: dict[int, int] = {}
    steps: dict[int, int | None] = {}
    for node in tree.nodes.values():
        if node.kind is not kind:
            continue
        number, group = node.value.number, node.parent.key if node.parent and kind is Section else 0
        before = last.get(group, 0)
        steps[node.key] = None if number is None else number - before if number > before else number
        last[group] = number or 0
    return steps


def _changed(nodes: Iterable[Node], before: Tree) -> tuple[Number, ...]:
    pairs = ((node, before.nodes[node.key].value.number) for node in nodes)
    return tuple(Number(node.key, "number", was, node.value.number) for node, was in pairs if was != node.value.number)


# --- actions ------------------------------------------------------------------------------------------------------


def _actions(measure: Node, before: Tree) -> Iterator[Renumbered]:
    """The actions of a measure: where they are counted, and were, their numbers follow."""
    known = [node for node in measure.below["actions"] if node.key in before.nodes]
    numbers = _changed(known, before)
    if numbers and all(map(_is_counted, [measure, *(before.nodes[node.key].parent for node in known)])):
        yield Renumbered(numbers, follows=True)
    else:
        yield from (Renumbered((each,), follows=False) for each in numbers)


def _is_counted(measure: Node | None) -> bool:
    """Are its actions numbered from 1, and a lone one not at all?"""
    assert measure is not None
    numbers = [node.value.number for node in measure.below["actions"]]
    return numbers == ([*range(1, len(numbers) + 1)] if len(numbers) > 1 else [None])


# --- the standing note --------------------------------------------------------------------------------------------


def _reference(before: Tree, after: Tree) -> Number | None:
    """The reference of the standing note, where it changed."""
    for node in after.nodes.values():
        if node.kind is Standing and node.key in before.nodes:
            was, now = before.nodes[node.key].value.stated_in, node.value.stated_in
            return Number(node.key, "stated_in", was, now) if was != now else None
    return None


def _noting(tree: Tree, index: Index) -> int | None:
    """The measure that the standing note is stated in."""
    measures = [node.key for node in tree.nodes.values() if node.kind is Measure]
    return next((key for key, entry in zip(measures, index.entries, strict=True) if entry is index.noting), None)
