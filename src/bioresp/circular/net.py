"""The net under the account: a pass over the finished reading that knows nothing of the grammar which made it.

It looks at the source as a suspicious clerk would: what is written like a number, a unit or a date and became neither,
and what the account calls used and the plan does not have. Each is a doubt.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from itertools import pairwise

from bioresp.circular import codes
from bioresp.circular.account import Account, Use
from bioresp.diagnostic import Diagnostic
from bioresp.model import Plan

_DIGITS = "一二三四五六七八九十百"
_MARK = re.compile(
    f"[ \u3000]*(?P<mark>[（(\\[【〔]?(?:\\d{{1,3}}|[{_DIGITS}]{{1,4}}|[A-Za-zⅠ-ⅿ甲乙丙丁])[）)\\]】〕]"
    f"|(?:[{_DIGITS}]{{1,4}}|[甲乙丙丁壹贰叁肆伍陆柒捌玖拾])[、．.]"
    "|\\d{1,3}(?:[、﹒]|[.．](?!\\d))|[㈠-㈩㊀-㊉①-⓿❶-➓⑴-⒛Ⅰ-ⅿ]|第[一二三四五六七八九十百\\d]{1,4}[条章节项款])"
)
"""What is written like a number at the beginning of a line."""
_KIND = "|".join(
    sorted(
        [
            "局",
            "委",
            "办",
            "厅",
            "部",
            "院",
            "署",
            "政府",
            "办公室",
            "委员会",
            "管委会",
            "中心",
            "公司",
            "集团",
            "大队",
            "支队",
            "海关",
            "银行",
            "协会",
            "小组",
            "专班",
            "指挥部",
            "街道",
            "单位",
            "部门",
        ],
        key=len,
        reverse=True,
    )
)
_UNIT = re.compile(f"[\u4e00-\u9fff]{{2,20}}(?:{_KIND})")
_UNITS_AT_END = re.compile(
    f"(?:[\u4e00-\u9fff（）]{{2,24}}(?:{_KIND})(?:、|，|和|及)){{1,40}}[\u4e00-\u9fff（）]{{2,24}}(?:{_KIND})(?:等|等部门)?$"
)
_ACTING = re.compile(
    f"(?:由|请)?[\u4e00-\u9fff、（）]{{2,60}}(?:{_KIND})(?:(?:按|依|共同|分别|具体|联合|结合|各自)[\u4e00-\u9fff]{{0,10}})?"
    "(?:牵头|负责|配合|落实|实施|承办|参与|协办|推进)(?![人制的])[\u4e00-\u9fff]{0,4}$"
)
_LABEL = re.compile("[\u4e00-\u9fff]{2,12}：")
_UNITS_LABEL = re.compile("(?!各)[\u4e00-\u9fff]{0,10}(?:单位|部门|科室|机构|主体)(?:（[^（）]*）)?：")
_BRACKET = re.compile("[（〔【\\[]([^（）〔〕【】\\[\\]]*(?:（[^（）]*）[^（）〔〕【】\\[\\]]*)*)[）〕】\\]]?[。；]?$")
_EXPLAINS = re.compile("含|不含|包括|如|即|以下|下同|简称|详见|见|注")
_CONVENTION = re.compile("(?:为|是)(?:牵头|主办|参与|配合)(?:责任)?(?:单位|部门)")
"""Speaks of how the lists are to be read."""
_PARTS = re.compile("[、，,；;。：:（）()〔〕【】\\[\\]\\s/／“”]+")
_VERBS_LIKE_OFFICES = ("承办", "协办", "主办", "联办", "会办", "督办", "交办")
_BARE_LABEL = re.compile("(?:牵头|责任|配合|主办|协办|参与)(?:责任)?(?:单位|部门)[ 　]*(?![：:的为是])")
_LINKED = re.compile("^.*?(?:单位|部门)为")
"""责任单位为市财政局"""
_JOINED = re.compile("以及|会同|和|及|与|等|由|请")
_TIME = re.compile("\\d{1,4}(?:年|月|日)|[第一二三四]{1,2}季度")
_WORDS = re.compile("[\u4e00-\u9fffA-Za-z\\d]{2,}")
_OPENS_ACTIONS = re.compile("[\u4e00-\u9fff]{0,6}(?:举措|措施)")
_MOST_SEARCHED = 300
"""Stretches that are searched in the whole plan; more are lost only where a reading failed altogether."""


def caught(
    account: Account, plan: Plan, headings: Mapping[int, int], items: Sequence[int], body: tuple[int, int]
) -> Iterator[Diagnostic]:
    """Give a doubt for each number, unit, date or word that the reading lost.

    Args:
        headings: Where the marks that became headings begin → where they end.
        items: Where measures begin, in order. Offsets in characters from 0.
        body: Where the plan's items begin and end.
    """
    net = _Net(account, body)
    yield from net.marks(headings)
    yield from net.units(items)
    yield from net.roles()
    yield from net.words(plan, headings)


class _Net:
    """The source, with what each of its characters became."""

    def __init__(self, account: Account, body: tuple[int, int]) -> None:
        self.account, self.source, self.words_ = account, account.source, account.source.words
        self.start, self.end = body
        self.tabled = account.source.tables

    def marks(self, headings: Mapping[int, int]) -> Iterator[Diagnostic]:
        """Marks at a line's beginning that number nothing, though the items are numbered in their manner."""
        styles = {_style(self.words_[at : at + 8]) for at in headings}
        for start, end in self._lines(self.start, self.end):
            found = _MARK.match(self.words_, start, end)
            if not found or found.start("mark") in headings:
                continue
            style = _style(found["mark"])
            is_numbered = style in styles or style not in _PLAIN_STYLES
            if is_numbered and self.account.use_at(found.start("mark")) in (Use.TEXT, Use.ACTION, Use.FRAME):
                yield codes.mark_lost(self.source.place(start), self.words_[start:end])

    def units(self, items: Sequence[int]) -> Iterator[Diagnostic]:
        """Units that stand where roles stand, and have none."""
        above = Use.UNREAD
        lines = list(self._lines(0, len(self.words_)))
        for at, (start, end) in enumerate(lines):
            line = self.words_[start:end].rstrip()
            use = self.account.use_at(start + len(line) - 1)
            if _CONVENTION.search(line) or line.startswith("附件"):
                continue
            if use in (Use.TEXT, Use.ACTION, Use.TITLE) and self._looks_like_roles(start, line, items):
                yield codes.units_in_text(self.source.place(start), _last(line))
            elif use in (Use.TEXT, Use.ACTION) and _is_labelled(line):
                following = self.account.use_at(lines[at + 1][0]) if at + 1 < len(lines) else Use.UNREAD
                if Use.ROLE in (above, following):
                    yield codes.units_in_text(self.source.place(start), line)
            above = use

    def _looks_like_roles(self, start: int, line: str, items: Sequence[int]) -> bool:
        """Does a line end as those do that say who is to do something?"""
        is_inside = self.start <= start < self.end
        has_label = _UNITS_LABEL.match(line) and self.account.use_at(start) is not Use.ROLE
        bare = _BARE_LABEL.match(line)
        if is_inside and bare and _UNIT.match(line, bare.end()) and len(line) <= _LONGEST_LIST:
            return True
        if is_inside and has_label and _UNIT.search(line, line.index("：")):
            return True
        bracket = _BRACKET.search(line)
        if bracket and not _EXPLAINS.match(bracket[1]):
            return _names_units(bracket[1])
        if not is_inside or self.account.use_at(start) is Use.TITLE or self._has_roles(start, items):
            return False
        sentence = re.split("[。；！？]", line.rstrip("。；"))[-1]
        return bool(_UNITS_AT_END.fullmatch(sentence) or _ACTING.fullmatch(sentence))

    def _has_roles(self, at: int, items: Sequence[int]) -> bool:
        """Has the measure in which a place stands any role?"""
        place = bisect_right(items, at)
        begin = items[place - 1] if place else self.start
        end = items[place] if place < len(items) else self.end
        return self.account.has_use(begin, end, Use.ROLE)

    def roles(self) -> Iterator[Diagnostic]:
        """Units and dates that stand in a stretch of roles and are in nothing that it was read as."""
        for start, end, said in self.account.said_of_roles():
            level = re.sub("\\s", "", said)
            for at, piece in _pieces(self.words_, start, end):
                lost = [name for name in _units_of(piece) if name not in level]
                lost += [time for time in _TIME.findall(piece) if time not in level]
                for each in lost:
                    yield codes.lost_in_roles(self.source.place(at), each)

    def words(self, plan: Plan, headings: Mapping[int, int]) -> Iterator[Diagnostic]:
        """Words that the account calls title or text and that the plan does not have."""
        texts = list(_texts(plan))
        known = {word for text in texts for word in _WORDS.findall(text)}
        searched = 0
        for start, end, use in self.account.runs():
            if use not in (Use.TITLE, Use.TEXT, Use.ACTION):
                continue
            for begin, stop in self._unmarked(start, end, headings):
                for found in _WORDS.finditer(self.words_, begin, stop):
                    if found[0] in known or self._is_label(found):
                        continue
                    searched += 1
                    if searched <= _MOST_SEARCHED and not any(found[0] in text for text in texts):
                        yield codes.words_lost(self.source.place(found.start()), found[0])

    def _unmarked(self, start: int, end: int, headings: Mapping[int, int]) -> Iterator[tuple[int, int]]:
        """A stretch without the marks that number the text."""
        marks = list(headings)
        at = start
        for mark in marks[bisect_left(marks, start) : bisect_left(marks, end)]:
            yield at, mark
            at = headings[mark]
        yield at, end

    def _is_label(self, found: re.Match[str]) -> bool:
        """Is it a number, a table's label, or what opens a list of actions, and no word of the text?"""
        if any(start <= found.start() < end for start, end in self.tabled):
            return True
        if found[0].isdigit() or re.fullmatch(f"第?[{_DIGITS}\\d零〇]+[条章节项款部分篇]*", found[0]):
            return True
        return bool(_OPENS_ACTIONS.fullmatch(found[0]))

    def _lines(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The lines outside tables that are not empty."""
        bounds = [start - 1, *(found.start() + start for found in re.finditer("\n", self.words_[start:end])), end]
        for above, below in pairwise(bounds):
            begin = above + 1
            if self.words_[begin:below].strip() and not any(top <= begin < bottom for top, bottom in self.tabled):
                yield begin, below


_LONGEST_LABELLED = 36
_LONGEST_LIST = 120


def _is_labelled(line: str) -> bool:
    """Is a line a short word with a colon and little behind it, as labels with dates and units are?"""
    label = _LABEL.match(line)
    return bool(label) and len(line) <= _LONGEST_LABELLED and not _OPENS_ACTIONS.fullmatch(line.partition("：")[0])


_PLAIN_STYLES = {
    "1.",
    "1、",
    "（1）",
    "1）",
    "①",
    "一、",
    "（一）",
    "第一条",
    "第一项",
    "第一款",
    "第一章",
    "第一节",
    "1﹒",
    "㈠",
    "⑴",
}
"""The manners of numbers that lists inside a text have too."""


def _style(mark: str) -> str:
    """The manner in which a number is written: （一） of （十二）."""
    found = _MARK.match(mark)
    text = found["mark"] if found else mark
    for pattern, one in (
        ("\\d+", "1"),
        (f"[{_DIGITS}]+", "一"),
        ("[①-⓿❶-➓]", "①"),
        ("[㈠-㈩㊀-㊉]", "㈠"),
        ("[⑴-⒇]", "⑴"),
    ):
        text = re.sub(pattern, one, text)
    return text.replace("(", "（").replace(")", "）").replace("．", ".")


def _names_units(text: str) -> bool:
    """Does a bracket list units, or say what a unit does?"""
    return bool(
        _UNITS_LABEL.match(text)
        or _UNITS_AT_END.fullmatch(text)
        or _ACTING.fullmatch(text)
        or re.fullmatch(_UNIT, text)
    )


def _last(line: str) -> str:
    bracket = _BRACKET.search(line)
    return bracket[0] if bracket else re.split("[。；！？]", line.rstrip("。；"))[-1]


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """What stands between marks, each with its offset."""
    at = start
    for found in _PARTS.finditer(text, start, end):
        if found.start() > at:
            yield at, text[at : found.start()]
        at = found.end()
    if at < end:
        yield at, text[at:end]


def _units_of(piece: str) -> Iterator[str]:
    """The units that a piece names: all of it up to the last word that ends a unit, parted at 和 and 及."""
    piece = _LINKED.sub("", piece)
    whole = _UNIT.match(_JOINED.sub("", piece, count=1) if _JOINED.match(piece) else piece)
    if not whole or whole[0].endswith(("单位", "部门", "牵头", "责任", "配合", *_VERBS_LIKE_OFFICES)):
        return
    parts = [part for part in _JOINED.split(whole[0]) if _UNIT.fullmatch(part)]
    yield from parts or [whole[0]]


def _texts(part: object) -> Iterator[str]:
    """All texts of a plan."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for each in part:
            yield from _texts(each)
    elif is_dataclass(part):
        for each in fields(part):
            if each.name not in ("places", "position"):
                yield from _texts(getattr(part, each.name))
