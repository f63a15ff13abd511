"""Responsibility matrices of Chinese government circulars (责任分工方案): read, ask, check, re-issue."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bioresp.comparison import Change, Changes, compare
    from bioresp.diagnostic import BioRespError, Diagnostic, Severity
    from bioresp.model import Action, Agency, Assignment, Measure, Plan, Position, Role, Section
    from bioresp.planfile import PlanFile, load

__all__ = [
    "Action",
    "Agency",
    "Assignment",
    "BioRespError",
    "Change",
    "Changes",
    "Diagnostic",
    "Measure",
    "Plan",
    "PlanFile",
    "Position",
    "Role",
    "Section",
    "Severity",
    "check",
    "compare",
    "load",
    "validate",
]

__version__ = "0.1.0"

_HOMES = {
    "bioresp.comparison": ("Change", "Changes", "compare"),
    "bioresp.diagnostic": ("BioRespError", "Diagnostic", "Severity"),
    "bioresp.model": ("Action", "Agency", "Assignment", "Measure", "Plan", "Position", "Role", "Section"),
    "bioresp.planfile": ("PlanFile", "load"),
}
"""Where the public names live; each is imported when it is asked for, so that the command line loads only its own."""


def __getattr__(name: str) -> object:
    from importlib import import_module

    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def check(file: PlanFile, bodies: Sequence[Agency] = ()) -> list[Diagnostic]:
    """Every finding of a data file that has been read (R0xx to R3xx), in reading order.

    Of a file that could not be read to its end only the findings of reading: the rules would miss what was not read.

    Args:
        file: The file.
        bodies: The register that its plan shares with others.
    """
    from bioresp import rules
    from bioresp.diagnostic import heeded

    return heeded([*file.findings, *(rules.check(file.plan, bodies) if file.is_whole else ())], file.text)


def validate(path: str | os.PathLike[str] | None = None) -> list[Diagnostic]:
    """Every finding of a data file, in reading order; without a path of the one that `load` finds.

    Raises:
        BioRespError: The file cannot be read.
    """
    from bioresp.planfile import load

    return check(load(path))
