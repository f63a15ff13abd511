"""Which tables of a text divide work, which list units and their duties, and which only units."""

from __future__ import annotations

from collections.abc import Iterable

from bioresp.circular.tables import Header, header, names_units, rows


def task_tables(text: str, spans: Iterable[tuple[int, int]]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Of the tables of a text, those of tasks and units, and those that list units and their duties."""
    tasks: list[tuple[int, int]] = []
    inverse: list[tuple[int, int]] = []
    above: Header | None = None
    for start, end in spans:
        found = header(rows(text, start, end), above)
        if found and found.is_inverse:
            inverse.append((start, end))
        elif found:
            tasks.append((start, end))
            above = found
    return tasks, inverse


def lists_units(text: str, start: int, end: int) -> bool:
    """Does a table whose header nobody knows name units in at least two rows, beside other words?"""
    given = [[cell.text for cell in row.cells if cell.text] for row in rows(text, start, end)]
    listing = [cells for cells in given if any(map(names_units, cells)) and not all(map(names_units, cells))]
    return len(listing) > 1


def first_labels(text: str, start: int, end: int) -> tuple[str, str]:
    """The first two labels of a table, to name it by."""
    labels = [cell.text for row in rows(text, start, end)[:1] for cell in row.cells if cell.text]
    return labels[0], labels[-1]
