"""A data file laid out as `writer` lays one out, with every comment at its item.

Kept as they are: the order of lists, maps in { } on one line, empty lines (several become one), and the style of a list
that carries comments. Anew: indents, the order of keys, quotes, blocks of text, other lists.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from bioresp import check
from bioresp.diagnostic import BioRespError
from bioresp.editing.edited import EditedFile, EditRefused, located, opened, reread
from bioresp.editing.edits import Edit, apply
from bioresp.editing.source import Source, children, line_end, line_start
from bioresp.planfile import PlanFile, parse
from bioresp.planfile.keys import KEYS, Key
from bioresp.planfile.nodes import Mapping, Node, Scalar, Sequence
from bioresp.planfile.writer import Flow, Names, Text, dump, names_of, numbered

Path = tuple[str | int, ...]
"""Keys and places in lists, from the file's root."""


_DASHES = re.compile(r"(?:[ \t]*-(?=[ \t]))*[ \t]*")


class Spot(NamedTuple):
    """Where a key or an item of a list begins, and what it is."""

    start: int
    path: Path
    node: Node
    holder: Mapping | Sequence
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


def fmt(content: bytes, *, path: str = "measures.yaml") -> EditedFile:
    """A data file in canonical layout; it says the same, has the same comments, and the same findings.

    Raises:
        EditRefused: Something was not read, or a text is folded over lines: the blanks that YAML puts there would seem
            to be meant.
        BioRespError: What came out is not the same.
    """
    file = opened(content, path)
    if folded := next((each for each in file.findings if each.code == "R010"), None):
        raise EditRefused(f"{located(file, folded)}\n请先改好，没有改动")
    source = Source(file)
    after = reread(file, laid_out(source))
    is_same = after.plan == file.plan and _said(file) == _said(after)
    if not is_same or Counter(comments(Source(after))) != Counter(comments(source)):
        raise BioRespError(f"{file.path} 排版后与原来不一致，没有改动")
    return EditedFile(content, file, after)


def _said(file: PlanFile) -> Counter[tuple[str, str]]:
    """The findings, without the one of values that lack quotes: layout gives them."""
    return Counter((each.code, each.message) for each in check(file) if each.code != "R009")


def laid_out(source: Source) -> str:
    """The text in canonical layout; what it says and its comments are the same."""
    anchored = _Anchors(source).all()
    commented = {path[:-1] for _, _, path in anchored} | {path for _, where, path in anchored if where == "beside"}
    written = Source(parse(dump(_Values(commented).map("file", source.root, ())).encode(), ""))
    return apply(written.text, _placed(written, anchored)).replace("\n", source.newline)


def comments(source: Source) -> list[str]:
    """The comments of a file, in their order."""
    return [each.text for each in _comments(source) if each.text]


# --- values -------------------------------------------------------------------------------------------------------


class _Values:
    """The values of a file, each in the type that `dump` writes it by."""

    def __init__(self, commented: set[Path]) -> None:
        self._commented = commented

    def map(self, of: str, node: Mapping, path: Path) -> dict[str, Any]:
        keys = {key.name: key for key in KEYS[of]}
        order = [*keys]
        values = {}
        for written, value in sorted(node.pairs, key=lambda pair: order.index(pair.key.value)):
            name = written.value
            values[name] = self._value(keys[name], value, (*path, name), is_flow=node.is_line)
        return Flow(values) if node.is_line else values

    def _value(self, key: Key, node: Node, path: Path, *, is_flow: bool) -> Any:
        if isinstance(node, Mapping):
            return self.map(key.of, node, path)
        if isinstance(node, Scalar):
            return _scalar(key, node.value, is_flow=is_flow)
        items = [self._item(key, item, (*path, at)) for at, item in enumerate(node.items)]
        if is_flow or (node.is_line and (key.kind == "items" or path in self._commented)):
            return Names(items)
        return items if key.kind == "items" or path in self._commented else names_of(items)

    def _item(self, key: Key, node: Node, path: Path) -> Any:
        if isinstance(node, Mapping):
            return self.map(key.of, node, path)
        assert isinstance(node, Scalar)
        return node.value


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
    if isinstance(node, Mapping):
        for key, value in node.pairs:
            yield Spot(key.start, (*path, key.value), value, node)
            yield from _spots(value, (*path, key.value))
    elif isinstance(node, Sequence):
        for at, item in enumerate(node.items):
            yield Spot(item.start, (*path, at), item, node)
            yield from _spots(item, (*path, at))


def _scalars(source: Source, node: Node) -> Iterator[tuple[int, int]]:
    """Where texts stand: in them # begins no comment."""
    if isinstance(node, Scalar):
        start = line_end(source.text, node.start)[1] if node.is_block else node.start
        yield start, source.end(node)
        return
    for child in children(node):
        yield from _scalars(source, child)


def _comments(source: Source) -> Iterator[Comment]:
    """Every comment, every mark of the document, and every empty line that is in no text."""
    text, spans = source.text, list(_scalars(source, source.root))
    starts = [start for start, _ in spans]

    def in_text(at: int) -> bool:
        before = bisect_right(starts, at) - 1
        return before >= 0 and at < spans[before][1]

    start = 0
    while start < len(text):
        end, behind = line_end(text, start)
        marked = start + len(_document_mark(source, start, end))
        line = text[marked:end]
        first = marked + len(line) - len(line.lstrip())
        sharp = next((at for at in range(first, end) if text[at] == "#" and not in_text(at)), None)
        if marked > start:
            yield Comment(start, text[start:marked].rstrip(), is_own=True)
        if sharp is not None:
            # a dash alone stands for what follows
            yield Comment(sharp, text[sharp:end].rstrip(), is_own=bool(_DASHES.fullmatch(text, start, sharp)))
        elif marked == start and first == end and not in_text(start):
            yield Comment(end, "", is_own=True)
        start = behind


def _document_mark(source: Source, start: int, end: int) -> str:
    """A line that speaks of the document: %YAML, ---, and ... below it; with its comment. Empty for any other."""
    head = source.text[start : min(end, source.root.start)]
    if head.startswith(("%", "---")):
        return head
    is_below = start >= source.end(source.root)
    return source.text[start:end] if is_below and source.text.startswith("...", start) else ""


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
        while spot.holder.is_line and len(spot.path) > 1:
            spot = self._by_path[spot.path[:-1]]
        return spot

    def _is_below(self, comment: Comment, behind: int) -> bool:
        """Is it indented deeper than what follows, at the end of what stands above it?"""
        column = self._spots[behind].holder.column if behind < len(self._spots) else 0
        is_deeper = _indent(self._source, comment.start) > column
        return is_deeper and self._source.end(self._before(behind).node) <= comment.start


def _indent(source: Source, at: int) -> int:
    """Of the line that holds a place."""
    line = source.text[line_start(source.text, at) : at]
    return len(line) - len(line.lstrip(" "))


def _placed(written: Source, anchored: list[Anchored]) -> list[Edit]:
    """The comments put where they belong in a text that has none."""
    spots = {spot.path: spot for spot in _spots(written.root)}
    edits: list[Edit] = []
    beside: set[int] = set()
    for text, where, path in anchored:
        if where in ("head", "foot"):
            at = 0 if where == "head" else len(written.text)
            edits.append(Edit(at, "", f"{text}\n"))
            continue
        spot = spots[path]
        indent = " " * _indent(written, spot.start) if text else ""
        end, _ = line_end(written.text, spot.start)
        if where == "below":
            end, _ = line_end(written.text, written.end(spot.node))
            edits.append(Edit(end, "", f"\n{indent}{text}"))
        elif where == "beside" and end not in beside:
            beside.add(end)
            edits.append(Edit(end, "", f"  {text}"))
        else:
            start = line_start(written.text, spot.start)
            edits.append(Edit(start, "", f"{indent}{text}\n"))
    return edits
