"""The account of the source's characters: what became of each."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from enum import IntEnum
from itertools import pairwise
from typing import NamedTuple

from bioresp.circular.text import Source

_MARKS_ONLY = re.compile(r"[\s。；;，,、：:.·•●■◆◇○★▲–（）()〔〕【】\[\]—\-－…“”\"']*")


class Use(IntEnum):
    """What a character became."""

    UNREAD = 0
    TITLE = 1
    TEXT = 2
    ROLE = 3
    ACTION = 4
    HEAD = 5
    FRAME = 6

    @property
    def word(self) -> str:
        return _WORDS[self]


_WORDS = {
    Use.UNREAD: "没有读懂",
    Use.TITLE: "标题",
    Use.TEXT: "正文",
    Use.ROLE: "单位",
    Use.ACTION: "举措",
    Use.HEAD: "公文要素",
    Use.FRAME: "页面附加",
}


class Account:
    """What became of each character of a source. Nothing is used before it is said so."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._marks = bytearray(len(source.words))
        self._said: dict[int, str] = {}
        self._roles: dict[int, tuple[int, str]] = {}
        """Where a stretch of roles begins → where it ends, and what it says."""

    def use(self, start: int, end: int, use: Use, said: str = "") -> None:
        """Enter what the characters from start to end became; what was entered later holds.

        Args:
            said: What they say, where the words themselves do not show it: 牵头：市林业局.
        """
        if end > start:
            self._marks[start:end] = bytes([use]) * (end - start)
            if said:
                self._said[start] = said
            if use is Use.ROLE and said:
                self._roles[start] = end, said

    def use_at(self, offset: int) -> Use:
        """Return what the character at an offset became."""
        return Use(self._marks[offset])

    def has_use(self, start: int, end: int, use: Use) -> bool:
        """Did any character between two offsets become this?"""
        return self._marks.find(use, start, end) >= 0

    def said_of_roles(self) -> Iterator[tuple[int, int, str]]:
        """The stretches that name units, with what they were read as."""
        return ((start, end, said) for start, (end, said) in sorted(self._roles.items()))

    def runs(self) -> Iterator[tuple[int, int, Use]]:
        """The text in stretches of one use; punctuation that nothing claims goes with what stands before it."""
        at, held = 0, Use.UNREAD
        start = 0
        for found in re.finditer(rb"(.)\1*", bytes(self._marks), re.DOTALL):
            use = Use(found[1][0])
            if use is Use.UNREAD and _MARKS_ONLY.fullmatch(self.source.words, found.start(), found.end()):
                continue  # stays with what stands before it
            if use is not held or at == 0:
                if found.start() > start and at:
                    yield start, found.start(), held
                    start = found.start()
                held = use
            at = found.end()
        if self._marks:
            yield start, len(self._marks), held

    def unread(self) -> Iterator[tuple[int, int]]:
        """The stretches that became nothing."""
        return (
            (start, end)
            for start, end, use in self.runs()
            if use is Use.UNREAD and self.source.words[start:end].strip()
        )

    def counts(self) -> dict[Use, int]:
        """How many characters, blanks aside, became what; they add up to the whole source."""
        counts = dict.fromkeys((*list(Use)[1:], Use.UNREAD), 0)
        for start, end, use in self.runs():
            counts[use] += _size(self.source.words[start:end])
        counts[Use.FRAME] += sum(_size(line.text) for line in self.source.frame)
        counts[Use.FRAME] += sum(map(len, self.source.unseen.values()))
        return counts

    def pieces(self) -> Iterator[Piece]:
        """The source line by line: each stretch of a line, with what it became."""
        found = [Piece(line.number, 1, line.text, Use.FRAME, "") for line in self.source.frame]
        cuts = sorted(self._said)
        for start, end, use in self.runs():
            inner = list(cuts[bisect_right(cuts, start) : bisect_left(cuts, end)])
            for begin, close in pairwise((start, *inner, end)):
                for at, stop in self.source.by_line(begin, close):
                    place = self.source.place(at)
                    said = self._said.get(at, "") if at == begin else ""
                    found.append(Piece(place.line, place.column, self.source.written[at:stop], use, said))
        return (each for each in sorted(found) if each.text.strip())


class Piece(NamedTuple):
    """A stretch of a source line, with what it became."""

    line: int
    column: int
    text: str
    use: Use
    said: str
    """What it says, where the words themselves do not show it."""


def _size(text: str) -> int:
    return sum(map(len, text.split()))
