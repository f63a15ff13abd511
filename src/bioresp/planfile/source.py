"""A data file's text and where everything in it begins and ends: what edits stand on.

PyYAML's nodes, and not those of `nodes`: reading asks for no ends, and so pays for none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bioresp.model import Position
from bioresp.planfile.keys import BARE, KEYS, Key
from bioresp.planfile.nodes import joined

_LOADER: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader

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
    node: ScalarNode

    @property
    def is_name(self) -> bool:
        """Does a unit's name stand here as a name, and not in a sentence?"""
        return self.key.kind == "agencies" or (self.of, self.key.name) in _NAMES


class Item(NamedTuple):
    """A name in a list: the map that holds the list, its key, and the name's place in it from 0."""

    mapping: MappingNode
    key: str
    at: int

    @property
    def node(self) -> ScalarNode:
        node: ScalarNode = value_of(self.mapping, self.key).value[self.at]
        return node


class Source:
    """The text of a data file that was read to its end and without an error of reading."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root: Any = yaml.compose(text, Loader=_LOADER)
        """The map of the file's keys; None where the text says nothing."""

    @cached_property
    def newline(self) -> str:
        """How the file ends its lines: as its first."""
        found = _LINE_END.search(self.text)
        return found[0] if found and found[0] else "\n"

    @cached_property
    def fields(self) -> list[Field]:
        """Every value that is a text, in the order of the file."""
        return list(_fields("file", self.root))

    @cached_property
    def _maps(self) -> dict[tuple[int, int], MappingNode]:
        return {(node.start_mark.line, node.start_mark.column): node for node in _mappings(self.root)}

    @cached_property
    def _items(self) -> dict[tuple[int, int], Item]:
        return {
            place_of(node): Item(mapping, key.value, at)
            for mapping in self._maps.values()
            for key, value in mapping.value
            if isinstance(value, SequenceNode)
            for at, node in enumerate(value.value)
            if isinstance(node, ScalarNode)
        }

    def mapping(self, position: Position) -> MappingNode:
        """The map that begins at a place."""
        return self._maps[position.line - 1, position.column - 1]

    def item(self, position: Position) -> Item | None:
        """The name in a list that begins at a place; None where none does."""
        return self._items.get(position[:2])

    def slice(self, node: Node) -> str:
        return self.text[node.start_mark.index : node.end_mark.index]

    def end(self, node: Node) -> int:
        """Where what a node says ends: before blanks, comments and empty lines that follow."""
        if isinstance(node, MappingNode | SequenceNode) and not node.flow_style:
            last = node.value[-1]
            return self.end(last[1] if isinstance(last, tuple) else last)
        if isinstance(node, ScalarNode) and node.style in ("|", ">"):
            return node.start_mark.index + len(self.slice(node).rstrip())
        return int(node.end_mark.index)

    def line_start(self, at: int) -> int:
        found = _LINE.search(self.text, 0, at)
        assert found
        return found.start()

    def line_end(self, at: int) -> tuple[int, int]:
        """Where the line that holds a place ends: before its line break, and behind it."""
        found = _LINE_END.search(self.text, at)
        assert found
        return found.span()

    def position(self, at: int) -> Position:
        """The place of a character, as findings count it."""
        before = self.text[:at]
        return Position(len(_LINE_END.findall(before)), at - self.line_start(at) + 1)


def place_of(node: ScalarNode) -> tuple[int, int]:
    """Line and column at which the reader places a text: a quote is no part of it."""
    return node.start_mark.line + 1, node.start_mark.column + (2 if node.style in ("'", '"') else 1)


def text_of(node: ScalarNode) -> str:
    """What the reader reads there."""
    if node.style == "|":
        return joined(node.value)[0]
    written: str = node.value
    return written.rstrip("\n") if node.style == ">" else written


def value_of(mapping: MappingNode, name: str) -> Any:
    """The value of a key; None where the map has no such key."""
    return next((value for key, value in mapping.value if key.value == name), None)


def _mappings(node: Node) -> Iterator[MappingNode]:
    if isinstance(node, MappingNode):
        yield node
    children = node.value if isinstance(node, MappingNode | SequenceNode) else ()
    for child in children:
        yield from _mappings(child[1] if isinstance(child, tuple) else child)


def _fields(of: str, node: Node) -> Iterator[Field]:
    for name, value in node.value:
        key = _KEYS[of][name.value]
        for each in value.value if isinstance(value, SequenceNode) else (value,):
            if isinstance(each, MappingNode):
                yield from _fields(key.of, each)
            elif key.kind == "items":
                yield Field(key.of, _KEYS[key.of][BARE[key.of]], each)
            else:
                yield Field(of, key, each)
