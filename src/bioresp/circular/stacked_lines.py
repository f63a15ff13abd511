"""Tables whose cells stand one below the other, each on its line, as pages and clipboards leave them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain, pairwise, zip_longest
from typing import NamedTuple

from bioresp import numerals
from bioresp.circular.column_words import Column, Kind, column, is_label
from bioresp.circular.drawn_lines import Piece
from bioresp.circular.row_fitting import Content, content, is_open
from bioresp.extract import Line

LOOSE = "\x1e"
"""Parts the cells of a row that has more or fewer than the header; a separator, so it is no character of the text."""

_BAR = re.compile(r"\s*[|｜]\s*$")
_MOST_COLUMNS = 12
_FEWEST_COLUMNS = 3
_LONGEST_HEADING = 40
_TEXT = {Kind.TASK, Kind.GROUP, Kind.ISSUE, Kind.SCHEDULE}
_FREE = {Kind.PROGRESS, Kind.NOTE, Kind.UNKNOWN, *_TEXT}
_UNITS = (Content.UNITS, Content.NOBODY)
_BEHIND = (Content.TEXT, Content.PERSON, Content.NUMBER)
_DIGITS = "一二三四五六七八九十"
_HEADING = re.compile(f"(?:[{_DIGITS}]{{1,3}}、|[（(][{_DIGITS}]{{1,3}}[）)]|第[{_DIGITS}]{{1,3}}[章节部]).")
_PAGE = re.compile("[—－-]+ *\\d{1,3} *[—－-]+|(?:续|接)(?:上)?表|（续）")
_END = re.compile("附件|注[：:\\d]|备注[：:]|说明[：:]|抄送|联系人|(?:20|二[〇○零])\\S{2}年\\S{1,3}月\\S{1,3}日$")


class StackedCell(NamedTuple):
    """A line that is a cell."""

    at: int
    """Which line, from 0."""
    words: str
    is_closed: bool
    """Does a bar close it: 市林业局 |?"""


class StackedTable(NamedTuple):
    """A table of one cell a line."""

    rows: dict[int, list[Piece]]
    """Which line a row begins in, from 0 → its words. A line whose words belong to a row above has none."""
    drawing: list[Line]
    """The bars that close its cells, line by line."""


_NOTHING = StackedCell(-1, "", is_closed=False)


def stacked_table(lines: Sequence[Line], full: Sequence[int], first: int) -> StackedTable | None:
    """Return the table whose first label stands on a line; None where there is none.

    Args:
        full: The lines that are not empty.
        first: Which of them the table begins with.
    """
    labels = _labels([_cell(lines, at) for at in full[first : first + _MOST_COLUMNS + 1]])
    given = [column(each.words) for each in labels]
    kinds = [each.kind for each in given]
    if Kind.UNITS not in kinds or not _TEXT & {*kinds}:
        return None
    places = _label_places(labels, kinds)
    columns = [each for at, each in enumerate(given) if places[at + 1 :][:1] != [places[at]]]
    body = (_cell(lines, at) for at in full[first + len(labels) :])
    found = _Rows(labels, columns).read(body)
    if not any(len(row) > 1 for row in found) or (len(columns) < _FEWEST_COLUMNS and not _are_pairs(found, kinds)):
        return None
    made: dict[int, list[Piece]] = {}
    step = labels[1].at - labels[0].at
    begins = [row[0].at for row in found]
    for row, below in zip_longest([labels, *found], begins):
        own = places if row is labels else _places(row, len(columns), step, below)
        made |= {each.at: [] for each in row}
        made[row[0].at] = _pieces(lines, row, own)
    bars = [lines[each.at] for row in [labels, *found] for each in row if each.is_closed]
    drawing = [line._replace(text=" " * len(_BAR.sub("", line.text)) + "|", is_frame=True) for line in bars]
    return StackedTable(made, drawing)


def _cell(lines: Sequence[Line], at: int) -> StackedCell:
    text = lines[at].text
    return StackedCell(at, _BAR.sub("", text).strip(), bool(_BAR.search(text)))


def _labels(cells: Sequence[StackedCell]) -> list[StackedCell]:
    """Return the cells that are labels; behind 序号 they go to the first number, and some may be unknown."""
    is_numbered = column(cells[0].words).kind is Kind.NUMBER
    found: list[StackedCell] = []
    for each in cells:
        given = column(each.words)
        is_known = given.is_sure and given.kind not in (Kind.UNKNOWN, Kind.EMPTY)
        may_be = is_numbered and not _is_number(each) and not _HEADING.match(each.words)
        if "\t" in each.words or not is_label(each.words) or not (is_known or may_be):
            break
        found.append(each)
    known = [at for at, each in enumerate(found, 1) if column(each.words).is_sure]
    found = found[: max(known, default=0)]
    return found if 2 <= len(found) <= 2 * len(known) else []


def _label_places(labels: Sequence[StackedCell], kinds: Sequence[Kind]) -> list[int]:
    """Return the column of each label: 责任分工 over 牵头单位 and 配合单位 is no column of its own."""
    places = [0]
    for label, (kind, following) in zip(labels, pairwise(kinds), strict=False):
        is_over = kind is Kind.UNITS and following is Kind.UNITS and label.words.endswith("分工")
        places.append(places[-1] + (not is_over))
    return places


def _are_pairs(rows: Sequence[Sequence[StackedCell]], kinds: Sequence[Kind]) -> bool:
    """Are the rows of a table of two columns all even, with units where units should be?"""
    units = kinds.index(Kind.UNITS)
    tasks = [row for row in rows if not _is_heading(row)]
    return len(tasks) > 1 and all(len(row) == len(kinds) and content(row[units].words) in _UNITS for row in tasks)


def _is_number(cell: StackedCell) -> bool:
    return content(cell.words) is Content.NUMBER


class _Rows:
    """The rows below a header, while they are read."""

    def __init__(self, labels: Sequence[StackedCell], columns: Sequence[Column]) -> None:
        kinds = [each.kind for each in columns]
        units = kinds.index(Kind.UNITS)
        self.labels = [each.words for each in labels]
        self.is_closed = all(each.is_closed for each in labels)
        self.size = len(columns)
        self.is_numbered = kinds[0] is Kind.NUMBER
        self.has_one_text = sum(kind in _TEXT for kind in kinds[:units]) == 1
        self.has_text_behind = any(kind in _FREE for kind in kinds[units:])
        self.has_numbers = Kind.NUMBER in kinds
        self.words = {Content.TEXT} if Kind.PEOPLE in kinds else {Content.TEXT, Content.PERSON}
        self.rows: list[list[StackedCell]] = []
        self.row: list[StackedCell] = []
        self.last = 0
        """The number of the last task."""
        self.is_done = True
        """Has the row units, or says that it has none?"""

    def read(self, body: Iterable[StackedCell]) -> list[list[StackedCell]]:
        """Return the rows: the cells of a task, or one cell that is a heading."""
        cells = (each for each in body if not _PAGE.fullmatch(each.words))
        for cell, following in pairwise(chain(cells, [_NOTHING])):
            begins = self._begins(cell, following)
            if self._ends(cell, following) or not (begins or self.rows):
                break
            if begins:
                self._begin(cell)
            elif len(self.row) == 2 * self.size:
                break
            self.row.append(cell)
            self.is_done |= content(cell.words) in _UNITS
        self._drop_rest()
        return self.rows

    def _begin(self, cell: StackedCell) -> None:
        self.row = []
        self.rows.append(self.row)
        self.is_done = cell.words == self.labels[0]
        self.last = numerals.number(cell.words.rstrip(".、．")) or self.last

    def _drop_rest(self) -> None:
        """Drop what was taken for rows and follows the table: a heading with no task below it, text without units."""
        full = self.size + sum(is_open(each.words) for each in self.row)
        # units may take several lines, so that a full row still has its deadline to come; text is behind the table
        rest = [at for at in range(full, len(self.row)) if content(self.row[at].words) in _BEHIND]
        del self.row[min(rest, default=len(self.row)) :]
        while self.rows and (len(self.rows[-1]) == 1 or not (self.is_done or self.is_numbered)):
            self.rows.pop()
            self.is_done = True

    def _ends(self, cell: StackedCell, following: StackedCell) -> bool:
        """Does a line stand behind the table?"""
        if self.is_closed and not cell.is_closed:
            return True
        if self.is_numbered and _is_heading(self.row):
            return not (_is_number(cell) or _HEADING.match(cell.words))
        if not self.is_done:
            return not self.is_numbered and len(self.row) >= self.size
        if _END.match(following.words) and content(cell.words) is Content.UNITS:
            return following.words.endswith("日")  # a signature
        if _END.match(cell.words):
            return True
        is_text = content(cell.words) not in _UNITS and len(cell.words) > _LONGEST_HEADING
        is_sentence = is_text and cell.words.endswith("。")
        return self.is_numbered and is_sentence and not self.has_text_behind

    def _begins(self, cell: StackedCell, following: StackedCell) -> bool:
        """Does a row begin with a line?"""
        if self.row and is_open(self.row[-1].words):
            return False
        if [cell.words, following.words] == self.labels[:2] and self.is_done:
            return True  # the header once more, on the next page
        return self._begins_number(cell, following) if self.is_numbered else self._begins_text(cell, following)

    def _begins_number(self, cell: StackedCell, following: StackedCell) -> bool:
        """Does a row begin with a line, in a table whose rows have numbers?"""
        is_free = not self.rows or self.is_done or _is_heading(self.row)
        if _is_number(cell):
            number = numerals.number(cell.words.rstrip(".、．")) or 0
            is_next = len(self.row) > 1 and number == self.last + 1
            return is_next or (is_free and (number > self.last or number == 1 or len(self.row) >= self.size))
        said = content(cell.words)
        if not is_free or said is Content.UNITS:
            return False
        if _HEADING.match(cell.words):
            return True
        return said in self.words and _is_number(following) and not 0 < len(self.row) < self.size

    def _begins_text(self, cell: StackedCell, following: StackedCell) -> bool:
        """Does a row begin with a line, in a table whose rows do not begin with numbers?"""
        if not self.rows or len(self.row) >= self.size:
            return True
        if self.has_numbers and _is_number(cell):
            return self.is_done
        if content(cell.words) not in self.words:
            return False
        if _is_heading(self.row):
            return self.has_one_text
        is_task = content(following.words) in (Content.UNITS, Content.NUMBER) or bool(_HEADING.match(cell.words))
        return self.is_done and (is_task or not self.has_text_behind)


def _is_heading(row: Sequence[StackedCell]) -> bool:
    return len(row) == 1 and not _is_number(row[0])


def _pieces(lines: Sequence[Line], row: Sequence[StackedCell], places: Sequence[int]) -> list[Piece]:
    """Return a row in one line, its cells parted by tabs, or by LOOSE where their places are not known."""
    made: list[Piece] = []
    at = 0
    for cell, place in zip_longest(row, places):
        line = lines[cell.at]
        column = line.text.find(cell.words) + 1
        glue = "\t" * (place - at) if places else LOOSE * bool(made)
        made += [(mark, line.number, column) for mark in glue]
        made.append((cell.words, line.number, column))
        at = place or 0
    if any(words == "\t" for words, _, _ in made):
        return made
    return [*made, ("\t", made[-1][1], made[-1][2] + len(made[-1][0]))]  # it shows that the line is a row


def _places(row: Sequence[StackedCell], size: int, step: int, below: int | None) -> list[int]:
    """Return the columns of the cells of a row; none where that cannot be seen.

    An empty cell may be an empty line: then the row is as tall as the others.

    Args:
        step: How many lines a cell takes.
        below: Where the row below begins.
    """
    if len(row) in (1, size) and not any(is_open(cell.words) for cell in row):
        return list(range(len(row)))
    found = [divmod(cell.at - row[0].at, step) for cell in row]
    places = [place for place, rest in found if rest == 0]
    is_full = below == row[0].at + size * step
    shows_gaps = places != list(range(len(row))) and places[-1] < size
    return places if len(places) == len(row) and (is_full or shows_gaps) else []
