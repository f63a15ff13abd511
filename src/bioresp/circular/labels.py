"""Labels: words of the table and a colon, behind which a list, a date or a remark follows (牵头单位：, 完成时限：)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from bioresp.circular.units import BLANKS, BULLETS, is_certain, is_unit
from bioresp.circular.words import Kind, label_role, pattern, role_of, words
from bioresp.model import Role


class Subject(Enum):
    """What a label is about."""

    UNITS = "units"
    DEADLINE = "deadline"
    REMARK = "remark"
    """People, money, telephone numbers: kept under the label's words."""
    UNKNOWN = "unknown"
    """A label of no known words, among others: kept under its words, with a doubt."""


class Label(NamedTuple):
    """A label, from start to end; the list or remark follows at end. Offsets from 0."""

    start: int
    end: int
    words: str
    subject: Subject
    role: Role | None
    """The role of the units behind it; RESPONSIBLE where a whole sentence follows."""
    aside: str = ""
    """What stands in brackets between the words and the colon: 责任单位（排第一的牵头）：."""
    aside_start: int = 0
    is_linked: bool = False
    """Is it linked by 为 or a blank, and no colon? Then what follows has to be units."""


_HEADS = {Kind.UNITS, Kind.PEOPLE, Kind.TIME, Kind.REMARK, Kind.SHARE}
_BESIDE = {
    Kind.LEADS, Kind.SUPPORTS, Kind.DOES, Kind.JOINS, Kind.MANNER, Kind.DUTY, Kind.OBJECT, Kind.WHOSE, Kind.CHECKS,
}  # fmt: skip
_RUN = f"(?:{pattern(_HEADS | _BESIDE)}){{1,6}}"
_LABEL = re.compile(
    f"(?P<open>[【\\[])?(?P<words>{_RUN})(?P<inner>（[^（）]{{1,6}}）{_RUN})?(?P<aside>（[^（）]{{0,40}}）)?"
    f"(?(open)[】\\]][：:]?|(?P<link>[：:]|(?<=单位)为|(?<=部门)为|(?<=[位门构])[{BLANKS}]+(?=\\S)))"
)
_OPEN_LABEL = re.compile("(?P<words>[\u4e00-\u9fff（）]{2,20})[：:]")
_BEFORE = {*"。；！？：，、）〕】”;,.\n\t\v（〔【([★☆◆●", *BULLETS, *BLANKS, ""}
_UNLINKED = re.compile("牵头|责任|主[办责要]")
"""责任单位为牵头单位 is a rule, and no label with a list behind it."""
_ADDRESSED = re.compile("各(?:有关|相关)?$")
"""Who is written to, and no label: 各成员单位：现将……"""
_ONE_WORD = {Kind.TIME, Kind.REMARK, Kind.SHARE, Kind.LEADS, Kind.SUPPORTS, Kind.DOES}


def labels(text: str, start: int = 0, end: int | None = None) -> Iterator[Label]:
    """Find the labels of a stretch whose words are in the table.

    A label stands behind a mark, a blank or a line's beginning; behind other text only where it is certain, as in lists
    whose line ends were lost (市水利局配合单位：市财政局).
    """
    stop = len(text) if end is None else end
    at = start
    while found := _LABEL.search(text, at, stop):
        label = _label(text, found, start)
        if label:
            yield label
        at = found.end() if label else found.start() + 1


def _label(text: str, found: re.Match[str], start: int) -> Label | None:
    begin, written = found.start("words"), found["words"] + (found["inner"] or "")
    if found["link"] == "为" and _UNLINKED.match(text, found.end()):
        return None
    is_free = bool(found["open"]) or begin == start or text[begin - 1] in _BEFORE
    if not is_free and _ADDRESSED.search(text, max(start, begin - 4), begin):
        return None
    if not is_free:
        cut = _own_words(text, begin, found.end("words"), start)
        if cut is None:
            return None
        written, begin = written[cut - begin :], cut
    subject, role = _meaning(written)
    is_linked = found["link"] not in (None, "：", ":")
    if subject is None or (is_linked and (subject is not Subject.UNITS or not is_free)):
        return None
    if not is_free and subject is Subject.REMARK:
        return None
    opened = found.start() if found["open"] else begin
    aside = (found["aside"] or "")[1:-1]
    return Label(opened, found.end(), written, subject, role, aside, found.start("aside") + 1, is_linked)


def _own_words(text: str, begin: int, end: int, start: int) -> int | None:
    """Return where a label begins whose words run on from the text before it; None where there is no certain label.

    What stands before it should be a whole unit (水利处配合单位：); else it has as few words as say a role.
    """
    run = list(words(text, begin, end))
    cuts = [each.start for each in run[:-1]]
    for cut in cuts:
        if is_unit(re.split("[、，；。：\\s]", text[max(start, cut - 40) : cut])[-1]):
            return cut
    if re.fullmatch("[\u4e00-\u9fff]{1,4}", text[start:begin]):
        return None  # 甲乙配合单位： is a label of unknown words, and no text before a label
    for cut in reversed(cuts):
        if _meaning(text[cut:end])[0] in (Subject.UNITS, Subject.DEADLINE):
            return cut
    return None


def _meaning(written: str) -> tuple[Subject | None, Role | None]:
    """Return what a label of these words is about, and its role."""
    run = list(words(written, 0, len(written)))  # 责任处（室） is in the table, 责任局（室） is not
    if not all(each.kinds for each in run):
        run = [each for part in re.split("[（）]", written) for each in words(part, 0, len(part))]
    if any(not each.kinds for each in run) and "（" not in written:
        return None, None
    said = {kind for each in run for kind in each.kinds}
    head = run[-1].kinds
    if Kind.UNITS in head:
        role = label_role(said)
        if Kind.CHECKS in said and role is None:
            return Subject.REMARK, None
        return (Subject.UNITS, role) if role and len(run) > 1 else (None, None)
    if Kind.SHARE in head or (run[-1].text == "分工" and len(run) == 1):
        return Subject.UNITS, Role.RESPONSIBLE
    if Kind.PEOPLE in head or Kind.REMARK in head:
        return Subject.REMARK, None
    if Kind.TIME in said and head & {Kind.TIME, Kind.OBJECT}:
        return Subject.DEADLINE, None
    role = role_of(said)
    is_short = len(run) == 1 and run[0].text in _SHORT
    return (Subject.UNITS, role) if is_short else (None, None)


_SHORT = {"牵头", "主办", "配合", "协办", "参与", "协助", "协同", "责任", "负责", "落实"}
"""The verbs that stand alone before a colon: 牵头：市林业局."""


def open_labels(text: str) -> Iterator[Label]:
    """Find labels whose words are in no row of the table, as lists have them beside known ones.

    They stand behind a mark (；资金来源：……), or right behind a unit's name (市数据中心试点单位：……).
    """
    for found in _OPEN_LABEL.finditer(text):
        start = found.start("words")
        if start and text[start - 1] not in _BEFORE:
            continue
        written = found["words"]
        cut = _behind_unit(written)
        if cut:
            yield Label(start + cut, found.end(), written[cut:], Subject.UNKNOWN, None)
        elif not _PART_OF_LIST.match(written):
            yield Label(start, found.end(), written, Subject.UNKNOWN, None)


def _behind_unit(written: str) -> int:
    """Where a label begins that runs on from a unit's name; 0 where none does."""
    if not written.endswith(("单位", "部门", "科室", "机构", "主体")):
        return 0
    return next((cut for cut in range(len(written) - 3, 2, -1) if is_certain(written[:cut])), 0)


_PART_OF_LIST = re.compile("第[一二三四五六七八九十\\d]{1,3}[批类组]")
"""What numbers the parts of one list: 第一批：甲局；第二批：乙局."""


def starts_with_label(text: str) -> bool:
    """Does a line begin with a label?"""
    text = text.lstrip(BULLETS + BLANKS)
    first = next(labels(text[:_LONGEST]), None)
    return first is not None and first.start == 0 and not text.startswith("注")


_LONGEST = 60
"""Characters of a line's beginning in which a label ends."""


def opens_list(text: str) -> bool:
    """Does a line begin with a label that a list of units follows?"""
    first = next(labels(text[:_LONGEST]), None)
    return first is not None and first.start == 0 and first.role is not None


def opens_remark(label: Label) -> bool:
    """Is all that follows a label, whatever it says, a remark?"""
    return label.words == "备注"
