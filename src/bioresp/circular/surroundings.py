"""Doubts about what stands around the items: a title or signature that is missing, units in what a page wrote."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from bioresp.circular import codes
from bioresp.circular.layout import Layout
from bioresp.circular.marks import MID, TOP, Heading
from bioresp.circular.text import DATED, Source
from bioresp.circular.units import is_unit, names
from bioresp.diagnostic import Diagnostic
from bioresp.model import Plan

_LONGEST_TITLE = 30
"""Characters of a title that ends with a full stop; a longer sentence is text."""
_ROLES = re.compile(
    "(?:牵头|责任|配合|协办|负责|落实|参与)(?:单位|部门)[：:]|（[^（）。]{2,200}(?:负责|牵头|配合|落实|参与)）"
)
_LISTED = re.compile("[^。；：:\\s《》]+、[^。；：:\\s《》]+")
_SENT = re.compile("抄\\s*送|主\\s*送|分\\s*送|印发|发\\s*文|发布机构|来\\s*源|主办|承办|标\\s*题")
"""Lines in which units belong and have no task."""


def doubts_around(source: Source, layout: Layout, plan: Plan) -> Iterator[Diagnostic]:
    """What is missing or doubtful around the items of a plan."""
    if not plan.title:
        yield codes.no_title(source.place(layout.start))
    yield from _missing_signature(source, layout, plan)
    yield from _joined_units(source, layout)
    yield from _in_frame(source, layout)
    yield from _titles_run_on(source, layout)
    for node in layout.root.walk():
        if node.is_lifted:
            start = node.passages[-1].start
            yield codes.roles_of_list(source.place(start), source.words[start : node.passages[-1].end])


def _joined_units(source: Source, layout: Layout) -> Iterator[Diagnostic]:
    """Units of a signature that nothing parts from each other, or from the list of units before them."""
    words = source.words
    for head in (layout.signed, layout.tail):
        starts = [start for start, _ in head.used if start in source.restored and _is_behind_unit(source, start)]
        for start in (*starts, *head.joined):
            yield codes.units_joined(source.place(start), words[start:].partition("\n")[0])


def _is_behind_unit(source: Source, start: int) -> bool:
    """Does a line begin right behind a unit: ……责任单位：市残联青禾市人民政府2030年5月6日?"""
    before, place = source.place(start - 2), source.place(start)
    is_close = before.line == place.line and before.column + 1 == place.column
    return is_close and source.words[start - 2] in _UNIT_ENDS and not DATED.match(source.words, start)


_UNIT_ENDS = "局委办部厅署院会府联"


def _missing_signature(source: Source, layout: Layout, plan: Plan) -> Iterator[Diagnostic]:
    if not layout.is_issued:
        return
    titles = [plan.title, plan.notice.title if plan.notice else ""]
    issuer = plan.issuer or next(filter(is_unit, (title.partition("关于")[0] for title in titles)), "")
    missing = [word for word, value in (("发文机关", issuer), ("成文日期", plan.issued)) if not value]
    if missing:
        end = layout.start if layout.notice else layout.end
        yield codes.no_signature(source.place(max(0, end - 1)), "、".join(missing))


def _in_frame(source: Source, layout: Layout) -> Iterator[Diagnostic]:
    """A signature, roles or lists of units in what was taken for the page's."""
    words = source.words
    for start, end in [(0, layout.begin), (layout.end, len(words)), *_frames(layout)]:
        for found in _ROLES.finditer(words, start, end):
            yield codes.units_in_frame(source.place(found.start()), found[0])
        for found in _LISTED.finditer(words, start, end):
            line = words[max(words.rfind("\n", 0, found.start()) + 1, found.start() - 40) : found.start()]
            listed = [name.text for name in names(found[0])]
            if len(listed) > 1 and all(map(is_unit, listed)) and not _SENT.search(line + found[0]):
                yield codes.units_in_frame(source.place(found.start()), found[0])
    for date in DATED.finditer(words, layout.end):
        before = re.split("[。！？；：，\n\\s]", words[max(layout.end, date.start() - 40) : date.start()].rstrip())[-1]
        if is_unit(before):
            yield codes.signature_in_frame(source.place(date.start() - len(before)), before + date[0])


def _frames(layout: Layout) -> list[tuple[int, int]]:
    heads = [layout.head, layout.tail, layout.signed, *([layout.notice] if layout.notice else [])]
    return [span for head in heads for span in head.frame]


def _titles_run_on(source: Source, layout: Layout) -> Iterator[Diagnostic]:
    """Headings whose title ran into their text, as line breaks were lost: 一、划定保护范围查清全市水源地，建立名录。"""
    if not source.restored:
        return
    headings = [each.heading for each in layout.root.walk() if each.heading]
    ends = [*(each.start for each in headings[1:]), len(source.words)]
    firsts = [_first_sentence(source.words, *each) for each in zip(headings, ends, strict=False)]
    titled = Counter(each.heading.style for each in firsts if each.is_title)
    total = Counter(each.heading.style for each in firsts)
    for first, end in zip(firsts, ends, strict=False):
        heading = first.heading
        is_restored = heading.start in source.restored or end in source.restored
        is_odd = titled[heading.style] * 3 >= total[heading.style] * 2
        if is_restored and first.runs_on(is_odd=is_odd):
            yield codes.title_runs_on(source.place(heading.start), first.words[:_LONGEST_TITLE])


class _First(NamedTuple):
    """The first sentence behind a heading's number."""

    heading: Heading
    words: str
    is_ended: bool
    """Does a full stop or another mark end it, and not the line?"""
    is_all: bool
    """Is it all that the line says?"""

    @property
    def is_title(self) -> bool:
        return len(self.words) <= _LONGEST_TITLE and not self.is_all

    def runs_on(self, *, is_odd: bool) -> bool:
        """Does a title seem to be in it?

        Args:
            is_odd: Have most headings of its style a title before their text, so that a lone long sentence is odd?
        """
        if not self.is_ended or "条" in self.heading.style:
            return False
        is_long = len(self.words) > _LONGEST_TITLE
        if self.heading.rank <= TOP:
            return is_long or (self.is_all and "，" in self.words)
        is_one_piece = "，" in self.words and "：" not in self.words
        return self.heading.rank == MID and is_odd and is_long and is_one_piece


def _first_sentence(words: str, heading: Heading, end: int) -> _First:
    line = words[heading.body : end].partition("\n")[0]
    sentence = re.split("[。！？；]", line, maxsplit=1)[0]
    return _First(heading, sentence, sentence != line, not line[len(sentence) + 1 :].strip(" 。"))
