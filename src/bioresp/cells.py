"""Text in terminal cells: how wide it is, and where it may be broken. A Chinese character is two cells wide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

Span = tuple[int, int]
"""From start to end, in characters from 0."""

_AFTER = "、；。，"
"""A line is best broken after one of these."""
_NOT_FIRST = "、；。，：！？）》〉〕】」』”’…—·%％.,;:!?)]}"
_NOT_LAST = "（《〈〔【「『“‘([{"


@lru_cache(maxsize=8192)
def _cell(char: str) -> int:
    from unicodedata import category, east_asian_width  # not needed where no line is broken and no column drawn

    if category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def width(text: str) -> int:
    """How many terminal cells a line of text takes."""
    return len(text) if text.isascii() else sum(map(_cell, text))


def longest_kept(text: str, kept: Sequence[Span]) -> int:
    """The cells that a line must have so that no kept span is broken, the punctuation behind it included."""
    return max((width(text[start : _behind(text, end)]) for start, end in kept), default=0)


def _behind(text: str, end: int) -> int:
    while end < len(text) and text[end] in _NOT_FIRST:
        end += 1
    return end


def wrap(text: str, cells: int | None, kept: Sequence[Span] = ()) -> list[Span]:
    """Break a text into lines of at most that many cells; None breaks only at line ends.

    A line ends after 、；。， where one stands in its second half; elsewhere it is broken between characters, but never
    inside a kept span (a unit's name), which goes over the width rather than be split, and no line begins with 、.
    """
    lines: list[Span] = []
    start = 0
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        lines += [(start, end)] if cells is None else _filled(text, start, end, cells, kept)
        start = end + 1
    return lines


def _filled(text: str, start: int, end: int, cells: int, kept: Sequence[Span]) -> Iterator[Span]:
    while width(text[start:end]) > cells:
        at = _break(text, start, end, cells, kept)
        yield start, at
        if at == end:
            return
        start = at
        while start < end and text[start] == " ":
            start += 1
    yield start, end


def _break(text: str, start: int, end: int, cells: int, kept: Sequence[Span]) -> int:
    """Where a line that begins at start ends: after punctuation if that fills half of it, else where it is full."""
    after = full = taken = 0
    for at in range(start + 1, end):
        taken += _cell(text[at - 1])
        if not _may_break(text, at, kept):
            continue
        if taken > cells:
            return after or full or at
        full = at
        if text[at - 1] in _AFTER and taken * 2 >= cells:
            after = at
    return after or full or end


def _may_break(text: str, at: int, kept: Sequence[Span]) -> bool:
    before, after = text[at - 1], text[at]
    if after in _NOT_FIRST or before in _NOT_LAST:
        return False
    if before.isascii() and after.isascii() and before.isalnum() and after.isalnum():
        return False
    return not any(start < at < stop for start, stop in kept)
