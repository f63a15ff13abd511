"""What changed from one plan to another: told by meaning, and told so that it can be done again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bioresp
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
from bioresp.comparison.words import marked, words
from bioresp.model import Action, Agency, Assignment, Measure, Notice, Plan, Role, Section, Standing
from bioresp.query.places import Index
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


def test_every_field_of_the_model_is_compared() -> None:
    """A field is either what a part says or what stands below it; none is in neither."""
    for kind in (*CHILDREN, Action, Agency, Notice, Standing):
        compared = {*own_fields(kind), *CHILDREN.get(kind, {})}
        assert compared == {each.name for each in fields(kind)} - {"places"}


# --- small edits are few changes ----------------------------------------------------------------------------------

FRESH = Measure(0, "开展古树认养", "发动社会力量认养古树。", (Assignment("市林业局", Role.LEAD),))


def renumbered(plan: Plan, measures: list[list[Measure]]) -> Plan:
    """The plan with other measures, one list for each of its sections, numbered through."""
    numbers = count(1)
    return replace(
        plan,
        sections=tuple(
            replace(section, measures=tuple(replace(each, number=next(numbers)) for each in listed))
            for section, listed in zip(plan.sections, measures, strict=True)
        ),
    )


def kinds(changes: tuple[Change, ...]) -> list[type]:
    return [type(change) for change in changes]


@pytest.mark.parametrize("stated_in", ["1", "2"], ids=["note left", "note mended"])
def test_a_measure_put_in_at_the_front_is_one_change(seed: PlanFile, stated_in: str) -> None:
    """And one statement on the numbers of all others, with the reference of the standing note where it runs on too."""
    plan = seed.plan
    new = renumbered(plan, [[FRESH, *plan.sections[0].measures], *(list(each.measures) for each in plan.sections[1:])])
    assert plan.standing
    new = replace(new, standing=replace(plan.standing, stated_in=stated_in))
    changes = compare(plan, new)
    assert kinds(changes) == [Added, Renumbered]
    shift = changes[1]
    assert isinstance(shift, Renumbered)
    assert shift.follows
    assert len(shift.numbers) == 23 + (stated_in == "2")
    assert apply(changes, plan) == new


EDITS: dict[str, tuple[Callable[[Measure], Measure], list[type]]] = {
    "retitled": (lambda each: replace(each, title=each.title + "工作"), [Edited]),
    "reworded": (lambda each: replace(each, text=each.text + "年底前完成。"), [Edited]),
    "title and text": (lambda each: replace(each, title="另立新题", text=each.text + "。"), [Edited, Edited]),
    "a unit more": (lambda each: replace(each, assignments=(*each.assignments, Assignment("市档案馆", Role.SUPPORTING))), [Reassigned]),
    "a unit less": (lambda each: replace(each, assignments=each.assignments[:-1]), [Reassigned]),
    "a deadline": (lambda each: replace(each, deadline="2025年"), [Edited]),
    "an action more": (lambda each: replace(each, actions=(*each.actions, Action("建立工作台账。", (), 99))), [Added]),
    "an action reworded": (lambda each: replace(each, actions=(replace(each.actions[0], text=each.actions[0].text + "按季报送。"), *each.actions[1:])), [Edited]),
    "labels of actions": (lambda each: replace(each, numbering=("①",)), [Edited]),
}  # fmt: skip


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_of_any_measure_is_one_change(seed: PlanFile, edit: str) -> None:
    """Whatever measure it is, and no other is touched."""
    change, expected = EDITS[edit]
    for section, inside in enumerate(seed.plan.sections):
        for at in range(len(inside.measures)):
            listed = [list(each.measures) for each in seed.plan.sections]
            listed[section][at] = change(listed[section][at])
            new = renumbered(seed.plan, listed)
            changes = compare(seed.plan, new)
            assert kinds(changes) == expected, listed[section][at].title
            assert apply(changes, seed.plan) == new


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_measure_moved_anywhere_is_one_change_and_its_numbers(seed: PlanFile, data: st.DataObject) -> None:
    """Its own number, and the run between where it was and where it is; nothing is taken for new or gone."""
    listed = [list(each.measures) for each in seed.plan.sections]
    measure = data.draw(st.sampled_from([(s, m) for s, each in enumerate(listed) for m in range(len(each))]))
    moved = listed[measure[0]].pop(measure[1])
    target = listed[data.draw(st.integers(0, len(listed) - 1))]
    target.insert(data.draw(st.integers(0, len(target))), moved)
    new = renumbered(seed.plan, listed)
    changes = compare(seed.plan, new)
    assert set(kinds(changes)) <= {Moved, Renumbered}
    assert kinds(changes).count(Moved) <= 1
    assert len(changes) <= 4
    assert apply(changes, seed.plan) == new


# --- what is what -------------------------------------------------------------------------------------------------


def unit(name: str, role: Role = Role.RESPONSIBLE) -> Assignment:
    return Assignment(name, role)


def small(*measures: Measure, agencies: tuple[Agency, ...] = ()) -> Plan:
    return Plan("青禾市湿地保护责任分工方案", agencies=agencies, sections=(Section(1, "摸清家底", "", measures),))


SURVEY = Measure(1, "开展湿地调查", "组织全域普查，建立台账。向社会公布普查结果。", (unit("市林业局", Role.LEAD), unit("市水利局"), unit("市财政局")))  # fmt: skip
NETWORK = Measure(2, "建立监测网络", "布设监测站点，实时传输数据。", (unit("市气象局"),))


def test_a_role_that_changed_is_one_change() -> None:
    """责任→牵头 is no loss and no gain."""
    after = replace(SURVEY, assignments=(unit("市林业局", Role.LEAD), unit("市水利局", Role.LEAD), unit("市财政局")))
    [change] = compare(small(SURVEY), small(after))
    assert isinstance(change, Reassigned)
    assert change.before
    assert change.after
    assert (change.agency, change.before.role, change.after.role) == ("市水利局", Role.RESPONSIBLE, Role.LEAD)


def test_names_in_another_order_are_one_change() -> None:
    """Who stands first matters to whoever stands there."""
    after = replace(SURVEY, assignments=(SURVEY.assignments[0], unit("市财政局"), unit("市水利局")))
    assert kinds(compare(small(SURVEY), small(after))) == [Reordered]


def test_another_spelling_of_a_unit_is_no_loss() -> None:
    """All places where one alias became another name are one change."""
    register = (Agency("市园林和林业局", ("市林业局",)), Agency("市水利局"))
    other = replace(NETWORK, assignments=(unit("市林业局"),))
    respelled = [
        replace(each, assignments=tuple(unit("市园林和林业局", one.role) if one.agency == "市林业局" else one for one in each.assignments))
        for each in (SURVEY, other)
    ]  # fmt: skip
    [change] = compare(small(SURVEY, other, agencies=register), small(*respelled, agencies=register))
    assert isinstance(change, Respelled)
    assert (change.before, change.after, len(change.seats)) == ("市林业局", "市园林和林业局", 2)


def test_a_unit_renamed_wherever_it_stood_is_renamed() -> None:
    """In the register, and in the lists; a unit of quite another name that took its places is another unit."""
    old = small(SURVEY, agencies=(Agency("市林业局"), Agency("市水利局"), Agency("市财政局")))

    def replaced(name: str) -> tuple[Change, ...]:
        measure = replace(SURVEY, assignments=(unit(name, Role.LEAD), *SURVEY.assignments[1:]))
        return compare(old, small(measure, agencies=(Agency(name), *old.agencies[1:])))

    assert kinds(replaced("市林业和草原局")) == [Edited, Respelled]
    assert kinds(replaced("湖长制办公室")) == [Added, Reassigned, Reassigned, Removed]


def test_a_number_that_does_not_follow_is_a_change_of_its_own() -> None:
    """（二） that becomes （五） where nothing came before it was renumbered by a person."""
    [change] = compare(small(SURVEY, NETWORK), small(SURVEY, replace(NETWORK, number=5)))
    assert isinstance(change, Renumbered)
    assert not change.follows


def test_a_measure_split_in_two_and_two_merged_are_known() -> None:
    """By the clauses that stand in the other; one way it is a split, the other way a merger."""
    first, second = (sentence + "。" for sentence in SURVEY.text.rstrip("。").split("。"))
    parts = (replace(SURVEY, text=first), Measure(2, "公开调查结果", second, SURVEY.assignments[1:]))
    whole, split = small(SURVEY), small(*parts)
    changes = compare(whole, split)
    assert kinds(changes) == [Edited, Added]
    assert isinstance(changes[1], Added)
    assert changes[1].split_from is not None
    changes = compare(split, whole)
    assert kinds(changes) == [Edited, Removed]
    assert isinstance(changes[1], Removed)
    assert changes[1].merged_into is not None


def test_an_action_that_went_to_another_measure_is_moved() -> None:
    """Not gone there and new here."""
    action = Action("市林业局牵头制定普查规程，报市政府批准。", (unit("市林业局", Role.LEAD),))
    before = small(replace(SURVEY, actions=(action,)), NETWORK)
    assert kinds(compare(before, small(SURVEY, replace(NETWORK, actions=(action,))))) == [Moved]


def test_a_section_with_another_title_keeps_its_measures() -> None:
    """It is known by what stands in it."""
    before = small(SURVEY, NETWORK)
    after = replace(before, sections=(replace(before.sections[0], title="健全制度"),))
    assert kinds(compare(before, after)) == [Edited]


def test_changes_are_made_only_in_the_plan_they_are_of(seed: PlanFile) -> None:
    """Another plan is refused, not spoilt."""
    changes = compare(small(SURVEY), small(replace(SURVEY, title="另一标题")))
    with pytest.raises(ValueError, match="do not belong"):
        apply(changes, seed.plan)


def test_of_many_measures_all_reworded_each_is_known_again() -> None:
    """More pairs than are all looked at: those that share something rare."""

    def said(at: int) -> str:
        return "".join(chr(0x4E00 + (at * 37 + step * 101) % 20_000) for step in range(12))

    measures = [Measure(at, said(at), said(at + 5000) + "。") for at in range(1, 251)]
    reworded = [replace(each, title=each.title[:-2] + "工作", text="按月" + each.text) for each in reversed(measures)]
    changes = compare(small(*measures), small(*reworded))
    assert kinds(changes).count(Edited) == 2 * 250
    assert not {Added, Removed} & set(kinds(changes))


def test_a_section_that_shares_a_measure_or_two_is_another_section() -> None:
    """One measure that moved into a new section does not make that the old section under a new title."""
    said = ("修订条例。", "开展执法检查！", "培训队伍。", "安排专项资金。", "宣传引导公众。", "考核奖惩。")
    others = tuple(Measure(at, "", text) for at, text in enumerate(said, 3))
    old = replace(small(), sections=(Section(1, "摸清家底", "", (SURVEY, *others[:3])),))
    new = replace(small(), sections=(Section(1, "健全制度", "", (SURVEY, *others[3:])),))
    assert {type(change) for change in compare(old, new) if isinstance(change, Added | Removed | Moved)} == {
        Added,
        Removed,
        Moved,
    }


def test_the_function_is_not_hidden_by_its_package() -> None:
    """`bioresp.compare` is the function, whatever has been imported."""
    assert bioresp.compare is compare
    assert callable(compare)


# --- words --------------------------------------------------------------------------------------------------------


@given(st.text("市林业局水利、，。ab12", max_size=40), st.text("市林业局水利、，。ab12", max_size=40))
@settings(max_examples=300, deadline=None)
def test_marked_words_give_both_versions_and_split_no_name(before: str, after: str) -> None:
    """What stayed and what went is the old text, what stayed and what came the new one."""
    index = Index(small(agencies=(Agency("市林业局"), Agency("市水利局"))))
    pieces = marked(words(before, index.mentions(before)), words(after, index.mentions(after)))
    assert "".join(piece.text for piece in pieces if piece.change != "inserted") == before
    assert "".join(piece.text for piece in pieces if piece.change != "deleted") == after
    for text, other in ((before, "inserted"), (after, "deleted")):
        cuts, at = set(), 0
        for piece in pieces:
            if piece.change != other:
                at += len(piece.text)
                cuts.add(at)
        assert not [mention for mention in index.mentions(text) if set(range(mention.start + 1, mention.end)) & cuts]


def test_words_are_marked_clause_by_clause() -> None:
    """A number is one word, a clause of other words is another clause."""

    def shown(before: str, after: str) -> str:
        signs = {"": "{}", "deleted": "-{}-", "inserted": "+{}+"}
        return "".join(signs[each.change].format(each.text) for each in marked(words(before, []), words(after, [])))

    assert (
        shown("到2030年底完成普查，加强监测。", "到2031年底完成普查，加强监测，按季通报。")
        == "到-2030-+2031+年底完成普查，加强监测+，按季通报+。"
    )
    assert shown("完善制度。", "建立机制。") == "-完善制度-+建立机制+。"
