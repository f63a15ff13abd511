"""Who is to do it, by when: the tokens of a passage → clauses → assignments, deadlines, notes, and what is left over.

A clause is units and what they do (甲局、乙局按职责分工负责), or a label and its units (牵头单位：甲局).
、 joins units, ； ends a clause, ， ends one where something was said of its units.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bioresp.circular.conventions import Convention, Conventions, Rule
from bioresp.circular.deadlines import is_plain_deadline
from bioresp.circular.labels import Label, Subject
from bioresp.circular.tokens import Token, TokenKind, Tokens
from bioresp.circular.units import Name, canonical_brackets, is_certain
from bioresp.model import Role


class Assigned(NamedTuple):
    """A name in a role, and where it stands in the text that was read."""

    role: Role
    name: str
    start: int
    marks: str = ""
    """The marks between the beginning of its list and it: those before the first ， may lead."""


class Standing(NamedTuple):
    """A note that binds every measure, and the units it names."""

    text: str
    agencies: tuple[str, ...]


@dataclass
class Reading:
    """What one stretch of text says of roles. Places are offsets, in characters from 0."""

    assigned: list[Assigned] = field(default_factory=list)
    deadline: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    wording: list[str] = field(default_factory=list)
    """Clauses that say more than their roles: 甲局、乙局等按职责分工负责."""
    conventions: list[Convention] = field(default_factory=list)
    is_explicit: bool = False
    """Does it name the leads itself?"""
    doubtful: list[Name] = field(default_factory=list)
    """Names that do not look like units."""
    guessed: list[Name] = field(default_factory=list)
    """Predicates of unknown words, taken for 负责; labels of unknown words, kept as notes."""
    left: list[Name] = field(default_factory=list)
    """What was used for nothing."""
    end: int = 0
    """Where reading stopped: at the end of the text, or before what is no part of the list."""

    @property
    def binds(self) -> bool:
        """Does it say more than a remark?"""
        return bool(self.assigned or self.deadline or self.conventions)

    @property
    def standing(self) -> Standing | None:
        """The first note that binds every measure."""
        found = next((each for each in self.conventions if each.rule is Rule.STANDING), None)
        return Standing(found.text, found.agencies) if found else None

    def add(self, more: Reading) -> None:
        """Take in what the next stretch says."""
        self.assigned += more.assigned
        self.deadline += more.deadline
        self.notes += more.notes
        self.wording += more.wording
        self.conventions += more.conventions
        self.is_explicit |= more.is_explicit
        self.doubtful += more.doubtful
        self.guessed += more.guessed
        self.left += more.left

    def moved(self, by: int) -> Reading:
        """Shift its places: it was read from a stretch that begins there."""
        self.assigned = [each._replace(start=each.start + by) for each in self.assigned]
        for listed in (self.doubtful, self.guessed, self.left):
            listed[:] = [each._replace(start=each.start + by) for each in listed]
        self.end += by
        return self


_EXPLAINED = re.compile("是?指(?!挥|导)|即[指为]|应当|要[求按加认切]|须按|负责[对组统]")
"""How an explanation of a label goes on, where a list would begin: 责任单位是指……"""
_LONGEST_GUESS = 14
"""Characters of a predicate of unknown words."""
_NO_PREDICATE = re.compile(
    "^[：:]|负责[人制]|[要应须将了]|的|是|关于|印发|发布|通过|批准|审议|制定|会议|除外|以外|所属|范围|令|号$|章$|印$"
)


def read(text: str, *, needs_verb: bool = False) -> Reading | None:
    """Return what a text says of roles: labels with their lists, or a sentence; None where it says nothing of the kind.

    Args:
        text: What stands in a bracket, a cell or a paragraph of its own.
        needs_verb: Does a list of units alone, which says nothing of them, not count?
    """
    tokens = Tokens(text, is_list=False).cut()
    reading = _Clauses(text, _guessed(tokens)).reading(len(text))
    if any(
        token.label and token.label.subject is not Subject.UNKNOWN for token in tokens if token.kind is TokenKind.LABEL
    ):
        return reading if reading.binds or reading.notes else None
    if not reading.assigned:
        is_date = not reading.left and bool(reading.deadline) and all(map(is_plain_deadline, reading.deadline))
        return reading if is_date or reading.conventions else None
    is_said = any(token.kind is TokenKind.SAYS for token in tokens) or bool(reading.guessed) or reading.is_explicit
    if not is_said and ((needs_verb and not _has_rule(reading)) or reading.doubtful or reading.left):
        return None
    if len(reading.doubtful) * 2 > len(reading.assigned):
        return None
    return reading if sum(len(each.text) for each in reading.left) * 2 <= len(text) else None


def read_list(text: str) -> Reading | None:
    """Return what a label and the text behind it say, as far as the list goes; None where the text explains the label.

    The list ends before the first part that is no unit, no date, no predicate and no note; `end` says where that is.
    """
    tokens = Tokens(text, is_list=True).cut()
    stop = len(text)
    for at, token in enumerate(tokens):
        is_first = at > 0 and tokens[at - 1].kind is TokenKind.LABEL
        if is_first and token.label is None and _EXPLAINED.match(token.text):
            return None
        if token.kind is TokenKind.OTHER and token.label is None:
            stop = token.start
            tokens = tokens[:at]
            break
    while tokens and tokens[-1].kind is TokenKind.MARK and stop < len(text):
        tokens.pop()
    reading = _Clauses(text, tokens).reading(stop)
    return reading if reading.binds or reading.notes else None


def is_certain_sentence(reading: Reading) -> bool:
    """Are all names of a sentence without brackets or label certain, and all its words understood?"""
    if reading.doubtful or reading.left or reading.guessed:
        return False
    return all(is_certain(each.name) for each in reading.assigned)


def _has_rule(reading: Reading) -> bool:
    """Does it say how its own units are to be read: （甲局、乙局，列第一位的为牵头单位）?"""
    return any(each.rule in (Rule.FIRST_LEADS, Rule.SEPARATED_LEADS, Rule.MARKED_LEADS) for each in reading.conventions)


def _guessed(tokens: list[Token]) -> list[Token]:
    """Take what stands right behind a certain unit for a predicate, where it is short and does not look like prose."""
    made: list[Token] = []
    for at, token in enumerate(tokens):
        before = tokens[at - 1] if at else None
        is_behind = before and before.kind is TokenKind.UNIT and before.end == token.start and is_certain(before.text)
        is_short = len(token.text) <= _LONGEST_GUESS and not _NO_PREDICATE.search(token.text)
        if token.kind is TokenKind.OTHER and not token.label and is_behind and is_short:
            made.append(token._replace(kind=TokenKind.SAYS, role=Role.RESPONSIBLE, is_guess=True))
        else:
            made.append(token)
    return made


class _Clauses:
    """Reads tokens one after the other; what it has not yet assigned waits for what is said of it."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text, self.tokens = text, tokens
        self.made = Reading()
        self.before: Sequence[Token] = ()
        """The two tokens before the one that is read."""
        self.label: Label | None = None
        self.marks = ""
        self.waiting: list[Assigned] = []
        """Units of which nothing has been said yet."""
        self.helping: list[Assigned] = []
        """Units behind 会同."""
        self.is_helping = False
        self.by_duty: list[int] = []
        """Which of those assigned last were only said to act by their share of the work."""

    def reading(self, end: int) -> Reading:
        """Return what all tokens say."""
        for at, token in enumerate(self.tokens):
            self.before = self.tokens[max(0, at - 2) : at]
            self._take(token)
        self._flush()
        self.made.end = end
        return self.made

    def _take(self, token: Token) -> None:
        match token.kind:
            case TokenKind.UNIT | TokenKind.LIKELY:
                self._unit(token)
            case TokenKind.WITH:
                self.is_helping = True
            case TokenKind.SAYS:
                self._say(token)
            case TokenKind.MARK:
                self._mark(token)
            case TokenKind.LABEL:
                self._flush()
                self.label = token.label
                self.marks = ""
            case TokenKind.DATE:
                self._date(token)
            case TokenKind.CONVENTION:
                self._convention(token)
            case TokenKind.OTHER:
                self._other(token)

    def _unit(self, token: Token) -> None:
        if self.label and self.label.subject is not Subject.UNITS:
            self._keep(token)
            return
        name = token.text.lstrip("0123456789.．、 ") if re.match("\\d{1,2}[.．、](?!\\d)", token.text) else token.text
        start = token.start + len(token.text) - len(name)
        entry = Assigned(self._listed_role(), canonical_brackets(name), start, self.marks)
        aside = _ASIDE_ROLE.search(entry.name)
        marked = _marked(aside["word"]) if aside else None
        if token.kind is TokenKind.LIKELY:
            self.made.doubtful.append(Name(token.text, token.start))
        if aside and marked:
            self.made.assigned.append(entry._replace(name=entry.name[: aside.start()], role=marked))
            self.made.is_explicit |= marked is Role.LEAD
        elif entry.name:
            (self.helping if self.is_helping else self.waiting).append(entry)

    def _listed_role(self) -> Role:
        return (self.label and self.label.role) or Role.RESPONSIBLE

    def _say(self, token: Token) -> None:
        role = token.role or Role.RESPONSIBLE
        if not self.waiting and not self.helping:
            if self.by_duty and not token.is_duty:
                for at in self.by_duty:
                    self.made.assigned[at] = self.made.assigned[at]._replace(role=role)
            self.by_duty = []
            return
        listed = self._listed_role()
        begin = min(each.start for each in (*self.waiting, *self.helping))
        clause = self.text[begin : token.end]
        if token.about:
            self.made.notes.append(clause)
        elif token.text not in _PLAIN or _OPEN_LIST.search(clause):
            self.made.wording.append(clause)
        if token.is_guess:
            self.made.guessed.append(Name(token.text, token.start))
        if role is Role.RESPONSIBLE and listed is not Role.RESPONSIBLE and self.label:
            role = listed
        self._assign(role, is_duty=token.is_duty)

    def _assign(self, role: Role, *, is_duty: bool = False) -> None:
        first = len(self.made.assigned)
        self.made.assigned += [each._replace(role=role) for each in self.waiting]
        self.by_duty = list(range(first, len(self.made.assigned))) if is_duty else []
        self.made.assigned += [each._replace(role=Role.SUPPORTING) for each in self.helping]
        self.made.is_explicit |= role is Role.LEAD and bool(self.waiting)
        self.waiting, self.helping, self.is_helping = [], [], False

    def _mark(self, token: Token) -> None:
        self.marks += token.text.replace(",", "，").replace(";", "；")  # lists have both widths
        if token.text in "；;。！？":
            self._flush()

    def _flush(self) -> None:
        """What nothing was said of has the role of its label, else it is responsible."""
        if self.waiting and self.label:
            begin, last = self.waiting[0].start, self.waiting[-1]
            behind = _OPEN_LIST.match(self.text, last.start + len(last.name))
            if behind:  # 甲局、乙局等
                self.made.wording.append(self.text[begin : behind.end()])
        self._assign(self._listed_role())

    def _date(self, token: Token) -> None:
        """Enter a date; 3月底前出台政策，年内持续推进 is one."""
        kinds = [each.kind for each in self.before]
        if kinds == [TokenKind.DATE, TokenKind.MARK] and self.before[-1].text in "，," and not token.label:
            self.made.deadline[-1] += f"，{token.text}"
        else:
            self.made.deadline.append(token.text)

    def _convention(self, token: Token) -> None:
        assert token.convention
        self.made.conventions.append(token.convention)

    def _other(self, token: Token) -> None:
        if token.label:
            self._keep(token)
        else:
            self.made.left.append(Name(token.text, token.start))

    def _keep(self, token: Token) -> None:
        """Keep what stands behind a label that gives no role, under the label's words."""
        label = token.label or self.label
        assert label
        if label.words == "备注":
            self.made.notes.append(token.text)
            return
        if label.subject is Subject.UNKNOWN:
            self.made.guessed.append(Name(f"{label.words}：{token.text}", label.start))
        self.made.notes.append(f"{label.words}：{token.text}")


_PLAIN = {
    "牵头",
    "负责",
    "配合",
    "参与",
    "牵头负责",
    "负责牵头",
    "落实",
    "负责落实",
    "协办",
    "承办",
    "实施",
    "支持",
    "协助",
}
"""Predicates that say no more than the role; any other is kept in the note, as the circular writes it."""
_OPEN_LIST = re.compile("等(?:部门和单位|部门|单位|有关方面)?(?=[，,；;。、）)]|$|[\u4e00-\u9fff])")
_ASIDE_ROLE = re.compile("[（(](?P<word>[^（）()]{1,10})[）)]$")


def _marked(word: str) -> Role | None:
    """Return the role that a bracket behind a name says: 市财政局（牵头）."""
    if re.fullmatch("总?牵头(?:单位|部门|负责)?|主办(?:单位)?|主责", word):
        return Role.LEAD
    if re.fullmatch("配合(?:单位|部门)?|协办(?:单位)?|参与(?:单位)?", word):
        return Role.SUPPORTING
    return None


# --- conventions applied --------------------------------------------------------------------------------------------


def applied(reading: Reading, held: Conventions) -> list[Assigned]:
    """Return the assignments of a list as the conventions that hold for it say."""
    assigned = list(reading.assigned)
    if not assigned:
        return assigned
    if not reading.is_explicit and held.separated:
        assigned = _separated(assigned, held.separated)
    elif not reading.is_explicit and held.first_leads:
        assigned = _first_leads(assigned, held.first_leads)
    if held.lone_leads and all(each.role is not Role.LEAD for each in assigned):
        assigned = [each._replace(role=Role.LEAD) if each.role is Role.RESPONSIBLE else each for each in assigned]
    named = {each.name for each in assigned}
    for rule in held.everywhere:
        added = [name for name in rule.agencies if name not in named]
        assigned += [Assigned(rule.role or Role.SUPPORTING, name, assigned[0].start) for name in added]
    return assigned


def _first_leads(assigned: list[Assigned], rule: Convention) -> list[Assigned]:
    first, *others = assigned
    if first.role is Role.RESPONSIBLE:
        first = first._replace(role=Role.LEAD)
    if rule.role:
        others = [each._replace(role=rule.role) if each.role is Role.RESPONSIBLE else each for each in others]
    return [first, *others]


def _separated(assigned: list[Assigned], rule: Convention) -> list[Assigned]:
    """Those before the first of its marks lead; a list without the mark names no lead."""
    if not any(rule.sign in each.marks for each in assigned):
        return assigned

    def role(each: Assigned) -> Role:
        if each.role is not Role.RESPONSIBLE:
            return each.role
        return (rule.role or each.role) if rule.sign in each.marks else Role.LEAD

    return [each._replace(role=role(each)) for each in assigned]
