"""Every check of a plan, R1xx to R3xx. Rules only look; each is a function whose docstring is its manual."""

from __future__ import annotations

from bioresp.diagnostic import Diagnostic
from bioresp.model import Plan
from bioresp.query.places import Index
from bioresp.rules import agencies, assignments, structure
from bioresp.rules.engine import RULES

__all__ = ["RULES", "agencies", "assignments", "check", "structure"]


def check(plan: Plan) -> list[Diagnostic]:
    """Every finding of the rules, in reading order."""
    index = Index(plan)
    return sorted(
        Diagnostic(position, code.code, code.severity, message)
        for code in RULES.values()
        for position, message in code.check(index)
    )
