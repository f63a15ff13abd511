"""How wide the columns of a table are: made from what the cells hold, never wider together than the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from bioresp.cells import longest_kept, width
from bioresp.report.blocks import Text

PADDING = 85
"""Twips left and right of a text in its cell."""
_SLACK = 30
"""Twips more than the characters of a line take: programs round differently."""
_LEAST = 16
"""Cells that a text has at least; a label or a name may need more."""
_BROKEN = 2
"""Lines of a table that a name which stays whole is worth."""
_SAMPLE = 100
"""Rows of a long table that decide."""
_HANGING = frozenset("、；。，：！？）》〉〕】」』”’")
"""Word lets one of these hang over the edge, and begins no line with one."""


_FULL = str.maketrans(dict.fromkeys("“”‘’—…·█▒░●○△", "　"))
"""A Chinese font gives these a whole character, a terminal half of one."""


def measured(text: str) -> int:
    """The cells, half a character each, that a text takes in a Chinese font."""
    return width(text.translate(_FULL))


class Column(NamedTuple):
    """A column of text and what it needs, in cells, half a Chinese character."""

    label: str
    texts: Sequence[Text]

    @property
    def longest(self) -> int:
        return max(width(self.label), *(measured(line) for text in self.texts for line in text.value.split("\n")))

    @property
    def least(self) -> int:
        """Its label on a line, and its longest name on a line."""
        kept = max(longest_kept(text.value.translate(_FULL), text.kept) for text in self.texts)
        return max(width(self.label), kept, min(_LEAST, self.longest))


def widths(columns: Sequence[Column], room: int, cell: float) -> list[int]:
    """Twips of each column; together they fill the room.

    A label, and a name that the room can hold, fits on a line of its column. What is left over goes where it saves
    most lines and keeps most names from being broken: Word has no way to keep a name whole inside a sentence.

    Args:
        cell: Twips of half a Chinese character.
    """
    frame = 2 * PADDING + _SLACK
    least = _capped([each.least * cell + frame for each in columns], room)
    natural = [each.longest * cell + frame for each in columns]
    shares: Sequence[float] = [max(few, fair) for few, fair in zip(least, _capped(natural, room), strict=True)]
    shares = [each * room / sum(shares) for each in shares] if sum(shares) < room else _fitted(shares, least, room)
    shares = _improved(columns, shares, least, cell)
    filled = [int(each) for each in shares]
    filled[filled.index(max(filled))] += room - sum(filled)
    return filled


def _capped(needs: Sequence[float], room: float) -> list[float]:
    """What columns need, the greediest cut until all have room."""
    open_, rest = len(needs), float(room)
    for need in sorted(needs):
        if need * open_ > rest:
            return [min(each, rest / open_) for each in needs]
        rest, open_ = rest - need, open_ - 1
    return list(needs)


def _fitted(shares: Sequence[float], least: Sequence[float], room: float) -> list[float]:
    """Shares cut to the room, each by its part of what it has over its least."""
    over = sum(shares) - room
    spare = [share - few for share, few in zip(shares, least, strict=True)]
    return [share - over * each / (sum(spare) or 1) for share, each in zip(shares, spare, strict=True)]


def _improved(
    columns: Sequence[Column], shares: Sequence[float], least: Sequence[float], cell: float
) -> Sequence[float]:
    """Shares after moving some from one column to another as long as that saves lines or keeps names whole."""

    @cache
    def held(at: int, cells: int) -> tuple[list[int], int]:
        """The lines of each row, and how many names are broken."""
        found = [_set(text, cells) for text in columns[at].texts[:_SAMPLE]]
        return [lines for lines, _ in found], sum(broken for _, broken in found)

    def cost(tried: Sequence[float]) -> float:
        taken = [held(at, int((each - 2 * PADDING) / cell)) for at, each in enumerate(tried)]
        height = sum(max(row) for row in zip(*(lines for lines, _ in taken), strict=True))
        return float(height + _BROKEN * sum(broken for _, broken in taken))

    best, known = list(shares), cost(shares)
    for step in (16 * cell, 8 * cell, 4 * cell, 2 * cell, 2 * cell):
        for giving in range(len(columns)):
            for taking in range(len(columns)):
                while giving != taking and best[giving] - step >= least[giving]:
                    tried = list(best)
                    tried[giving], tried[taking] = tried[giving] - step, tried[taking] + step
                    if (price := cost(tried)) >= known:
                        break
                    best, known = tried, price
    return best


def _set(text: Text, cells: int) -> tuple[int, int]:
    """The lines that a text takes as Word sets it, and how many of its names are broken."""
    lines, taken, cuts = 1, 0, []
    for at, char in enumerate(text.value):
        if char == "\n":
            lines, taken = lines + 1, 0
            continue
        wide = 1 if char.isascii() else measured(char)
        taken += wide
        if taken > cells and char not in _HANGING:
            lines, taken = lines + 1, wide
            cuts.append(at)
    return lines, sum(any(start < cut < end for cut in cuts) for start, end in text.kept) if cuts else 0
