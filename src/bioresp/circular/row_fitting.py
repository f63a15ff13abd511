"""The cells of a row whose number is not that of the columns → the columns, by what the cells look like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from bioresp import numerals
from bioresp.circular.column_words import Column, Kind
from bioresp.circular.units import is_bare, is_unit, names

Words = tuple[str, int]
"""Words, and the offset at which they stand."""

NOBODY = re.compile("[无/\\\\—－–-]+|未列|暂无")
"""What a cell says that names no one. 未列 is what this program writes."""
_TIME = re.compile(r"\d{1,2}月|20\d\d年|年底|季度|长期|持续|常态|每[年月季周]|全年")
_PERSON = re.compile("[\u4e00-\u9fff] ?[\u4e00-\u9fff]{1,2}(?:[、 ] ?[\u4e00-\u9fff] ?[\u4e00-\u9fff]{1,2})*")
_LONGEST_NUMBER = 6
_LONGEST_TIME = 20


_SURNAMES = """王李张刘陈杨黄赵周吴徐孙马朱胡郭何罗高林郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢
    姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛阎段雷龙史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤"""
_BRACKETED = re.compile("(.+?)（([一-鿿]{2,3})）")


class Content(Enum):
    """What the words of a cell look like."""

    NUMBER = auto()
    UNITS = auto()
    NOBODY = auto()
    TIME = auto()
    PERSON = auto()
    """Two or three characters; they may be any short words."""
    TEXT = auto()


@lru_cache(maxsize=4096)
def content(words: str) -> Content:
    """Tell what the words of a cell look like."""
    if NOBODY.fullmatch(words):
        return Content.NOBODY
    if len(words) <= _LONGEST_NUMBER and numerals.number(words.rstrip(".、．")):
        return Content.NUMBER
    listed = [is_unit(name.text) for name in names(words)]
    if sum(listed) * 2 > len(listed):
        return Content.UNITS
    if len(words) <= _LONGEST_TIME and _TIME.search(words):
        return Content.TIME
    return Content.PERSON if _PERSON.fullmatch(words) else Content.TEXT


def names_person(unit: str) -> bool:
    """Does the bracket behind a unit hold a person: 市水利局（李明）, and not 市财政局（国资委）?"""
    found = _BRACKETED.fullmatch(unit)
    return found is not None and found[2][0] in _SURNAMES and not _is_short_name(found[2])


def _is_short_name(words: str) -> bool:
    return is_unit(words) or is_bare(words)


def units_beside_people(text: str) -> list[str]:
    """Return the units of a cell of units and people; none where it is not clear which words are which."""
    units: list[str] = []
    for piece in filter(None, re.split(r"[、，；：:/\s]+", text)):
        unit = _without_person(piece)
        if unit:
            units.append(unit)
        elif not _PERSON.fullmatch(piece):
            return []
    return units


def _without_person(words: str) -> str:
    """Return a unit without the person behind it: 市水利局（李明）, 市水利局李明; nothing where there is no unit."""
    found = _BRACKETED.fullmatch(words)
    if found and is_unit(found[1]) and not _is_short_name(found[2]):
        return found[1]
    if is_unit(words):
        return words
    return next((words[:-size] for size in (2, 3) if is_unit(words[:-size])), "")


_TEXT_FITS = {Content.TEXT: 3, Content.PERSON: 2, Content.TIME: 0}
_NOTE_FITS = {Content.TEXT: 2, Content.PERSON: 1, Content.TIME: 1, Content.NUMBER: 1, Content.NOBODY: 2}
_TIME_FITS = {Content.TIME: 4, Content.TEXT: 0, Content.NOBODY: 2}
_FITS: dict[Kind, dict[Content, int]] = {
    Kind.NUMBER: {Content.NUMBER: 4},
    Kind.GROUP: _TEXT_FITS,
    Kind.TASK: _TEXT_FITS,
    Kind.ISSUE: _TEXT_FITS,
    Kind.UNITS: {Content.UNITS: 4, Content.NOBODY: 3},
    Kind.PEOPLE: {Content.PERSON: 4, Content.TEXT: 0, Content.NOBODY: 2},
    Kind.DEADLINE: _TIME_FITS,
    Kind.SCHEDULE: _TIME_FITS,
}
"""How well words fit a column; what is not listed does not."""
_MISFIT = -5
_EMPTY = -2
"""For a column without words."""
_NO_TASK = -6
"""For the column of tasks without words."""
_JOINED = -1
"""For words that go on with a cell."""
_OPEN = 3
"""For words that go on with a cell that ends with 、 or ，."""


def fit(words: str, column: Column) -> int:
    """Return how well words fit a column; less than 0 where they should stand elsewhere."""
    return _FITS.get(column.kind, _NOTE_FITS).get(content(words), _MISFIT)


def is_open(words: str) -> bool:
    """Do words end inside a list or a sentence: 市财政局、?"""
    return words[-1:] in ("、", "，", ",")


class _Step(NamedTuple):
    """The best way to enter the words from one on into the columns from one on."""

    score: int
    ways: int
    """How many ways are as good."""
    is_entered: bool
    """Does the first word go into the first column, and not into a later one?"""


_IMPOSSIBLE = _Step(-(10**6), 0, is_entered=False)


def fitted(words: Sequence[Words], columns: Sequence[Column], glue: str = " ") -> tuple[list[Words], bool]:
    """Return the cells of a row, as many as there are columns, and whether another cut would do as well.

    Words stay in order. Some cells may be missing, and several words may be one cell: 编制规划 报市政府审定.
    """
    if len(words) == len(columns) and not any(is_open(each[0]) for each in words):
        return list(words), False
    fits = [[fit(each[0], column) for column in columns] for each in words]
    joins = [0, *(_OPEN if is_open(each[0]) else _JOINED for each in words)]
    steps = _steps(fits, joins, [_NO_TASK if each.kind is Kind.TASK else _EMPTY for each in columns])
    cells: list[list[Words]] = [[] for _ in columns]
    is_guess = steps[0][0][0].ways > 1
    place = 0
    for at, each in enumerate(words):
        while not steps[at][place][bool(cells[place])].is_entered:
            place += 1
        cells[place].append(each)
        is_guess |= fits[at][place] < 0
    start = words[0][1] if words else 0
    made: list[Words] = []
    for cell in cells:
        start = cell[0][1] if cell else start
        made.append((glue.join(each[0] for each in cell), start))
    return made, is_guess


def _steps(
    fits: Sequence[Sequence[int]], joins: Sequence[int], empty: Sequence[int]
) -> list[list[tuple[_Step, _Step]]]:
    """Return for each word and column the best step where the column is empty so far, and where it has words.

    Args:
        fits: For each word how well it fits each column.
        joins: For each word what it says for being in one cell with the word before.
        empty: For each column what speaks against leaving it empty.
    """
    size = len(empty)
    left = [sum(empty[place:]) for place in range(size + 1)]
    steps = [[(_last(left[place]), _last(left[place + 1])) for place in range(size)]]
    for row, join in zip(reversed(fits), reversed(joins[:-1]), strict=True):
        made: list[tuple[_Step, _Step]] = []
        behind = _IMPOSSIBLE
        for place in reversed(range(size)):
            below = steps[-1][place][1]
            entered = _Step(below.score + row[place], below.ways, is_entered=True)
            skipped = behind._replace(score=behind.score + empty[place], is_entered=False)
            joined = entered._replace(score=entered.score + join)
            made.append((_better(entered, skipped), _better(behind._replace(is_entered=False), joined)))
            behind = made[-1][0]
        steps.append(made[::-1])
    return steps[::-1]


def _last(score: int) -> _Step:
    return _Step(score, 1, is_entered=False)


def _better(one: _Step, other: _Step) -> _Step:
    """Return the better of two steps, the first where they are equal."""
    if one.score == other.score:
        return one._replace(ways=one.ways + other.ways)
    return max(one, other)
