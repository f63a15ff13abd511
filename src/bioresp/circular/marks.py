"""The marks that number the parts of a text: 一、（一）1. ① 第一条 任务一：, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import NamedTuple

from bioresp import numerals

DIGITS = "一二三四五六七八九十百千零〇"
_FORMAL = "壹贰叁肆伍陆柒捌玖拾"
_BLANK = "[ \u3000\xa0]"

AMOUNT = "[%％万亿千百元亩米吨倍个家人户度]|公[里顷斤]|平方|立方"
_MARK = re.compile(
    f"(?P<part>第[{DIGITS}]{{1,9}}(?:部分|篇|章))[、：:. ]?|(?P<sub>第[{DIGITS}]{{1,9}}节)[、：: ]?"
    f"|(?P<article>第[{DIGITS}]{{1,9}}条)[、：: ]?"
    f"|(?P<top>[{DIGITS}]{{1,9}})[、．.]|(?P<formal>[{_FORMAL}]{{1,3}})、"
    f"|[（(](?P<mid>[{DIGITS}]{{1,9}})[）)][、．.]?|(?P<ring>[㈠-㈩])[、．.]?"
    f"|(?P<level>\\d{{1,2}}(?:[.．]\\d{{1,2}}){{1,3}}(?!\\d|{AMOUNT}))(?:[.．、])?(?=[^\\d.．%％])"
    "|(?P<number>\\d{1,3})(?:[．﹒]|\\.(?!\\d)|\\.(?=20\\d\\d年|\\d{1,2}月)|、(?!\\d{1,3}[月日级号季]))|(?P<loose>\\d{1,2})\\.(?=\\d)"
    "|[（(](?P<paren>\\d{1,2})[）)][、．.]?|(?P<small>[⑴-⒇])[、．.]?|(?P<half>\\d{1,2})[）)]"
    "|(?P<circled>[①-⑳])[、．.]?|(?P<dotted>[⒈-⒛])"
    f"|(?P<act>(?:重点|专项)?(?:行动|工程)(?:[{DIGITS}]{{1,3}}|\\d{{1,3}}))[：:、.．]"
    f"|(?P<task>(?:重点|主要|工作)?(?:任务|问题|项目|事项)(?:[{DIGITS}]{{1,3}}|\\d{{1,3}}))[：:、.．]"
)
RANKS: dict[str, float] = {
    "part": 0,
    "sub": 1,
    "article": 2,
    "formal": 1.5,
    "top": 2,
    "mid": 3,
    "ring": 3,
    "act": 3.2,
    "task": 3.6,
    "number": 4,
    "bare": 4,
    "loose": 4,
    "dotted": 4,
    "paren": 5,
    "small": 5,
    "half": 5,
    "circled": 6,
}
"""The level of each style, the outermost 0: GB/T 9704-2012, 7.3.3, and what stands around it."""
TOP, MID, NUMBER = RANKS["top"], RANKS["mid"], RANKS["number"]

_AMOUNT = re.compile(f"\\d{{1,2}}\\.\\d+(?:{AMOUNT})")
_BARE = re.compile("\\d{1,2}(?=[\u4e00-\u9fff])")
_WORDS = re.compile("^[^\\d一二三四五六七八九十]+")
_NUMERAL = re.compile(f"[{DIGITS}\\d①-⑳]+")
_ONE = {"part": "一", "sub": "一", "article": "一", "top": "一", "mid": "一", "circled": "①"}
_SIGNS = {"ring": ("㈠", "（一）"), "small": ("⑴", "（1）"), "dotted": ("⒈", "1.")}
"""Styles of one character each: number one, and the style it is written in."""
_MENTIONED = re.compile(
    "[（(][^（）()]{1,9}[）)](?:[项款条目点](?:[规之的中和、，。；所及或至内]|要求|任务)|[至和或及、](?=[（(第])|[，）]|[两二三四五六七八九]项)"
    f"|第[{DIGITS}]{{1,9}}[条章节](?:[规之第款项至和、，）])"
)
"""A mark that the text speaks of: （一）项, （二）和（三）, 第三条规定."""


class Heading(NamedTuple):
    """A mark that numbers something, and where it stands. Offsets in characters from 0."""

    rank: float
    number: int
    style: str
    """The label that number one would have: （一） of （十二）."""
    start: int
    body: int
    """Where what it labels begins."""
    is_loose: bool = False
    """A digit follows the point: 3.12345热线 may be an item."""
    is_amount: bool = False
    """1.5万亩, 2.3亿元"""

    @property
    def is_level(self) -> bool:
        """Is it a number of several levels: 2.1, 2.1.3? Its style has the numbers above: 2.1.1."""
        return NUMBER < self.rank < RANKS["paren"]


def mark_at(text: str, start: int, end: int) -> Heading | None:
    """The mark that a line begins with, if it begins with one."""
    found = _MARK.match(text, start, end)
    return _read(found) if found and not _MENTIONED.match(text, start, end) else None


def bare_number(text: str, start: int, end: int, gaps: Container[int]) -> Heading | None:
    """The number that a line begins with, with nothing but a blank behind it: 2 水源保护."""
    found = _BARE.match(text, start, end)
    if not found or found.end() not in gaps:
        return None
    return Heading(RANKS["bare"], int(found[0]), "1", start, found.end())


def as_loose(text: str, mark: Heading) -> Heading:
    """A mark like 3.12 as the number 3 that stands before 12热线."""
    found = re.compile("(\\d{1,2})[.．]").match(text, mark.start)
    assert found
    is_amount = _AMOUNT.match(text, mark.start) is not None
    return Heading(RANKS["loose"], int(found[1]), "1.", mark.start, found.end(), is_loose=True, is_amount=is_amount)


def marks(text: str, start: int, end: int, gaps: Container[int] = ()) -> Iterator[Heading]:
    """Everything between two offsets that is written like a mark and is no part of a word, a number or a reference.

    Args:
        gaps: The offsets before which the source has a blank that the text has not.
    """
    at = start
    while found := _MARK.search(text, at, end):
        before = text[found.start() - 1] if found.start() else ""
        if (
            found.lastgroup in ("act", "task")
            and (found.start() == start or _ends_word(before))
            and found.start() not in gaps
        ):
            at = found.start() + 2  # 二、重点任务1.清查河岸: the mark is 1.
            continue
        at = found.end()
        if before and _is_part_of_word(before, found):
            continue
        heading = _read(found)
        if heading and heading.body < end and not _MENTIONED.match(text, heading.start):
            yield heading


def _ends_word(before: str) -> bool:
    return "\u4e00" <= before <= "\u9fff" and before not in "局委部厅院府会"


def _is_part_of_word(before: str, found: re.Match[str]) -> bool:
    """第（三）, 第一、, 2030.1. and 二十一、 are cut out of something longer."""
    if before in "第其" or before.isdigit():
        return True
    if found.lastgroup in ("top", "part", "sub", "article"):
        return before in DIGITS or before in "统唯万专"
    return found.lastgroup in ("number", "half") and before in ".．-—~～%"


def _read(found: re.Match[str]) -> Heading | None:
    kind = found.lastgroup or "top"
    if kind == "level":
        return _read_level(found)
    number = _number(kind, found[kind])
    if number is None:
        return None
    is_loose = kind == "loose"
    is_amount = is_loose and _AMOUNT.match(found.string, found.start()) is not None
    return Heading(RANKS[kind], number, _style(kind, found), found.start(), found.end(), is_loose, is_amount)


def _read_level(found: re.Match[str]) -> Heading | None:
    """2.1.3: the third of a list whose style is 2.1.1."""
    *above, last = re.split("[.．]", found["level"])
    start, end = found.span("level")
    style = found.string[start : end - len(last)] + "1" + found.string[end : found.end()]
    rank = NUMBER + len(above) / 10
    return Heading(rank, int(last), style, found.start(), found.end()) if int(last) else None


def _number(kind: str, written: str) -> int | None:
    if kind in _SIGNS:
        return ord(written) - ord(_SIGNS[kind][0]) + 1
    if kind == "formal":
        written = written.translate(str.maketrans(_FORMAL, "一二三四五六七八九十"))
    return numerals.number(_WORDS.sub("", written) if kind in ("act", "task") else written)


def _style(kind: str, found: re.Match[str]) -> str:
    if kind in _SIGNS:
        return _SIGNS[kind][1]
    if kind == "formal":
        return "一、"
    written = found[kind]
    one = _ONE.get(kind) or ("1" if written[-1].isdigit() else "一")
    return found[0].replace(written, _NUMERAL.sub(one, written)).strip()
