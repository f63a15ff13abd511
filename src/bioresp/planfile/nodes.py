"""YAML text → nodes that know their place; the only module that knows YAML events.

Reading never raises for bad text: it records a finding, and gives what stood before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from typing import Any, ClassVar, NamedTuple

import yaml

from bioresp.diagnostic import Diagnostic
from bioresp.model import START, Position
from bioresp.planfile.codes import not_yaml, too_deep, unsupported

Parser: Any = vars(yaml.cyaml)["CParser"] if yaml.__with_libyaml__ else yaml.SafeLoader
"""PyYAML without libyaml gives the same events, slower."""

_OPENED = ("found unexpected end of stream", "did not find expected ',' or", "could not find expected ':'")
"""Problems of something that begins earlier, where the reader is better pointed at."""

_BAD_KEY = r"(\s*(?:- +)?[a-z_]+)(?:：|:(?=[^\s:]))"
"""A key with a full-width colon, or no blank behind it: YAML takes it for a text that goes on, and fails later."""

_BACK = 8
"""Lines above the failure in which such a key is looked for."""

_LINE_END = "\r\n|[\n\r\x85\u2028\u2029]"
"""What YAML 1.1 takes for the end of a line."""

DEEPEST = 32
"""Levels of nesting; a plan needs a dozen, and a file of brackets must not exhaust the machine."""


class Scalar(NamedTuple):
    value: str
    position: Position
    plain: bool
    """It stands without quotes, and YAML 1.1 may take it for something else than a text."""
    folded: bool
    """It stands on several lines, and YAML puts a space where each line ends."""
    start: int
    """Where it begins in the text, in characters from 0; a quote is a part of it."""
    end: int
    """Where it ends; a block ends behind the empty lines that follow it."""
    style: str | None
    """Its quote, or | or > for a block; None or empty for a plain one."""

    @property
    def is_block(self) -> bool:
        return self.style in ("|", ">")


class Pair(NamedTuple):
    key: Scalar
    value: Node


class _Collection:
    """A map or a list: where it begins and ends, and in which style."""

    __slots__ = ("closing", "opening", "position")

    position: Position
    opening: Any
    """YAML's events: to take their marks apart is for whoever edits, not for every reading."""
    closing: Any

    @property
    def start(self) -> int:
        """Where it begins in the text, in characters from 0."""
        return int(self.opening.start_mark.index)

    @property
    def end(self) -> int:
        """Where it ends: behind its bracket; without one, where the next thing begins."""
        return int(self.closing.end_mark.index)

    @property
    def column(self) -> int:
        """How far it is indented."""
        return self.position.column - 1

    @property
    def is_flow(self) -> bool:
        """Does it stand in brackets?"""
        return bool(self.opening.flow_style)

    @property
    def is_line(self) -> bool:
        """Does it stand in brackets on one line?"""
        return self.is_flow and self.opening.start_mark.line == self.closing.end_mark.line


class Mapping(_Collection):
    __slots__ = ("pairs",)

    def __init__(self, opening: Any) -> None:
        self.position = _position(opening.start_mark)
        self.opening = self.closing = opening
        self.pairs: list[Pair] = []

    def get(self, name: str) -> Node | None:
        """The value of a key; None where the map has no such key."""
        return next((value for key, value in self.pairs if key.value == name), None)


class Sequence(_Collection):
    __slots__ = ("items",)

    def __init__(self, opening: Any) -> None:
        self.position = _position(opening.start_mark)
        self.opening = self.closing = opening
        self.items: list[Node] = []


Node = Scalar | Mapping | Sequence


class Refused(Exception):
    """Reading stops here; the finding says why."""

    def __init__(self, finding: Diagnostic) -> None:
        self.finding = finding


class Composed(NamedTuple):
    """The first document as nodes, as far as it can be read, and what is wrong with its YAML."""

    root: Node | None
    findings: list[Diagnostic]
    stopped_by: Diagnostic | None
    """What ended reading before the end of the file."""


def compose(text: str) -> Composed:
    builder = _Builder(text)
    try:
        builder.take(text)
    except Refused as refused:
        _drop_fragment(builder.root)
        return Composed(builder.root, builder.findings, refused.finding)
    return Composed(builder.root, builder.findings, None)


def _drop_fragment(node: Node | None) -> None:
    """Take away the last text before a break where it runs over lines without quotes.

    There an open bracket makes one text of a name and of the key on the next line: 市林业局 title：加强.
    """
    match node:
        case Sequence(items=[*_, Scalar(plain=True, folded=True)]):
            node.items.pop()
        case Mapping(pairs=[*_, Pair(value=Scalar(plain=True, folded=True))]):
            node.pairs.pop()
        case Sequence(items=[*_, last]) | Mapping(pairs=[*_, Pair(value=last)]):
            _drop_fragment(last)


def _position(mark: Any) -> Position:
    return Position(mark.line + 1, mark.column + 1)


class _Builder:
    """Takes events one by one; `root` is what has been read so far, be it whole or not.

    It does not refer to itself, by a method it holds: nobody looks for such circles, and ten thousand files are read.
    """

    def __init__(self, text: str) -> None:
        self.findings: list[Diagnostic] = []
        self._text = text
        self._roots: list[Node] = []
        self._place: Callable[[Node], None] = self._roots.append
        """How a node is added to the innermost list or map that is open."""
        self._outer: list[tuple[Callable[[Node], None], _Collection]] = []
        """The same for those around it, and what is open in each."""

    @property
    def root(self) -> Node | None:
        return self._roots[0] if self._roots else None

    def take(self, text: str) -> None:
        """Take every event of a text.

        Raises:
            Refused: The text is not YAML, or not of a kind that is read; what came before has been taken.
        """
        try:
            for event in iter(Parser(text).get_event, None):
                take = self._TAKERS.get(type(event))
                if take:
                    take(self, event)
        except yaml.MarkedYAMLError as error:
            problem = error.problem or ""
            # a bracket or quote that is never closed: where it opens tells more than where the file ends
            mark = (error.context_mark if problem.startswith(_OPENED) else None) or error.problem_mark
            raise Refused(self._mended(_position(mark) if mark else START, problem)) from None
        except yaml.reader.ReaderError as error:
            words = f"有不可见的控制字符（{error.character}）"
            raise Refused(not_yaml(place_of(text, error.position), words)) from None

    def _mended(self, position: Position, problem: str) -> Diagnostic:
        """The finding of a problem, at the key above it that is the likely cause."""
        for line in range(position.line, max(0, position.line - _BACK), -1):
            text = self._lines[line - 1] if line <= len(self._lines) else ""
            if key := re.match(_BAD_KEY, text):
                return not_yaml(Position(line, key.end(1) + 1), "bad colon")
        return not_yaml(position, problem)

    def _scalar(self, event: Any) -> None:
        if event.tag is not None or event.anchor is not None:
            self._refuse_marks(event)
        start, end, style = event.start_mark, event.end_mark, event.style
        line = start.line
        if not style:
            position = Position(line + 1, start.column + 1)
            self._place(Scalar(event.value, position, True, end.line > line, start.index, end.index, style))
        elif style == "|":
            self._place(Scalar(*self._block(event), False, False, start.index, end.index, style))
        elif style == ">":  # its first line is the next, and it ends on the line behind it
            value, folded = event.value.rstrip("\n"), end.line > line + 2
            self._place(Scalar(value, _position(start), False, folded, start.index, end.index, style))
        else:  # the quote is no part of it
            position = Position(line + 1, start.column + 2)
            self._place(Scalar(event.value, position, False, end.line > line, start.index, end.index, style))

    def _mapping(self, event: Any) -> None:
        mapping = Mapping(event)
        self._enter(event, mapping, _pairing(mapping.pairs))

    def _sequence(self, event: Any) -> None:
        sequence = Sequence(event)
        self._enter(event, sequence, sequence.items.append)

    def _enter(self, event: Any, node: Mapping | Sequence, add: Callable[[Node], None]) -> None:
        if event.tag is not None or event.anchor is not None:
            self._refuse_marks(event)
        if len(self._outer) == DEEPEST:
            raise Refused(too_deep(node.position))
        self._place(node)
        self._outer.append((self._place, node))
        self._place = add

    def _close(self, event: Any) -> None:
        self._place, closed = self._outer.pop()
        closed.closing = event

    def _alias(self, event: Any) -> None:
        raise Refused(unsupported(_position(event.start_mark), f"别名“*{event.anchor}”"))

    def _document(self, event: Any) -> None:
        if self._roots:
            raise Refused(unsupported(_position(event.start_mark), "第二个文档“---”"))

    def _refuse_marks(self, event: Any) -> None:
        if event.tag is not None and event.tag != "!":
            self.findings.append(unsupported(_position(event.start_mark), f"标签“{event.tag}”"))
        if event.anchor is not None:
            self.findings.append(unsupported(_position(event.start_mark), f"锚点“&{event.anchor}”"))

    def _block(self, event: Any) -> tuple[str, Position]:
        """A | block and the place of its first character."""
        value, offsets = joined(event.value)
        first = event.start_mark.line + 1
        source = next(filter(str.strip, self._lines[first : event.end_mark.line + 1]), "")
        return value, Position(first + 1, len(source) - len(source.lstrip()) + 1, tuple(offsets))

    @cached_property
    def _lines(self) -> list[str]:
        return self._text.splitlines()  # what else it takes for a line end, YAML refuses

    _TAKERS: ClassVar[dict[type, Callable[[_Builder, Any], None]]] = {
        yaml.ScalarEvent: _scalar,
        yaml.MappingStartEvent: _mapping,
        yaml.SequenceStartEvent: _sequence,
        yaml.MappingEndEvent: _close,
        yaml.SequenceEndEvent: _close,
        yaml.AliasEvent: _alias,
        yaml.DocumentStartEvent: _document,
    }


def _pairing(pairs: list[Pair]) -> Callable[[Node], None]:
    """How nodes are added to a map: keys and values take turns."""
    waiting: Scalar | None = None

    def add(node: Node) -> None:
        nonlocal waiting
        if waiting is not None:
            pairs.append(Pair(waiting, node))
            waiting = None
        elif isinstance(node, Scalar):
            waiting = node
        else:
            raise Refused(not_yaml(node.position, "a key is a list or a map"))

    return add


def joined(block: str) -> tuple[str, list[int]]:
    """A | block's lines joined directly, as a circular's lines are, and where in the result each begins.

    An empty line parts paragraphs.
    """
    value, offsets = "", []
    for line in block.rstrip("\n").split("\n"):
        written = line.strip()
        if not written and value and not value.endswith("\n"):
            value += "\n"
        offsets.append(len(value))
        value += written
    return value, offsets


def place_of(text: str, offset: int) -> Position:
    """The place of the character at an offset (from 0) of a text."""
    before = re.split(_LINE_END, text[:offset])
    return Position(len(before), len(before[-1]) + 1)
