"""Tables without tabs: columns set with blanks, and cells that stand one below the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple
from unicodedata import east_asian_width

from bioresp import numerals
from bioresp.circular.column_words import Kind, column, is_label, names_columns
from bioresp.circular.drawn_lines import Piece
from bioresp.extract import Line

BLANK = "[ \t\u3000\xa0\xad\u200b\u200c\u200d\u2002\u2003\u2009\ufeff\x0c]"
_WIDE_BLANK = re.compile("[ \u3000\xa0\u2002\u2003]{2,}|\u3000")
_RULE = re.compile(r"\s*-{2,}(?:\s+-{2,})+\s*")
ONLY_DRAWS = re.compile("[\\s|+=:_\\-\u2500-\u257f]{3,}")
"""A line that parts rows: -----, ─────, |---|---|."""
_LONGEST_HEADER = 12
"""Columns of a table whose cells stand one below the other."""
_FEWEST_LABELS = 3


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


def _chunks(text: str) -> list[Chunk]:
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
    return [_width(header[: chunk.start]) for chunk in _chunks(header)]


def _aligned(line: Line, bounds: list[int]) -> list[Piece]:
    """A row whose words stand exactly below the labels, parted by tabs; empty where they do not."""
    cells: dict[int, Chunk] = {}
    for chunk in _chunks(line.text):
        place = _width(line.text[: chunk.start])
        if place not in bounds:
            return []
        cells[bounds.index(place)] = chunk
    made: list[Piece] = []
    for at in range(len(bounds)):
        if at:
            made.append(("\t", line.number, made[-1][2] + len(made[-1][0])))
        chunk = cells.get(at, Chunk("", made[-1][2] if made else 0))
        made.append((chunk.words, line.number, chunk.start + 1))
    return made


# --- cells one below the other --------------------------------------------------------------------------------------


def upright_table(lines: Sequence[Line], full: Sequence[int], first: int) -> dict[int, list[Piece]]:
    """The rows of a table whose cells are lines: labels from a line on, then as many lines for each row.

    A line whose words belong to a row above has no pieces. Nothing where no such table begins here.

    Args:
        full: The lines that are not empty.
        first: Which of them the table begins with.
    """
    labels = _labels(lines, full[first : first + _LONGEST_HEADER + 1])
    if len(labels) < _FEWEST_LABELS:
        return {}
    kinds = [column(lines[place].text.strip()).kind for place in labels]
    if Kind.UNITS not in kinds or not {Kind.TASK, Kind.GROUP, Kind.ISSUE, Kind.SCHEDULE} & {*kinds}:
        return {}
    size = len(labels)
    numbered = kinds[0] is Kind.NUMBER
    body = first + size
    rows = _numbered_rows(lines, full, body, size) if numbered else _even_rows(lines, full, body, kinds)
    if not rows:
        return {}
    made: dict[int, list[Piece]] = {}
    for row in [labels, *rows]:
        glue = "\t" if len(row) == size else " "  # a row of another size is fitted to the columns later
        made[row[0]] = _one_line(lines, row, glue)
        made |= {place: [] for place in row[1:]}
    return made


def _one_line(lines: Sequence[Line], row: Sequence[int], glue: str) -> list[Piece]:
    made: list[Piece] = []
    for place in row:
        if made:
            made.append((glue, made[-1][1], made[-1][2] + len(made[-1][0])))
        made.append((lines[place].text.strip(), lines[place].number, 1))
    return made if glue == "\t" else [*made, ("\t", made[-1][1], len(made[-1][0]) + 1)]


def _labels(lines: Sequence[Line], full: Sequence[int]) -> list[int]:
    found: list[int] = []
    for place in full:
        text = lines[place].text.strip()
        given = column(text)
        if "\t" in text or not is_label(text) or not given.is_sure or given.kind in (Kind.UNKNOWN, Kind.EMPTY):
            break
        found.append(place)
    return found


def _numbered_rows(lines: Sequence[Line], full: Sequence[int], body: int, size: int) -> list[list[int]]:
    """The rows that begin with 1, 2, 3."""
    rows: list[list[int]] = []
    for at in range(body, len(full)):
        text = lines[full[at]].text.strip()
        if len(text) <= 4 and numerals.number(text) == len(rows) + 1:
            rows.append([full[at]])
        elif not rows:
            return []
        elif len(rows[-1]) == 2 * size:
            break
        else:
            rows[-1].append(full[at])
    if rows and len(rows[-1]) > size:
        del rows[-1][size:]  # what follows the table
    return rows


def _even_rows(lines: Sequence[Line], full: Sequence[int], body: int, kinds: Sequence[Kind]) -> list[list[int]]:
    """The rows of as many lines as there are labels, while units stand where units should."""
    from bioresp.circular.units import is_unit

    size = len(kinds)
    rows: list[list[int]] = []
    for start in range(body, len(full) - size + 1, size):
        row = list(full[start : start + size])
        listed = [lines[place].text.strip() for place, kind in zip(row, kinds, strict=True) if kind is Kind.UNITS]
        if not all(is_unit(re.split("[、，；和 ]", each)[-1]) or not re.search(r"\w", each) for each in listed):
            break
        rows.append(row)
    return rows
