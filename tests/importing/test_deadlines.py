"""By when: parts of a list that are dates, before and behind the units, and what is none."""

from __future__ import annotations

import pytest

from bioresp.circular.deadlines import is_deadline, is_plain_deadline
from bioresp.model import Role
from tests.importing.readings import L, R, S, first, reading, roles

PLAIN = [
    "2030年6月底前",
    "2030年6月底前完成",
    "2030年12月31日前",
    "2030年6—9月",
    "2030-2032年",
    "2030年至2032年",
    "2030.12.31前",
    "2030-12-31前完成",
    "二〇三〇年底",
    "6月底前",
    "9月中旬",
    "年底前",
    "年内",
    "两年内",
    "一年内",
    "两个月内",
    "3个工作日内",
    "第三季度",
    "三季度",
    "每季度末",
    "各季度末",
    "每年",
    "每月10日前报送",
    "“十五五”期间",
    "汛期前",
    "自印发之日起30日内",
    "持续推进",
    "长期坚持",
    "贯穿全年",
    "立即整改",
    "适时启动",
    "按国家部署推进",
    "常态化",
]


@pytest.mark.parametrize("words", PLAIN)
def test_a_date_closes_a_list(words: str) -> None:
    """Behind the units of a bracket, behind a label, and in a bracket of its own."""
    assert is_plain_deadline(words)
    assert first(f"（市水利局负责，{words}）") == ([(R, "市水利局")], words, "")
    assert first(f"\n责任单位：市水利局\n完成时限：{words}") == ([(R, "市水利局")], words, "")
    assert first(f"（市水利局负责）（{words}）") == ([(R, "市水利局")], words, "")


@pytest.mark.parametrize("words", ["立行立改", "即知即改", "按时间节点", "近期", "年内出台政策"])
def test_words_of_time_are_a_date_among_roles_only(words: str) -> None:
    """（近期） alone may be anything."""
    assert is_deadline(words)
    assert not is_plain_deadline(words)
    assert first(f"（市水利局负责，{words}）") == ([(R, "市水利局")], words, "")


@pytest.mark.parametrize(
    ("sentence", "expected", "deadline"),
    [
        ("2030年6月底前，市林业局负责", [(R, "市林业局")], ["2030年6月底前"]),
        ("2030年6月底前由市林业局完成", [(R, "市林业局")], ["2030年6月底前"]),
        ("持续推进，市林业局负责", [(R, "市林业局")], ["持续推进"]),
        ("市林业局6月底前完成", [(R, "市林业局")], ["6月底前完成"]),
        ("市林业局持续推进，市水利局配合", [(R, "市林业局"), (S, "市水利局")], ["持续推进"]),
        ("完成时限：2030年6月底；牵头单位：市林业局", [(L, "市林业局")], ["2030年6月底"]),
        ("市林业局负责，完成时限：2030年6月底", [(R, "市林业局")], ["2030年6月底"]),
        ("市林业局牵头，市水利局负责，2030年底前完成", [(L, "市林业局"), (R, "市水利局")], ["2030年底前完成"]),
    ],
)
def test_a_date_stands_before_or_behind(sentence: str, expected: list[tuple[Role, str]], deadline: list[str]) -> None:
    """Of the label, of the units, of the verb."""
    assert roles(sentence) == expected
    assert reading(sentence).deadline == deadline


@pytest.mark.parametrize(
    ("sentence", "deadline"),
    [
        ("市林业局负责，6月底前出台政策，年内持续推进", ["6月底前出台政策，年内持续推进"]),
        ("市林业局负责，6月底前完成；市水利局负责，9月底前完成", ["6月底前完成", "9月底前完成"]),
        ("6月底前完成，持续推进，市林业局负责", ["6月底前完成，持续推进"]),
        ("完成时限：6月底前启动，年底前完成；责任单位：市林业局", ["6月底前启动，年底前完成"]),
    ],
)
def test_several_dates_stand_in_one_bracket(sentence: str, deadline: list[str]) -> None:
    """Those side by side are one deadline."""
    assert reading(sentence).deadline == deadline


def test_a_role_behind_a_date_is_not_lost_with_it() -> None:
    """市林业局6月底前牵头完成 leads."""
    assert [(each.role, each.name) for each in reading("市林业局6月底前牵头完成").assigned] == [(L, "市林业局")]


@pytest.mark.parametrize(
    "words",
    ["2030年版", "2030年工作要点", "每年组织培训", "2030年底前出台政策"],
)
def test_a_bracket_with_a_year_is_no_deadline(words: str) -> None:
    """（2030年版） stays in the text."""
    assert not is_plain_deadline(words)
    assert first(f"（{words}）（市水利局负责）").deadline == ""


@pytest.mark.parametrize(
    "words",
    ["12345热线", "100个", "1.5万亩", "2030.5亿元", "月湖区", "日照局", "市年检中心", "两河口镇", "2030年市林业局"],
)
def test_numbers_and_names_are_no_dates(words: str) -> None:
    """月湖区, 市年检中心 have the words of a date; 12345热线 has digits."""
    assert not is_deadline(words)


@pytest.mark.parametrize("name", ["月湖区", "市年检中心", "两河口镇", "日照区政府"])
def test_a_name_with_words_of_time_is_a_unit(name: str) -> None:
    """月湖区负责."""
    assert first(f"（{name}负责）") == ([(R, name)], "", "")
