"""Passages that say who does what stands before them: their forms, and prose that is none."""

from __future__ import annotations

import pytest

from bioresp.circular.roles import read
from bioresp.model import Role
from tests.importing.readings import TITLE, L, R, S, circular, codes, first, import_text, measures, roles, said

Roles = list[tuple[Role, str]]


# --- where roles stand ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("closing", "expected"),
    [
        ("（市水利局牵头，市财政局配合）", [(L, "市水利局"), (S, "市财政局")]),
        ("〔市水利局负责〕", [(R, "市水利局")]),
        ("【市水利局负责】", [(R, "市水利局")]),
        ("[市水利局负责]", [(R, "市水利局")]),
        ("(市水利局负责)", [(R, "市水利局")]),
        ("（市水利局负责）。", [(R, "市水利局")]),
        ("\n（责任单位：市水利局）", [(R, "市水利局")]),
        ("（市水利局牵头。市财政局配合）", [(L, "市水利局"), (S, "市财政局")]),
        ("\n牵头单位：市水利局\n配合单位：市财政局", [(L, "市水利局"), (S, "市财政局")]),
        ("牵头单位：市水利局；配合单位：市财政局", [(L, "市水利局"), (S, "市财政局")]),
        ("\n责任单位：\n市水利局\n市财政局", [(R, "市水利局"), (R, "市财政局")]),
        ("由市水利局牵头。", [(L, "市水利局")]),
        ("由市水利局会同市财政局等部门负责落实。", [(R, "市水利局"), (S, "市财政局")]),
        ("由市水利局牵头、市财政局配合；", [(L, "市水利局"), (S, "市财政局")]),
        ("\n市水利局牵头，市财政局配合", [(L, "市水利局"), (S, "市财政局")]),
        (
            "（市水利局、市财政局按职责分工负责，各县（市、区）落实）",
            [(R, "市水利局"), (R, "市财政局"), (R, "各县（市、区）")],
        ),
        ("（市水利局、市财政局，列第一位的为牵头单位）", [(L, "市水利局"), (R, "市财政局")]),
    ],
)
def test_roles_close_a_measure(closing: str, expected: Roles) -> None:
    """In brackets, on lines with labels, in a sentence at the end; the text before them is text."""
    assert first(closing).roles == expected
    (measure, _) = measures(import_text(circular(closing)))
    assert measure.text.rstrip("。") == "捡拾垃圾"


@pytest.mark.parametrize(
    ("closing", "expected", "deadline"),
    [
        ("（市水利局牵头）（市财政局配合）", [(L, "市水利局"), (S, "市财政局")], ""),
        ("（市水利局负责）（2030年底前完成）", [(R, "市水利局")], "2030年底前完成"),
        ("（2030年底前完成）（市水利局负责）", [(R, "市水利局")], "2030年底前完成"),
        ("（市水利局负责）\n（市财政局配合）", [(R, "市水利局"), (S, "市财政局")], ""),
        ("（市水利局牵头）\n配合单位：市财政局", [(L, "市水利局"), (S, "市财政局")], ""),
    ],
)
def test_two_passages_in_a_row_are_one(closing: str, expected: Roles, deadline: str) -> None:
    """A second bracket, a bracket and a label."""
    assert first(closing) == (expected, deadline, "")


@pytest.mark.parametrize("closing", ["依法“清四乱”（市水利局负责）", "推进“河长制”。（市水利局负责）"])
def test_a_quotation_may_stand_before_the_bracket(closing: str) -> None:
    """The bracket opens behind ”."""
    assert first(closing).roles == [(R, "市水利局")]


def test_labels_on_lines_that_run_on() -> None:
    """责任单位：市水利局，/ 市财政局 is one list."""
    assert first("\n责任单位：市水利局、市财政局、\n市审计局").roles == [
        (R, "市水利局"),
        (R, "市财政局"),
        (R, "市审计局"),
    ]


# --- brackets that are not well formed --------------------------------------------------------------------------------


def test_a_bracket_that_never_closes_ends_with_its_paragraph() -> None:
    """R404; the next measure keeps its own, and no word is lost."""
    found = import_text(circular("（市水利局负责"))
    assert codes(found) == ["R404"]
    assert [said(each).roles for each in measures(found)] == [[(R, "市水利局")], [(R, "市林业局")]]


def test_a_bracket_closed_twice_names_each_unit_once() -> None:
    """The second ） is text."""
    (measure, _) = measures(import_text(circular("（市水利局负责））")))
    assert said(measure).roles == [(R, "市水利局")]
    assert measure.text == "捡拾垃圾。）"


def test_a_bracket_in_a_name_does_not_close_the_list() -> None:
    """（市交通委（市港航局）负责）."""
    assert first("（市交通委（市港航局）、市水利局负责）").roles == [(R, "市交通委（市港航局）"), (R, "市水利局")]


# --- several stretches, sections -------------------------------------------------------------------------------------


def test_a_role_on_a_sections_heading_holds_below() -> None:
    """一、强化治理（市水利局牵头） leads what names no lead of its own."""
    text = (
        f"{TITLE}\n一、强化治理（市水利局牵头）\n（一）清理河岸。捡拾垃圾。\n"
        "（二）绿化岸线。种树。（市林业局负责）\n（三）巡查。每月巡查。（市财政局牵头）\n"
        "二、加强宣传（市教育局牵头）\n（四）进校园。开展宣传。（市教育局、市林业局负责）"
    )
    found = import_text(text)
    assert [said(each).roles for each in measures(found)] == [
        [(L, "市水利局")],
        [(L, "市水利局"), (R, "市林业局")],
        [(L, "市财政局")],
        [(L, "市教育局"), (R, "市教育局"), (R, "市林业局")],
    ]
    assert [section.title for section in found.plan.sections] == ["强化治理", "加强宣传"]
    assert codes(found) == ["R434", "R434"]


def test_a_bracket_in_each_paragraph_makes_actions() -> None:
    """A measure whose paragraphs name different units has an action for each."""
    found = import_text(circular("\n清运垃圾，日产日清。（市水利局负责）\n补种树木，加强管护。（市财政局负责）"))
    (measure, _) = measures(found)
    assert [[each.agency for each in action.assignments] for action in measure.actions] == [["市水利局"], ["市财政局"]]


# --- prose ------------------------------------------------------------------------------------------------------------


PROSE = [
    "由市场主导。",
    "政府引导，市场主导。",
    "各单位要高度重视，抓好落实。",
    "市水利局负责人要加强检查。",
    "建立由市水利局牵头的机制。",
    "建立市水利局牵头、市财政局配合的机制。",
    "工作专班（市水利局牵头）统一推进。",
    "报市水利局牵头的联席会议审定。",
    "市水利局、市财政局要抓好落实。",
    "（由市场主导）",
    "（超大城市按规定执行）",
    "（不含青禾区）",
    "（如市水利局、市财政局）",
    "（详见附件）",
    "（市水利局负责人）",
    "（含市水利局、市财政局）",
    "（2030年版）",
    "（减盐、减油、减糖）",
]


@pytest.mark.parametrize("sentence", PROSE)
def test_prose_that_looks_like_a_role_is_none(sentence: str) -> None:
    """It stays in the text, and the measure names nobody: R409, for its neighbour does."""
    found = import_text(circular(sentence))
    (measure, _) = measures(found)
    assert measure.assignments == ()
    assert sentence.rstrip("。") in measure.text
    assert set(codes(found)) - {"R436"} == {"R409"}  # the net may doubt the unit in it


@pytest.mark.parametrize("sentence", PROSE)
def test_prose_before_a_role_changes_nothing(sentence: str) -> None:
    """The bracket behind it says who, and it alone."""
    found = import_text(circular(f"{sentence}垃圾日产日清。（市水利局牵头，市财政局配合）"))
    (measure, _) = measures(found)
    assert said(measure).roles == [(L, "市水利局"), (S, "市财政局")]
    assert sentence.rstrip("。") in measure.text
    assert codes(found) == []


@pytest.mark.parametrize(
    "text", ["减盐、减油、减糖", "不含青禾地区", "2030年版", "建立由市林业局牵头的机制并定期会商研究解决问题"]
)
def test_a_bracket_in_prose_says_nothing(text: str) -> None:
    """牵头 in the prose assigns nothing, and an explanation in brackets is no list."""
    assert read(text, needs_verb=True) is None


# --- every token counts -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "assigned", "deadline"),
    [
        ("甲局牵头，乙局、丙局按职责分工负责", [(L, "甲局"), (R, "乙局"), (R, "丙局")], []),
        (
            "牵头单位：甲局；责任单位：乙局，丙局；完成时限：2030年底",
            [(L, "甲局"), (R, "乙局"), (R, "丙局")],
            ["2030年底"],
        ),
        ("主要责任单位：甲局；其他责任单位：乙局", [(L, "甲局"), (R, "乙局")], []),
        ("甲局、乙局按照各自职责分工落实", [(R, "甲局"), (R, "乙局")], []),
        ("由甲局会同乙局负责", [(R, "甲局"), (S, "乙局")], []),
        ("主办单位：甲局　协办单位：乙局", [(L, "甲局"), (S, "乙局")], []),
        ("责任分工：甲局牵头，乙局参与", [(L, "甲局"), (S, "乙局")], []),
        ("甲局（牵头）、乙局", [(L, "甲局"), (R, "乙局")], []),
        (
            "甲局牵头，乙局负责，6月底前出台政策，年内持续推进",
            [(L, "甲局"), (R, "乙局")],
            ["6月底前出台政策，年内持续推进"],
        ),
        ("责任单位：甲局、企业、甲局", [(R, "甲局"), (R, "企业"), (R, "甲局")], []),
        ("责任单位：应急部、指挥部办公室、即墨区政府", [(R, "应急部"), (R, "指挥部办公室"), (R, "即墨区政府")], []),
    ],
)
def test_each_name_stands_where_the_reading_says(text: str, assigned: Roles, deadline: list[str]) -> None:
    """Places are those of the text; short names, and a name twice, are kept."""
    reading = read(text)
    assert reading
    assert [(each.role, each.name) for each in reading.assigned] == assigned
    assert reading.deadline == deadline
    assert all(text[each.start :].startswith(each.name) for each in reading.assigned)


def test_roles_of_a_bracket_are_read_alike_on_its_own() -> None:
    """What a bracket says does not depend on where it stands."""
    assert first("（市水利局牵头，市财政局配合）").roles == roles("市水利局牵头，市财政局配合")
