"""One type for every finding of the reader, the rules and the importer, and the one exception for a broken world."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from enum import Enum
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

from bioresp.model import Position


class BioRespError(Exception):
    """The world is not as it must be: no such file, no right to read it, a missing library. One sentence."""


class Severity(Enum):
    ERROR = "error"
    WARNING = "warning"


class Diagnostic(NamedTuple):
    """A finding. The position comes first, so that sorting puts findings in reading order."""

    position: Position
    code: str
    severity: Severity
    message: str
    """One sentence that names the offender and says what would be right."""


class Code(NamedTuple):
    """What a finding's code stands for, with its manual."""

    code: str
    severity: Severity
    title: str
    check: Callable[..., Any]

    @property
    def manual(self) -> str:
        """The manual: the docstring of the check."""
        from inspect import cleandoc

        return cleandoc(self.check.__doc__ or "")


Check = TypeVar("Check", bound=Callable[..., object])


def coded(table: dict[str, Code], code: str, severity: Severity, title: str) -> Callable[[Check], Check]:
    """Enter a check into a table of codes; the check itself stays as it is."""

    def enter(check: Check) -> Check:
        table[code] = Code(code, severity, title, check)
        return check

    return enter


P = ParamSpec("P")
Finding = Callable[Concatenate[Position, P], Diagnostic]
"""A function of a place, and of what is wrong there, that makes the finding."""


def worded(
    table: dict[str, Code], code: str, title: str, severity: Severity
) -> Callable[[Callable[P, str]], Finding[P]]:
    """Enter a function that words a finding into a table of codes; it becomes one that makes the finding."""

    def stamp(words: Callable[P, str]) -> Finding[P]:
        coded(table, code, severity, title)(words)

        def finding(position: Position, /, *args: P.args, **kwargs: P.kwargs) -> Diagnostic:
            return Diagnostic(position, code, severity, words(*args, **kwargs))

        return finding

    return stamp


_IGNORE = "bioresp: ignore["


def heeded(findings: Iterable[Diagnostic], text: str) -> list[Diagnostic]:
    """The findings in reading order, without those that a comment on their line sets aside: # bioresp: ignore[R301]."""
    if _IGNORE not in text:
        return sorted(findings)
    lines = text.splitlines()

    def is_ignored(finding: Diagnostic) -> bool:
        line = min(finding.position.line, len(lines))
        asides = [lines[at - 1].partition(_IGNORE)[2].partition("]")[0] for at in (line, _key_line(lines, line)) if at]
        return any(finding.code in re.split(r"[,\s]+", each) for each in asides)

    return [each for each in sorted(findings) if not is_ignored(each)]


def _key_line(lines: list[str], line: int) -> int:
    """The line of the key whose | block holds a line, where a comment may stand; 0 where it is in none."""

    def indent(text: str) -> int:
        return len(text) - len(text.lstrip())

    inner = indent(lines[line - 1])
    for above in range(line - 1, 0, -1):
        text = lines[above - 1]
        if text.strip() and indent(text) < inner:
            return above if re.search(r":\s+[|>]", text) else 0
    return 0
