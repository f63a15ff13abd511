"""One type for every finding of the reader, the rules and the importer, and the one exception for a broken world."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

from bioresp.model import Position


class BioRespError(Exception):
    """The world is not as it must be: no such file, no right to read it, a missing library. One sentence."""


class NothingFound(BioRespError):
    """What was asked is not there, or what was wished cannot be done; the world is as it must be. One sentence."""


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


class Checked(NamedTuple):
    """A file and what was found in it."""

    path: str
    text: str
    findings: Sequence[Diagnostic]


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
    aside = _set_aside(lines)
    return [each for each in sorted(findings) if each.code not in aside.get(min(each.position.line, len(lines)), ())]


def _set_aside(lines: list[str]) -> dict[int, set[str]]:
    """The codes that a comment sets aside, by the line (from 1) on which they are not to be heard of."""
    aside: dict[int, set[str]] = {}
    for at, line in enumerate(lines, 1):
        if _IGNORE in line:
            codes = re.split(r"[,\s]+", line.partition(_IGNORE)[2].partition("]")[0])
            for heeding in (at, *_block(lines, at)):
                aside.setdefault(heeding, set()).update(codes)
    return aside


def _block(lines: list[str], key: int) -> Iterator[int]:
    """The lines of the | block of the key on a line, whose comment holds for them; none where it has no block."""
    if not re.search(r":\s+[|>]", lines[key - 1]):
        return
    outer = _indent(lines[key - 1])
    least = sys.maxsize
    for at in range(key + 1, len(lines) + 1):
        indent, is_blank = _indent(lines[at - 1]), not lines[at - 1].strip()
        if outer < indent <= least:  # what is indented more than the block's first line belongs to a line of it
            yield at
        if not is_blank:
            if indent <= outer:
                return
            least = min(least, indent)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
