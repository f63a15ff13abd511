"""Where a text says roles: brackets, labels with their lists, sentences that close a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bioresp.circular.deadlines import is_deadline
from bioresp.circular.labels import Label, labels, open_labels, opens_remark
from bioresp.circular.roles import Reading, is_certain_sentence, read, read_list
from bioresp.circular.text import DATED, DISTRIBUTED, HEADED, all_units
from bioresp.circular.units import BLANKS, BULLETS, OPENING, closings, is_certain, is_unit, names

_OPENING = re.compile("[（〔【［(\\[]")
_GLUE = " \n\t\v。；，、;,.　"
_LONGEST = 3000
"""Characters of a stretch that says roles; the longest lists of real circulars have some hundreds."""
_LONGEST_SENTENCE = 200
_STOP_OR_BRACKET = re.compile(f"[。{re.escape(OPENING)}]")
_SIGNED = re.compile(f"[{BLANKS}]+(?=\\S{{4,24}}[{BLANKS}]*{DATED.pattern})")
"""A blank before a signature and its date, in a text that lost its line ends."""
_ROLE_WORD = re.compile("牵头|负责|单位|部门|配合|落实|承办|参与|协办|主办")
_NEGATED = re.compile("(?:不|含|包括|如|即|以下|下|简称|详见|见|共|约|原|含有|除|由原)(?!青)")


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
    is_clause: bool = False
    """Is it the end of a sentence of the text? Where roles stand apart from the text, it is text."""
    runs_on: bool = False
    """Did its list end without a mark, before words that are no part of it?"""


def passages(text: str, start: int, end: int) -> list[Passage]:
    """The stretches between two offsets that say roles; what stands side by side is one."""
    found: list[Passage] = []
    single = list(_single(text, start, end))
    if any(each.reading.assigned and not each.is_clause for each in single):
        single = [each for each in single if not each.is_clause]  # ……，由审批部门承担。责任单位：市财政局
    for each in single:
        if found and not text[found[-1].end : each.start].strip(_GLUE):
            _add(found[-1], each)
        else:
            found.append(each)
    return [each for each in found if each.reading.binds]


def _add(to: Passage, each: Passage) -> None:
    to.reading.add(each.reading)
    to.end, to.is_closed, to.is_bare = each.end, to.is_closed and each.is_closed, to.is_bare and each.is_bare
    to.runs_on = each.runs_on


def _single(text: str, start: int, end: int) -> Iterator[Passage]:
    at = start
    while at < end:
        line_end = text.find("\n", at, end)
        line_end = end if line_end < 0 else line_end
        found = list(_in_line(text, at, line_end, end))
        if not any(each.reading.assigned for each in found) and (sentence := _sentence(text, start, at, line_end)):
            found = [*(each for each in found if each.end <= sentence.start), sentence]
        for passage in found:
            yield passage
            at = passage.end
        at = max(at, line_end) + 1


def _sentence(text: str, region: int, start: int, end: int) -> Passage | None:
    """The last sentence of a paragraph, or a paragraph of its own, that only says who is to do what stands before it.

    建立台账。由市林业局会同市水利局等部门负责落实。
    """
    if not _ROLE_WORD.search(text, start, end) or "\t" in text[start:end]:
        return None
    last = text[start:end].rstrip(_GLUE)
    begin = start + max(last.rfind(mark) + 1 for mark in "。！？；")
    is_item = text[start - 1 : start] not in ("", "\n") or bool(HEADED.match(text, start, end))
    by = text.rfind("，由", begin, start + len(last)) if is_item else -1
    begin = by + 1 if by >= 0 else begin  # 化解积案，由市自然资源局牵头、各县区政府配合；
    if begin == start and (start == region or HEADED.match(text, start, end)):
        return None
    if end - begin > _LONGEST_SENTENCE or not _ROLE_WORD.search(text, begin, end) or last.endswith("解释"):
        return None  # 本措施由市林业局负责解释 says nothing of a task
    words = text[begin:end]
    reading = read(words.strip(), needs_verb=True)
    if not reading or not reading.assigned or not is_certain_sentence(reading):
        return None
    if begin > start and not _says_it_all(words, reading):
        return None
    shift = begin + len(words) - len(words.lstrip())
    return Passage(begin, end, reading.moved(shift), is_apart=begin == start, is_clause=begin > start)


def _says_it_all(words: str, reading: Reading) -> bool:
    """Does a closing sentence begin with the units it names: no 各单位负责落实 of the prose?"""
    named = [each for each in reading.assigned if not each.name.startswith(("各单位", "各部门", "有关", "相关"))]
    said = words.strip()
    return bool(named) and (re.match("[由请]", said) is not None or said.startswith(named[0].name))


def _in_line(text: str, start: int, end: int, region_end: int) -> Iterator[Passage]:
    """The stretches of a paragraph; a list that its label opens may run on in the next ones."""
    starts = {label.start: label for label in labels(text, start, end)}
    closed = closings(text, start, end)
    line_start = text.rfind("\n", 0, start) + 1
    at = start
    for place in sorted({*starts, *(bracket.start() for bracket in _OPENING.finditer(text, start, end))}):
        if place < at:
            continue
        is_apart = not text[line_start:place].strip(BULLETS + BLANKS)
        if place in starts:
            passage = _labelled(text, starts[place], end, region_end, closed, is_apart=is_apart)
            if passage:
                yield passage
            at = passage.end if passage else starts[place].end
            continue
        close = closed.get(place, 0)
        if not close and end - place > _LONGEST_SENTENCE:
            continue
        bracket = _bracket(text, place, close or end, end, is_closed=bool(close), is_apart=is_apart)
        if bracket:
            yield bracket
        at = close if close or bracket else place + 1


def _labelled(
    text: str, label: Label, end: int, region_end: int, closed: dict[int, int], *, is_apart: bool
) -> Passage | None:
    """A label and the list behind it."""
    if is_apart and label.words in ("注", "说明"):
        return None  # a note at the foot is text; its conventions are read before all lists
    close = end if opens_remark(label) else _list_end(text, label.end, end, region_end, closed)
    reading = read_list(text[label.start : close])
    if reading is None or (label.is_linked and (reading.doubtful or not reading.assigned)):
        return None  # 责任单位为主动作为的……
    stop = label.start + reading.end
    runs_on = stop < close and bool(text[stop:close].strip(_GLUE))
    return Passage(label.start, stop, reading.moved(label.start), is_apart, runs_on=runs_on)


def _list_end(text: str, start: int, end: int, region_end: int, closed: dict[int, int]) -> int:
    """Where what a label opens ends at the latest: at a full stop, but for a note behind it; else with the paragraph.

    Paragraphs that are lists of units and nothing else belong to it.
    """
    at = start
    while (found := _STOP_OR_BRACKET.search(text, at, end)) and found.start() - start < _LONGEST:
        at = found.start()
        if found[0] != "。":
            at = closed.get(at, at + 1)
            continue
        behind = _note_end(text, at, end, closed)
        if behind == at:
            return at + 1 if text[at + 1 : end].strip() else end
        at = behind
    if end - start > _LONGEST:
        return start + _LONGEST
    signed = _SIGNED.search(text, start, end)
    if signed:
        return signed.start()
    return _below(text, end, region_end)


def _note_end(text: str, at: int, end: int, closed: dict[int, int]) -> int:
    """Where a note behind the full stop of a list ends (。以下均需各乡镇落实，不再列出); else the stop's place."""
    note = closed.get(at + 1, 0)
    if note and note - at <= _LONGEST and (found := read(text[at + 2 : note - 1])) and found.binds:
        return note
    rest = re.compile("[^。\n]*").match(text, at + 1, end)
    if rest and (found := read(rest[0])) and found.conventions and not found.assigned and not found.left:
        return rest.end()
    return at


def _below(text: str, end: int, region_end: int) -> int:
    while end < region_end:
        line_end = text.find("\n", end + 1, region_end)
        line_end = region_end if line_end < 0 else line_end
        below = text[end + 1 : line_end]
        is_signed = DATED.match(text[line_end : line_end + 24].lstrip())
        if not below.strip() or HEADED.match(below) or is_signed or not (all_units(below) or _is_unknown(below)):
            break
        end = line_end
    return end


def _is_unknown(line: str) -> bool:
    """Is a line below a label one with a label of unknown words: 兜底单位：市财政局, 完成时点：年底?"""
    label = next(open_labels(line), None)
    if label is None or label.start > 0 or any(labels(line)) or DISTRIBUTED.match(line):
        return False
    return all_units(line[label.end :]) or is_deadline(line[label.end :].strip())


def _bracket(text: str, start: int, end: int, line_end: int, *, is_closed: bool, is_apart: bool) -> Passage | None:
    content = text[start + 1 : end - is_closed]
    if len(content) > _LONGEST or not (is_closed or _ROLE_WORD.search(content)):
        return None
    if not is_closed and re.search("[。！？]", content):
        return None
    if is_closed and not _is_parted(text, start, end, line_end):
        return None
    reading = read(content, needs_verb=True)
    if reading and (reading.assigned or reading.conventions or _is_closing(text, start, end, line_end)):
        if reading.guessed and not _is_closing(text, start, end, line_end):
            return None
        is_apart = is_apart and not text[end:line_end].strip(_GLUE)
        return Passage(start, end, reading.moved(start + 1), is_apart, is_closed)
    return _bare(text, start, end, line_end, content, is_apart=is_apart) if is_closed else None


def _bare(text: str, start: int, end: int, line_end: int, content: str, *, is_apart: bool) -> Passage | None:
    """A bracket that closes a sentence and lists nothing but units."""
    if not _is_closing(text, start, end, line_end) or _NEGATED.match(content):
        return None
    reading = read(content)
    if not reading or not reading.assigned:
        return None
    if text[start - 1] not in "。；！" and len(list(names(content))) < 2:
        return None
    if not all(is_unit(each.name) for each in reading.assigned) or not any(
        is_certain(e.name) for e in reading.assigned
    ):
        return None
    return Passage(start, end, reading.moved(start + 1), is_apart, is_bare=True)


def _is_parted(text: str, start: int, end: int, line_end: int) -> bool:
    """Does a bracket stand between parts of a sentence? In 专班（市林业局牵头）统一推进 it does not."""
    return (
        text[start - 1 : start] in _AROUND
        or end >= line_end
        or text[end] in _AROUND
        or text[end] in OPENING
        or bool(HEADED.match(text, end, line_end))
    )


_AROUND = {*"。；！？，、：”\n\t\v）〕】", *BLANKS, ""}


def _is_closing(text: str, start: int, end: int, line_end: int) -> bool:
    """Does the bracket close a sentence or the paragraph?"""
    return start > 0 and (
        text[start - 1] in "。；！"
        or not text[end:line_end].strip(_GLUE)
        or bool(HEADED.match(text[end:line_end].lstrip()))
    )
