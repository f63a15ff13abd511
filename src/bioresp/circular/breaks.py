"""Where lines began in a text that lost its line breaks: a web page, or a PDF, pasted as one line."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterator
from itertools import pairwise

from bioresp.circular.before import BREAKS, Before, before
from bioresp.circular.labels import starts_with_label
from bioresp.circular.outline import Heading, Outline
from bioresp.circular.text import DATED, DISTRIBUTED, Source
from bioresp.circular.units import is_unit, run_together

_LONGEST_LABEL = 16
_LONGEST_TITLE = 60
_LONG = 80
"""Characters of a line that holds a notice's end and the next title, where no heading shows that it was several."""
_LONGEST_SIGNATURE = 80
_SIGNED_BY = "局委办部厅署院会府室组社处心）"
_SEAL = re.compile("（[^（）\n]{0,20}(?:章|印)）$")
_STOPS = "。！？；：，、〕）\n"
_NO_SIGNATURE = re.compile("[，。、；：起至到前后以之底的—-]|\\s*在|印发|下发|发布|公布|出台|颁布|召开|制定|[）》”]")
"""What follows a date inside a sentence."""
_TITLE_END = "(?:通知|意见|方案|措施|办法|规划|计划|要点|清单|分工|细则|纲要|决定|公告|函)(?:（[^（）]{2,10}）)?"
_NO_TITLE_END = "(?!通知|意见|方案|措施|办法)[\u4e00-\u9fff]"
_AROUND = (
    re.compile(f"{_TITLE_END}(?=(?:{_NO_TITLE_END}){{1,12}}[〔\\[]20\\d\\d[〕\\]]\\d{{1,4}}号)"),
    re.compile("[〔\\[]20\\d\\d[〕\\]]\\d{1,4}号(?=[\u4e00-\u9fff])"),
    re.compile(
        f"{_TITLE_END}(?=(?:各|[市区县省州]直|有关|[\u4e00-\u9fff]{{2,8}}(?:市|县|区)人民政府)[^。；！《》]{{2,300}}：)"
    ),
    re.compile(f"{DATED.pattern}(?=(?:各|[市区县省州]|有关|国务院)[^。；！《》\\d]{{2,300}}：)"),
    re.compile(f"{_TITLE_END}(?=20\\d\\d-\\d\\d?-\\d\\d?)"),
    re.compile("(?:^|(?<=\n))附件\\d{1,2}(?=[\u4e00-\u9fff]{6})"),
    re.compile(
        f"(?:^|(?<=[\\n日。 ）]))[^，。；：！？\\n]{{4,60}}?{_TITLE_END}"
        "(?=(?:为|根据|按照|依据|依照)[^，。]{2,60}[，。])"
    ),
    re.compile("https?://[!-~]+ ?(?=[\u4e00-\u9fff])"),
)
"""Where title, document number, addressees and a page's line run into each other."""
_LABEL = re.compile(
    "(?:总|共同|主要|第一|具体|其他|协同|协助){0,2}"
    "(?:牵头|责任|配合|主办|协办|承办|参与|参加|实施|落实|负责|主责|指导|监督|支持|协同){1,2}"
    "(?:单位|部门|主体|科室|处室|机构)(?:（[^（）]{1,20}）)?："
    "|(?:完成|办结|整改|推进|实施|落实|工作)?(?:时限|期限|时间节点|时间|节点|进度)(?:要求|安排|节点)?："
    "|(?:分管|责任|包抓|牵头)(?:领导|人)：|(?:主要|具体|重点|工作)(?:举措|措施)：|附件："
)
"""A label inside a line."""
_CLOSING = re.compile(
    "本(?:方案|措施|若干措施|意见|实施意见|办法|通知|规定|细则|规划|清单|分工|分工方案|行动计划|计划|政策|文件)"
    "(?=[自由从][^。，；\n]{2,30}(?:施行|执行|实施|生效|解释))"
)
"""The sentence that closes a text behind its last list: 本措施自印发之日起施行."""
_ORDER = re.compile(
    "(?:各|[市县区省]直)[^、，。；：\n]{1,14}[要应须][^、。；\n]{2,40}[，。]|以上[^、。；\n]{2,30}[，。]|请[^、。；\n]{4,40}。"
)
"""A sentence behind the last list: 各单位要按月报送进展。"""
_ENDS_SENTENCE = "。！？"


def lost_breaks(source: Source, outline: Outline, begin: int) -> list[int]:
    """The offsets at which lines begin that the source does not show, in order.

    Args:
        begin: Where the circular begins, behind what a page writes before it.
    """
    words = source.words
    found = set(outline.inner)
    starts = [each.start for each in outline.headings]
    found.update(_closing_lines(words))
    for start, end in _lines(words):
        first, behind = bisect_left(starts, start), bisect_left(starts, end)
        headings = outline.headings[first:behind]
        is_run_on = any(each.start > start for each in headings)
        if is_run_on or _holds_signature(source, start, end):
            found.update(_in_line(source, max(start, begin), end, headings))
    return sorted(each for each in {begin, *found} if each > 0 and each >= begin)


def _lines(words: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(words):
        end = words.find("\n", start)
        end = len(words) if end < 0 else end
        if "\t" not in words[start:end]:
            yield start, end
        start = end + 1


def _closing_lines(words: str) -> Iterator[int]:
    """Where a closing sentence or the list of who gets a copy begins behind a list of units, a sentence or a blank."""
    for pattern in (_CLOSING, DISTRIBUTED):
        for found in pattern.finditer(words):
            line_start = words.rfind("\n", 0, found.start()) + 1
            if before(words, line_start, found.start(), ()) in BREAKS:
                yield found.start()


def _holds_signature(source: Source, start: int, end: int) -> bool:
    return end - start > _LONG and any(_signed(source, start, end))


def _in_line(source: Source, start: int, end: int, headings: list[Heading]) -> Iterator[int]:
    """The breaks of a line that was several."""
    words = source.words
    first = headings[0].start if headings else end
    gaps = [at for at in range(start + 1, end) if at in source.gaps or words[at - 1] == " "]
    bodies = [each.body for each in headings]
    yield from _around(words, start, first)
    yield from _signed(source, start, end)
    yield from _labelled(words, first, end)
    for at in gaps:
        place = bisect_left(bodies, at)
        if at < first:
            if _parts_lines(words, start, at):
                yield at
        elif _begins_line(words, at, bodies[place - 1]) and bodies[place : place + 1] != [at]:
            yield at


def _begins_line(words: str, at: int, body: int) -> bool:
    """Did a line begin at a blank behind a heading: behind a sentence, before a label, behind the heading's title?"""
    if not _is_free(words, at):
        return False
    last = words[at - 2 if words[at - 1] == " " else at - 1]
    if last in _ENDS_SENTENCE or starts_with_label(words[at : at + _LONGEST_LABEL]):
        return True
    if _ORDER.match(words, at):
        return before(words, body, at, ()) is Before.ROLES
    return _ends_title(words, body, at)


def _is_free(words: str, at: int) -> bool:
    """Is a blank none of those around Latin letters and digits: 2023 年 3 月?"""
    left = words[at - 2 if words[at - 1] == " " else at - 1]
    if DATED.match(words, at):
        return True
    if words[at].isascii() and words[at].isalnum():
        return False
    return not (left.isascii() and left.isalnum())


def _parts_lines(words: str, start: int, at: int) -> bool:
    """Does a blank before the first heading part lines: not within a title's 《》, nor within a number?"""
    near = words[max(start, at - 120) : at]
    return near.count("《") <= near.count("》") and _is_free(words, at)


def _ends_title(words: str, body: int, at: int) -> bool:
    """Is the blank the first behind a heading, and what stands between short and without a stop?"""
    title = words[body:at].strip()
    return 2 <= len(title) <= _LONGEST_TITLE and not re.search("[。；：！？\n ]", title)


def _around(words: str, start: int, end: int) -> Iterator[int]:
    """Where title, document number and addressees run into each other, outside brackets."""
    for pattern in _AROUND:
        for found in pattern.finditer(words, start, end):
            before = words[max(start, found.start() - 120) : found.end()]
            is_inside = before.count("《") > before.count("》") or before.count("（") > before.count("）")
            if not is_inside and words[found.end()] != "的":
                yield found.end()


def _labelled(words: str, start: int, end: int) -> Iterator[int]:
    """Where labels begin behind a sentence or a list: ……台账。责任单位：甲局、乙局时限要求：2030年底前."""
    at, depth = start, 0
    for found in _LABEL.finditer(words, start, end):
        depth += sum(map(words[at : found.start()].count, "（〔【")) - sum(
            map(words[at : found.start()].count, "）〕】")
        )
        at = found.start()
        if depth > 0:
            continue
        depth = 0
        if before(words, start, at, ()) in (Before.STOP, Before.ROLES):
            yield at


def _signed(source: Source, start: int, end: int) -> Iterator[int]:
    """Where a signature and what follows its date begin: ……执行。青禾市林业局2030年6月3日湿地保护方案……"""
    words = source.words
    for date in DATED.finditer(words, start + 1, end):
        if date.end() < end and _NO_SIGNATURE.match(words, date.end()):
            continue
        begin = _signature(words, source.gaps, start, date.start())
        if begin is not None:
            yield begin
            yield date.start()
            if date.end() < end:
                yield date.end()


def _signature(words: str, gaps: Container[int], start: int, at: int) -> int | None:
    """Where the units begin that sign before a date: ……执行。青禾市林业局 青禾市水利局（代章）2030年6月3日."""
    end = at - 1 if words[at - 1] == " " else at
    if words[end - 1] not in _SIGNED_BY:
        return None
    near = _SEAL.sub("", words[max(start, at - _LONGEST_SIGNATURE) : end])
    first = end - len(words[max(start, at - _LONGEST_SIGNATURE) : end]) + max(map(near.rfind, _STOPS)) + 1
    begins = [first, *(each for each in range(first + 1, end) if each in gaps or words[each - 1] == " ")]
    if words[first - 1] in "、：":  # the first unit is the last of a list: ……责任单位：甲局、乙局 青禾市人民政府
        begins = begins[1:] or [first + cut for cut in run_together(words[first:end], words[:first])]
    for place, begin in enumerate(begins):
        pieces = [words[a:b].strip() for a, b in pairwise((*begins[place:], end))]
        units = [_SEAL.sub("", piece) for piece in pieces]
        if any(units) and all(map(is_unit, filter(None, units))):
            return begin
    return None
