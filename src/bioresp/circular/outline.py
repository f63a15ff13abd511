"""The numbered headings of a text, 一、（一）1.（1）①: where lines begin, and where a text without lines has them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bioresp import numerals
from bioresp.circular.text import ACTIONS

_DIGITS = "一二三四五六七八九十百千零〇"
_LABEL = re.compile(
    f"(?P<part>第[{_DIGITS}]{{1,9}}(?:部分|篇|章))[、：:. ]?|(?P<sub>第[{_DIGITS}]{{1,9}}节)[、：: ]?"
    f"|(?P<article>第[{_DIGITS}]{{1,9}}条)[、：: ]?"
    f"|(?P<top>[{_DIGITS}]{{1,9}})[、．.]|[（(](?P<mid>[{_DIGITS}]{{1,9}})[）)][、．.]?"
    "|(?P<number>\\d{1,3})(?:．|\\.(?!\\d)|\\.(?=20\\d\\d年|\\d{1,2}月)|、)|(?P<loose>\\d{1,2})\\.(?=\\d)"
    "|[（(](?P<paren>\\d{1,2})[）)][、．.]?|(?P<half>\\d{1,2})[）)]|(?P<circled>[①-⑳])[、．.]?|(?P<dotted>[⒈-⒛])"
    f"|(?P<act>(?:重点|专项)?(?:行动|工程)(?:[{_DIGITS}]{{1,3}}|\\d{{1,3}}))[：:、.．]"
    f"|(?P<task>(?:重点|主要|工作)?(?:任务|问题|项目|事项)(?:[{_DIGITS}]{{1,3}}|\\d{{1,3}}))[：:、.．]"
)
RANKS: dict[str, float] = {
    "part": 0,
    "sub": 1,
    "article": 2,
    "top": 2,
    "mid": 3,
    "number": 4,
    "loose": 4,
    "paren": 5,
    "half": 5,
    "circled": 6,
    "act": 3.2,
    "task": 3.6,
    "dotted": 4,
}
"""The level of each style, the outermost 0: GB/T 9704-2012, 7.3.3, and what stands around it."""

_ONE = {"part": "一", "sub": "一", "article": "一", "top": "一", "mid": "一", "circled": "①"}
_OPENS_LIST = re.compile("(?:单位|部门|科室|主体)[：:](?:1[.．、][^。（）()〔〕\\[\\]]*)?$")
_MENTIONED = re.compile("[（(][^（）()]{1,9}[）)](?:[项款条至和、，）]|及[^时早])")
"""A label that the text speaks of: （一）项, （二）和（三）."""
_SENTENCE_END = set("。！？；”）〕】)]")
_NEAR = 24
_LONGEST_LIST = 300
_LONGEST_TITLE = 80
_RUN_ON = 2
"""Headings inside a line that make it a text whose line breaks were lost."""


class Heading(NamedTuple):
    """A numbered heading."""

    rank: float
    number: int
    style: str
    """The label that number one would have: （一） of （十二）."""
    start: int
    body: int
    """Where what it labels begins. Offsets in characters from 0."""


def outline(text: str) -> list[Heading]:
    """Every heading of a text, in order."""
    found: list[Heading] = []
    last: dict[float, int] = {}
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if "\t" not in text[start:end]:
            for heading in _headings(text, start, end, last):
                last[heading.rank] = heading.number
                found.append(heading)
        start = end + 1
    return _ranked(found)


def _ranked(found: list[Heading]) -> list[Heading]:
    """一、 and 第一条 are on two levels, the one that comes first above the other."""
    first = next((each.style for each in found if each.rank == RANKS["top"]), "")
    lower = {each.style for each in found if each.rank == RANKS["top"] and ("条" in each.style) != ("条" in first)}
    return [each._replace(rank=each.rank + 0.5) if each.style in lower else each for each in found]


def _read(label: re.Match[str]) -> Heading | None:
    kind = label.lastgroup or "top"
    written = label[kind]
    number = (
        ord(written) - ord("⒈") + 1
        if kind == "dotted"
        else numerals.number(re.sub("^[^第\\d一二三四五六七八九十①-⑳]+", "", written))
    )
    if number is None:
        return None
    one = _ONE.get(kind) or ("1" if re.search("\\d", written) else "一")
    style = "1." if kind == "dotted" else label[0].replace(written, re.sub(f"[{_DIGITS}\\d①-⑳]+", one, written))
    return Heading(RANKS[kind], number, style.strip(), label.start(), label.end())


def _headings(text: str, start: int, end: int, last: dict[float, int]) -> Iterator[Heading]:
    """The heading that a paragraph begins with, and those inside it."""
    first = _LABEL.match(text, start, end)
    above = _read(first) if first else None
    if first and above and first["loose"] and last.get(above.rank, 0) != above.number - 1:
        above = None  # 3.12345热线提质 is an item behind 2., 1.5万亩 is none
    if above and above.body < end:
        yield above
    else:
        above = None
    inner = list(_candidates(text, above.body if above else start, end))
    if not inner:
        return
    is_run_on = _is_run_on(text, inner)
    counts = dict(last)
    in_actions = False
    for at, each in enumerate(inner):
        opening = ACTIONS.search(text, max(above.body if above else start, each.start - _NEAR), each.start)
        in_actions = in_actions or bool(opening and opening.end() == each.start)
        follows = each.number == 1 or 1 <= each.number - counts.get(each.rank, 0) <= 2
        rest = inner[at + 1 : at + 1 + _NEAR]
        if each.rank >= 4 and _OPENS_LIST.search(text, max(start, each.start - _LONGEST_TITLE), each.start):
            continue  # 责任单位：1.市林业局；2.市水利局
        if follows and _is_heading(text, each, above, rest, is_run_on=is_run_on, in_actions=in_actions):
            counts[each.rank] = each.number
            above = each
            yield each


def _candidates(text: str, start: int, end: int) -> Iterator[Heading]:
    for label in _LABEL.finditer(text, start + 1, end):
        before = text[label.start() - 1]
        if label["loose"] or before.isdigit() or (before in _DIGITS and label.lastgroup == "top"):
            continue
        heading = _read(label)
        if heading and heading.body < end and not _MENTIONED.match(text, heading.start):
            yield heading


def _is_run_on(text: str, inner: list[Heading]) -> bool:
    """Do two of its headings in a row, 一、二、 or （一）（二）, stand behind the end of a sentence?"""
    counts: dict[float, int] = {}
    run = 0
    for each in inner:
        if each.rank in (2, 3) and text[each.start - 1] in _SENTENCE_END - {"；"}:
            run += each.number == counts.get(each.rank, 0) + 1 and each.number > 1
            counts[each.rank] = each.number
    return run >= _RUN_ON - 1


def _follows_roles(text: str, start: int) -> bool:
    """Does a stretch that may say roles end here: a bracket, or a list of units behind its label?"""
    if text[start - 1] in "）〕】)":
        return True
    sentence = text[max(0, start - _LONGEST_LIST) : start - 1].rpartition("。")[2]
    return text[start - 1] in "。；" and bool(re.search("(?:单位|部门|时限|主体)[：:]", sentence))


def _is_heading(
    text: str, each: Heading, above: Heading | None, rest: list[Heading], *, is_run_on: bool, in_actions: bool
) -> bool:
    before = text[each.start - 1]
    is_near = above is not None and each.start - above.body <= _LONGEST_TITLE
    if above and is_near and above.rank < each.rank == 3 and not re.search("[。；：]", text[above.body : each.start]):
        return True  # 一、标题（一）…
    if in_actions and each.rank == 4:
        return before in _SENTENCE_END | {"："}
    if each.rank >= 3 and each.number > 1 and _follows_roles(text, each.start):
        return True
    if each.rank >= 4 and each.number == 1 and before in "。：" and not is_run_on:
        second = next((other for other in rest if other.rank == each.rank and other.number == 2), None)
        return second is not None and _follows_roles(text, second.start)
    if not is_run_on:
        return False
    if each.rank >= 5:
        return False
    return before in _SENTENCE_END - {"；"} or (before == "：" and each.number == 1)
