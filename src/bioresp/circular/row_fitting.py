"""Words of a row that only blanks part → the columns of its table, by what the words look like."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bioresp.circular.column_words import Column, Kind
from bioresp.circular.units import is_unit, names

Words = tuple[str, int]
"""Words, and the offset at which they stand."""

_TIME = re.compile(r"\d{1,2}月|20\d\d年|年底|季度|长期|持续|常态|每[年月季周]|全年")
_TEXT = {Kind.TASK, Kind.GROUP, Kind.ISSUE}


def fitted(words: Sequence[Words], columns: Sequence[Column]) -> tuple[list[Words], bool]:
    """The cells of a row, as many as there are columns, and whether another cut would do as well.

    A task may hold blanks: then all before the first unit is the task. Where units are too many or too few for the
    columns of units, nothing shows which belong where.
    """
    if len(words) == len(columns):
        return list(words), False
    cells: list[Words] = [("", words[0][1])] * len(columns)
    rest = list(words)
    for place, each in enumerate(columns):
        if each.kind is Kind.NUMBER and rest and re.fullmatch(r"[\d.、（）()]+", rest[0][0]):
            cells[place] = rest.pop(0)
    texts = [place for place, each in enumerate(columns) if each.kind in _TEXT or each.kind is Kind.UNKNOWN]
    unit_columns = [place for place, each in enumerate(columns) if each.kind is Kind.UNITS]
    if not texts or not unit_columns:
        return _by_order(words, len(columns)), True
    first = next((at for at, each in enumerate(rest) if at and _are_units(each[0])), len(rest))
    is_guess = _fill_texts(cells, texts, rest[:first])
    behind = rest[first:]
    units = [each for each in behind if _are_units(each[0])]
    others = [each for each in behind if not _are_units(each[0])]
    is_guess |= _fill_units(cells, unit_columns, units)
    is_guess |= _fill_others(cells, columns, others)
    return cells, is_guess


def _are_units(words: str) -> bool:
    found = [name.text for name in names(words)]
    return bool(found) and all(map(is_unit, found))


def _joined(words: Sequence[Words]) -> Words:
    return " ".join(each[0] for each in words), words[0][1]


def _by_order(words: Sequence[Words], size: int) -> list[Words]:
    if len(words) < size:
        return [*words, *[("", words[-1][1])] * (size - len(words))]
    return [*words[: size - 1], _joined(words[size - 1 :])]


def _fill_texts(cells: list[Words], places: Sequence[int], words: Sequence[Words]) -> bool:
    """Enter what stands before the first unit; the last words are the task, where there are several columns."""
    if not words:
        return True
    if len(places) == 1 or len(words) < len(places):
        cells[places[0]] = _joined(words)
        return len(places) > 1
    for place, each in zip(places, words, strict=False):
        cells[place] = each
    if len(words) > len(places):
        cells[places[-1]] = _joined(words[len(places) - 1 :])
    return len(words) > len(places)


def _fill_units(cells: list[Words], places: Sequence[int], words: Sequence[Words]) -> bool:
    """Enter the units: one group of words for each column, the rest to the last."""
    for place, each in zip(places, words, strict=False):
        cells[place] = each
    if len(words) > len(places):
        cells[places[-1]] = _joined(words[len(places) - 1 :])
    return len(words) != len(places) and len(places) > 1


def _fill_others(cells: list[Words], columns: Sequence[Column], words: Sequence[Words]) -> bool:
    """Enter times and remarks, in the columns behind the units that are still empty."""
    is_guess = False
    for each in words:
        wanted = (
            {Kind.DEADLINE, Kind.SCHEDULE} if _TIME.search(each[0]) else {*Kind} - _TEXT - {Kind.UNITS, Kind.NUMBER}
        )
        free = [at for at, column in enumerate(columns) if not cells[at][0] and column.kind in wanted]
        if free:
            cells[free[0]] = each
        else:
            cells[-1] = _joined([cells[-1], each]) if cells[-1][0] else each
            is_guess = True
    return is_guess
