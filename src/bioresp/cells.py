"""Text in terminal cells: how wide it is, and where it may be broken. A Chinese character is two cells wide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
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

    A line ends after 、；。， where the clause behind fits on a line, or where it fills half of the line; elsewhere it
    is broken between characters. A kept span (a unit's name) is never broken, and goes over the width rather than be;
    no line begins with 、.
    """
    lines: list[Span] = []
    inside = {at for start, end in kept for at in range(start + 1, end)}
    start = 0
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        if cells is None or width(paragraph) <= cells:
            lines.append((start, end))
        else:
            lines += _filled(text, start, end, cells, inside)
        start = end + 1
    return lines


def _filled(text: str, start: int, end: int, cells: int, inside: AbstractSet[int]) -> Iterator[Span]:
    while True:
        at = _break(text, start, end, cells, inside)
        yield start, at
        start = at
        while start < end and text[start] == " ":
            start += 1
        if start == end:
            return


def _break(text: str, start: int, end: int, cells: int, inside: AbstractSet[int]) -> int:
    """Where a line that begins at start ends; the text's end where all of it fits."""
    after = half = full = hard = taken = 0
    for at in range(start + 1, end + 1):
        taken += _cell(text[at - 1])
        if taken > cells:
            clause = after and _clause(text, after, end, cells)
            return (after if clause else half) or full or hard or _past(text, at, end, inside)
        if at == end:
            break
        if at in inside or text[at] in _NOT_FIRST or text[at - 1] in _NOT_LAST:
            continue
        hard = at
        if not (_is_word(text[at - 1]) and _is_word(text[at])):
            full = at
            if text[at - 1] in _AFTER:
                after, half = at, at if taken * 2 >= cells else half
    return end


def _clause(text: str, start: int, end: int, cells: int) -> bool:
    """Does the clause that begins at start fit on a line?"""
    taken = 0
    for at in range(start, end):
        taken += _cell(text[at])
        if taken > cells:
            return False
        if text[at] in _AFTER:
            return True
    return True


def _past(text: str, at: int, end: int, inside: AbstractSet[int]) -> int:
    """The first place behind a name that is wider than the line, and behind its punctuation."""
    while at < end and (at in inside or text[at] in _NOT_FIRST):
        at += 1
    return at


def _is_word(char: str) -> bool:
    """Is it part of a word of letters, which is broken only where it is wider than the line?"""
    return char.isascii() and char.isalnum()
