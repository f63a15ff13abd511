"""Every check of a plan, R1xx to R3xx. Rules only look; each is a function whose docstring is its manual."""

from __future__ import annotations

from collections.abc import Sequence

from bioresp.diagnostic import Diagnostic
from bioresp.model import Agency, Plan
from bioresp.query.places import Index
from bioresp.rules import agencies, assignments, register, structure
from bioresp.rules.engine import RULES
from bioresp.rules.register import SHARED, check_against, check_register

__all__ = ["RULES", "SHARED", "agencies", "assignments", "check", "check_register", "register", "structure"]


def check(plan: Plan, bodies: Sequence[Agency] = ()) -> list[Diagnostic]:
    """Every finding of the rules, in reading order; of a plan that shares a register with others, by that too."""
    index = Index(plan)
    found = [
        Diagnostic(position, code.code, code.severity, message)
        for code in RULES.values()
        for position, message in code.check(index)
    ]
    return sorted([*found, *check_against(index, bodies)])
