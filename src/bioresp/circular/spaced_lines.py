"""Tables without tabs, whose columns are set with blanks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple
from unicodedata import east_asian_width

from bioresp.circular.column_words import names_columns
from bioresp.circular.drawn_lines import Piece
from bioresp.extract import Line

BLANK = "[ \t\u3000\xa0\xad\u200b\u200c\u200d\u2002\u2003\u2009\ufeff\x0c]"
_WIDE_BLANK = re.compile("[ \u3000\xa0\u2002\u2003]{2,}|\u3000")
_RULE = re.compile(r"\s*-{2,}(?:\s+-{2,})+\s*")
ONLY_DRAWS = re.compile("[\\s|+=:_\\-\u2500-\u257f]{3,}")
"""A line that parts rows: -----, ─────, |---|---|."""


class Chunk(NamedTuple):
    """Words of a line between wide blanks."""

    words: str
    start: int
    """Its offset in the line, in characters from 0."""


def columns(text: str) -> list[str]:
    """The cells of a row whose columns are parted by blanks; letters set apart are one word (工 作 任 务)."""
    cells: list[str] = []
    spaced = False
    for piece in re.split(f"{BLANK}+", text.strip()):
        if len(piece) == 1 and cells and spaced and not piece.isascii():
            cells[-1] += piece
        else:
            cells.append(piece)
            spaced = len(piece) == 1 and not piece.isascii()
    return cells


def is_spaced_header(line: str) -> bool:
    """Does a line name columns that blanks part?"""
    return names_columns(line) and len(columns(line)) >= 2


def is_spaced_row(text: str) -> bool:
    """Has a line several columns, and is it no sentence?"""
    if re.match(rf"\s*\d{{1,3}}{BLANK}+\S", text):
        return True
    return len(columns(text)) >= 2 and not re.search("[。：]$", text.strip())


def spaced_table(lines: Sequence[Line], at: int) -> dict[int, list[Piece]]:
    """The rows of the table whose header stands in a line: all that follow without an empty line or a sentence.

    Where every row stands exactly below the header's columns, the cells are parted by tabs; else a row is its line.
    """
    has_rule = at + 1 < len(lines) and bool(_RULE.fullmatch(lines[at + 1].text))
    below = at + 1 + has_rule
    end = below
    while end < len(lines) and _belongs(lines, end, is_exact=has_rule):
        end += 1
    bounds = _bounds(lines[at + 1].text if has_rule else lines[at].text)
    given = [row for row in (at, *range(below, end)) if not ONLY_DRAWS.fullmatch(lines[row].text)]
    fitted = {row: _aligned(lines[row], bounds) for row in given}
    if all(fitted.values()) and len(bounds) > 1:
        return {row: pieces for row, pieces in fitted.items() if pieces}
    return {row: _raw(lines[row]) for row in fitted}


def _raw(line: Line) -> list[Piece]:
    """A row as it stands; a tab behind it shows that it is in a table."""
    return [(line.text, line.number, 1), ("\t", line.number, len(line.text) + 1)]


def rule_below(lines: Sequence[Line], at: int) -> bool:
    """Does a rule of dashes below a line show where the columns of a table are?"""
    return at + 1 < len(lines) and bool(_RULE.fullmatch(lines[at + 1].text)) and bool(lines[at].text.strip())


def _belongs(lines: Sequence[Line], at: int, *, is_exact: bool) -> bool:
    text = lines[at].text
    if not text.strip():
        return False
    if is_exact or ONLY_DRAWS.fullmatch(text) or is_spaced_row(text):
        return True
    # a heading between rows, or the rest of a cell: the table goes on behind it
    is_short = len(text.strip()) <= 30 and not re.search("[。：；]$", text.strip())
    return is_short and at + 1 < len(lines) and bool(re.match(rf"\s*\d{{1,3}}{BLANK}+\S", lines[at + 1].text))


def chunks_of(text: str) -> list[Chunk]:
    """The words of a line between wide blanks."""
    found, at = [], len(text) - len(text.lstrip())
    for blank in [*_WIDE_BLANK.finditer(text.rstrip(), at), None]:
        stop = blank.start() if blank else len(text.rstrip())
        if stop > at:
            found.append(Chunk(text[at:stop], at))
        at = blank.end() if blank else stop
    return found


def _width(text: str) -> int:
    """How many cells of a terminal a text takes: a Chinese character is two wide."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _bounds(header: str) -> list[int]:
    """Where the columns begin, in terminal cells."""
    return [_width(header[: chunk.start]) for chunk in chunks_of(header)]


def _aligned(line: Line, bounds: list[int]) -> list[Piece]:
    """A row whose words stand exactly below the labels, parted by tabs; empty where they do not."""
    cells: dict[int, Chunk] = {}
    for chunk in chunks_of(line.text):
        place = _width(line.text[: chunk.start])
        if place not in bounds:
            return []
        cells[bounds.index(place)] = chunk
    return tabbed(line, [cells.get(at) for at in range(len(bounds))])


def tabbed(line: Line, chunks: Sequence[Chunk | None]) -> list[Piece]:
    """A row whose cells are known, parted by tabs; None for an empty one."""
    made: list[Piece] = []
    for at, chunk in enumerate(chunks):
        column = made[-1][2] + len(made[-1][0]) if made else 1
        if at:
            made.append(("\t", line.number, column))
        made.append((chunk.words, line.number, chunk.start + 1) if chunk else ("", line.number, column))
    return made
