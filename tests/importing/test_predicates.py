"""What follows the names of units: verbs of known and of unknown words, objects, and what is no predicate."""

from __future__ import annotations

import pytest

from bioresp.circular.predicates import predicate
from bioresp.model import Role
from tests.importing.readings import L, R, S, circular, codes, first, import_text, measures, reading, roles, said


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("牵头", L),
        ("总牵头", L),
        ("牵头抓总", L),
        ("负总责", L),
        ("为牵头单位", L),
        ("作为牵头部门", L),
        ("负责牵头", L),
        ("负责", R),
        ("共同负责", R),
        ("分别负责", R),
        ("按职责分工负责", R),
        ("按照各自职责分工落实", R),
        ("结合实际落实", R),
        ("按分管领域抓好落实", R),
        ("并组织实施", R),
        ("联合推进", R),
        ("协同推进", R),
        ("统筹", R),
        ("齐抓共管", R),
        ("执行", R),
        ("配合", S),
        ("协助配合", S),
        ("做好配合工作", S),
        ("督促落实", S),
        ("协同", S),
        ("密切配合", S),
        ("为配合单位", S),
    ],
)
def test_words_of_the_table_compose_a_predicate(words: str, role: Role) -> None:
    """The name ends before it, and all of its words are understood."""
    found = predicate(words)
    assert found
    assert (found.role, found.about) == (role, "")
    assert roles(f"市林业局、市水利局{words}") == [(role, "市林业局"), (role, "市水利局")]


@pytest.mark.parametrize(("words", "is_duty"), [("按职责分工", True), ("依职责", True), ("按职责分工负责", False)])
def test_a_share_of_the_work_alone_waits_for_a_verb(words: str, *, is_duty: bool) -> None:
    """市林业局、市水利局按职责分工，…… says nothing final."""
    found = predicate(words)
    assert found
    assert found.is_duty is is_duty


def test_a_verb_behind_the_share_of_the_work_is_said_of_the_units() -> None:
    """按职责分工，配合 supports."""
    assert roles("市林业局牵头，市水利局按职责分工，配合") == [(L, "市林业局"), (S, "市水利局")]


@pytest.mark.parametrize(
    "words",
    ["", "的", "负责人", "负责制", "者负责", "加强宣传", "高度重视", "工作", "会同市林业局", "验收", "全面"],
)
def test_words_that_say_no_role_are_no_predicate(words: str) -> None:
    """负责人 is somebody, 会同 stands between units, 加强宣传 has no word of the table."""
    assert predicate(words) is None


@pytest.mark.parametrize(
    ("sentence", "role", "note"),
    [
        ("市水利局负责法制审查工作", R, "市水利局负责法制审查工作"),
        ("市水利局配合开展执法", S, "市水利局配合开展执法"),
        ("市水利局制定具体办法并组织实施", R, "市水利局制定具体办法并组织实施"),
    ],
)
def test_what_a_verb_is_about_goes_to_the_note(sentence: str, role: Role, note: str) -> None:
    """负责法制审查工作 is a role, and more: the words are kept."""
    assert first(f"（市林业局牵头，{sentence}）") == ([(L, "市林业局"), (role, "市水利局")], "", note)


@pytest.mark.parametrize("words", ["兜底", "协同攻关", "各司其职", "提供技术支撑", "通力协作", "会商"])
def test_an_unknown_predicate_is_responsible_with_a_doubt(words: str) -> None:
    """R430: what follows a certain unit is a predicate, whatever its words are."""
    found = import_text(circular(f"（市水利局{words}）"))
    assert said(measures(found)[0]).roles == [(R, "市水利局")]
    assert codes(found) == ["R430"]
    assert words in found.doubts[0].message


@pytest.mark.parametrize("words", ["牵头", "统筹", "抓好落实"])
def test_a_known_predicate_is_no_doubt(words: str) -> None:
    """The near miss: the words are in the table."""
    assert first(f"（市水利局{words}）").roles


@pytest.mark.parametrize("words", ["组织培训", "部署落实", "组建专班", "科学谋划", "每年组织检查"])
def test_a_name_does_not_end_inside_a_word(words: str) -> None:
    """市水利局组织培训 names 市水利局, and not 市水利局组."""
    assert [each.name for each in reading(f"市水利局{words}").assigned] == ["市水利局"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("由市林业局会同市水利局负责", [(R, "市林业局"), (S, "市水利局")]),
        ("市林业局联合市水利局、市财政局推进", [(R, "市林业局"), (S, "市水利局"), (S, "市财政局")]),
        ("市林业局商市水利局落实", [(R, "市林业局"), (S, "市水利局")]),
        ("市林业局协同各县区推进", [(R, "市林业局"), (S, "各县区")]),
        ("市工商业联合会负责", [(R, "市工商业联合会")]),
        ("市商务局负责", [(R, "市商务局")]),
    ],
)
def test_units_behind_with_help(sentence: str, expected: list[tuple[Role, str]]) -> None:
    """会同, 联合, 商, 协同 stand between units; they also stand inside names."""
    assert roles(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("市林业局牵头，市水利局配合，各县区负责落实", [(L, "市林业局"), (S, "市水利局"), (R, "各县区")]),
        ("市林业局牵头、市水利局配合", [(L, "市林业局"), (S, "市水利局")]),
        ("市林业局牵头;市水利局配合", [(L, "市林业局"), (S, "市水利局")]),
        ("市公安局牵头/市司法局配合", [(L, "市公安局"), (S, "市司法局")]),
        ("市林业局（牵头）、市水利局", [(L, "市林业局"), (R, "市水利局")]),
        ("市林业局（牵头单位）、市水利局（配合单位）", [(L, "市林业局"), (S, "市水利局")]),
        ("市林业局；市水利局负责", [(R, "市林业局"), (R, "市水利局")]),
        ("市林业局等12个部门按职责分工负责", [(R, "市林业局")]),
    ],
)
def test_a_clause_is_units_and_what_they_do(sentence: str, expected: list[tuple[Role, str]]) -> None:
    """、 joins units, ； ends a clause, ， ends one where something was said."""
    assert roles(sentence) == expected
