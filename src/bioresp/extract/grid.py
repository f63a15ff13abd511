"""Tables of a printed page: the lines drawn on it → cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from bioresp.extract import DITTO

THIN = 3.0
"""Points: what is thinner is a drawn line, what is nearer is the same line."""


class Box(NamedTuple):
    """A place on a page, in points from its lower left corner."""

    left: float
    bottom: float
    right: float
    top: float


class Grid:
    """The lines of a table: where columns and rows part, and which parts of these lines are drawn."""

    def __init__(self, across: Sequence[Box], down: Sequence[Box]) -> None:
        self.across, self.down = across, down
        self.columns = _levels(each.left for each in down)
        self.rows = _levels(-each.top for each in across)
        """From the top, so negative."""

    @property
    def is_table(self) -> bool:
        """Are there three columns, or two of two rows? A frame around words is none."""
        return len(self.rows) > 1 and len(self.columns) > 2 and len(self.columns) + len(self.rows) > 5

    def _has_sides(self, row: int) -> bool:
        """Do lines part columns in a row? Between two tables, or below a line at the head of a page, none does."""
        y = -(self.rows[row] + self.rows[row + 1]) / 2
        return any(each.bottom <= y <= each.top for each in self.down)

    @cached_property
    def _open_rows(self) -> set[int]:
        return {row for row in range(len(self.rows) - 1) if not self._has_sides(row)}

    def cell(self, x: float, y: float) -> tuple[int, int] | None:
        """The row and the column, from 0, of a point; None where it is outside."""
        row = bisect_right(self.rows, -y + THIN / 2) - 1
        column = bisect_right(self.columns, x + THIN / 2) - 1
        if 0 <= row < len(self.rows) - 1 and row not in self._open_rows and 0 <= column < len(self.columns) - 1:
            return row, column
        return None

    def origin(self, row: int, column: int) -> tuple[int, int]:
        """The first row and column of the merged cell that a place belongs to."""
        while column and not self._is_parted_down(row, column):
            column -= 1
        while row and not self._is_parted_across(row, column):
            row -= 1
        return row, column

    def _is_parted_across(self, row: int, column: int) -> bool:
        """Is a line drawn above a cell?"""
        x = (self.columns[column] + self.columns[column + 1]) / 2
        y = -self.rows[row]
        return any(each.left <= x <= each.right and abs(each.top - y) <= THIN for each in self.across)

    def _is_parted_down(self, row: int, column: int) -> bool:
        """Is a line drawn left of a cell?"""
        y = -(self.rows[row] + self.rows[row + 1]) / 2
        x = self.columns[column]
        return any(each.bottom <= y <= each.top and abs(each.left - x) <= THIN for each in self.down)

    def lines(self, words: dict[tuple[int, int], str]) -> list[tuple[int, str]]:
        """The rows by their places, cells parted by tabs; 〃 where a cell above reaches down.

        Args:
            words: The text of each cell, by the first row and column of the cell.
        """
        found = []
        for row in range(len(self.rows) - 1):
            cells = []
            for column in range(len(self.columns) - 1):
                first = self.origin(row, column)
                if first == (row, column):
                    cells.append(words.get(first, ""))
                else:
                    cells.append(DITTO if first[1] == column and words.get(first) else "")
            if any(cells):
                found.append((row, "\t".join(cells)))
        return found


def _levels(places: Iterable[float]) -> list[float]:
    """Places in order, those that are nearly the same once."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > THIN:
            found.append(place)
    return found


def grid(drawn: Iterable[Box]) -> Grid:
    """The grid that drawn boxes make: thin ones are lines, others have four sides."""
    across: list[Box] = []
    down: list[Box] = []
    for each in drawn:
        wide, high = each.right - each.left, each.top - each.bottom
        if high <= THIN < wide:
            across.append(each)
        elif wide <= THIN < high:
            down.append(each)
        elif wide > THIN and high > THIN:
            across += [each._replace(bottom=each.top), each._replace(top=each.bottom)]
            down += [each._replace(right=each.left), each._replace(left=each.right)]
    return Grid(across, down)
