"""Asks every clause of a document."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from bioresp.paper.clauses import CLAUSES, Clause, Eye
from bioresp.paper.document import Document

_SHOWN = 3
"""Places that a verdict names; the rest are counted."""


class Status(Enum):
    HOLDS = "holds"
    FAILS = "fails"
    LOOK = "look"
    """A person has to look."""


class Verdict(NamedTuple):
    clause: Clause
    status: Status
    said: str
    """What is wrong, or what to look at; empty where it holds."""


def verdicts(document: Document) -> list[Verdict]:
    return [_verdict(clause, list(dict.fromkeys(clause.check(document)))) for clause in CLAUSES]


def _verdict(clause: Clause, found: Sequence[str]) -> Verdict:
    wrong = [each for each in found if not isinstance(each, Eye)]
    status = Status.FAILS if wrong else Status.LOOK if found else Status.HOLDS
    named = wrong or found
    rest = f"；等 {len(named)} 处" if len(named) > _SHOWN else ""
    return Verdict(clause, status, "；".join(named[:_SHOWN]) + rest)
