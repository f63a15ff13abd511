"""A passage that may say roles → tokens: units, predicates, labels, dates, conventions, marks, others.

Names come first: a part between two marks is a name as far as it is one, and what follows the name is a predicate,
whatever its words are. Every character of a passage belongs to a token or is a blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from bioresp.circular.conventions import SIGNS, Convention, convention, conventions_in
from bioresp.circular.deadlines import date_before_units, is_deadline, is_plain_deadline
from bioresp.circular.labels import Label, Subject, labels, open_labels
from bioresp.circular.predicates import WITH, Predicate, predicate
from bioresp.circular.units import (
    BARE_NAME,
    BLANKS,
    BULLETS,
    CLOSING,
    OPENING,
    UNIT_END,
    closings,
    is_bare,
    is_certain,
    is_unit,
    names,
    names_levels,
)
from bioresp.circular.words import role_of, words
from bioresp.model import Role


class TokenKind(Enum):
    """What a token is."""

    UNIT = "unit"
    LIKELY = "likely"
    """Stands where a unit stands, and does not look like one."""
    SAYS = "says"
    WITH = "with"
    """会同: those behind it help."""
    LABEL = "label"
    DATE = "date"
    CONVENTION = "convention"
    MARK = "mark"
    OTHER = "other"


class Token(NamedTuple):
    """A piece of a passage; it stands from start to end, offsets from 0."""

    kind: TokenKind
    text: str
    start: int
    role: Role | None = None
    label: Label | None = None
    convention: Convention | None = None
    is_duty: bool = False
    """A predicate that only says by what share of the work: 按职责分工."""
    about: str = ""
    """What a predicate is about, where that is more than the task itself: 负责法制审查工作."""
    is_guess: bool = False
    """Is it a predicate of unknown words, taken for 负责?"""

    @property
    def end(self) -> int:
        return self.start + len(self.text)


# --- parts ----------------------------------------------------------------------------------------------------------

_MARK = "、，,；;。！？\n\t\v\f／/"
_OPENERS = re.compile(
    "(?:(?:此项|该项|本项|这项|各项|以上|上述|具体|有关|相关)?(?:工作|任务|措施|事项|内容)?(?:再|分别)?由|请|其他由|具体由|并由|均由|分别由|其中[：，]?|同时|以及|并|和|及|与|"
    f"[（(]?\\d{{1,2}}[）)．.、](?!\\d)|[①-⑳]|[{BULLETS}]+|[ \u3000\xa0])+"
)
_NOBODY = re.compile("无|[/／—－-]+|未列|暂无|不涉及")
_PROSE = re.compile("[要应须将]|的(?!单位|部门)|了|是(?!责任|牵头|配合)|着力|不断|进一步")
_LONGEST_NAME = 15
"""Characters of a part that is taken for a name though it does not look like one."""
_LONGEST_PREDICATE = 14
"""Characters of a predicate of unknown words."""


class _Part(NamedTuple):
    """A stretch between two marks outside brackets."""

    start: int
    end: int
    mark: str


def _parts(text: str, start: int, end: int) -> Iterator[_Part]:
    """The stretches between marks; 。 is a mark inside an open bracket too where the bracket never closes."""
    closed = closings(text, start, end)
    at = begin = start
    while at < end:
        char = text[at]
        if char in OPENING and at in closed:
            at = closed[at]
            continue
        if char in _MARK or (char in BLANKS and _is_parting(text, begin, at, end)):
            if char == "、" and names_levels(text[begin:at], _piece(text, at + 1, end)):
                at += 1  # 各市、县（区）人民政府 is one name
                continue
            yield _Part(begin, at, char)
            begin = at + 1
        at += 1
    yield _Part(begin, end, "")


_PIECE = re.compile("[^、，,；;。\n]*")


def _piece(text: str, start: int, end: int) -> str:
    found = _PIECE.match(text, start, end)
    return found[0] if found else ""


def _is_parting(text: str, begin: int, at: int, end: int) -> bool:
    """Does a blank part two units or a unit and what follows, and not two halves of one name?"""
    left = text[begin:at].strip()
    right = text[at:end].lstrip(BLANKS)
    return not left or not right or is_unit(left) or text[at + 1 : at + 2] in BLANKS


class Tokens:
    """Cuts a passage into tokens.

    Args:
        text: The passage.
        is_list: Does a label before it say that a list follows? Then its parts are names, even if they look odd.
    """

    def __init__(self, text: str, *, is_list: bool) -> None:
        self.text, self.is_list = text, is_list
        self.found: list[Token] = []

    def cut(self) -> list[Token]:
        """Return the tokens in order."""
        at = 0
        found = self._labels()
        for label in found:
            if label.start < at:
                continue
            self._stretch(at, label.start)
            self.found.append(Token(TokenKind.LABEL, self.text[label.start : label.end], label.start, label=label))
            self._aside(label)
            at = label.end
            if label.subject is not Subject.UNITS:
                at = self._content(label, found)
            else:
                self.is_list = True
        self._stretch(at, len(self.text))
        return self.found

    def _labels(self) -> list[Label]:
        """The labels, those of unknown words too where they stand among others."""
        found = list(labels(self.text))
        if not found and not self.is_list:
            return []
        for each in open_labels(self.text):
            if not any(each.start < other.end and other.start < each.end for other in found):
                found.append(each)
        return sorted(found)

    def _aside(self, label: Label) -> None:
        rule = convention(label.aside) if label.aside else None
        if rule:
            self.found.append(Token(TokenKind.CONVENTION, label.aside, label.aside_start, convention=rule))

    def _content(self, label: Label, following: Sequence[Label]) -> int:
        """Enter what stands behind a label that no list of units follows, and return where it ends.

        A date ends with its line or the next label, what 备注 says with the text, the rest at a ； too.
        """
        stop = min((each.start for each in following if each.start >= label.end), default=len(self.text))
        if label.words == "备注":
            stop = len(self.text)
        elif label.subject is Subject.DEADLINE:
            stop = _first_of("\n\v", self.text, label.end, stop)
        elif label.subject is Subject.REMARK:
            stop = _first_of("；;\n\v", self.text, label.end, stop)
        kind = TokenKind.DATE if label.subject is Subject.DEADLINE else TokenKind.OTHER
        raw = self.text[label.end : stop]
        content = raw.strip(f"{BLANKS}，,；;。、\n\t\v（([【")
        if content:
            self.found.append(Token(kind, content, label.end + raw.index(content), label=label))
        return stop

    # --- between labels ---------------------------------------------------------------------------------------------

    def _stretch(self, start: int, end: int) -> None:
        """Enter a stretch without labels: conventions first, for they run over several parts."""
        at = start
        for begin, stop, rule in conventions_in(self.text, start, end):
            self._listed(at, begin)
            self.found.append(Token(TokenKind.CONVENTION, self.text[begin:stop], begin, convention=rule))
            at = stop
        self._listed(at, end)

    def _listed(self, start: int, end: int) -> None:
        """Enter the parts of a list or sentence."""
        for part in _parts(self.text, start, end):
            self._part(part)
            if part.mark:
                self.found.append(Token(TokenKind.MARK, part.mark, part.end))

    def _part(self, part: _Part) -> None:
        begin, end = part.start, part.end
        while begin < end and self.text[begin] in f"{BLANKS}\r":
            begin += 1
        while end > begin and self.text[end - 1] in f"{BLANKS}\r":
            end -= 1
        if begin >= end or _NOBODY.fullmatch(self.text, begin, end):
            return
        if self.text[begin] in "（(" and closings(self.text, begin, end).get(begin) == end:
            begin, end = begin + 1, end - 1  # 责任单位：（市水利局）
        dated = date_before_units(self.text, begin, end)
        has_units = dated > begin and self._has_units(dated, end)
        if has_units:
            self.found.append(Token(TokenKind.DATE, self.text[begin:dated], begin))
            begin = dated
        elif is_deadline(self.text[begin:end]):
            self.found.append(Token(TokenKind.DATE, self.text[begin:end], begin))
            return
        opener = _OPENERS.match(self.text, begin, end)
        if opener and opener.end() < end:
            begin = opener.end()
        elif opener:
            return
        self._named(begin, end)

    def _has_units(self, start: int, end: int) -> bool:
        opener = _OPENERS.match(self.text, start, end)  # 6月底前由市林业局完成
        begin = opener.end() if opener else start
        cut = self._split(begin, end)
        return cut is not None and cut[0] > begin

    def _named(self, begin: int, end: int) -> None:
        """Enter a part as units and what they do; a sign before or behind a name is the name's."""
        first, last = begin, end
        while begin < end and self.text[begin] in SIGNS:
            begin += 1
        while end > begin and self.text[end - 1] in SIGNS:
            end -= 1
        count = len(self.found)
        self._unsigned(begin, end)
        if len(self.found) > count and (first, last) != (begin, end):
            self._with_signs(count, first, last)

    def _with_signs(self, count: int, first: int, last: int) -> None:
        """Let the first and the last name of a part, entered from a place on, take in the signs around them."""
        for at, start, end in ((count, first, None), (len(self.found) - 1, None, last)):
            token = self.found[at]
            if token.kind in (TokenKind.UNIT, TokenKind.LIKELY):
                begin = token.start if start is None else start
                stop = token.end if end is None else end
                self.found[at] = token._replace(text=self.text[begin:stop], start=begin)

    def _unsigned(self, begin: int, end: int) -> None:
        said = predicate(self.text[begin:end])
        if said and not said.about:
            self._say(said, begin, end)
            return
        cut = self._split(begin, end)
        if cut is None:
            self._odd(begin, end)
            return
        stop, said = cut
        self._units(begin, stop)
        joint = stop if said else self._joint(stop, end)
        if joint > stop and (spoken := predicate(self.text[stop:joint])):
            self._say(spoken, stop, joint)
            self._unsigned(joint, end)
            return
        if self._is_date(stop, end):
            self.found.append(Token(TokenKind.SAYS, "", stop, Role.RESPONSIBLE))
            self.found.append(Token(TokenKind.DATE, self.text[stop:end], stop))
        elif said:
            self._say(said, stop, end)
        elif stop < end:
            self.found.append(Token(TokenKind.OTHER, self.text[stop:end], stop))

    def _is_date(self, start: int, end: int) -> bool:
        """Does what follows a unit say by when, and no role but that it acts: 市林业局6月底前完成?"""
        said = {kind for word in words(self.text, start, end) for kind in word.kinds}
        return role_of(said) in (None, Role.RESPONSIBLE) and is_plain_deadline(self.text[start:end])

    def _joint(self, begin: int, end: int) -> int:
        """Return where a predicate ends right before another unit: 甲局牵头|乙局配合; else begin."""
        for at in range(begin + 2, min(begin + _LONGEST_PREDICATE, end - 3)):
            said = predicate(self.text[begin:at])
            following = self._split(at, end) if said and not said.about else None
            if following and following[1] and is_certain(_last(self.text[at : following[0]])):
                return at
        return begin

    def _split(self, begin: int, end: int) -> tuple[int, Predicate | None] | None:
        """Return where the names of a part end, and the predicate behind them; None where it begins with no name.

        The longest name wins whose rest is a predicate of known words; else one of known verbs and an object; else a
        name that is certain, whatever follows it.
        """
        whole = self.text[begin:end]
        ends = {found.end() - begin for found in UNIT_END.finditer(self.text, begin, end)}
        ends |= set(_bare_ends(whole))
        ends |= {size + 1 for size in ends if whole[size : size + 1] == "等"}
        heads = [size for size in sorted(ends, reverse=True) if self._is_head(whole[:size])]
        if len(whole) in heads:
            return end, None
        about: tuple[int, Predicate] | None = None
        for size in heads:
            said = predicate(whole[size:])
            if said and not said.about:
                return begin + size, said
            if said and about is None and is_certain(_last(whole[:size])) and _is_object(said.about):
                about = begin + size, said
        if about:
            return about
        sure = [size for size in heads if is_certain(_last(whole[:size]))]
        return (begin + sure[0], None) if sure else None

    def _is_head(self, text: str) -> bool:
        parted = [piece for piece in WITH.split(text) if piece]
        return bool(parted) and all(_is_named(piece) for piece in parted)

    def _odd(self, begin: int, end: int) -> None:
        """Enter a part that begins with no unit: in a list a name that does not look like one, else other."""
        text = self.text[begin:end]
        if len(text) <= _LONGEST_NAME and not _PROSE.search(text) and not re.search("[：:！？“”]", text):
            for size in range(len(text) - 1, 1, -1):
                said = predicate(text[size:])
                if said and not said.about and not _starts_inside(text, size):
                    self.found.append(Token(TokenKind.LIKELY, text[:size], begin))
                    self._say(said, begin + size, end)
                    return
            self.found.append(Token(TokenKind.LIKELY, text, begin))
            return
        self.found.append(Token(TokenKind.OTHER, text, begin))

    def _units(self, begin: int, end: int) -> None:
        at = begin
        for found in (*WITH.finditer(self.text, begin, end), None):
            stop = found.start() if found else end
            for name in names(self.text[at:stop]):
                kind = TokenKind.UNIT if is_unit(name.text) or is_bare(name.text) else TokenKind.LIKELY
                self.found.append(Token(kind, name.text, at + name.start))
            if found:
                self.found.append(Token(TokenKind.WITH, found[0], found.start()))
                at = found.end()

    def _say(self, said: Predicate, begin: int, end: int) -> None:
        self.found.append(
            Token(
                TokenKind.SAYS,
                self.text[begin:end],
                begin,
                said.role,
                is_duty=said.is_duty,
                about=said.about,
            )
        )


def _first_of(marks: str, text: str, start: int, end: int) -> int:
    """Where the first of some marks stands between two offsets; the end where none does."""
    return min((at for mark in marks if (at := text.find(mark, start, end)) >= 0), default=end)


def _bare_ends(text: str) -> Iterator[int]:
    """Where a shortened name at the beginning of a part may end: 工商|分工负责."""
    found = BARE_NAME.match(text)
    if found:
        yield found.end()


def _is_object(text: str) -> bool:
    """May a verb be about these words, which name no other unit and are no sentence?"""
    return len(text) <= 2 * _LONGEST_PREDICATE and not _PROSE.search(text) and not re.search("[局委厅]", text)


def _is_named(text: str) -> bool:
    return all(is_unit(name.text) or is_bare(name.text) for name in names(text)) and bool(text.strip())


def _last(text: str) -> str:
    listed = list(names(WITH.split(text)[-1]))
    return listed[-1].text if listed else ""


def _starts_inside(text: str, size: int) -> bool:
    """Is a cut inside a bracket?"""
    return sum(text[:size].count(mark) for mark in OPENING) > sum(text[:size].count(mark) for mark in CLOSING)
