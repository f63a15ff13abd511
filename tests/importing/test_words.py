"""The table of words: each composes labels and predicates."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bioresp.circular.labels import Label, Subject, labels
from bioresp.circular.roles import Reading, read
from bioresp.circular.words import _ROWS, KINDS, Kind, label_role, role_of, words
from bioresp.model import Role
from tests.importing.readings import L, R, S

ROLES = {Kind.LEADS: L, Kind.SUPPORTS: S, Kind.DOES: R, Kind.JOINS: S}
NO_VERBS = {"主体责任", "主体", "会同", "联合", "牵头、责任", "牵头/责任"}
"""Words of labels only (市水利局主体 is no sentence), and those that stand between two units."""


def row(kind: Kind) -> list[str]:
    return _ROWS[kind].split()


def verbs() -> list[tuple[str, Role]]:
    return [(word, role) for kind, role in ROLES.items() for word in row(kind)]


def label(text: str) -> Label:
    """The only label of a text; it begins the text."""
    (found,) = labels(text)
    assert found.start == 0
    return found


def behind_unit(predicate: str) -> Reading:
    """What a predicate says of 市水利局, whose name it leaves alone."""
    found = read(f"市水利局{predicate}", needs_verb=True)
    assert found
    assert [each.name for each in found.assigned] == ["市水利局"]
    assert found.guessed + found.left + found.doubtful == []
    return found


# --- a word -----------------------------------------------------------------------------------------------------------


@given(st.lists(st.sampled_from([*sorted(KINDS), "甲", "乙局", "，", " "]), max_size=8).map("".join))
def test_a_stretch_is_cut_without_loss(text: str) -> None:
    """Words and the rests between them are the whole text, in order; each stands where it says."""
    found = list(words(text, 0, len(text)))
    assert "".join(each.text for each in found) == text
    assert all(text[each.start : each.end] == each.text for each in found)


def test_the_longest_word_wins() -> None:
    """组织实施 is one word, and not 组织 and 实施."""
    assert [each.text for each in words("市林业局组织实施", 0, 8)] == ["市林业局", "组织实施"]


def test_a_stretch_ends_where_it_is_told() -> None:
    """No word reaches over the end."""
    assert [each.text for each in words("牵头责任单位", 0, 4)] == ["牵头", "责任"]


def test_a_word_in_two_rows_may_say_both() -> None:
    """主体 is who does it, and the head of a label."""
    assert KINDS["主体"] >= {Kind.DOES, Kind.UNITS}


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ({Kind.LEADS, Kind.DOES}, L),
        ({Kind.LEADS, Kind.SUPPORTS}, L),
        ({Kind.SUPPORTS, Kind.DOES}, S),
        ({Kind.JOINS, Kind.DOES}, R),
        ({Kind.JOINS}, S),
        ({Kind.UNITS, Kind.MANNER}, None),
        (set(), None),
    ],
)
def test_the_special_word_wins_over_the_general_one(said: set[Kind], role: Role | None) -> None:
    """牵头负责 leads, 配合落实 supports, 协同推进 is done, 有关 says nothing."""
    assert role_of(said) is role


def test_joining_supports_in_a_label() -> None:
    """协同责任单位： supports, where 市水利局协同推进 does."""
    assert label_role({Kind.JOINS, Kind.DOES}) is S


# --- each word of a row ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tail", ["单位", "部门"])
@pytest.mark.parametrize(("word", "role"), verbs())
def test_each_verb_makes_a_label(word: str, role: Role, tail: str) -> None:
    """牵头单位：, 协办部门：, 承接单位：: the role is the verb's."""
    found = label(f"{word}{tail}：市林业局")
    assert (found.words, found.subject, found.role) == (f"{word}{tail}", Subject.UNITS, role)


@pytest.mark.parametrize(("word", "role"), [each for each in verbs() if each[0] not in NO_VERBS])
def test_each_verb_makes_a_predicate(word: str, role: Role) -> None:
    """市水利局牵头, 市水利局协办, 市水利局承接: the name ends before the verb."""
    assert behind_unit(word).assigned[0].role is role


@pytest.mark.parametrize("word", [word for word in row(Kind.MANNER) if word not in ("相关", "有关")])
def test_a_manner_changes_no_role(word: str) -> None:
    """市水利局积极配合 supports as 市水利局配合 does."""
    assert behind_unit(f"{word}配合").assigned[0].role is S


@pytest.mark.parametrize("word", row(Kind.OBJECT))
def test_an_object_changes_no_role(word: str) -> None:
    """市水利局配合工作 needs no note."""
    assert behind_unit(f"配合{word}").assigned[0].role is S


@pytest.mark.parametrize("word", row(Kind.DUTY))
def test_a_share_of_the_work_says_who_is_responsible(word: str) -> None:
    """市水利局按职责, 市水利局按职责负责."""
    assert behind_unit(f"按{word}").assigned[0].role is R
    assert behind_unit(f"按{word}负责").assigned[0].role is R
    assert behind_unit(f"按{word}配合").assigned[0].role is S


@pytest.mark.parametrize("word", row(Kind.BY))
def test_a_phrase_may_hold_any_words(word: str) -> None:
    """市水利局按分管领域落实: what 按 opens is no matter of the table."""
    assert behind_unit(f"{word}分管领域配合").assigned[0].role is S


@pytest.mark.parametrize("word", row(Kind.UNITS))
def test_each_head_makes_a_label(word: str) -> None:
    """责任科室：, 责任处（室）：, 责任单位、部门：."""
    found = label(f"牵头{word}：市林业局")
    assert (found.words, found.subject, found.role) == (f"牵头{word}", Subject.UNITS, L)


@pytest.mark.parametrize("word", [*row(Kind.PEOPLE), *row(Kind.REMARK)])
def test_people_and_remarks_have_no_role(word: str) -> None:
    """分管副市长：, 联系电话：: what follows is kept under the label's words."""
    found = label(f"责任{word}：某某")
    assert (found.subject, found.role) == (Subject.REMARK, None)


@pytest.mark.parametrize("word", row(Kind.WHOSE))
def test_whose_people_they_are_changes_nothing(word: str) -> None:
    """分管领导：, 包抓领导：, 县级领导：."""
    assert label(f"{word}领导：某某").subject is Subject.REMARK


@pytest.mark.parametrize("word", row(Kind.TIME))
def test_each_word_of_time_makes_a_deadline(word: str) -> None:
    """完成时限：, 完成节点：, 时间节点要求：."""
    assert label(f"完成{word}：年底").subject is Subject.DEADLINE
    assert label(f"{word}要求：年底").subject is Subject.DEADLINE


@pytest.mark.parametrize("word", row(Kind.CHECKS))
def test_who_checks_has_no_part_in_the_work(word: str) -> None:
    """验收单位： is a remark; 验收责任单位： names who is responsible."""
    assert label(f"{word}单位：市林业局").subject is Subject.REMARK
    assert label(f"{word}责任单位：市林业局").role is R


@pytest.mark.parametrize("word", row(Kind.SHARE))
def test_a_sentence_follows_a_share(word: str) -> None:
    """责任分工：市林业局牵头，市水利局配合."""
    assert label(f"{word}：市林业局牵头").subject is Subject.UNITS
    found = read(f"{word}：市林业局牵头，市水利局配合")
    assert found
    assert [(each.role, each.name) for each in found.assigned] == [(L, "市林业局"), (S, "市水利局")]
