"""How alike two parts are, and which pairs of many are most alike; bounded, so that large plans do not take long."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from bioresp.comparison.tree import Node
from bioresp.model import Measure

ALIKE = 0.5
"""Measures less alike than this are different ones."""
SAID_AGAIN = 0.5
"""The part of a text that must stand in another before it is said to come from there."""
_ALL_PAIRS = 40_000
"""Up to so many pairs are all looked at; of more, only those that share something rare."""
_RARE = 12
"""In at most so many parts stands what is rare."""
_CANDIDATES = 8
"""Parts that one is compared with, of many."""


def unique(
    olds: Iterable[Node], news: Iterable[Node], meaning: Callable[[Node], Hashable]
) -> Iterator[tuple[Node, Node]]:
    """The pairs that mean the same, where as many do in the old plan as in the new one; None means nothing."""
    having: dict[Hashable, tuple[list[Node], list[Node]]] = {}
    for side, nodes in enumerate((olds, news)):
        for node in nodes:
            if (meant := meaning(node)) is not None:
                having.setdefault(meant, ([], []))[side].append(node)
    for before, after in having.values():
        if len(before) == len(after):
            yield from zip(before, after, strict=True)


def alike(
    olds: Sequence[Node],
    news: Sequence[Node],
    features: Callable[[Node], AbstractSet[str]],
    score: Callable[[Node, Node], float],
    least: float,
) -> Iterator[tuple[Node, Node]]:
    """Pairs that are at least so alike, the most alike first, of equals the first in the text; no part in two."""
    found = [(-score(old, new), old.key, new.key, old, new) for old, new in _candidates(olds, news, features)]
    taken: set[tuple[bool, int]] = set()
    for worth, before, after, old, new in sorted(found, key=lambda each: each[:3]):
        if -worth >= least and not {(False, before), (True, after)} & taken:
            taken |= {(False, before), (True, after)}
            yield old, new


def _candidates(
    olds: Sequence[Node], news: Sequence[Node], features: Callable[[Node], AbstractSet[str]]
) -> Iterator[tuple[Node, Node]]:
    if len(olds) * len(news) <= _ALL_PAIRS:
        yield from ((old, new) for old in olds for new in news)
        return
    having: dict[str, list[Node]] = {}
    for old in olds:
        for feature in features(old):
            having.setdefault(feature, []).append(old)
    for new in news:
        shared = Counter(
            old.key for feature in features(new) if len(found := having.get(feature, ())) <= _RARE for old in found
        )
        nodes = {old.key: old for feature in features(new) for old in having.get(feature, ())[:_RARE]}
        yield from ((nodes[key], new) for key, _ in shared.most_common(_CANDIDATES))


class Sketch(NamedTuple):
    """What a measure says, as sets that are quickly compared."""

    title: AbstractSet[str]
    words: AbstractSet[str]
    """Two characters each, of its text and its actions."""
    units: AbstractSet[str]
    clauses: Mapping[str, int]
    """The clauses of its text and its actions, with their length."""

    @property
    def features(self) -> AbstractSet[str]:
        return self.title | self.words


def sketched(node: Node) -> Sketch:
    measure = node.value
    assert isinstance(measure, Measure)
    texts = [measure.text, *(action.value.text for action in node.below["actions"])]
    clauses = {clause: len(clause) for text in texts for clause in re.split(r"[，。；：\n]", text) if clause}
    words = frozenset().union(*map(pairs, texts))
    return Sketch(pairs(measure.title), words, {each.agency for each in measure.assignments}, clauses)


def pairs(text: str) -> AbstractSet[str]:
    """The pairs of characters that stand side by side; the text itself, where it is one character."""
    return {text[at : at + 2] for at in range(len(text) - 1)} or ({text} if text else set())


def dice(one: AbstractSet[str], other: AbstractSet[str]) -> float:
    """From 0, nothing in common, to 1, the same; 1 of two empty sets."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0


def likeness(one: Sketch, other: Sketch) -> float:
    """Of two measures: most by what they say, then by their titles, a little by their units."""
    parts = ((one.title, other.title, 4), (one.words, other.words, 5), (one.units, other.units, 1))
    said = [(a, b, weight) for a, b, weight in parts if a or b]
    return sum(weight * dice(a, b) for a, b, weight in said) / max(1, sum(weight for *_, weight in said))


def said_in(one: Sketch, other: Sketch, besides: Sketch) -> float:
    """How much of what a measure says another says, leaving out what a third one says too."""
    common = sum(
        length for clause, length in one.clauses.items() if clause in other.clauses and clause not in besides.clauses
    )
    return common / max(1, sum(one.clauses.values()))
