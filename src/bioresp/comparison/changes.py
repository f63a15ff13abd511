"""What a change is: a frozen value that says what was and what is, and from which the new plan is made again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from bioresp.comparison.tree import Spot, Value
from bioresp.model import Assignment, Role

# A node is called by its key: the nodes of the old plan by their order in its text, new ones by numbers beyond.


@dataclass(frozen=True, slots=True)
class Added:
    """A part that the old plan does not have: a measure with its new actions, a section without its measures."""

    key: int
    value: Value
    spot: Spot
    split_from: int | None = None
    """The measure that the words of this one stood in."""


@dataclass(frozen=True, slots=True)
class Removed:
    """A part that the new plan does not have; what of it stands elsewhere is moved before."""

    key: int
    value: Value
    merged_into: int | None = None
    """The measure that the words of this one stand in now."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A part, with all below it, that stands elsewhere among its siblings, or below another part."""

    key: int
    before: Spot
    after: Spot


@dataclass(frozen=True, slots=True)
class Edited:
    """Another value of a field: a title, a text, a deadline."""

    key: int
    field: str
    before: Any
    after: Any


class Number(NamedTuple):
    """A number of a part, or the reference of the standing note to a measure."""

    key: int
    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Renumbered:
    """Numbers that changed."""

    numbers: tuple[Number, ...]
    follows: bool
    """Do they only follow from what was put in, taken out or moved before them? Then all of a run are one change."""


class Seat(NamedTuple):
    """A name in a list of units."""

    agency: str
    """As written."""
    role: Role
    at: int
    """Which of the list it is, from 0."""


@dataclass(frozen=True, slots=True)
class Reassigned:
    """A unit that a list gained, lost, or holds in another role."""

    key: int
    agency: str
    """The unit: its name in the new register, or in the old one where the new one does not have it."""
    before: Seat | None
    after: Seat | None


@dataclass(frozen=True, slots=True)
class Respelled:
    """The same unit in the same role, written differently: all the lists where it is are one change."""

    agency: str
    before: str
    after: str
    seats: tuple[tuple[int, Seat, Seat], ...]
    """The part whose list it is, the seat in the old list and in the new one."""


@dataclass(frozen=True, slots=True)
class Reordered:
    """The names that stayed in a list, in another order."""

    key: int
    before: tuple[Assignment, ...]
    after: tuple[Assignment, ...]


Change = Added | Removed | Moved | Edited | Renumbered | Reassigned | Respelled | Reordered
Changes = tuple[Change, ...]
"""In the order of the new text; added and moved parts must be put in in this order."""
