"""Names of units in running text: what looks like one, and how a list of them is cut."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

OPENING, CLOSING = "（〔【［(〈《“[", "）〕】］)〉》”]"
BULLETS = "●■◆▲◇○·•—–-"
BLANKS = " \u3000\xa0\u2002\u2003\u2009"

_KINDS = (
    "局|委|办|部|厅|署|院|会|府|室|中心|机关|单位|部门|站|所|队|台|社|行|公司|集团|学|校|关|联|协|地区|区|县|市|州|省|盟|旗|镇|乡|"
    "街道|小组|专班|指挥部|企业|处|科|股|组|司|高校|园|党委|党组|工委|馆|库|基地|厂|场|网|分行|支行|各地|各级|各方|地方|总社|群团|"
    "政协|人大|机构|法人|业主|平台|总商会|银保监|电力|电信|移动|联通|铁塔|烟草|邮政|消防|海事|铁路|税务|共青团中央|中宣部|团省委|团市委|共青团|主体"
)
_UNIT = re.compile(rf".*(?:{_KINDS})(?:（[^（）]*）)?$", re.DOTALL)
_GROUP = re.compile(r"(?:各|有关|相关|其他|其它|所有|全体|属地|所在|沿线|本级)")
_LONGEST = 32
"""Characters of a unit's name; what is longer is a sentence, or a list that was not parted."""

_LONGEST_PIECE = 200
"""Characters of a piece between two commas in which 和 may part names."""

_PROSE = re.compile(
    r"[。！？]|[要应须](?:加强|做好|建立)|(?:推进|加强|建立|完善|开展|促进|健全)(?!委|办|局|中心|组|小组|专班|会)"
)


def is_unit(name: str) -> bool:
    """Does it look like the name of a unit or of a group of units: 市林业局, 各县（市、区）人民政府, 国务院有关部门?"""
    return 2 <= len(name) <= _LONGEST and bool(_UNIT.match(name)) and not _PROSE.search(name)


class Name(NamedTuple):
    """A name in a list."""

    text: str
    start: int
    """Its offset in the list, in characters from 0."""


def depths(text: str) -> list[int]:
    """For each character, in how many brackets it stands; a bracket itself stands in what it opens or closes."""
    depth, found = 0, []
    for char in text:
        depth += char in OPENING
        found.append(depth)
        depth -= char in CLOSING and depth > 0
    return found


def closings(text: str, start: int, end: int) -> dict[int, int]:
    """Where each bracket between two offsets opens → the offset behind the one that closes it."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for place in range(start, end):
        if text[place] in OPENING:
            opened.append(place)
        elif text[place] in CLOSING and opened:
            found[opened.pop()] = place + 1
    return found


_PART = re.compile(f"[、，,；;\n\t\v]|[{BLANKS}]+")
_AND = re.compile(r"以及|和|及|与|暨")
_OPEN_END = re.compile(
    r"(?<![高平同上下中初优劣])等(?=有关|相关|各|部门|单位|国务院|中央|省|市|县|区|州|\d|[一二三四五六七八九十]+[个家部]|$|和|及|以及|地方|企业|机关|科研)"
)
_COUNTED = re.compile(r"(?:[\d一二三四五六七八九十]+个?(?:部门|单位|成员单位|个部门)|多部门)$")
BARE = re.compile(r"(?:部门|单位|机构|企业|部门和单位|单位和部门|部门和企业|部门（单位）|单位（部门）|部门、单位)$")
"""What may stand after 等 and names nobody."""

_LEVELS_LEFT = re.compile(
    r"各?(?:省|市|县|区|州|盟|旗|自治区|自治州|镇|乡|地区|县市|市州|街道|开发区|园区)(?:（[^）]*）)?$"
)
_LEVELS_RIGHT = re.compile(
    r"(?:省|市|县|区|州|盟|旗|自治区|自治州|自治县|直辖市|镇|乡|街道)(?:（[^）]*）)?"
    r"(?:级)?(?:人民政府|政府|党委|党工委|管委会|办事处|（镇|$)"
)
_PARTY_AND = re.compile(r"各.*(?:党委|党工委|党组)$")
_GOVERNMENT = re.compile(r"(?:人民)?政府$|管委会$|办事处$")
_TOGETHER = re.compile(r"(?:单位|部门|企业|机构|组织|政府|人民政府|个人|团体)$")
"""What 和 joins to a group into one entry: 各级党委和政府, 有关部门和单位."""

_FRESH = re.compile(r"(?:各|有关|相关|其他|其它|省|市|县|区|州|国家|国务院|中央|所在|属地|地方|驻|中国)")
"""How the last name of a list begins."""


def names(text: str) -> Iterator[Name]:
    """The names of a list, in order: 、 ， ； and blanks part them outside brackets, 和 及 等 where names end there.

    等 leaves a list open; a bare 部门 or 单位 behind it names nobody and is not given.
    """
    inside = depths(text)
    start = 0
    cuts = [cut for cut in _PART.finditer(text) if not inside[cut.start()]]
    for at, cut in enumerate(cuts):
        following = text[cut.end() : cuts[at + 1].start() if at + 1 < len(cuts) else len(text)]
        if cut[0] == "、" and _levels(text[start : cut.start()], following):
            continue
        yield from _ended(text, start, cut.start(), inside)
        start = cut.end()
    yield from _ended(text, start, len(text), inside)


def _levels(left: str, right: str) -> bool:
    """Do two pieces name the levels of one group: 各市、县（区）人民政府; 各省、自治区、直辖市人民政府?"""
    if _PARTY_AND.match(left) and _GOVERNMENT.match(right):
        return True  # 各县（市、区）党委、政府
    levels = re.split("[及和]", left)[-1].split("、")
    return levels[0].startswith("各") and bool(_LEVELS_LEFT.match(levels[-1]) and _LEVELS_RIGHT.match(right))


def _ended(text: str, start: int, end: int, inside: list[int]) -> Iterator[Name]:
    """The names of a piece, with what follows 等."""
    for found in _OPEN_END.finditer(text, start, end):
        if not inside[found.start()] and (found.start() == start or _is_end(text[start : found.start()])):
            yield from _joined(text, start, found.start(), inside)
            rest = text[found.end() : end].strip()
            if rest and not BARE.match(rest) and not _COUNTED.match(rest):
                yield from _joined(text, found.end(), end, inside)
            return
    yield from _joined(text, start, end, inside)


def _is_end(left: str) -> bool:
    return len(left) >= 2 and bool(_UNIT.match(left) or len(left) <= 8)


def _joined(text: str, start: int, end: int, inside: list[int]) -> Iterator[Name]:
    """The names that 和 or 及 part, where a name ends before it and another begins behind it."""
    for found in _AND.finditer(text, start, end if end - start <= _LONGEST_PIECE else start):
        left, right = text[start : found.start()].strip(), text[found.end() : end].strip()
        if not inside[found.start()] and _parts(left, right, found[0]):
            yield from _name(text, start, found.start())
            start = found.end()
    yield from _name(text, start, end)


def _name(text: str, start: int, end: int) -> Iterator[Name]:
    stripped = text[start:end].strip(" \n\t\v。.")
    if stripped:
        yield Name(stripped, start + text[start:end].index(stripped))


def _parts(left: str, right: str, word: str) -> bool:
    if not left:
        return bool(right)
    if not is_unit(left) or not right:
        return False
    if _TOGETHER.match(right):
        return False
    if _FRESH.match(right):
        return is_unit(right) or bool(_GROUP.match(right))
    return (
        is_unit(right) and (word != "与" or len(right) > 3) and not (len(left) <= 3 and left[-1] not in "局委部厅办院")
    )


def canonical_brackets(name: str) -> str:
    """A name without brackets around the whole of it."""
    return name[1:-1] if name[:1] in "（(" and name[-1:] in "）)" and depths(name)[1:-1].count(0) == 0 else name
