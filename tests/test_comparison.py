"""What changed from one plan to another: told by meaning, and told so that it can be done again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bioresp import PlanFile, compare
from bioresp.comparison import (
    Added,
    Change,
    Edited,
    Moved,
    Reassigned,
    Removed,
    Renumbered,
    Reordered,
    Respelled,
    apply,
)
from bioresp.comparison.tree import CHILDREN, own_fields
from bioresp.model import Action, Agency, Assignment, Measure, Plan, Role, Section
from tests import test_import_properties, test_planfile

# --- any plan, any edits ------------------------------------------------------------------------------------------


def thawed(value: Any) -> Any:
    """A plan as lists and dicts that can be edited; each dict knows its type."""
    if is_dataclass(value):
        return {"": type(value)} | {
            each.name: thawed(getattr(value, each.name)) for each in fields(value) if each.compare
        }
    return [thawed(each) for each in value] if isinstance(value, tuple) else value


def frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return value[""](**{name: frozen(each) for name, each in value.items() if name})
    return tuple(frozen(each) for each in value) if isinstance(value, list) else value


def held(value: Any, kind: type) -> list[Any]:
    """Every dict or list in a thawed plan."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [value] * isinstance(value, kind) + [found for each in inner for found in held(each, kind)]


def alike(one: Any, other: Any) -> bool:
    """May one stand in a list where the other does?"""
    return type(one) is type(other) and (not isinstance(one, dict) or one[""] is other[""])


@st.composite
def edited(draw: st.DrawFn, plan: Plan, source: Plan) -> Plan:
    """A plan after random edits: parts and names put in, out, elsewhere, twice; values taken from another plan."""
    made, other = thawed(plan), thawed(source)
    for _ in range(draw(st.integers(0, 6))):
        lists = [each for each in held(made, list) if each]
        edit = draw(st.sampled_from(["drop", "double", "shift", "move", "take", "value"]))
        if edit == "value":
            part = draw(st.sampled_from(held(made, dict)))
            name = draw(st.sampled_from([each for each in part if each]))
            donors = [each[name] for each in held(other, dict) if each[""] is part[""]]
            if donors:
                part[name] = thawed(frozen(draw(st.sampled_from(donors))))
        elif lists:
            listed = draw(st.sampled_from(lists))
            at = draw(st.integers(0, len(listed) - 1))
            target, value = listed, listed[at]
            if edit in ("drop", "shift", "move"):
                del listed[at]
            if edit in ("move", "take"):
                value = (
                    value
                    if edit == "move"
                    else draw(st.sampled_from([each for each in held(other, list) if each] or [[value]]))[0]
                )
                fitting = [each for each in held(made, list) if each and alike(each[0], value) and each is not value]
                target = draw(st.sampled_from(fitting)) if fitting else None
            if edit != "drop" and target is not None:
                target.insert(draw(st.integers(0, len(target))), thawed(frozen(value)))
    result = frozen(made)
    assert isinstance(result, Plan)
    return result


@st.composite
def versions(draw: st.DrawFn, plans: st.SearchStrategy[Plan]) -> tuple[Plan, Plan]:
    old, source = draw(plans), draw(plans)
    return old, draw(edited(old, source))


@given(versions(test_planfile.plans) | st.tuples(test_planfile.plans, test_planfile.plans))
@settings(max_examples=300, deadline=None)
def test_the_changes_applied_to_the_old_plan_give_the_new_one(pair: tuple[Plan, Plan]) -> None:
    """Any plans, any edits, both ways; and nothing changed between equal plans."""
    old, new = pair
    assert apply(compare(old, new), old) == new
    assert apply(compare(new, old), new) == old
    assert compare(old, old) == ()
    assert bool(compare(old, new)) is (old != new)


@given(versions(test_import_properties.plans()))
@settings(max_examples=300, deadline=None)
def test_the_same_holds_for_plans_that_say_the_same_again_and_again(pair: tuple[Plan, Plan]) -> None:
    """Few titles, few sentences, few units: hard to match, and still nothing is lost."""
    old, new = pair
    assert apply(compare(old, new), old) == new
    assert apply(compare(new, old), new) == old
