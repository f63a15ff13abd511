"""What a circular says once about how its lists are to be read: 列第一位的为牵头单位，下同."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from typing import NamedTuple

from bioresp.circular.units import OPENING, closings, is_unit, names
from bioresp.model import Role


class Rule(Enum):
    """What a convention says."""

    FIRST_LEADS = "first_leads"
    SEPARATED_LEADS = "separated_leads"
    """Those before the first ， of a list lead: 逗号前为牵头单位."""
    MARKED_LEADS = "marked_leads"
    """Those with a sign lead: 标☆的为牵头单位."""
    LONE_LEADS = "lone_leads"
    """Where no lead is named, the responsible units lead: 无牵头单位的，责任单位即为牵头单位."""
    EVERYWHERE = "everywhere"
    """Units that have a role in every task that does not name them: 除特别注明外，各县政府均为配合单位."""
    STANDING = "standing"
    """Units that every task binds without being listed: 以上均需各县（区）政府落实，不再列出."""
    SAME_BELOW = "same_below"
    UNKNOWN = "unknown"
    """It speaks of who leads and is not understood."""


class Convention(NamedTuple):
    """A sentence that says how to read the lists, from where it stands on, or everywhere."""

    rule: Rule
    text: str
    sign: str = ""
    """The sign of MARKED_LEADS, the mark of SEPARATED_LEADS."""
    agencies: tuple[str, ...] = ()
    role: Role | None = None
    """The role of EVERYWHERE; of FIRST_LEADS and SEPARATED_LEADS the role of all others."""


SIGNS = "☆★▲△※◎●◆*＊#"
_MARKS = {"逗号": "，", "顿号": "、", "分号": "；", "斜线": "/", "斜杠": "/", "，": "，", "；": "；"}

_LEADING = "(?:总?牵头|主办|主要责任|总负责|负总责|抓总|主责)"
_NUMBERED_FIRST = "(?:第一|首位|第1|最前|前列|首个|首)"
_FIRST = re.compile(
    f"[^，,；;。、：（）]{{0,16}}?(?:(?:首位|第一位|首个)的?(?:单位|部门|者)?(?:为|是|即|系){_LEADING}|(?:排|列|位|居|名|在|放|处)[^，,；;。、：]{{0,10}}?{_NUMBERED_FIRST}[^，,；;。、：由]{{0,14}}?{_LEADING}"
    f"|(?<![\\u4e00-\\u9fff])第一个?[^，,；;。、：]{{0,8}}?(?:为|是|即|系)[^，,；;。、：]{{0,6}}?{_LEADING}"
    f"|[^，,；;。、：]{{0,12}}第一个?[^，,；;。、：]{{0,6}}(?:单位|部门)[^，,；;。、：]{{0,6}}?(?:为|是|即|系)[^，,；;。、：]{{0,6}}?{_LEADING}"
    f"|{_LEADING}(?:单位|部门)[^，,；;。：]{{0,6}}(?:排|列|位|居)[^，,；;。：]{{0,6}}{_NUMBERED_FIRST})[^，,；;。、]*"
)
_LEAD_IN = re.compile("^(?:注|备注|说明)[：:]|^[^，、：；。]{0,14}[中内里上][，,]")
"""What stands before a convention and belongs to it: 注：, 责任单位中，."""
_OTHERS = re.compile(
    "(?:其他|其它|其余|其后|(?:逗号|分号)?之?后面?)[^，,；;。]{0,12}(?:为|是|均为|系)(?P<role>参与|配合|协办|协助|责任|协同)(?:责任)?(?:单位|部门)"
)
_SEPARATED = re.compile(
    f'[^，,；;。、（）]{{0,8}}?[“"]?(?P<mark>逗号|顿号|分号|斜线|斜杠|[，；](?=[”"号]))[”"号]*(?:之?前|以前|前面|左边)[^，,；;。]{{0,8}}?'
    f"(?:为|是|即|系)?[^，,；;。]{{0,4}}?{_LEADING}[^，,；;。]*"
)
_MARKED = re.compile(
    f"[^，,；;。、（）]{{0,8}}?(?:标|带|加|注|打|有)[^，。；、]{{0,4}}?(?P<sign>[{re.escape(SIGNS)}])[^，。；、]{{0,10}}?(?:为|是|即)?[^，。；、]{{0,4}}?{_LEADING}[^，,；;。]*"
    f"|(?P<sign2>[{re.escape(SIGNS)}])(?:为|是|表示|代表|标[注示])[^，。；、]{{0,4}}{_LEADING}[^，,；;。]*"
)
_LONE = re.compile(
    f"[^，,；;。]{{0,10}}(?:无|没有|未列|未明确|未注明)[^，,；;。]{{0,4}}{_LEADING}(?:单位|部门)[^，,；;。]{{0,6}}[，,]?"
    f"[^；;。]{{0,6}}责任(?:单位|部门)[^；;。]{{0,6}}(?:为|是)[^；;。]{{0,4}}{_LEADING}[^，,；;。]*"
)
_EVERYWHERE = re.compile(
    "除[^，,；;。]{0,16}外[，,](?P<units>[^；;。]{2,60}?)(?:均|都|皆)?(?:为|是|作为)(?:各项(?:任务|工作|措施)的?)?"
    "(?P<role>配合|参与|协办|责任|落实|牵头|协同)(?:责任)?(?:单位|部门)"
)
_SAME_BELOW = re.compile(
    "[，,；;]?\\s*(?:以?下(?:各项|各条)?(?:均|皆|都)?(?:同|类同|相同|如此)|以下略|余同)(?=[，,；;。）)]|$)"
)
_STANDING = re.compile(
    "(?:[^。；;]*(?:不再|不另|不)(?:单独|一一|逐一|逐项|重复|另行|具体|分别)*(?:列出|列明|列示|列入|列|重复|罗列|标注|注明|写明|分工|做分工|作分工)[^。；;]*"
    "|(?:以上|以下|上述|下列|所有|各项|本方案|全部|每项)[^。；;]*(?:均|都|需)[^。；;]*(?:包括|包含|含|落实|配合|负责|参与|为责任单位)[^。；;]*)"
)
_BOUND = re.compile(
    "(?:均包括|都包括|还包括|包括|均包含|包含|均含|还含|均涉及|涉及|均需要|均需|都需要|都需|需要|需|均由|都由|由|要求)(?P<after>.+?)"
    "(?=(?:按|依|结合|共同|积极|抓好|做好|分别|认真|全面|具体)*(?:落实|配合|负责|参与|组织|实施|贯彻|承担|推进|执行)|[，,；;。]|$)"
)
_BOUND_BEFORE = re.compile(
    "^(?P<before>.+?)(?:同时)?(?:均|都|同为|作为|为|是|不再|不另|不单独|需按|按职责|按照|负责|配合|参与|落实)"
)
_LISTED = re.compile("^(?:各项|所有|以上|上述|以下|下列|有关|相关)*(?:任务|工作|措施|政策|事项)(?:的?责任单位)?")
_SPEAKS_OF_LEADS = re.compile(
    f"^[^，,；;。、（]{{0,14}}(?:的|者|字体?|部分|单位|部门)(?:均?为|是|即为?|系){_LEADING}(?:责任)?(?:单位|部门)"
)
_ROLES = {"责任": Role.RESPONSIBLE, "落实": Role.RESPONSIBLE, "牵头": Role.LEAD}

_QUOTED = ("“，”", "“；”")
"""The marks that a convention may begin with: “，”前为牵头单位."""


def convention(sentence: str) -> Convention | None:
    """Return what a sentence, or a part of one, says about the lists; None where it says nothing of the kind."""
    text = sentence.strip(" \n\t\v，,；;。（）()")
    text = text if text.startswith(_QUOTED) else text.strip("，,；;“”")
    said = _LEAD_IN.sub("", text)
    if not said:
        return None
    if _SAME_BELOW.fullmatch(said):
        return Convention(Rule.SAME_BELOW, said)
    return _of_leads(said) or _of_units(said)


def _of_leads(text: str) -> Convention | None:
    if found := _LONE.fullmatch(text):
        return Convention(Rule.LONE_LEADS, text)
    if found := _MARKED.match(text):
        return Convention(Rule.MARKED_LEADS, text, found["sign"] or found["sign2"])
    others = _OTHERS.search(text)
    role = _ROLES.get(others["role"], Role.SUPPORTING) if others else None
    if found := _SEPARATED.match(text):
        return Convention(Rule.SEPARATED_LEADS, text, _MARKS[found["mark"]], role=role)
    if _FIRST.match(text):
        return Convention(Rule.FIRST_LEADS, text, role=role)
    return None


def _of_units(text: str) -> Convention | None:
    if found := _EVERYWHERE.fullmatch(text):
        listed = tuple(name.text for name in names(found["units"]))
        if listed and all(map(is_unit, listed)):
            return Convention(Rule.EVERYWHERE, text, agencies=listed, role=_ROLES.get(found["role"], Role.SUPPORTING))
    bound = bound_units(text)
    if bound:
        return Convention(Rule.STANDING, text, agencies=bound)
    return Convention(Rule.UNKNOWN, text) if _SPEAKS_OF_LEADS.match(text) else None


def bound_units(text: str) -> tuple[str, ...]:
    """Return the units that a standing note binds; empty where the text is none."""
    if not _STANDING.fullmatch(text):
        return ()
    for pattern, group in ((_BOUND, "after"), (_BOUND_BEFORE, "before")):
        match = pattern.search(text)
        if match:
            bound = tuple(name.text for name in names(_LISTED.sub("", match[group])))
            if bound and all(map(is_unit, bound)):
                return bound
    return ()


def conventions_in(text: str, start: int, end: int) -> Iterator[tuple[int, int, Convention]]:
    """Give the conventions of a stretch with their bounds: sentences, their last parts, brackets."""
    if not _HINT.search(text, start, end):
        return
    at = start
    for stop in (*_outer(text, start, end, "。；;\n"), end):
        yield from _in_sentence(text, at, stop)
        at = stop + 1


def _in_sentence(text: str, start: int, end: int) -> Iterator[tuple[int, int, Convention]]:
    """The conventions of one sentence: from each comma on, the longest part that is one."""
    closed = closings(text, start, end)
    used = start
    for begin in (start, *(place + 1 for place in _outer(text, start, end, "，,（("))):
        if begin < used:
            continue
        is_inside = begin > start and text[begin - 1] in "（("
        stops = [closed[begin - 1] - 1] if is_inside and begin - 1 in closed else [end]
        if not is_inside:
            stops += reversed(_outer(text, begin, end, "，,（("))
        for stop in stops:
            found = convention(text[begin:stop])
            if found and (found.rule is not Rule.STANDING or begin == start or is_inside):
                used = closed.get(begin - 1, stop) if is_inside else stop
                yield begin - is_inside, used, found
                break


_HINT = re.compile(
    "牵头|主办|主要责任|总负责|主责|下同|余同|以下|以上|上述|不再|不另|不单独|不一一|不逐|不重复|除|所有|各项|全部|每项|下列|本方案|"
    "相同|下略"
)
"""Words without which nothing is a convention."""


def _outer(text: str, start: int, end: int, marks: str) -> list[int]:
    """Where marks stand outside brackets; an opening bracket stands outside itself."""
    closed = closings(text, start, end)
    found, at = [], start
    while at < end:
        if text[at] in marks:
            found.append(at)
        at = closed.get(at, at + 1) if text[at] in OPENING else at + 1
    return found


@dataclass(frozen=True)
class Conventions:
    """All conventions that hold at a place."""

    first_leads: Convention | None = None
    separated: Convention | None = None
    sign: str = ""
    lone_leads: bool = False
    everywhere: tuple[Convention, ...] = ()

    def joined(self, new: Convention) -> Conventions:
        """Return the conventions with one more; standing notes are the plan's, and not kept here."""
        match new.rule:
            case Rule.FIRST_LEADS:
                return replace(self, first_leads=new)
            case Rule.SEPARATED_LEADS:
                return replace(self, separated=new)
            case Rule.MARKED_LEADS:
                return replace(self, sign=new.sign)
            case Rule.LONE_LEADS:
                return replace(self, lone_leads=True)
            case Rule.EVERYWHERE if new not in self.everywhere:
                return replace(self, everywhere=(*self.everywhere, new))
            case _:
                return self


def noted(text: str) -> Iterator[Convention]:
    """Give the conventions of paragraphs that state nothing else; they hold for all lists."""
    for line in text.split("\n"):
        words = line.strip(" 　（）()")
        found = convention(words) if len(words) <= _LONGEST_NOTE and _HINT.search(words) else None
        if found:
            yield found


_LONGEST_NOTE = 120


def stated(text: str) -> Iterator[Convention]:
    """Give the conventions that running text states (a preamble, a notice, a note at the foot)."""
    return (found for _, _, found in conventions_in(text, 0, len(text)))
