"""Texts that lost their line breaks say the same as with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bioresp.circular import Imported, import_lines
from bioresp.extract import Line
from bioresp.model import Section
from bioresp.numerals import chinese


def import_text(text: str) -> Imported:
    return import_lines([Line(line, number) for number, line in enumerate(text.split("\n"), 1)])


class Item(NamedTuple):
    """An item with roles, as it was read."""

    number: int | None
    words: str
    roles: tuple[tuple[str, str], ...]
    deadline: str


def items(found: Imported) -> list[Item]:
    made: list[Item] = []

    def walk(section: Section) -> None:
        for measure in section.measures:
            for part in measure.parts:
                roles = tuple((each.agency, each.role.value) for each in part.assignments)
                title = getattr(part, "title", "")
                words = f"{title}{part.text}".replace("\n", "").replace("。", "")
                if roles or part.deadline:
                    made.append(Item(part.number, words, roles, part.deadline))
        for below in section.sections:
            walk(below)

    for section in found.plan.sections:
        walk(section)
    return made


# --- invented circulars, line by line --------------------------------------------------------------------------------

UNITS = ("市林业局", "市水利局", "市财政局", "市教育和体育局", "水政执法支队", "各乡镇人民政府", "青禾海关")
TITLES = ("划定保护范围", "巡查河岸，清理垃圾", "补种岸线树木", "建立“一网通办”机制", "提升12345热线质效")
SENTENCES = (
    "查清全市水源地，建立名录。",
    "到2030年新增河岸林木1.5万亩。",
    "按照第（三）项和第十二条要求，每月巡查一次。",
    "第一、第二水厂先行，统一、规范设置标牌。",
)
SECTIONS = ("摸清家底", "严格保护", "加强组织保障")
DEADLINES = ("2030年6月底前", "持续推进", "2030年12月底前完成")
SUBSECTIONS = ("完善制度", "保护水源，改善水质")
LEVELS = (
    ("一、", "（一）"),
    ("一、", "1."),
    ("一、", "1、"),
    ("一、", "(一)"),
    ("（一）", "1."),
    ("一、", "（一）", "1."),
    ("第一章 ", "第一条 "),
)
CLOSINGS = ("labels", "deadline last", "bracket", "leads in a bracket", "support in a bracket", "supporting label")
NOTES = ("", "（列第一位的为牵头单位，下同）")


@dataclass(frozen=True)
class Written:
    """A circular as its lines."""

    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


@st.composite
def closing(draw: st.DrawFn, kind: str) -> list[str]:
    """The lines, or the bracket, that say who does an item."""
    first, *others = draw(st.lists(st.sampled_from(UNITS), min_size=2, max_size=4, unique=True))
    rest = "、".join(others)
    if kind == "labels":
        return [f"牵头单位：{first}", f"责任单位：{rest}"]
    if kind == "deadline last":
        return [f"责任单位：{rest}", f"完成时限：{draw(st.sampled_from(DEADLINES))}"]
    if kind == "supporting label":
        return [f"责任单位：{first}", f"配合单位：{rest}"]
    if kind == "bracket":
        return [f"（责任单位：{rest}{draw(st.sampled_from(NOTES))}）"]
    if kind == "support in a bracket":
        return [f"（{first}牵头，{rest}配合，{draw(st.sampled_from(DEADLINES))}）"]
    return [f"（{first}牵头，{rest}按职责分工负责）"]


@st.composite
def circulars(draw: st.DrawFn) -> Written:
    """Sections with measures whose numbers run on or restart, each closed in one way; with a notice or without."""
    lines = list(draw(st.sampled_from(HEADS)))
    top, *middle, below = draw(st.sampled_from(LEVELS))
    kind = draw(st.sampled_from(CLOSINGS))
    runs_on = draw(st.booleans())
    count = 0
    for number in range(1, draw(st.integers(2, 3)) + 1):
        lines.append(f"{label(top, number)}{SECTIONS[number - 1]}")
        count = count if runs_on else 0
        lines += [f"{label(style, 1)}{draw(st.sampled_from(SUBSECTIONS))}" for style in middle]
        for _ in range(draw(st.integers(2, 3))):
            count += 1
            sentence = draw(st.sampled_from(SENTENCES))
            said = draw(closing(kind))
            first = f"{label(below, count)}{draw(st.sampled_from(TITLES))}。{sentence}"
            lines += [first + said[0]] if said[0].startswith("（") else [first, *said]
    return Written(tuple(lines))


def label(style: str, number: int) -> str:
    return style.replace("一", chinese(number)).replace("1", str(number))


TITLE = "青禾市河湖保护工作方案"
HEADS = (
    (TITLE,),
    (TITLE, "为保护全市河湖，制定本方案。"),
    (
        "青禾市人民政府关于印发《青禾市河湖保护工作方案》的通知",
        "青政〔2030〕24号",
        "各乡镇人民政府，市直各单位：",
        "现将《青禾市河湖保护工作方案》印发给你们，请认真执行。",
        "青禾市人民政府",
        "2030年5月1日",
        TITLE,
        "为保护全市河湖，制定本方案。",
    ),
)


@given(circulars(), st.sampled_from(["", " "]))
@settings(deadline=None, max_examples=40)
def test_a_text_says_the_same_without_its_line_breaks(written: Written, joint: str) -> None:
    """Items, numbers, units, roles and deadlines do not depend on line breaks."""
    expected = items(import_text(written.text))
    assert expected
    found = import_text(joint.join(written.lines))
    assert items(found) == expected
    assert found.plan.title == TITLE


@given(circulars())
@settings(deadline=None, max_examples=40)
def test_a_notice_says_the_same_without_its_line_breaks(written: Written) -> None:
    """What stands around the plan does not depend on line breaks, where blanks are left of them."""
    with_breaks, without = import_text(written.text).plan, import_text(" ".join(written.lines)).plan
    for key in ("document_number", "issuer", "signatory", "issued", "addressees", "notice", "preamble", "closing"):
        assert getattr(without, key) == getattr(with_breaks, key), key


# --- what ends a list ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("joint", ["", " ", "。", "。 "])
@pytest.mark.parametrize("style", ["一、", "（一）", "1.", "1．", "1、", "（1）", "①"])
def test_a_list_of_units_ends_before_the_next_number(style: str, joint: str) -> None:
    """A unit, then a mark that fits the count: the list is over, with or without a blank or a stop."""
    marks = [f"{style[:-2]}①"] if style == "①" else []
    second = "②" if marks else label(style, 2)
    text = (
        f"青禾市河湖保护工作方案\n{label(style, 1)}划定保护范围。查清水源地。责任单位：市水利局、水政执法支队{joint}"
        f"{second}巡查河岸。建立台账。责任单位：市林业局、市财政局"
    )
    found = items(import_text(text))
    assert [[name for name, _ in each.roles] for each in found] == [
        ["市水利局", "水政执法支队"],
        ["市林业局", "市财政局"],
    ]


def test_a_deadline_ends_before_the_next_number() -> None:
    """完成时间：…… takes nothing of the next measure in."""
    text = (
        "青禾市河湖保护若干措施\n一、划定范围 查清水源地。 责任单位：市水利局 完成时间：2030年3月底前完成 "
        "二、巡查河岸 每月一次。 责任单位：市林业局 完成时间：2030年6月底前完成"
    )
    assert [each.deadline for each in items(import_text(text))] == ["2030年3月底前完成", "2030年6月底前完成"]


def test_a_number_that_does_not_fit_the_count_ends_no_list() -> None:
    """第一、第二中学 after 责任单位： are names."""
    text = (
        "青禾市教育方案\n一、培训教师。组织培训。责任单位：市第一、第二中学、市教育局\n"
        "二、改造校舍。更新设备。责任单位：市教育局"
    )
    assert [each.number for each in items(import_text(text))] == [1, 2]


# --- headings right behind each other ---------------------------------------------------------------------------------


def test_a_section_and_its_first_measure_on_one_line_are_two_headings() -> None:
    """二、整治任务 1.清理河岸。 is a section and a measure."""
    text = (
        "青禾市整治方案\n一、目标 保护河湖。 二、整治任务 1.清理河岸。捡拾垃圾。（责任单位：市水利局） "
        "2.绿化岸线。补种树木。（责任单位：市林业局）"
    )
    plan = import_text(text).plan
    assert [(each.number, each.title) for each in plan.sections] == [(1, "目标"), (2, "整治任务")]
    assert [each.title for each in plan.sections[1].measures] == ["清理河岸", "绿化岸线"]


def test_a_title_ends_at_a_blank() -> None:
    """Where a blank is left of the line break behind a title, the title is known."""
    text = "青禾市整治方案\n一、任务 1.清理河岸 捡拾垃圾。 责任单位：市水利局 2.绿化岸线 补种树木。 责任单位：市林业局"
    (section,) = import_text(text).plan.sections
    assert [(each.title, each.text) for each in section.measures] == [
        ("清理河岸", "捡拾垃圾。"),
        ("绿化岸线", "补种树木。"),
    ]


def test_a_title_that_ran_into_its_text_is_a_doubt() -> None:
    """R424: without stop and blank nobody can say where the title ends."""
    text = (
        "青禾市河湖保护若干措施\n一、划定保护范围查清全市水源地，建立名录。责任单位：市水利局"
        "二、巡查河岸每月巡查一次，建立台账。责任单位：市林业局"
    )
    assert [each.code for each in import_text(text).doubts] == ["R424", "R424"]


def test_a_title_with_a_stop_is_no_doubt() -> None:
    """The near miss: a full stop behind each title, and nothing is said."""
    text = (
        "青禾市河湖保护若干措施\n一、划定保护范围。查清全市水源地，建立名录。责任单位：市水利局"
        "二、巡查河岸。每月巡查一次，建立台账。责任单位：市林业局"
    )
    assert import_text(text).doubts == []


LONG = "划定保护范围查清全市水源地和重要河段，逐一建立名录并向社会公布结果。"
TITLED = "巡查河岸。每月一次。（市水利局负责）"


@pytest.mark.parametrize(("others", "expected"), [([TITLED] * 3, ["R424"]), ([LONG + "（市水利局负责）"] * 3, [])])
def test_a_long_sentence_among_titles_is_a_doubt(others: list[str], expected: list[str]) -> None:
    """R424 for （一） too, where the measures beside it have titles; a list of long sentences is none."""
    lines = [f"（{chinese(at)}）{words}" for at, words in enumerate([*others, LONG + "（市林业局负责）"], 1)]
    found = import_text("青禾市河湖保护若干措施\n一、任务" + "".join(lines))
    assert [each.code for each in found.doubts] == expected


def test_a_list_inside_a_measure_stays_in_its_text() -> None:
    """主要职责是：1.…；2.…。 and one list of units behind it: the roles are the measure's."""
    text = (
        "青禾市粮食方案\n一、明确责任（一）落实职责。主要职责是：1.守住耕地。2.抓好购销；3.管好储备。"
        "责任单位：市水利局，各乡镇人民政府。（二）强化管理。加强检查。责任单位：市林业局。"
    )
    first, second = items(import_text(text))
    assert first.number == 1
    assert "3.管好储备" in first.words
    assert [name for name, _ in first.roles] == ["市水利局", "各乡镇人民政府"]
    assert second.number == 2


def test_numbers_of_units_in_a_list_are_no_headings() -> None:
    """责任单位：1.甲局；2.乙局 numbers units."""
    text = (
        "青禾市方案\n（一）清理河岸。捡拾垃圾。责任单位：1.市林业局；2.市水利局\n（二）绿化。种树。责任单位：市林业局"
    )
    assert [each.number for each in items(import_text(text))] == [1, 2]
