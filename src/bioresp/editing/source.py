"""A data file's text and where everything in it begins and ends: what edits stand on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from bioresp.model import Position
from bioresp.planfile import PlanFile
from bioresp.planfile.keys import BARE, KEYS, Key
from bioresp.planfile.nodes import Mapping, Node, Scalar, Sequence

_KEYS = {kind: {key.name: key for key in keys} for kind, keys in KEYS.items()}
_NAMES = {("standing", "agencies"), ("agency", "name"), ("agency", "aliases")}
"""Keys that hold units' names, beside those that carry a role."""

_LINE_END = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]|\Z")
"""What YAML 1.1 takes for the end of a line."""
_LINE = re.compile(r"[^\n\r\x85\u2028\u2029]*\Z")


class Field(NamedTuple):
    """A value that is a text, and the key it stands under."""

    of: str
    """The type of map that the key belongs to, one of KEYS."""
    key: Key
    node: Scalar

    @property
    def is_name(self) -> bool:
        """Does a unit's name stand here as a name, and not in a sentence?"""
        return self.key.kind == "agencies" or (self.of, self.key.name) in _NAMES


class ListedName(NamedTuple):
    """A name in a list: the map that holds the list, its key, the list, and the name's place in it from 0."""

    mapping: Mapping
    key: str
    list: Sequence
    at: int
    node: Scalar


class Source:
    """The text of a data file that was read to its end and without an error of reading, with the tree of its places."""

    def __init__(self, file: PlanFile) -> None:
        assert isinstance(file.root, Mapping)
        self.text = file.text
        self.root = file.root

    @cached_property
    def newline(self) -> str:
        """How the file ends its lines: as its first."""
        end, behind = line_end(self.text, 0)
        return self.text[end:behind] or "\n"

    @cached_property
    def fields(self) -> list[Field]:
        """Every value that is a text, in the order of the file."""
        return list(_fields("file", self.root))

    @cached_property
    def _maps(self) -> dict[tuple[int, int], Mapping]:
        return {node.position[:2]: node for node in _mappings(self.root)}

    @cached_property
    def _names(self) -> dict[tuple[int, int], ListedName]:
        return {
            node.position[:2]: ListedName(mapping, key, list_, at, node)
            for mapping in self._maps.values()
            for key, list_ in _lists(mapping)
            for at, node in enumerate(list_.items)
            if isinstance(node, Scalar)
        }

    def mapping(self, position: Position) -> Mapping:
        """The map that begins at a place."""
        return self._maps[position[:2]]

    def listed_name(self, position: Position) -> ListedName | None:
        """The name in a list that begins at a place; None where none does."""
        return self._names.get(position[:2])

    def end(self, node: Node) -> int:
        """Where what a node says ends: before blanks, comments and empty lines that follow."""
        if isinstance(node, Scalar):
            written = self.text[node.start : node.end]
            return node.start + len(written.rstrip()) if node.is_block else node.end
        if node.is_flow:
            return node.end
        return self.end(node.pairs[-1].value if isinstance(node, Mapping) else node.items[-1])

    def position(self, at: int) -> Position:
        """The place of a character, as findings count it."""
        return Position(len(_LINE_END.findall(self.text[:at])), at - line_start(self.text, at) + 1)


def line_start(text: str, at: int) -> int:
    """Where the line that holds a place begins."""
    found = _LINE.search(text, 0, at)
    assert found
    return found.start()


def line_end(text: str, at: int) -> tuple[int, int]:
    """Where the line that holds a place ends: before its line break, and behind it."""
    found = _LINE_END.search(text, at)
    assert found
    return found.span()


def _mappings(node: Node) -> Iterator[Mapping]:
    if isinstance(node, Scalar):
        return
    if isinstance(node, Mapping):
        yield node
    for child in children(node):
        yield from _mappings(child)


def children(node: Mapping | Sequence) -> list[Node]:
    """The values of a map, or the items of a list."""
    return [value for _, value in node.pairs] if isinstance(node, Mapping) else node.items


def _lists(mapping: Mapping) -> Iterator[tuple[str, Sequence]]:
    for key, value in mapping.pairs:
        if isinstance(value, Sequence):
            yield key.value, value


def _fields(of: str, mapping: Mapping) -> Iterator[Field]:
    for name, value in mapping.pairs:
        key = _KEYS[of][name.value]
        for each in value.items if isinstance(value, Sequence) else (value,):
            if isinstance(each, Mapping):
                yield from _fields(key.of, each)
            elif isinstance(each, Scalar) and key.kind == "items":
                yield Field(key.of, _KEYS[key.of][BARE[key.of]], each)
            elif isinstance(each, Scalar):
                yield Field(of, key, each)
