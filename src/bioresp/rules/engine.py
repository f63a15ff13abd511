"""The table of rules, and how a rule enters it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bioresp.diagnostic import Code, Severity, coded
from bioresp.model import Position
from bioresp.query.places import Index

Finding = tuple[Position, str]
"""Where, and one sentence; code and severity are stamped on it by `check`."""

Rule = Callable[[Index], Iterator[Finding]]

RULES: dict[str, Code] = {}
"""Filled at import and only read afterwards."""


def rule(code: str, severity: Severity, title: str) -> Callable[[Rule], Rule]:
    return coded(RULES, code, severity, title)
