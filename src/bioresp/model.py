"""The circular as data (责任分工方案): plain frozen dataclasses, names as the circular writes them.

Where something stands in the file is kept beside it, in `position` and `places`, and is never part of equality:
reading what was written gives an equal plan, and a moved line is no change.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import NamedTuple


class Position(NamedTuple):
    """A place in a text: line and column from 1, the column in characters."""

    line: int
    column: int
    line_offsets: tuple[int, ...] = (0,)
    """For a value that stands on several lines: the offset in the value at which each line begins."""

    def at(self, offset: int) -> Position:
        """The place of the character at an offset (from 0) in the value that stands here."""
        line = bisect_right(self.line_offsets, offset) - 1
        return Position(self.line + line, self.column + offset - self.line_offsets[line])


Places = Mapping[str, Position]
"""Where the value of each key stands; the key "" is the whole, and "aliases.0" the first of a list."""

NOWHERE: Places = {}
START = Position(1, 1)


class _Fact:
    """What the dataclasses below have in common: to be equal is to say the same, wherever it stands.

    Written once, for dataclass would compile it for each of them at every start.
    """

    __slots__: tuple[str, ...] = ()

    def _said(self) -> tuple[tuple[str, object], ...]:
        return tuple([(name, getattr(self, name)) for name in self.__slots__ if name not in ("places", "position")])

    def __eq__(self, other: object) -> bool:
        return self._said() == other._said() if type(self) is type(other) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._said())

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self._said())})"


def _places() -> Places:
    return field(default_factory=lambda: NOWHERE, compare=False, kw_only=True)


class Role(Enum):
    """What a unit is to a measure or an action; the order is the one circulars name them in."""

    LEAD = "lead"
    RESPONSIBLE = "responsible"
    SUPPORTING = "supporting"

    @property
    def word(self) -> str:
        """牵头, 责任 or 配合."""
        return _WORDS[self]

    @property
    def label(self) -> str:
        """牵头单位, 责任单位 or 配合单位."""
        return _WORDS[self] + "单位"


_WORDS = {Role.LEAD: "牵头", Role.RESPONSIBLE: "责任", Role.SUPPORTING: "配合"}


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Assignment(_Fact):
    """One agency carrying one role (某单位承担某角色): the fact all else is built from."""

    agency: str
    """The name exactly as the circular writes it."""
    role: Role
    position: Position | None = field(default=None, compare=False, kw_only=True)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Action(_Fact):
    """A key action (主要举措)."""

    text: str
    assignments: tuple[Assignment, ...] = ()
    """Who the sentence says leads it (X牵头); whom else it names is derived from the text."""
    number: int | None = None
    """None where the circular gives none: a lone action has no number."""
    deadline: str = ""
    note: str = ""
    places: Places = _places()

    @property
    def lead(self) -> tuple[str, ...]:
        return agencies_in(self.assignments, Role.LEAD)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Measure(_Fact):
    """A measure (措施、重点任务): what is to be done, and by whom."""

    number: int
    title: str
    text: str = ""
    assignments: tuple[Assignment, ...] = ()
    actions: tuple[Action, ...] = ()
    deadline: str = ""
    note: str = ""
    numbering: tuple[str, ...] = ()
    """The label style of its actions, where it is another than the plan's; "" where they have no labels."""
    places: Places = _places()

    @property
    def is_read(self) -> bool:
        """Is it known who leads it? Not where a file was broken there; then nothing is to be said about its leads."""
        return not self.places or "lead" in self.places

    @property
    def parts(self) -> tuple[Measure | Action, ...]:
        """Whatever may carry roles and text: the measure itself, then its actions."""
        return self, *self.actions

    @property
    def lead(self) -> tuple[str, ...]:
        return agencies_in(self.assignments, Role.LEAD)

    @property
    def responsible(self) -> tuple[str, ...]:
        return agencies_in(self.assignments, Role.RESPONSIBLE)

    @property
    def supporting(self) -> tuple[str, ...]:
        return agencies_in(self.assignments, Role.SUPPORTING)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Section(_Fact):
    """A section (部分): a heading with measures below it, or with sections again.

    One without number and title adds no level: so the measures of a circular that has no sections are held.
    """

    number: int | None = None
    title: str = ""
    text: str = ""
    measures: tuple[Measure, ...] = ()
    sections: tuple[Section, ...] = ()
    """They follow the section's own measures."""
    numbering: tuple[str, ...] = ()
    """The label styles of the levels below it, where they are others than the plan's."""
    places: Places = _places()

    @property
    def is_heading(self) -> bool:
        return self.number is not None or bool(self.title)


LEVELS = {"national": "国家", "provincial": "省", "municipal": "市", "county": "县（区）"}
"""The levels of government that a unit may belong to."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Agency(_Fact):
    """A unit of the register (单位名录)."""

    name: str
    aliases: tuple[str, ...] = ()
    level: str = "municipal"
    """One of LEVELS."""
    until: str = ""
    """The last year, month or day on which it existed, ISO 8601 (2024, 2024-03); empty where it exists still."""
    renamed_to: str = ""
    """What it has been called since."""
    merged_into: str = ""
    """Which other unit has taken over its work."""
    places: Places = _places()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Standing(_Fact):
    """The standing note (通用说明), which binds every measure: 所有工作都需县（区）政府落实或配合，不单独列出，下同."""

    text: str
    agencies: tuple[str, ...] = ()
    stated_in: str = ""
    """The reference of the measure in whose unit list the circular says it; empty where it stands elsewhere."""
    places: Places = _places()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Notice(_Fact):
    """The covering notice (印发通知)."""

    title: str
    text: str = ""


DEFAULT_NUMBERING = ("一、", "（一）", "1.", "（1）", "①")
"""GB/T 9704-2012, 7.3.3: 一、（一） 1. （1）; the fifth level is ours."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Plan(_Fact):
    """A circular that divides work among agencies (责任分工方案), whole."""

    title: str
    document_number: str = ""
    """发文字号."""
    issuer: str = ""
    signatory: str = ""
    issued: date | None = None
    addressees: tuple[str, ...] = ()
    notice: Notice | None = None
    preamble: str = ""
    standing: Standing | None = None
    numbering: tuple[str, ...] = DEFAULT_NUMBERING
    """The label of the first heading on each level; levels that are not given are numbered as by default."""
    agencies: tuple[Agency, ...] = ()
    sections: tuple[Section, ...] = ()
    closing: str = ""
    """What the circular says behind its last measure."""
    remarks: str = ""
    """What stands below the signature: 附注 (此件公开发布), 版记 (GB/T 9704-2012, 7.3.6 and 7.4)."""
    places: Places = _places()


def agencies_in(assignments: tuple[Assignment, ...], role: Role) -> tuple[str, ...]:
    """The names that carry the role, in order, as written."""
    return tuple(each.agency for each in assignments if each.role is role)


def place(of: Plan | Section | Measure | Action | Agency | Standing, key: str = "") -> Position:
    """Where the value of a key stands; the place of the whole where the key is not there; else the text's start."""
    return of.places.get(key) or of.places.get("") or START
