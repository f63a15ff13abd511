"""What a circular says once about how its lists are to be read: where it may stand, and for what it holds."""

from __future__ import annotations

import pytest

from bioresp.circular import Imported
from bioresp.circular.conventions import Rule, convention
from bioresp.model import Role
from tests.importing.readings import TITLE, L, R, S, codes, import_text, measures, reading, said

Roles = list[tuple[Role, str]]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("列第一位的为牵头单位", Rule.FIRST_LEADS),
        ("排名第一的为牵头部门", Rule.FIRST_LEADS),
        ("排在首位的单位为牵头单位", Rule.FIRST_LEADS),
        ("第一个单位为牵头单位", Rule.FIRST_LEADS),
        ("排第一的牵头", Rule.FIRST_LEADS),
        ("牵头单位列在第一位", Rule.FIRST_LEADS),
        ("责任单位中，列第一位的为牵头单位", Rule.FIRST_LEADS),
        ("逗号前为牵头单位", Rule.SEPARATED_LEADS),
        ("逗号前的为牵头单位", Rule.SEPARATED_LEADS),
        ("“，”前为牵头单位", Rule.SEPARATED_LEADS),
        ("“；”前的为牵头单位", Rule.SEPARATED_LEADS),
        ("分号前为牵头单位", Rule.SEPARATED_LEADS),
        ("注：逗号前为牵头单位", Rule.SEPARATED_LEADS),
        ("标★的为牵头单位", Rule.MARKED_LEADS),
        ("加*的为牵头", Rule.MARKED_LEADS),
        ("带“☆”的是牵头单位", Rule.MARKED_LEADS),
        ("★为牵头单位", Rule.MARKED_LEADS),
        ("无牵头单位的，责任单位即为牵头单位", Rule.LONE_LEADS),
        ("未明确牵头单位的，责任单位为牵头单位", Rule.LONE_LEADS),
        ("除特别注明外，各县政府均为配合单位", Rule.EVERYWHERE),
        ("除注明的外，各乡镇人民政府均为责任单位", Rule.EVERYWHERE),
        ("以上各项均需各县（区）政府落实，不再列出", Rule.STANDING),
        ("各项任务均包括各县（区）政府，不再单独列出", Rule.STANDING),
        ("各县（市、区）政府为责任单位，不再列出", Rule.STANDING),
        ("下同", Rule.SAME_BELOW),
        ("以下均同", Rule.SAME_BELOW),
        ("黑体字为牵头单位", Rule.UNKNOWN),
        ("加粗的为牵头单位", Rule.UNKNOWN),
    ],
)
def test_a_sentence_says_how_to_read_the_lists(text: str, rule: Rule) -> None:
    """The genre says it in many words."""
    found = convention(text)
    assert found
    assert found.rule is rule


@pytest.mark.parametrize(
    "text",
    [
        "由市林业局牵头",
        "第一牵头单位是市林业局",
        "逗号前后空一格",
        "第一时间报告牵头单位",
        "我市森林覆盖率排名第一的乡镇",
        "排在全省第一的指标由市林业局牵头",
        "除市林业局牵头外",
        "以上工作由市林业局负责",
        "",
    ],
)
def test_prose_with_the_same_words_says_nothing(text: str) -> None:
    """The near misses: a rank, a place in a text, a unit."""
    assert convention(text) is None


# --- for what it holds -----------------------------------------------------------------------------------------------

LISTS = (
    ("市水利局", "市财政局", "市审计局"),
    ("市林业局", "市财政局", "市审计局"),
)


def written(joint: str = "、", *, notes: tuple[str, ...] = ("", ""), head: str = "", foot: str = "") -> Imported:
    """A circular of two lists, each with a note behind it; its units are parted by 、 but for the first."""
    lines = [TITLE, head, "一、主要任务"]
    for number, (names, note) in enumerate(zip(LISTS, notes, strict=True)):
        first, *others = names
        lines += [f"（{'一二'[number]}）清理河岸。捡拾垃圾。", f"责任单位：{first}{joint}{'、'.join(others)}{note}"]
    return import_text("\n".join(filter(None, [*lines, foot])))


def roles(found: Imported) -> list[Roles]:
    return [said(each).roles for each in measures(found)]


def in_roles(lead: Role, others: Role, lists: tuple[tuple[str, ...], ...] = LISTS) -> list[Roles]:
    return [[(lead, first), *((others, each) for each in rest)] for first, *rest in lists]


PLACES = [
    {"head": "注：{}。"},
    {"head": "（{}）"},
    {"head": "为保护河湖，制定本方案。{}。"},
    {"foot": "注：{}。"},
    {"foot": "（{}）"},
    {"foot": "说明：{}"},
]
ALL = [*PLACES, {"foot": "* {}"}]


@pytest.mark.parametrize("place", ALL, ids=str)
@pytest.mark.parametrize(
    ("rule", "joint", "others"),
    [
        ("列第一位的为牵头单位", "、", R),
        ("列第一位的为牵头单位，其他为配合单位", "、", S),
        ("逗号前为牵头单位", "，", R),
        ("逗号前为牵头单位，逗号后为配合单位", "，", S),
    ],
)
def test_a_rule_around_the_items_holds_for_all(place: dict[str, str], rule: str, joint: str, others: Role) -> None:
    """At the head, at the foot, behind 注：, in brackets, in a footnote's line."""
    found = written(joint, **{key: form.format(rule) for key, form in place.items()})  # type: ignore[arg-type]
    assert roles(found) == in_roles(L, others)
    assert codes(found) == []


def test_a_rule_in_the_notice_holds_for_all() -> None:
    """…印发给你们。方案中列第一位的为牵头单位。"""
    notice = [
        f"青禾市人民政府关于印发《{TITLE}》的通知",
        "市直各单位：",
        f"现将《{TITLE}》印发给你们，请认真执行。方案中列第一位的为牵头单位。",
        "青禾市人民政府",
        "2030年5月1日",
    ]
    lists = [f"（{'一二'[at]}）清理河岸。捡拾。责任单位：{'、'.join(each)}" for at, each in enumerate(LISTS)]
    assert roles(import_text("\n".join([*notice, TITLE, "一、任务", *lists]))) == in_roles(L, R)


def test_a_rule_in_a_list_holds_from_there_on() -> None:
    """（…，下同） behind the second list says nothing of the first."""
    found = written(notes=("", "（列第一位的为牵头单位，下同）"))
    assert roles(found) == [*in_roles(R, R, LISTS[:1]), *in_roles(L, R, LISTS[1:])]
    assert roles(written(notes=("（列第一位的为牵头单位，下同）", ""))) == in_roles(L, R)


def test_a_rule_in_a_list_is_kept_in_its_note() -> None:
    """What the text says once is not lost."""
    first, second = measures(written(notes=("（列第一位的为牵头单位，下同）", "")))
    assert (first.note, second.note) == ("列第一位的为牵头单位，下同", "")


def test_a_list_without_the_mark_names_no_lead() -> None:
    """逗号前为牵头单位 says nothing of 市水利局、市财政局."""
    assert roles(written("、", head="注：逗号前为牵头单位。")) == in_roles(R, R)


def test_a_list_that_names_its_lead_is_left_alone() -> None:
    """列第一位的为牵头单位 speaks of lists without 牵头."""
    found = import_text(
        f"{TITLE}\n注：列第一位的为牵头单位。\n一、任务\n（一）清理。捡拾。（市水利局负责，市林业局牵头）\n"
        "（二）绿化。种树。（市林业局、市财政局负责）"
    )
    assert roles(found) == [[(L, "市林业局"), (R, "市水利局")], [(L, "市林业局"), (R, "市财政局")]]


@pytest.mark.parametrize("sign", ["★", "☆", "*"])
def test_a_marked_unit_leads_wherever_it_stands(sign: str) -> None:
    """标★的为牵头单位: the sign is no part of the name."""
    found = import_text(
        f"{TITLE}\n（标{sign}的为牵头单位）\n一、任务\n（一）清理。捡拾。责任单位：{sign}市水利局、市财政局\n"
        f"（二）绿化。种树。责任单位：市林业局、{sign}市财政局"
    )
    assert roles(found) == [[(L, "市水利局"), (R, "市财政局")], [(L, "市财政局"), (R, "市林业局")]]
    assert codes(found) == []


def test_a_sign_without_its_rule_is_a_doubt() -> None:
    """R405 for ★市水利局, where nothing says what ★ means; the name is without it."""
    found = written(notes=("、★市林业局", ""))
    assert (R, "市林业局") in roles(found)[0]
    assert codes(found) == ["R405"]


def test_the_responsible_lead_where_nobody_else_does() -> None:
    """无牵头单位的，责任单位即为牵头单位: a measure with a lead stays as it is."""
    found = import_text(
        f"{TITLE}\n一、任务\n（一）清理。捡拾。责任单位：市水利局、市财政局\n"
        "（二）绿化。种树。牵头单位：市林业局；责任单位：市财政局\n注：无牵头单位的，责任单位即为牵头单位。"
    )
    assert roles(found) == [[(L, "市水利局"), (L, "市财政局")], [(L, "市林业局"), (R, "市财政局")]]


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_a_group_is_added_to_every_measure_once(place: dict[str, str]) -> None:
    """除特别注明外，各县政府均为配合单位."""
    rule = "除特别注明外，各县政府均为配合单位"
    found = written(**{key: form.format(rule) for key, form in place.items()})  # type: ignore[arg-type]
    assert roles(found) == [[*each, (S, "各县政府")] for each in in_roles(R, R)]


def test_a_group_is_not_added_where_it_is_named() -> None:
    """A measure that names 各县政府 itself has said what they do."""
    found = written(notes=("、各县政府", ""), foot="注：除特别注明外，各县政府均为配合单位。")
    assert [(S, "各县政府") in each for each in roles(found)] == [False, True]


@pytest.mark.parametrize("place", [{"foot": "以上{}"}, {"foot": "注：以上{}"}, {"head": "以下{}"}], ids=str)
def test_a_standing_note_is_the_plans(place: dict[str, str]) -> None:
    """以上各项均需各县（区）政府落实，不再列出 adds nothing to a measure."""
    rule = "各项均需各县（区）政府落实，不再列出"
    found = written(**{key: form.format(rule) for key, form in place.items()})  # type: ignore[arg-type]
    assert found.plan.standing
    assert found.plan.standing.agencies == ("各县（区）政府",)
    assert roles(found) == in_roles(R, R)


def test_a_standing_note_in_a_list_is_no_part_of_it() -> None:
    """（甲局负责。以下各项均需各县（区）政府落实，不再列出）."""
    found = reading("市林业局负责。以下各项均需各县（区）政府落实，不再列出")
    assert found.standing
    assert found.standing.agencies == ("各县（区）政府",)
    assert [each.name for each in found.assigned] == ["市林业局"]


def test_a_standing_note_has_several_groups() -> None:
    """各县（市、区）、市直有关部门."""
    found = convention("以上各项均需各县（市、区）政府、市直有关部门落实，不再列出")
    assert found
    assert found.agencies == ("各县（市、区）政府", "市直有关部门")


# --- near misses in the text -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    [
        "排在全省第一的指标由市林业局牵头。",
        "全市排名第一的河段，第一时间报告牵头单位。",
        "逗号前后空一格，便于校对。",
    ],
)
@pytest.mark.parametrize("place", ["head", "foot"])
def test_prose_changes_no_role(sentence: str, place: str) -> None:
    """A rank, a time, a mark in running text."""
    assert roles(written(**{place: sentence})) == in_roles(R, R)  # type: ignore[arg-type]


def test_a_comma_of_either_width_parts_the_leads() -> None:
    """逗号前为牵头单位 holds for a half-width comma too."""
    text = "青禾市分工方案\n一、任务\n（一）普查。组织普查。（责任单位：市林业局,市水利局）\n注：逗号前为牵头单位。"
    (measure,) = measures(import_text(text))
    assert (measure.lead, measure.responsible) == (("市林业局",), ("市水利局",))
