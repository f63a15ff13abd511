"""The stretches of a text that say roles, each with what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bioresp.circular.roles import Reading, labels, opens_remark, read
from bioresp.circular.text import DATED, HEADED, all_units
from bioresp.circular.units import BLANKS, BULLETS, OPENING, closings, is_unit, names

_OPENING = re.compile("[（〔【［(\\[]")
_GLUE = " \n\t\v。；，、;,."
_LONGEST = 3000
"""Characters of a stretch that says roles; the longest lists of real circulars have some hundreds."""
_LONGEST_SENTENCE = 200
_ROLE_WORD = re.compile("牵头|负责|单位|部门|配合|落实")
_NEGATED = re.compile("(?:不|含|包括|如|即|以下|下|简称|详见|见|共|约|原|含有|除)")


@dataclass
class Passage:
    """A stretch that says roles, from start to end, offsets in characters from 0."""

    start: int
    end: int
    reading: Reading
    is_apart: bool
    """Does it stand on lines of its own?"""
    is_closed: bool = True
    """False where its bracket is never closed."""
    is_bare: bool = False
    """A list of names in a bracket, with no word that says what they do."""


def passages(text: str, start: int, end: int) -> list[Passage]:
    """The stretches between two offsets that say roles; what stands side by side is one."""
    found: list[Passage] = []
    for each in _single(text, start, end):
        if found and not text[found[-1].end : each.start].strip(_GLUE):
            _add(found[-1], each)
        else:
            found.append(each)
    return [each for each in found if each.reading.binds]


def _add(to: Passage, each: Passage) -> None:
    reading, more = to.reading, each.reading
    reading.assigned += more.assigned
    reading.deadline += more.deadline
    reading.notes += more.notes
    reading.standing = reading.standing or more.standing
    reading.first_leads |= more.first_leads
    reading.is_explicit |= more.is_explicit
    reading.doubtful += more.doubtful
    to.end, to.is_closed, to.is_bare = each.end, to.is_closed and each.is_closed, to.is_bare and each.is_bare


def _single(text: str, start: int, end: int) -> Iterator[Passage]:
    at = start
    while at < end:
        line_end = text.find("\n", at, end)
        line_end = end if line_end < 0 else line_end
        found = list(_in_line(text, at, line_end, end))
        if not found and at > start and (sentence := _sentence(text, at, line_end)):
            found = [sentence]
        for passage in found:
            yield passage
            at = passage.end
        at = max(at, line_end) + 1


def _sentence(text: str, start: int, end: int) -> Passage | None:
    """A paragraph of its own that says who is to do what stands above it, and nothing else."""
    if end - start > _LONGEST_SENTENCE or "\t" in text[start:end] or HEADED.match(text, start, end):
        return None
    reading = read(text[start:end].strip(), needs_verb=True)
    if not reading or not reading.assigned or reading.doubtful:
        return None
    return Passage(start, end, _moved(reading, start), is_apart=True)


def _in_line(text: str, start: int, end: int, region_end: int) -> Iterator[Passage]:
    """The stretches of a paragraph; a list that its label opens may run on in the next ones."""
    starts = {label.start(): label for label in labels(text, start, end)}
    closed = closings(text, start, end)
    line_start = text.rfind("\n", 0, start) + 1
    at = start
    for place in sorted({*starts, *(bracket.start() for bracket in _OPENING.finditer(text, start, end))}):
        if place < at:
            continue
        is_apart = not text[line_start:place].strip(BULLETS + BLANKS)
        if place in starts:
            is_remark = opens_remark(starts[place])
            close = end if is_remark else _list_end(text, place, end, region_end, closed)
            reading = read(text[place:close])
            if reading and starts[place]["colon"] == "为" and reading.doubtful:
                reading = None  # 责任单位为主动作为的……
            if reading:
                yield Passage(place, close, _moved(reading, place), is_apart)
            at = close
            continue
        close = closed.get(place, 0)
        if not close and end - place > _LONGEST_SENTENCE:
            continue
        passage = _bracket(text, place, close or end, end, is_closed=bool(close), is_apart=is_apart)
        if passage:
            yield passage
        at = close if close or passage else place + 1


def _moved(reading: Reading, by: int) -> Reading:
    reading.assigned = [each._replace(start=each.start + by) for each in reading.assigned]
    reading.doubtful = [each._replace(start=each.start + by) for each in reading.doubtful]
    return reading


def _list_end(text: str, start: int, end: int, region_end: int, closed: dict[int, int]) -> int:
    """Where what a label opens ends: at a full stop, but for a note in brackets behind it; else with the paragraph.

    Paragraphs that are lists of units and nothing else belong to it.
    """
    at = start
    while at < end and at - start < _LONGEST:
        if text[at] == "。":
            note = closed.get(at + 1, 0)
            if not note or note - at > _LONGEST or not read(text[at + 2 : note - 1]):
                return at + 1 if text[at + 1 : end].strip() else end
            at = note
        else:
            at = closed.get(at, at + 1) if text[at] in OPENING else at + 1
    if at < end:
        return at
    while end < region_end:
        line_end = text.find("\n", end + 1, region_end)
        line_end = region_end if line_end < 0 else line_end
        below = text[end + 1 : line_end]
        is_signed = DATED.match(text[line_end : line_end + 24].lstrip())
        if not below.strip() or HEADED.match(below) or is_signed or not all_units(below):
            break
        end = line_end
    return end


def _bracket(text: str, start: int, end: int, line_end: int, *, is_closed: bool, is_apart: bool) -> Passage | None:
    content = text[start + 1 : end - is_closed]
    if len(content) > _LONGEST or not (is_closed or _ROLE_WORD.search(content)):
        return None
    if not is_closed and re.search("[。！？]", content):
        return None
    reading = read(content, needs_verb=True)
    if reading:
        return Passage(
            start, end, _moved(reading, start + 1), is_apart and not text[end:line_end].strip(_GLUE), is_closed
        )
    if not is_closed or not _is_closing(text, start, end, line_end) or _NEGATED.match(content):
        return None
    reading = read(content)
    if not reading or (text[start - 1] not in "。；！”" and len(list(names(content))) < 2):
        return None
    if not all(is_unit(each.name) for each in reading.assigned):
        return None
    return Passage(start, end, _moved(reading, start + 1), is_apart, is_bare=bool(reading.assigned))


def _is_closing(text: str, start: int, end: int, line_end: int) -> bool:
    """Does the bracket close a sentence or the paragraph?"""
    return start > 0 and (
        text[start - 1] in "。；！”" or not text[end:line_end].strip(_GLUE) or bool(HEADED.match(text[end:line_end]))
    )
