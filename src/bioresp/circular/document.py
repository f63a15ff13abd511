"""What stands around the plan: the covering notice, titles, document number, addressees, signature, and the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from bioresp import numerals
from bioresp.circular.frame import FRAME
from bioresp.circular.outline import Heading
from bioresp.circular.text import ATTACHED, DATED, DISTRIBUTED, HEADED
from bioresp.circular.units import is_unit, run_together

_NUMBER = re.compile(r"[\u4e00-\u9fff（）]{1,14}[〔\[【（(]\s*(?:19|20)\d\d\s*[〕\]】）)]\s*第?\s*\d{1,4}\s*号")
_TITLED = re.compile(
    "通知|意见|方案|措施|办法|分工|清单|计划|行动|要点|规划|细则|若干|安排|决定|任务|纲要|规定|工作|报告|分解|台账|政策|举措|批复|函|公告|目标"
)
_PUBLIC = re.compile(
    "[（(]?(?:此件|本文|本件|公开方式|信息公开)[^（）()。]{0,20}[）)]?$|[（(](?:联系人|联系单位|联系电话)[^（）()]*[）)]$|(?:联系人|联系电话)[：:].*$"
)
_ADDRESSED = re.compile(
    "(?:各|市|省|区|县|州|国务院|有关|机关|开发区|本|委|局|中央|驻|全|[\\u4e00-\\u9fff]{2,8}(?:市|县|区|州|局|委))[^。；！？]{2,400}?：(?=\\S|\\s|$)"
)


@dataclass
class Head:
    """What stands before the first heading of a part, or around a notice; spans are offsets in the text."""

    title: str = ""
    document_number: str = ""
    issuer: str = ""
    signatory: str = ""
    issued: date | None = None
    addressees: tuple[str, ...] = ()
    text: list[tuple[int, int]] = field(default_factory=list)
    remarks: list[tuple[int, int]] = field(default_factory=list)
    titled: list[tuple[int, int]] = field(default_factory=list)
    used: list[tuple[int, int]] = field(default_factory=list)
    frame: list[tuple[int, int]] = field(default_factory=list)
    joined: list[int] = field(default_factory=list)
    """Where the second of two signing units begins that nothing parts."""


class Line(NamedTuple):
    """A paragraph, from start to end."""

    start: int
    end: int
    text: str


def paragraphs(text: str, start: int, end: int) -> Iterator[Line]:
    """The paragraphs between two offsets that are not empty."""
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        if text[at:stop].strip():
            yield Line(at, stop, text[at:stop])
        at = stop + 1


# --- where the plan begins and ends ---------------------------------------------------------------------------------


def plan_start(text: str, headings: list[Heading], begin: int, first_role: int) -> int:
    """Where the plan's own title begins, behind a covering notice; the beginning where there is no notice."""
    before = [each for each in headings if each.start <= first_role]
    top = min((each.rank for each in before), default=0)
    tops = [each for each in before if each.rank == top]
    restart = next((each for each in reversed(tops[1:]) if each.number == 1), None)
    limit = restart.start if restart else first_role
    dates = [each for each in DATED.finditer(text, begin, limit) if _is_signature(text, each, len(text))]
    signed = [each for each in dates if not _is_above_addressees(text, each.end(), limit)]
    if signed:
        return _behind(text, signed[-1].end(), limit)
    labelled = [line for line in paragraphs(text, begin, limit) if ATTACHED.fullmatch(line.text.strip())]
    if labelled:
        return labelled[-1].end
    named = re.search("《(.{6,80}?)》(?:的通知|责任|印发)?", text[begin:limit])
    if named and not restart:
        again = text.find(f"\n{named[1]}\n", begin + named.end(), limit)
        if again > 0:
            return again + 1
    if named and restart:
        again = text.find("\n" + named[1], begin + named.end(), limit)
        if again > 0:
            return again + 1
    if restart:
        lines = list(paragraphs(text, tops[tops.index(restart) - 1].start, restart.start))[1:]
        title = next((line for line in lines if _is_title(line.text)), None)
        return title.start if title else restart.start
    return begin


_LINE_REACH = 200
"""Characters of a line around a date that are looked at."""
_SIGNED_BY = re.compile("(?:局|委|办|部|厅|署|院|会|府|室|组|章）|。)$")
_GOES_ON = re.compile("[，。、；：起至前以之—-]|\\s*在|印发")


def _is_signature(text: str, found: re.Match[str], end: int) -> bool:
    """Is a date the one below a signature: behind a unit, or on a line of its own, and nothing runs on behind it?"""
    line_start = text.rfind("\n", 0, found.start()) + 1
    above = text[max(line_start, found.start() - _LINE_REACH) : found.start()]
    below = text[found.end() : min(end, found.end() + _LINE_REACH)].partition("\n")[0]
    before, behind = above.strip(), below.strip()
    if "\t" in above or "\t" in below or "：" in before[-8:]:
        return False
    if not before and line_start == 0:
        return False
    is_last = not behind or _PUBLIC.match(behind) or behind[0] in "（("
    if not before:
        return bool(is_last)
    return (is_last or not _GOES_ON.match(behind)) and bool(_SIGNED_BY.search(before[-4:]))


def _is_above_addressees(text: str, at: int, limit: int) -> bool:
    """Is a date the one below a title, as older circulars have it, with the addressees on the next line?"""
    below = next(paragraphs(text, at, limit), None)
    addressed = _ADDRESSED.match(below.text) if below else None
    return addressed is not None and _are_addressees(addressed[0])


def _behind(text: str, at: int, limit: int) -> int:
    """Behind the remarks that follow a date: （此件公开发布）, 附件."""
    while True:
        rest = text[at:limit]
        stripped = rest.lstrip()
        at += len(rest) - len(stripped)
        aside = re.match(
            "[（(](?:此件|本文|本件|联系|公开|信息)[^（）()]{0,60}[）)]|附\\s*件\\s*\\d{0,2}(?=\\n)", stripped
        )
        if not aside:
            return at
        at += aside.end()


# --- the head of a part ---------------------------------------------------------------------------------------------


def head(text: str, start: int, end: int) -> Head:
    """Read the lines before the first heading: page, letterhead, title, number, addressees, and the first words."""
    made = Head()
    lines = list(_split(text, start, end))
    body = next((at for at, line in enumerate(lines) if _is_body(line.text)), len(lines))
    above, below = lines[:body], lines[body:]
    _read_titles(above, made)
    if below and (addressed := _ADDRESSED.match(below[0].text)) and _are_addressees(addressed[0]):
        made.addressees = tuple(_addressees(addressed[0][:-1]))
        made.used.append((below[0].start, below[0].start + addressed.end()))
        rest = below[0].text[addressed.end() :]
        below = ([Line(below[0].start + addressed.end(), below[0].end, rest)] if rest.strip() else []) + below[1:]
    made.text = [(line.start, line.end) for line in below]
    return made


def _split(text: str, start: int, end: int) -> Iterator[Line]:
    """The paragraphs; a title that words run on behind, without a line's end, is parted from them."""
    titles = re.compile(
        "[\u4e00-\u9fff（）]{4,40}关于(?:印发|转发|下达|公布)[^。；：]{0,12}《[^。；]{4,80}》[^。；：《]{0,12}的通知"
    )
    known = {
        found[1].translate(_INNER) for found in re.finditer("《([^《》]{6,80}(?:〈[^〈〉]*〉[^《》]*)?)》", text[:end])
    }
    for line in paragraphs(text, start, end):
        notice = titles.search(line.text)
        if notice and notice.end() < len(line.text):
            parts = (0, notice.start(), notice.end(), len(line.text))
            yield from (Line(line.start + a, line.start + b, line.text[a:b]) for a, b in pairwise(parts) if a < b)
            continue
        if head := _FIRST.match(line.text):
            yield Line(line.start, line.start + head.end(), head[0])
            yield Line(line.start + head.end(), line.end, line.text[head.end() :])
            continue
        plain = line.text.translate(_INNER)
        title = next((each for each in known if plain.startswith(each) and len(plain) > len(each) + 8), None)
        if title:
            yield Line(line.start, line.start + len(title), line.text[: len(title)])
            yield Line(line.start + len(title), line.end, line.text[len(title) :])
        else:
            yield line


_STOPPED_TITLE = re.compile(
    "(?!现|请|为|特|经|根据|按照|结合)(?:(?!制定|提出)[^。；：，！？\t]){6,60}(?:通知|意见|方案|措施|办法|分工|规划|计划|要点|细则|决定)。"
)
"""A title with a full stop behind it: 青禾市湿地保护方案。"""
_FIRST = re.compile(
    f"[^。；：]{{3,40}}文件(?={_NUMBER.pattern}$)|{_STOPPED_TITLE.pattern}(?=.)|(?:{DATED.pattern})(?={_ADDRESSED.pattern})"
)
"""What is a line of its own, though words run on behind it: 青禾市人民政府文件青政〔2030〕4号."""
_INNER = str.maketrans("《》", "〈〉")
"""The brackets of a title inside a title."""


def _is_body(line: str) -> bool:
    """Is it the addressees, or a sentence; no title?"""
    if "\t" in line or (FRAME.search(line[:40]) and not line.rstrip().endswith("。")):
        return False
    if _STOPPED_TITLE.fullmatch(line.strip()):
        return False
    addressed = _ADDRESSED.match(line)
    return bool(addressed and _are_addressees(addressed[0])) or bool(re.search("。|[：；]$", line)) or len(line) > 120


def _are_addressees(text: str) -> bool:
    names = list(_addressees(text.rstrip("：")))
    return bool(names) and all(len(each) <= 40 for each in names) and sum(map(is_unit, names)) * 2 >= len(names)


def _addressees(text: str) -> Iterator[str]:
    depth, at = 0, 0
    for place, char in enumerate(text):
        depth += (char in "（(") - (char in "）)")
        if char in "，,；;" and depth == 0:
            yield text[at:place]
            at = place + 1
    yield text[at:]


def _is_title(line: str) -> bool:
    line = line.removesuffix("。") if _STOPPED_TITLE.fullmatch(line) else line
    return (
        4 <= len(line) <= 120
        and not re.search("[。；：\t|]", line)
        and not ("首页" in line or line.count(">") > 1)
        and not FRAME.search(line)
        and not ATTACHED.match(line)
        and not HEADED.match(line)
    )


def _read_titles(lines: list[Line], made: Head) -> None:
    """The title stands last; what stands above it is the number, the letterhead, the page."""
    title: list[Line] = []
    for line in reversed(lines):
        words = line.text.strip()
        is_far = bool(title) and title[-1].start - line.end > _FAR
        if _is_number(words) and not made.document_number:
            made.document_number = "".join(_NUMBER.findall(words)[0].split())
            made.used.append((line.start, line.end))
        elif ATTACHED.fullmatch(words):
            made.remarks.insert(0, (line.start, line.end))
        elif DATED.fullmatch(words) and not title and not made.issued:
            made.issued = day(words)
            made.used.append((line.start, line.end))
        elif _is_dated(words) or made.issuer or is_far:
            made.frame.append((line.start, line.end))
        elif _is_title(words) and not (title and made.document_number and _is_below(title, made)):
            if _is_letterhead(words, title):
                _sign(line, made)
            else:
                title.append(line)
        elif _is_title(words) and is_unit(words.removesuffix("文件")):
            _sign(line, made)
        else:
            made.frame.append((line.start, line.end))
    _join_title(title, made)


def _sign(line: Line, made: Head) -> None:
    """Enter the letterhead: 青禾市人民政府文件."""
    made.issuer = line.text.strip().removesuffix("文件")
    made.used.append((line.start, line.end))


def _join_title(title: list[Line], made: Head) -> None:
    """Put the lines of a title together, the last of which comes first; what stands above is the page's."""
    while len(title) > 1 and not _belongs(title[-1].text, title[-2].text):
        line = title.pop()
        made.frame.append((line.start, line.end))
    made.title = "".join(line.text.strip() for line in reversed(title)).removesuffix("。")
    if is_unit(made.title) and not made.issuer:
        made.issuer, made.title = made.title, ""
    made.titled += [(line.start, line.end) for line in title]
    if not made.document_number and (number := _NUMBER.match(made.title)):
        made.document_number, made.title = number[0], made.title[number.end() :]


def _is_number(words: str) -> bool:
    """Is a line a document number, 青政〔2030〕24号, and nothing else?"""
    number = _NUMBER.search(words)
    return number is not None and len(words) <= len(number[0]) + 2


def _is_dated(words: str) -> bool:
    return bool(DATED.fullmatch(words.strip("（）()")) or _PUBLIC.match(words))


_FAR = 40
_LONGEST_SIGNATURE = 40


def _is_below(title: list[Line], made: Head) -> bool:
    """Does the title stand below the document's number? Then it has no more lines above."""
    return bool(made.used) and title[-1].start > made.used[0][0]


def _is_letterhead(words: str, title: list[Line]) -> bool:
    """A unit on a line of its own above the title, which does not go on with 关于."""
    if not title or not is_unit(words.removesuffix("文件")):
        return False
    return not re.match("关于|印发|转发|批转|贯彻", title[-1].text) and bool(_TITLED.search(title[-1].text))


def _belongs(above: str, below: str) -> bool:
    """Is a line the beginning of the title whose next line this is, and not the same title once more?"""
    return (
        above.strip() not in below
        and below.strip() not in above
        and not (re.search("的通知$|的意见$|方案$", above) and _TITLED.search(below))
    )


# --- the end --------------------------------------------------------------------------------------------------------


def tail(text: str, start: int, end: int) -> Head:
    """Read what follows the last role: the closing words, the signature, the page."""
    made = Head()
    signed = next((each for each in DATED.finditer(text, start, end) if _is_signature(text, each, end)), None)
    stop = signed.start() if signed else end
    if signed:
        made.issued = day(signed[0])
        made.used.append(signed.span())
        made.remarks = [(line.start, line.end) for line in paragraphs(text, signed.end(), end)]
    lines = list(paragraphs(text, start, stop))
    units: list[str] = []
    seal = ""
    while lines and signed and len(lines[-1].text) <= _LONGEST_SIGNATURE:
        signed_by = lines[-1].text.strip()
        if _SEAL.fullmatch(signed_by):
            seal = signed_by
        elif cuts := run_together(signed_by):
            made.joined.append(lines[-1].start + cuts[0])
            units[:0] = [signed_by[: cuts[0]], signed_by[cuts[0] :] + seal]
            seal = ""
        elif columns := _signing_units(signed_by):
            columns[-1] += seal
            units[:0] = columns
            seal = ""
        else:
            break
        made.used.append(lines.pop()[:2])
    if signed and lines and not units:
        words = re.search("[^。！？）\n]{4,40}$", text[lines[-1].start : stop].rstrip())
        if words and is_unit(_unsealed(words[0].strip())):
            at = lines[-1].start + words.start()
            units = [words[0].strip()]
            made.used.append((at, stop))
            lines = list(paragraphs(text, start, at))
    while lines and _is_of_page(lines[-1].text):
        made.frame.append(lines.pop()[:2])
    while lines and _is_distribution(lines[-1].text):
        made.remarks.insert(0, lines.pop()[:2])
    made.issuer, made.signatory = "".join(units[:1]), "、".join(units[1:])
    made.text = [(line.start, line.end) for line in lines]
    return made


def _is_of_page(line: str) -> bool:
    """Is a line behind the text what a page writes there, and no sentence that only names such a thing?"""
    if _is_distribution(line):
        return False
    is_frame = FRAME.search(line[:_FAR]) or re.search("[.](?:pdf|docx?|xlsx?|zip)", line)
    return bool(is_frame) and not line.rstrip().endswith("。")


def _is_distribution(line: str) -> bool:
    """Does a line say who gets a copy, or who printed it: 青禾市人民政府办公室 2030年4月6日印发?"""
    return bool(DISTRIBUTED.match(line) or re.search(f"{DATED.pattern}\\s*印发$", line.rstrip("。 ")))


_SEAL = re.compile("（(?:[^（）]{0,20}(?:代章|盖章)|章|印)）$")
"""青禾市林业局（代章）, 领导小组（青禾市委代章）: who sealed it."""


def _signing_units(line: str) -> list[str]:
    """The units of a line of a signature, which may stand in columns; none where it holds anything else."""
    parted = "[ \u3000]{2,}|\t" if is_unit(_unsealed(line)) else "[ \u3000\t]+"
    columns = re.split(parted, line)
    return columns if all(is_unit(_unsealed(each)) for each in columns) else []


def _unsealed(text: str) -> str:
    return _SEAL.sub("", text.strip())


def day(text: str) -> date | None:
    """2023年3月3日, 二〇二三年三月三日 → the date; None where there is no such day."""
    parts = re.split("[年月日]", re.sub(r"\s", "", text))[:3]
    digits = str.maketrans("〇○零O一二三四五六七八九", "0000123456789")
    try:
        year = int(parts[0].translate(digits))
        month, number = ((int(part) if part.isdigit() else numerals.number(part) or 0) for part in parts[1:])
        return date(year, month, number)
    except ValueError:
        return None
