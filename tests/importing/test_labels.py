"""Labels: words of the table before a list; those of unknown words; what is none."""

from __future__ import annotations

import pytest

from bioresp.circular.labels import Subject, labels, opens_list, starts_with_label
from bioresp.model import Role
from tests.importing.readings import L, R, S, circular, codes, first, import_text, measures, reading, roles, said


def found(text: str) -> list[tuple[str, Subject, Role | None]]:
    return [(each.words, each.subject, each.role) for each in labels(text)]


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("共同责任单位", R),
        ("协同配合单位", S),
        ("第一责任单位", L),
        ("主要牵头部门", L),
        ("牵头责任单位", L),
        ("配合责任部门", S),
        ("其他责任单位", R),
        ("市级牵头部门", L),
        ("组织实施单位", R),
        ("会同单位", S),
        ("主体单位", R),
        ("牵头及责任单位", R),
        ("整改责任单位", R),
        ("责任单位及部门", R),
        ("责任单位（部门）", R),
        ("责任处（室）", R),
        ("牵头", L),
        ("协办", S),
        ("责任", R),
    ],
)
def test_words_of_the_table_compose_a_label(label: str, role: Role) -> None:
    """A label that nobody entered is read by its words."""
    assert found(f"{label}：市林业局") == [(label, Subject.UNITS, role)]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("责任单位：市林业局", "责任单位"),
        ("责任单位:市林业局", "责任单位"),
        ("【责任单位】市林业局", "责任单位"),
        ("[责任单位]：市林业局", "责任单位"),
        ("责任单位为市林业局", "责任单位"),
        ("责任单位　市林业局", "责任单位"),
        ("● 责任单位：市林业局", "责任单位"),
    ],
)
def test_a_label_is_linked_in_many_ways(text: str, label: str) -> None:
    """A colon, brackets, 为 or a blank stand between a label and its list."""
    assert found(text) == [(label, Subject.UNITS, R)]


@pytest.mark.parametrize(
    ("closing", "expected"),
    [
        ("\n【牵头单位】市水利局\n【配合单位】市财政局", [(L, "市水利局"), (S, "市财政局")]),
        ("牵头单位：市水利局配合单位：市财政局", [(L, "市水利局"), (S, "市财政局")]),
        ("牵头单位：市水利局。责任单位：市财政局。", [(L, "市水利局"), (R, "市财政局")]),
        ("责任单位为市水利局。", [(R, "市水利局")]),
        ("责任单位：（市水利局、市财政局）", [(R, "市水利局"), (R, "市财政局")]),
        ("\n共同责任单位：市水利局、市财政局", [(R, "市水利局"), (R, "市财政局")]),
    ],
)
def test_labels_close_a_measure(closing: str, expected: list[tuple[Role, str]]) -> None:
    """On lines of their own, behind the text, and directly behind a name."""
    assert first(closing).roles == expected


def test_blanks_link_labels_in_a_bracket() -> None:
    """牵头单位 市林业局 责任单位 市水利局."""
    assert roles("牵头单位 市林业局 责任单位 市水利局") == [(L, "市林业局"), (R, "市水利局")]


@pytest.mark.parametrize(
    ("text", "label"),
    [("市水利局配合单位：市财政局", "配合单位"), ("政策推动落实责任单位：市财政局", "责任单位")],
)
def test_a_label_may_stand_directly_behind_text(text: str, label: str) -> None:
    """Where line ends were lost, a label begins where a name ends, or with as few words as say a role."""
    assert [each[0] for each in found(text)] == [label]


@pytest.mark.parametrize(
    ("label", "subject"),
    [
        ("完成时限", Subject.DEADLINE),
        ("时间安排", Subject.DEADLINE),
        ("预计完成时间", Subject.DEADLINE),
        ("整改时限", Subject.DEADLINE),
        ("分管领导", Subject.REMARK),
        ("牵头县级领导", Subject.REMARK),
        ("资金来源", Subject.REMARK),
        ("验收单位", Subject.REMARK),
    ],
)
def test_other_labels_name_no_units(label: str, subject: Subject) -> None:
    """Dates, people, money, and who looks at the result."""
    assert found(f"{label}：某某") == [(label, subject, None)]


def test_what_follows_a_remark_is_kept_under_its_words() -> None:
    """联系人：张三 goes to the note, and is no unit."""
    assert first("\n责任单位：市水利局；联系人：张三；完成时限：2030年底") == (
        [(R, "市水利局")],
        "2030年底",
        "联系人：张三",
    )


def test_what_stands_in_a_label_may_be_a_rule() -> None:
    """责任单位（排第一的牵头）：."""
    assert first("\n责任单位（排第一的牵头）：市水利局、市财政局").roles == [(L, "市水利局"), (R, "市财政局")]


# --- unknown labels --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("label", ["试点单位", "兜底单位", "挂钩部门"])
@pytest.mark.parametrize("form", ["责任单位：市水利局；{}：河口区", "{}：河口区；责任单位：市水利局"])
def test_an_unknown_label_goes_to_the_note_with_a_doubt(label: str, form: str) -> None:
    """R430: nobody knows the role of 试点单位, so its units get none, and are not lost."""
    text = circular(f"（{form.format(label)}）")
    item = said(measures(import_text(text))[0])
    assert (item.roles, item.note) == ([(R, "市水利局")], f"{label}：河口区")
    assert codes(import_text(text)) == ["R430"]


def test_an_unknown_label_is_no_unit() -> None:
    """（试点单位：河口区） alone names nobody."""
    item = measures(import_text(circular("（试点单位：河口区）")))[0]
    assert item.assignments == ()
    assert "试点单位：河口区" in item.text


# --- no labels -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "工作要求：各单位要重视",
        "工作任务：种树",
        "保障措施：加强领导",
        "以下：",
        "会议时间：5月1日",
        "有关单位：",
        "单位：市林业局",
        "责任单位为牵头单位",
        "责任单位为主动作为，开展巡查",
        "牵头单位和责任单位要各司其职",
        "分管：张三",
    ],
)
def test_prose_with_the_words_of_labels_is_none(text: str) -> None:
    """A colon, or the words of a label, are not enough."""
    assert [each for each in labels(text) if not each.is_linked] == []


@pytest.mark.parametrize("sentence", ["\n工作要求：加强管理。", "\n会议时间：5月1日。", "\n保障措施：落实经费。"])
def test_a_line_with_another_label_stays_text(sentence: str) -> None:
    """工作要求：…… behind the list is a paragraph of the measure."""
    (item, _) = measures(import_text(circular(f"责任单位：市水利局{sentence}")))
    assert said(item) == ([(R, "市水利局")], "", "")
    assert sentence.strip() in item.text


def test_an_explanation_of_a_label_is_text() -> None:
    """责任单位是指…… tells what the word means."""
    item = measures(import_text(circular("责任单位：是指承担任务的单位。")))[0]
    assert item.assignments == ()


@pytest.mark.parametrize(
    ("line", "is_label", "is_list"),
    [
        ("责任单位：市林业局", True, True),
        ("● 牵头单位：市林业局", True, False),
        ("完成时限：年底", True, False),
        ("注：逗号前为牵头单位", False, False),
        ("清理河岸。责任单位：市林业局", False, False),
    ],
)
def test_a_line_begins_with_a_label(line: str, *, is_label: bool, is_list: bool) -> None:
    """Lines are told apart by how they begin; a bullet does not hide the label."""
    assert starts_with_label(line) is is_label
    assert opens_list(line) is is_list


def test_a_label_inside_a_sentence_takes_a_sentence() -> None:
    """责任单位：市林业局牵头，市水利局配合 says it again, more exactly."""
    assert [(each.role, each.name) for each in reading("责任单位：市林业局牵头，市水利局配合").assigned] == [
        (L, "市林业局"),
        (S, "市水利局"),
    ]
