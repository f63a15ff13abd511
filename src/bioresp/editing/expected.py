"""The plan that an edit should give: what is read from the edited file is compared with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bioresp.model import Action, Assignment, Measure, Plan, Section

Part = Measure | Action
"""Whatever may carry roles."""
Reassign = Callable[[Part], tuple[Assignment, ...]]
"""Gives the new assignments of a measure or an action."""


def reassigned(plan: Plan, new: Reassign) -> Plan:
    """The plan with other assignments."""
    return replace(plan, sections=tuple(_section(section, new) for section in plan.sections))


def _section(section: Section, new: Reassign) -> Section:
    return replace(
        section,
        measures=tuple(_measure(measure, new) for measure in section.measures),
        sections=tuple(_section(inner, new) for inner in section.sections),
    )


def _measure(measure: Measure, new: Reassign) -> Measure:
    actions = tuple(replace(action, assignments=new(action)) for action in measure.actions)
    return replace(measure, assignments=new(measure), actions=actions)
