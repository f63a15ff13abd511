"""Names of units: how a list is cut, names that look like prose, and prose that looks like a name."""

from __future__ import annotations

import pytest

from bioresp.circular.roles import read
from bioresp.circular.units import is_bare, is_certain, is_unit, names
from tests.importing.readings import L, R, S, roles

LIKE_PROSE = [
    "市健康促进中心",
    "市投资促进局",
    "市招商引资促进局",
    "市乡村振兴推进办",
    "市重大项目推进中心",
    "市推进“一网通办”领导小组办公室",
    "市促进就业工作领导小组",
    "市合作交流办",
    "市供销合作社",
    "市对外合作服务中心",
    "市政务服务局",
    "市人才服务中心",
    "共青团青禾市委",
    "共享单车管理中心",
    "原市林业局",
    "见山街道办事处",
    "见义勇为基金会",
    "各县区",
    "各民族乡",
    "中国电信青禾分公司",
    "中国铁塔青禾公司",
    "国网青禾供电公司",
    "青禾海关",
    "高新区管委会",
    "“四大片区”管委会",
    "河长制工作专班",
    "市两客一危整治专班",
    "市防汛抗旱指挥部",
    "市森林防火指挥部办公室",
    "市委组织部",
    "市委科学技术委员会",
    "市应急局处置中心",
    "青禾银保监分局",
    "市市场监管局",
    "青禾自由贸易试验区管委会",
    "中国农业发展银行青禾支行",
]


@pytest.mark.parametrize("name", LIKE_PROSE)
def test_names_may_have_the_words_of_prose(name: str) -> None:
    """促进, 推进, 合作, 服务, 共, 原, 见, 各 are words of names too: whole in a list, and before a verb."""
    assert is_unit(name)
    assert is_certain(name)
    assert [each.text for each in names(f"市财政局、{name}，市审计局")] == ["市财政局", name, "市审计局"]
    assert roles(f"{name}牵头，市财政局配合") == [(L, name), (S, "市财政局")]
    assert roles(f"市财政局、{name}按职责分工负责") == [(R, "市财政局"), (R, name)]


@pytest.mark.parametrize(
    "group",
    [
        "有关单位",
        "各相关部门",
        "市直各部门",
        "市直有关部门",
        "各县（市、区）",
        "各镇（街道）",
        "各级各部门",
        "国务院有关部门",
        "各有关部门和单位",
        "各市、县（区）人民政府",
        "市县两级人民政府",
        "属地政府",
    ],
)
def test_groups_are_kept_as_written(group: str) -> None:
    """A group is an entry of the list; nothing of it is resolved."""
    assert roles(f"市林业局牵头，{group}负责") == [(L, "市林业局"), (R, group)]


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        ("市林业局、市水利局", ["市林业局", "市水利局"]),
        ("市林业局；市水利局", ["市林业局", "市水利局"]),
        ("市林业局,市水利局", ["市林业局", "市水利局"]),
        ("市公安局/市司法局", ["市公安局", "市司法局"]),
        ("市公安局／市司法局", ["市公安局", "市司法局"]),
        ("市财政局　市审计局", ["市财政局", "市审计局"]),
        ("各县（市、区）人民政府，青禾经开区", ["各县（市、区）人民政府", "青禾经开区"]),
        ("市交通委（市港航局）、市气象局等；各区政府", ["市交通委（市港航局）", "市气象局", "各区政府"]),
        ("市文化和旅游局、市教育和体育局", ["市文化和旅游局", "市教育和体育局"]),
        ("市人力资源和社会保障局和市财政局", ["市人力资源和社会保障局", "市财政局"]),
        ("市林业局及各区政府", ["市林业局", "各区政府"]),
        ("市公安局以及各乡镇", ["市公安局", "各乡镇"]),
        ("市公安局与市司法局", ["市公安局", "市司法局"]),
        ("市委宣传部和市教育局", ["市委宣传部", "市教育局"]),
        ("各县（市、区）和市直有关部门", ["各县（市、区）和市直有关部门"]),
        ("市林业局等有关部门", ["市林业局", "有关部门"]),
        ("市林业局、市水利局等部门", ["市林业局", "市水利局"]),
        ("市林业局等12个部门", ["市林业局"]),
        ("市水利局、市财政局等有关部门和各县区", ["市水利局", "市财政局", "有关部门", "各县区"]),
        ("各市、县（区）人民政府", ["各市、县（区）人民政府"]),
        ("各市、县、区人民政府", ["各市、县、区人民政府"]),
        ("国务院有关部门及各地区", ["国务院有关部门", "各地区"]),
        ("各有关部门和单位", ["各有关部门和单位"]),
        ("青禾大学与青禾科学院", ["青禾大学", "青禾科学院"]),
        ("高等学校、市平安办", ["高等学校", "市平安办"]),
    ],
)
def test_a_list_is_cut_into_names(listed: str, expected: list[str]) -> None:
    """、 ， ； / and blanks part names outside brackets; 和 及 等 where a name ends."""
    found = list(names(listed))
    assert [name.text for name in found] == expected
    assert all(listed[name.start :].startswith(name.text) for name in found)


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        ("公安、渔业部门", ["公安", "渔业部门"]),
        ("公安、交通运输、农业农村部门", ["公安", "交通运输", "农业农村部门"]),
        ("工业和信息化、公安、文化和旅游部门", ["工业和信息化", "公安", "文化和旅游部门"]),
    ],
)
def test_bare_names_share_one_word(listed: str, expected: list[str]) -> None:
    """公安、渔业部门 are two: the field of work stands for its department."""
    assert [name.text for name in names(listed)] == expected
    assert all(map(is_bare, expected[:-1]))
    assert roles(f"{listed}负责") == [(R, name) for name in expected]


@pytest.mark.parametrize(
    "text",
    [
        "市场",
        "超大城市",
        "市林业局协同攻关",
        "市林业局把关",
        "市林业局牵头的工作专班",
        "市林业局承办",
        "市水利局执行",
        "要加强巡查的单位",
        "开展培训的学校",
        "市财政局各单位",
        "局",
        "排在全省第一的指标由市林业局",
        "市林业局要建立专班",
        "甲" * 32 + "局",
    ],
)
def test_prose_that_ends_as_a_name_is_none(text: str) -> None:
    """What has a verb in it, is too long, or is no unit at all."""
    assert not is_unit(text)


@pytest.mark.parametrize("text", ["企业", "社会", "学校", "突击队"])
def test_what_names_nobody_is_not_certain(text: str) -> None:
    """学校参与 and 由企业运营 may be prose."""
    assert not is_certain(text)


@pytest.mark.parametrize("text", ["由市场主导", "政府引导，市场主导", "各单位要高度重视", "建立由市林业局牵头的机制"])
def test_prose_names_nobody(text: str) -> None:
    """市场 is no unit, 要高度重视 no role, 牵头的机制 no clause."""
    assert read(text, needs_verb=True) is None
