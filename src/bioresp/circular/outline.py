"""Which marks number the parts of a text: those that lines begin with, and those inside lines that fit the count."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import pairwise
from typing import NamedTuple

from bioresp.circular.before import BREAKS, Before, before
from bioresp.circular.marks import MID, NUMBER, RANKS, TOP, Heading, as_loose, bare_number, mark_at, marks
from bioresp.circular.text import ACTIONS

__all__ = ["RANKS", "Heading", "Outline", "Reason", "outline"]

_LONGEST_TITLE = 80
_NEAR = 24
_SKIPPED = 40
"""Marks of one level that a list may have between two of its own."""
_SENTENCE = re.compile("[。；：！？\n]")
_ATTACHED = re.compile("附件[：:] ?1[.．、]")
_TITLE_END = re.compile("(?:通知|意见|方案|措施|办法|规划|计划|要点|清单|分工|细则|纲要|行动)$")
_ANNOUNCED = re.compile("如下[^。：；，]{0,8}[。：] ?$")
_ROLE_SIGN = re.compile(
    "(?:单位|部门|主体|科室|机关|机构)[：:]"
    "|(?:牵头|负责|配合|参与|落实|实施|协助|局|委|办|部|厅|署|院|会|府|社|团|中心|部门|单位|集团|公司|等)"
    "(?:[，；][^，；。（）\\n]{2,20})?[）)〕】\\]]"
)
"""What shows that a stretch says who is to do something."""


class Reason(Enum):
    """Why something that is written like a mark numbers no part of the text."""

    AMOUNT = "数字"
    """1.5万亩"""
    IN_TEXT = "正文里的列举"
    """A list inside the text of an item."""
    ATTACHED = "附件的序号"
    """附件：1.任务清单 / 2.联系表"""
    IN_LIST = "名单里的序号"
    """责任单位：1.甲局；2.乙局"""


@dataclass
class Outline:
    """The parts of a text."""

    headings: list[Heading] = field(default_factory=list)
    """In order."""
    others: dict[int, Reason] = field(default_factory=dict)
    """The offset of each other mark at a line's beginning or within a list → why it is no heading."""
    inner: list[int] = field(default_factory=list)
    """The offsets of the headings that stand inside a line."""


def outline(text: str, gaps: Container[int] = frozenset()) -> Outline:
    """Choose the headings of a text.

    What a line begins with is one, unless it is an amount. A mark inside a line is one where a line may have begun
    (behind a sentence, a list of units, a title) and its number fits the count: 1 opens a list, each other number
    follows the one before.

    Args:
        gaps: The offsets before which the source has a blank that the text has not.
    """
    candidates = _with_levels(text, list(_candidates(text, gaps)))
    found = _Choice(text, candidates).made()
    found.headings = _ranked(found.headings)
    return found


class _Candidate(NamedTuple):
    mark: Heading
    before: Before
    is_attached: bool = False
    """Does it number a document that is attached?"""


def _candidates(text: str, gaps: Container[int]) -> Iterator[_Candidate]:
    start, attached = 0, 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if "\t" not in text[start:end]:
            first = mark_at(text, start, end) or bare_number(text, start, end, gaps)
            is_next = first is not None and first.number == attached + 1
            attached = attached + 1 if attached and is_next and end - start <= _LONGEST_TITLE else 0
            attached = 1 if _ATTACHED.match(text, start, end) else attached
            if first and first.body < end:
                yield _Candidate(first, Before.LINE, is_attached=bool(attached))
            for mark in marks(text, first.body if first else start + 1, end, gaps):
                yield _Candidate(mark, before(text, start, mark.start, gaps))
        start = end + 1


def _with_levels(text: str, found: list[_Candidate]) -> list[_Candidate]:
    """The candidates, where 2.1 is a number of two levels if 2.2 stands beside it, else the number 2.

    A bare 2 is a number only above 2.1.
    """
    levels = {(each.mark.style, each.mark.number) for each in found if each.mark.is_level}
    made = []
    for each in found:
        mark = each.mark
        if mark.is_level and not levels & {(mark.style, mark.number - 1), (mark.style, mark.number + 1)}:
            made.append(each._replace(mark=as_loose(text, mark)))
        elif mark.style != "1" or (f"{mark.number}.1", 1) in levels:
            made.append(each)
    return made


class _Fit(Enum):
    """How a number follows those before it."""

    CONTINUES = auto()
    """（三） behind （二） in one list."""
    OPENS = auto()
    """The first of a list below the heading above."""
    RUNS_ON = auto()
    """（三） below 二、 where （二） stood below 一、."""
    RESTARTS = auto()
    """（一） behind （四）, and no heading between them."""
    BEGINS = auto()
    """The first mark of a text that was cut: 二、, and right behind its title （五）."""


class _Choice:
    """One text's candidates, chosen in order."""

    def __init__(self, text: str, candidates: Sequence[_Candidate]) -> None:
        self.text, self.candidates = text, candidates
        self.outline = Outline()
        self.path: list[Heading] = []
        """The headings above, the outermost first."""
        self.last: dict[float, int] = {}
        """Level → the last number on it."""
        self.refused: dict[int, Reason] = {}
        self.plain_lists: set[float] = set()
        """Levels whose open list is one of sentences without roles: 主要举措：1.…；2.…"""
        self.by_rank: dict[float, list[int]] = defaultdict(list)
        for at, each in enumerate(candidates):
            self.by_rank[each.mark.rank].append(at)
        self.role_signs = [each.end() for each in _ROLE_SIGN.finditer(text)]
        self.ends = self._ends()
        self.next_lines = self._next_lines()

    def made(self) -> Outline:
        for at, (mark, stands, is_attached) in enumerate(self.candidates):
            if is_attached:
                self.refused[at] = Reason.ATTACHED
            elif stands is Before.LINE and mark.is_loose and not self._is_numbered(at):
                self.refused[at] = Reason.AMOUNT
            if stands is Before.LINE:
                is_heading = at not in self.refused
            else:
                is_heading = at not in self.refused and self._is_heading(at)
            if is_heading:
                self._add(mark, stands)
            elif at in self.refused:
                self.outline.others[mark.start] = self.refused[at]
        return self.outline

    def _add(self, mark: Heading, stands: Before) -> None:
        while self.path and self.path[-1].rank >= mark.rank:
            closed = self.path.pop().rank
            if closed > mark.rank:
                self.plain_lists.discard(closed)
        self.path.append(mark)
        self.last[mark.rank] = mark.number
        self.outline.headings.append(mark)
        if stands is not Before.LINE:
            self.outline.inner.append(mark.start)

    # --- what is known beforehand -----------------------------------------------------------------------------------

    def _ends(self) -> list[int]:
        """For each candidate, where what it may number ends: at the next that may be on its level or above."""
        ends = [len(self.text)] * len(self.candidates)
        open_marks: list[int] = []
        for at, (mark, stands, _) in enumerate(self.candidates):
            if stands in BREAKS:
                while open_marks and self.candidates[open_marks[-1]].mark.rank >= mark.rank:
                    ends[open_marks.pop()] = mark.start
            open_marks.append(at)
        return ends

    def _next_lines(self) -> list[dict[float, int]]:
        """For each candidate, the next line on each level that begins with a mark: level → number."""
        found: list[dict[float, int]] = []
        below: dict[float, int] = {}
        for mark, stands, _ in reversed(self.candidates):
            found.append(below)
            if stands is Before.LINE:
                below = {rank: number for rank, number in below.items() if rank < mark.rank} | {mark.rank: mark.number}
        return found[::-1]

    def _says_roles(self, at: int, following: int | None = None) -> bool:
        """Does what a candidate numbers say who is to do it?

        Args:
            following: The next candidate of its list.
        """
        end = self.ends[at] if following is None else min(self.ends[at], self.candidates[following].mark.start)
        place = bisect_left(self.role_signs, self.candidates[at].mark.body)
        return place < len(self.role_signs) and self.role_signs[place] <= end

    def _run(self, at: int) -> list[int]:
        """The candidates that count on from one: 1, 2, 3."""
        mark = self.candidates[at].mark
        level = self.by_rank[mark.rank]
        run, wanted, skipped = [at], mark.number + 1, 0
        for place in range(bisect_left(level, at) + 1, len(level)):
            each, stands, _ = self.candidates[level[place]]
            if each.number == wanted and stands not in (Before.WORD, Before.COLON, Before.LABEL):
                run.append(level[place])
                wanted, skipped = wanted + 1, 0
            elif each.number == 1 or skipped == _SKIPPED:
                break
            else:
                skipped += 1
        return run

    # --- the count --------------------------------------------------------------------------------------------------

    def _fit(self, mark: Heading) -> _Fit | None:
        last = self.last.get(mark.rank)
        is_open = any(each.rank == mark.rank for each in self.path)
        if is_open and last is not None and 1 <= mark.number - last <= (2 if mark.rank <= MID else 1):
            return _Fit.CONTINUES
        if mark.number == 1:
            return _Fit.RESTARTS if is_open else _Fit.OPENS
        if not is_open and last is not None and mark.number == last + 1:
            return _Fit.RUNS_ON
        if last is not None:
            return None
        is_above = all(mark.rank < each.rank for each in self.path)
        return _Fit.BEGINS if is_above or mark.rank > TOP else None

    def _is_numbered(self, at: int) -> bool:
        """Does a number whose point a digit follows fit the count: 3.12345热线 behind 2.?"""
        mark = self.candidates[at].mark
        if mark.is_amount:
            return False
        if mark.number == self.last.get(mark.rank, 0) + 1:
            return True
        return self._fit(mark) is _Fit.OPENS and len(self._run(at)) > 1

    # --- marks inside lines -----------------------------------------------------------------------------------------

    def _is_heading(self, at: int) -> bool:
        mark, stands, _ = self.candidates[at]
        if stands is Before.LABEL:
            return self._refuse(at, Reason.IN_LIST)
        if mark.is_amount or (mark.is_loose and stands not in BREAKS):
            return False
        fit = self._fit(mark)
        if fit is None:
            return False
        if fit is not _Fit.RESTARTS and self.next_lines[at].get(mark.rank) == mark.number:
            return False  # the line that begins with this number comes below
        if fit is _Fit.CONTINUES:
            return self._continues(mark, stands)
        is_heading = self._opens_list(at, fit)
        return is_heading or self._refuse(at, Reason.IN_TEXT)

    def _refuse(self, at: int, reason: Reason) -> bool:
        """Leave the whole list in the text that a candidate opens."""
        style = self.candidates[at].mark.style
        for each in self._run(at):
            mark, stands, _ = self.candidates[each]
            if mark.style == style and stands is not Before.LINE and mark.start < self.ends[at] + _LONGEST_TITLE * 10:
                self.refused[each] = reason
        return False

    def _continues(self, mark: Heading, stands: Before) -> bool:
        if stands is Before.SEMICOLON:
            return mark.rank in self.plain_lists
        return stands in BREAKS

    def _opens_list(self, at: int, fit: _Fit) -> bool:
        mark, stands, _ = self.candidates[at]
        if self._names_actions(mark):
            self.plain_lists.add(mark.rank)
            return True
        if fit is _Fit.BEGINS and mark.rank > TOP:
            may_begin = not self.path or self._is_behind_title(mark) or self._is_behind_roles(mark)
            return may_begin and self._are_certain_items(at)
        is_behind_title = fit in (_Fit.OPENS, _Fit.RUNS_ON) and self._is_behind_title(mark)
        if not is_behind_title and stands not in (*BREAKS, Before.COLON):
            return self._is_list_without_break(at)
        if mark.rank < NUMBER:
            return self._opens_sections(at, fit, is_behind_title=is_behind_title)
        return self._opens_items(at, fit, is_behind_title=is_behind_title)

    def _is_list_without_break(self, at: int) -> bool:
        """Does a list begin in the middle of a sentence: 青禾市便民措施一、压减材料……（市数据局负责）二、……?"""
        mark, stands, _ = self.candidates[at]
        run = self._run(at)
        if stands is not Before.WORD or mark.number > 1 or mark.rank > NUMBER:
            return False
        is_list = len(run) > 1
        if mark.rank <= TOP and _TITLE_END.search(self.text, max(0, mark.start - _NEAR), mark.start):
            return is_list or self._has_title_above_list(at)
        return is_list and any(map(self._says_roles, run)) and self._are_items(run)

    def _names_actions(self, mark: Heading) -> bool:
        """Do the words before it name a list of actions: 主要举措：1.?"""
        if mark.rank < NUMBER or mark.number > 1:
            return False
        opening = ACTIONS.search(self.text, max(0, mark.start - _NEAR), mark.start)
        return opening is not None and not self.text[opening.end() : mark.start].strip()

    def _is_behind_roles(self, mark: Heading) -> bool:
        """Does it stand right behind a bracket that says roles: （责任单位：市水利局）2.巡查河岸?"""
        above = self.text[max(0, mark.start - _LONGEST_TITLE) : mark.start].rstrip()
        return above.endswith(("）", "】")) and bool(_ROLE_SIGN.search(above, max(0, above.rfind("（"))))

    def _is_behind_title(self, mark: Heading) -> bool:
        """Does it stand right behind the title of the heading above: 一、整治任务1.河岸整治?"""
        if not self.path or self.path[-1].rank >= mark.rank or mark.start - self.path[-1].body > _LONGEST_TITLE:
            return False
        title = self.text[self.path[-1].body : mark.start].strip().removesuffix("。")
        return len(title) > 1 and not _SENTENCE.search(title)

    def _opens_sections(self, at: int, fit: _Fit, *, is_behind_title: bool) -> bool:
        """Do 一、 or （一） begin a list of sections or measures here?"""
        mark, stands, _ = self.candidates[at]
        if is_behind_title or fit is _Fit.RUNS_ON:
            return True
        run = self._run(at)
        if fit is _Fit.BEGINS:
            is_behind_list = stands is Before.ROLES and bool(self.path)
            return is_behind_list or (stands in BREAKS and (len(run) > 1 or self._has_title_above_list(at)))
        if len(run) < 2:
            return mark.rank <= TOP and (self._has_title_above_list(at) or self._is_announced(mark))
        if fit is _Fit.RESTARTS and (mark.rank > TOP or self._goes_on_behind(run)):
            return mark.rank > TOP and self._are_items(run)
        return mark.rank <= TOP or stands is not Before.COLON or self._are_items(run)

    def _is_announced(self, mark: Heading) -> bool:
        """Does it stand behind words that open a plan: 提出如下意见。一、扩大内需……?"""
        return mark.number == 1 and bool(_ANNOUNCED.search(self.text, max(0, mark.start - _NEAR), mark.start))

    def _has_title_above_list(self, at: int) -> bool:
        """Does a list follow right behind its title: 一、整治任务（一）…?"""
        mark = self.candidates[at].mark
        for below, _, _ in self.candidates[at + 1 : at + 2]:
            title = self.text[mark.body : below.start].strip()
            return below.rank > mark.rank and len(title) <= _LONGEST_TITLE and not _SENTENCE.search(title)
        return False

    def _goes_on_behind(self, run: list[int]) -> bool:
        """Does the list that is open go on behind a run, which is then a list inside one of its items?"""
        mark = self.candidates[run[0]].mark
        level = self.by_rank[mark.rank]
        place = bisect_left(level, run[-1]) + 1
        return place < len(level) and self.candidates[level[place]].mark.number == self.last[mark.rank] + 1

    def _opens_items(self, at: int, fit: _Fit, *, is_behind_title: bool) -> bool:
        """Do 1., （1） or ① begin a list of items here? Where they say who does them, or stand below a title."""
        mark = self.candidates[at].mark
        run = self._run(at)
        if len(run) < 2:
            return (is_behind_title or fit is _Fit.RUNS_ON) and self._says_roles(at)
        if self._are_items(run):
            return True
        return is_behind_title and mark.rank == NUMBER and not self._says_roles(run[-1])

    def _are_certain_items(self, at: int) -> bool:
        """Do several items begin here that say who does them, or one that ends with it?"""
        run = self._run(at)
        return self._are_items(run) if len(run) > 1 else self._says_roles(at)

    def _are_items(self, run: list[int]) -> bool:
        """Do most of a list say who does them? The last may only end with what the whole list says."""
        saying = sum(self._says_roles(each, following) for each, following in pairwise(run))
        return saying * 2 >= len(run) - 1


def _ranked(found: list[Heading]) -> list[Heading]:
    """一、 and 第一条 are on two levels, the one that comes first above the other."""
    first = next((each.style for each in found if each.rank == TOP), "")
    lower = {each.style for each in found if each.rank == TOP and ("条" in each.style) != ("条" in first)}
    return [each._replace(rank=each.rank + 0.5) if each.style in lower else each for each in found]
