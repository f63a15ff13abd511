"""Tables drawn with characters, │ ┌─ or | +--: their rows, and the characters that only draw."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from bioresp.extract import Line

REACHES = "\x1d"
"""The cell of a row that a cell above reaches into; a separator, so it is no character of the text."""

Piece = tuple[str, int, int]
"""Words, with the line and the column, from 1, where they stand."""

_VERTICAL = "│┃║┆┇┊┋|"
_CROSSING = "├┝┠┣╞╟╠┤┥┨┫╡╢╣┼╋╬╪╫"
_PARTS = re.compile(f"[{re.escape(_VERTICAL + _CROSSING)}]")
_BORDER = re.compile("[\\s|+=:\\-\u2500-\u257f]*")
_GAP = re.compile(f"[{re.escape(_VERTICAL + _CROSSING)}+]\\s+[{re.escape(_VERTICAL + _CROSSING)}+]")
_RULED = re.compile("[-=]{2}:?\\s*[|+]|[|+]\\s*:?[-=]{2}|[─━═]{2}|[─━═][┬┼┴┳╋┻╦╬╩]")
_RULE = re.compile("[-=:]{2,}|[─━═]+")
_DRAWN = re.compile("[\u2500-\u257f]")


class DrawnTable(NamedTuple):
    """A drawn table."""

    rows: dict[int, list[Piece]]
    """Which line a row begins in, from 0 → its words, also those of its further lines; cells are parted by tabs."""
    lines: range
    drawing: list[Line]
    """What only draws, line by line."""


def drawn_tables(lines: Sequence[Line]) -> Iterator[DrawnTable]:
    """The drawn tables of a text, in order."""
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and _is_drawn(lines[end].text):
            end += 1
        if end - at > 2 and any(map(_is_border, (line.text for line in lines[at:end]))):
            yield _table(lines, at, end)
        at = max(end, at + 1)


def _is_drawn(text: str) -> bool:
    """Is it a line of a drawn table: of box characters, or between bars?"""
    plain = text.strip()
    if not plain:
        return False
    return bool(_DRAWN.search(plain)) or "|" in plain or _is_border(plain)


def _is_border(text: str) -> bool:
    """Does a line part all cells above it from those below? Where a merged cell goes on, a gap is left."""
    return bool(_RULED.search(text)) and bool(_BORDER.fullmatch(text)) and not _GAP.search(text)


@dataclass
class _Rows:
    """The rows of a table while it is read."""

    size: int
    cells: list[list[list[Piece]]] = field(default_factory=list)
    first_lines: list[int] = field(default_factory=list)
    targets: list[int] = field(default_factory=list)
    """For each column, the row whose cell its words belong to."""

    def begin(self, at: int, closed: set[int]) -> None:
        """Begin a row; the columns that are not closed above it go on in the rows they are in."""
        row: list[list[Piece]] = [[] for _ in range(self.size)]
        self.cells.append(row)
        self.first_lines.append(at)
        for column in range(self.size):
            if column in closed or not self.targets:
                continue
            row[column] = [(REACHES, 0, 0)]
        if not self.targets:
            self.targets = [0] * self.size
        for column in closed:
            self.targets[column] = len(self.cells) - 1


def _table(lines: Sequence[Line], start: int, end: int) -> DrawnTable:
    parts = {at: list(_cells(lines[at])) for at in range(start, end) if not _is_border(lines[at].text)}
    size = max((len(cells) for cells in parts.values()), default=1)
    every = set(range(size))
    is_grid = _has_inner_borders(lines, start, end)
    made = _Rows(size)
    is_new = True
    closed = every
    for at in range(start, end):
        if at not in parts:
            is_new, closed = True, every
            continue
        cells = parts[at]
        ruled = {column for column, (words, _, _) in enumerate(cells) if _RULE.fullmatch(words)}
        if ruled:  # the border of some cells only: │      ├────┼────┤
            closed = ruled | (closed if is_new else set())
            is_new = True
            cells = [("", 0, 0) if column in ruled else each for column, each in enumerate(cells)]
            if not any(words for words, _, _ in cells):
                continue
        elif is_new or not is_grid:
            made.begin(at, closed if is_new else every)
            is_new = False
        if not made.cells:
            made.begin(at, every)
        for column, piece in enumerate(cells):
            if piece[0]:
                _put(made.cells[made.targets[column]][column], piece)
    rows = dict(zip(made.first_lines, map(_pieces, made.cells), strict=True))
    return DrawnTable(
        rows, range(start, end), [_drawing(line, parts.get(at)) for at, line in _numbered(lines, start, end)]
    )


def _numbered(lines: Sequence[Line], start: int, end: int) -> Iterator[tuple[int, Line]]:
    return ((at, lines[at]) for at in range(start, end))


def _has_inner_borders(lines: Sequence[Line], start: int, end: int) -> bool:
    """Do borders part all rows, and not the header alone from the rest?

    Then several lines between two borders are one row; else each line is a row.
    """
    bounds = [at for at in range(start, end) if _is_border(lines[at].text)]
    inner = [at for at in bounds if start < at < end - 1]
    return len(inner) > 1


def _cells(line: Line) -> Iterator[Piece]:
    """What stands between the bars of a line."""
    text = line.text.rstrip()
    first = len(text) - len(text.lstrip())
    bars = [bar.start() for bar in _PARTS.finditer(text)]
    bounds = [*([] if bars[:1] == [first] else [first - 1]), *bars]
    if not bounds or bounds[-1] != len(text) - 1:
        bounds.append(len(text))
    for begin, stop in pairwise(bounds):
        words = text[begin + 1 : stop]
        stripped = words.strip()
        yield stripped, line.number, begin + 2 + (words.index(stripped) if stripped else 0)


def _put(cell: list[Piece], piece: Piece) -> None:
    """Add a line of a cell."""
    if cell:
        cell.append(("\f", piece[1], piece[2]))
    cell.append(piece)


def _pieces(row: list[list[Piece]]) -> list[Piece]:
    """A row in one line, its cells parted by tabs."""
    line, at = next(((each[1], each[2]) for cell in row for each in cell if each[1]), (1, 1))
    made: list[Piece] = []
    for column, cell in enumerate(row):
        if column:
            made.append(("\t", line, at))
        for words, number, place in cell:
            line, at = (number, place) if number else (line, at)
            made.append((words, line, at))
    return made if len(row) > 1 else [*made, ("\t", line, at)]


def _drawing(line: Line, cells: list[Piece] | None) -> Line:
    """A line without the words of its cells."""
    text = line.text
    for words, _, column in cells or []:
        if words and not _RULE.fullmatch(words):
            text = text[: column - 1] + " " * len(words) + text[column - 1 + len(words) :]
    return line._replace(text=text, is_frame=True)
