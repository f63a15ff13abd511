"""YAML text → nodes that know their place; the only module that knows YAML events.

Reading never raises for bad text: it records a finding, and gives what stood before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

import yaml

from bioresp.diagnostic import Diagnostic
from bioresp.model import START, Position
from bioresp.planfile.codes import not_yaml, too_deep, unsupported

try:
    from yaml.cyaml import CParser as Parser
except ImportError:  # PyYAML without libyaml: the same events, slower
    from yaml import Loader as Parser  # type: ignore[assignment]

_UNCLOSED = ("found unexpected end of stream", "did not find expected ',' or")

_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
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


class Pair(NamedTuple):
    key: Scalar
    value: Node


class Mapping(NamedTuple):
    pairs: list[Pair]
    position: Position


class Sequence(NamedTuple):
    items: list[Node]
    position: Position


Node = Scalar | Mapping | Sequence


class Refused(Exception):
    """Reading stops here; the finding says why."""

    def __init__(self, finding: Diagnostic) -> None:
        self.finding = finding


class Composed(NamedTuple):
    """The first document as nodes, as far as it can be read, and what is wrong with its YAML."""

    root: Node | None
    findings: list[Diagnostic]
    is_whole: bool
    """False where reading stopped before the end."""


def compose(text: str) -> Composed:
    builder = _Builder(text)
    try:
        for event in _events(text):
            builder.add(event)
    except Refused as refused:
        return Composed(builder.root, [*builder.findings, refused.finding], False)
    return Composed(builder.root, builder.findings, True)


def _events(text: str) -> Iterator[yaml.Event]:
    try:
        parser = Parser(text)
        while parser.check_event():
            yield parser.get_event()
    except yaml.MarkedYAMLError as error:
        problem = error.problem or ""
        # a bracket or quote that is never closed: where it opens tells more than where the file ends
        mark = (error.context_mark if problem.startswith(_UNCLOSED) else None) or error.problem_mark
        raise Refused(not_yaml(_position(mark) if mark else START, problem)) from None
    except yaml.reader.ReaderError as error:
        raise Refused(not_yaml(place_of(text, error.position), f"有不可见的控制字符（{error.character}）")) from None


def _position(mark: yaml.Mark) -> Position:
    return Position(mark.line + 1, mark.column + 1)


class _Builder:
    """Takes events one by one; `root` holds what has been read so far, be it whole or not."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.root: Node | None = None
        self.findings: list[Diagnostic] = []
        self._open: list[Mapping | Sequence] = []
        self._key: list[Scalar | None] = []
        """For each open node: the key that waits for its value."""

    def add(self, event: yaml.Event) -> None:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._check(event)
            self._place(self._scalar(event))
        elif kind is yaml.MappingStartEvent:
            self._check(event)
            self._enter(Mapping([], _position(event.start_mark)))
        elif kind is yaml.SequenceStartEvent:
            self._check(event)
            self._enter(Sequence([], _position(event.start_mark)))
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._open.pop()
            self._key.pop()
        elif kind is yaml.AliasEvent:
            raise Refused(unsupported(_position(event.start_mark), f"别名“*{event.anchor}”"))
        elif kind is yaml.DocumentStartEvent and self.root is not None:
            raise Refused(unsupported(_position(event.start_mark), "第二个文档“---”"))

    def _check(self, event: yaml.Event) -> None:
        if event.tag is not None and event.tag != "!":
            self.findings.append(unsupported(_position(event.start_mark), f"标签“{event.tag}”"))

    def _enter(self, node: Mapping | Sequence) -> None:
        if len(self._open) == DEEPEST:
            raise Refused(too_deep(node.position))
        self._place(node)
        self._open.append(node)
        self._key.append(None)

    def _place(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
        elif (key := self._key[-1]) is not None:
            parent.pairs.append(Pair(key, node))
            self._key[-1] = None
        elif isinstance(node, Scalar):
            self._key[-1] = node
        else:
            raise Refused(not_yaml(node.position, "a key is a list or a map"))


    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        start, end = event.start_mark, event.end_mark
        if event.style == "|":
            return Scalar(*self._block(event), plain=False, folded=False)
        folded = event.style == ">" or end.line > start.line
        return Scalar(event.value, _position(start), plain=not event.style, folded=folded)

    def _block(self, event: yaml.ScalarEvent) -> tuple[str, Position]:
        """A | block: its lines are joined directly, as a circular's lines are; an empty line parts paragraphs."""
        value, offsets = "", []
        for line in event.value.rstrip("\n").split("\n"):
            written = line.strip()
            if not written and value and not value.endswith("\n"):
                value += "\n"
            offsets.append(len(value))
            value += written
        first = event.start_mark.line + 1
        source = self._lines[first] if first < len(self._lines) else ""
        return value, Position(first + 1, len(source) - len(source.lstrip()) + 1, tuple(offsets))

    @cached_property
    def _lines(self) -> list[str]:
        return _LINE_END.split(self._text)


def place_of(text: str, offset: int) -> Position:
    """The place of the character at an offset (from 0) of a text."""
    before = _LINE_END.split(text[:offset])
    return Position(len(before), len(before[-1]) + 1)
