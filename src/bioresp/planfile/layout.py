"""A data file laid out as `writer` lays one out, with every comment at its item.

Kept as they are: the order of lists, maps in { } on one line, empty lines (several become one), and the style of a list
that carries comments. Anew: indents, the order of keys, quotes, blocks of text, other lists.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bioresp.planfile.edits import Edit, apply
from bioresp.planfile.keys import KEYS, Key
from bioresp.planfile.source import Source, text_of
from bioresp.planfile.writer import Flow, Names, Text, dump, names_of, numbered

Path = tuple[str | int, ...]
"""Keys and places in lists, from the file's root."""


_DASHES = re.compile(r"(?:[ \t]*-(?=[ \t]))*[ \t]*")


class Spot(NamedTuple):
    """Where a key or an item of a list begins, and what it is."""

    start: int
    path: Path
    node: Node
    holder: Node
    """The map or list that it stands in."""


class Comment(NamedTuple):
    """A comment, or an empty line with the text ""."""

    start: int
    text: str
    is_own: bool
    """It has a line of its own."""


class Anchored(NamedTuple):
    """A comment and the key or item it is at; without one it is at the file's head or foot."""

    text: str
    where: str
    """head, above, beside, below or foot."""
    path: Path = ()


def laid_out(source: Source) -> str:
    """The text in canonical layout; what it says and its comments are the same."""
    anchored = _Anchors(source).all()
    commented = {path[:-1] for _, _, path in anchored} | {path for _, where, path in anchored if where == "beside"}
    written = Source(dump(_Values(commented).map("file", source.root, ())))
    return apply(written.text, _placed(written, anchored)).replace("\n", source.newline)


def comments(source: Source) -> list[str]:
    """The comments of a file, in their order."""
    return [each.text for each in _comments(source) if each.text]


# --- values -------------------------------------------------------------------------------------------------------


def _is_flow(node: Node) -> bool:
    """Does it stand in brackets on one line?"""
    return bool(getattr(node, "flow_style", False)) and node.start_mark.line == node.end_mark.line


class _Values:
    """The values of a file, each in the type that `dump` writes it by."""

    def __init__(self, commented: set[Path]) -> None:
        self._commented = commented

    def map(self, of: str, node: MappingNode, path: Path) -> dict[str, Any]:
        keys = {key.name: key for key in KEYS[of]}
        order = [*keys]
        pairs = sorted(((key.value, value) for key, value in node.value), key=lambda pair: order.index(pair[0]))
        is_flow = _is_flow(node)
        values = {name: self._value(keys[name], value, (*path, name), is_flow=is_flow) for name, value in pairs}
        return Flow(values) if is_flow else values

    def _value(self, key: Key, node: Node, path: Path, *, is_flow: bool) -> Any:
        if isinstance(node, MappingNode):
            return self.map(key.of, node, path)
        if isinstance(node, ScalarNode):
            return _scalar(key, text_of(node), is_flow=is_flow)
        items = [self._item(key, item, (*path, at)) for at, item in enumerate(node.value)]
        if is_flow or (_is_flow(node) and (key.kind == "items" or path in self._commented)):
            return Names(items)
        return items if key.kind == "items" or path in self._commented else names_of(items)

    def _item(self, key: Key, node: Node, path: Path) -> Any:
        return self.map(key.of, node, path) if isinstance(node, MappingNode) else text_of(node)  # type: ignore[arg-type]


def _scalar(key: Key, value: str, *, is_flow: bool) -> Any:
    match key.kind:
        case "number":
            return int(value)
        case "date":
            return date.fromisoformat(value)
        case "reference":
            return numbered(value)
        case "text":
            return value if is_flow else Text(value)
    return value


# --- comments -----------------------------------------------------------------------------------------------------


def _spots(node: Node, path: Path = ()) -> Iterator[Spot]:
    if isinstance(node, MappingNode):
        for key, value in node.value:
            yield Spot(key.start_mark.index, (*path, key.value), value, node)
            yield from _spots(value, (*path, key.value))
    elif isinstance(node, SequenceNode):
        for at, item in enumerate(node.value):
            yield Spot(item.start_mark.index, (*path, at), item, node)
            yield from _spots(item, (*path, at))


def _scalars(source: Source, node: Node) -> Iterator[tuple[int, int]]:
    """Where texts stand: in them # begins no comment."""
    if isinstance(node, ScalarNode):
        start = node.start_mark.index
        yield (source.line_end(start)[1] if node.style in ("|", ">") else start), source.end(node)
    else:
        for child in node.value:
            for each in child if isinstance(child, tuple) else (child,):
                yield from _scalars(source, each)


def _comments(source: Source) -> Iterator[Comment]:
    """Every comment, and every empty line that is in no text."""
    text, spans = source.text, list(_scalars(source, source.root))
    starts = [start for start, _ in spans]

    def in_text(at: int) -> bool:
        before = bisect_right(starts, at) - 1
        return before >= 0 and at < spans[before][1]

    start = 0
    while start < len(text):
        end, behind = source.line_end(start)
        line = text[start:end]
        first = start + len(line) - len(line.lstrip())
        sharp = next((at for at in range(first, end) if text[at] == "#" and not in_text(at)), None)
        if sharp is not None:
            # a dash alone stands for what follows
            yield Comment(sharp, text[sharp:end].rstrip(), is_own=bool(_DASHES.fullmatch(text, start, sharp)))
        elif first == end and not in_text(start):
            yield Comment(end, "", is_own=True)
        start = behind


class _Anchors:
    """Which key or item each comment is at."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._spots = list(_spots(source.root))
        self._by_path = {spot.path: spot for spot in self._spots}
        self._starts = [spot.start for spot in self._spots]

    def all(self) -> list[Anchored]:
        found: list[Anchored] = []
        for comment in _comments(self._source):
            anchored = self._of(comment)
            if anchored.text or (found and found[-1] != anchored):  # of several empty lines one is kept
                found.append(anchored)
        while found and found[-1] == ("", "foot", ()):
            found.pop()
        return found

    def _of(self, comment: Comment) -> Anchored:
        behind = bisect_left(self._starts, comment.start)
        if behind == 0:
            return Anchored(comment.text, "head")
        if not comment.is_own:
            return Anchored(comment.text, "beside", self._before(behind).path)
        if comment.text and self._is_below(comment, behind):
            return Anchored(comment.text, "below", self._before(behind).path)
        if behind < len(self._spots):
            return Anchored(comment.text, "above", self._spots[behind].path)
        return Anchored(comment.text, "foot")

    def _before(self, behind: int) -> Spot:
        spot = self._spots[behind - 1]
        while _is_flow(spot.holder) and len(spot.path) > 1:
            spot = self._by_path[spot.path[:-1]]
        return spot

    def _is_below(self, comment: Comment, behind: int) -> bool:
        """Is it indented deeper than what follows, at the end of what stands above it?"""
        column = self._spots[behind].holder.start_mark.column if behind < len(self._spots) else 0
        is_deeper = _indent(self._source, comment.start) > column
        return is_deeper and self._source.end(self._before(behind).node) <= comment.start


def _indent(source: Source, at: int) -> int:
    """Of the line that holds a place."""
    line = source.text[source.line_start(at) : at]
    return len(line) - len(line.lstrip(" "))


def _placed(written: Source, anchored: list[Anchored]) -> list[Edit]:
    """The comments put where they belong in a text that has none."""
    spots = {spot.path: spot for spot in _spots(written.root)}
    edits: list[Edit] = []
    beside: set[int] = set()
    for text, where, path in anchored:
        if where in ("head", "foot"):
            at = 0 if where == "head" else len(written.text)
            edits.append(Edit(at, at, f"{text}\n"))
            continue
        spot = spots[path]
        indent = " " * _indent(written, spot.start) if text else ""
        end, _ = written.line_end(spot.start)
        if where == "below":
            end, _ = written.line_end(written.end(spot.node))
            edits.append(Edit(end, end, f"\n{indent}{text}"))
        elif where == "beside" and end not in beside:
            beside.add(end)
            edits.append(Edit(end, end, f"  {text}"))
        else:
            start = written.line_start(spot.start)
            edits.append(Edit(start, start, f"{indent}{text}\n"))
    return edits
