"""Which marks number the parts of a text."""

from __future__ import annotations

import pytest

from bioresp import numerals
from bioresp.circular.outline import Reason, outline
from tests.importing.test_one_line import import_text, items

UNITS = "（市水利局负责）"


def numbered(text: str) -> list[tuple[str, int]]:
    """The headings of a text: each with the style of its label and its number."""
    return [(each.style, each.number) for each in outline(text).headings]


@pytest.mark.parametrize(
    ("second", "style"),
    [
        ("二、", "一、"),
        ("（二）", "（一）"),
        ("㈡", "（一）"),
        ("2.", "1."),
        ("2．", "1．"),
        ("2﹒", "1﹒"),
        ("2、", "1、"),
        ("(2)", "(1)"),
        ("⑵", "（1）"),
        ("②", "①"),
        ("⒉", "1."),
        ("贰、", "一、"),
        ("第二条 ", "第一条"),
        ("第二章 ", "第一章"),
        ("任务二：", "任务一："),
    ],
)
def test_each_style_of_mark_is_read(second: str, style: str) -> None:
    """A line that begins with a mark of the genre is a heading, whatever the style."""
    assert numbered(f"前言\n{second}清理河岸") == [(style, 2)]


@pytest.mark.parametrize("number", ["1.5万亩林木", "2.3亿元投资", "2030年建成", "100公里岸线", "3、4月份巡查"])
def test_an_amount_or_a_date_numbers_nothing(number: str) -> None:
    """A line may begin with an amount, a year or months."""
    assert numbered(f"一、目标\n{number}。") == [("一、", 1)]


def test_a_point_that_a_digit_follows_numbers_an_item_that_fits_the_count() -> None:
    """3.12345热线 behind 2. is an item."""
    assert numbered("1.清理\n2.绿化\n3.12345热线提质") == [("1.", 1), ("1.", 2), ("1.", 3)]


@pytest.mark.parametrize("stop", ["", " ", "．"])
def test_numbers_of_several_levels_are_one_list_each(stop: str) -> None:
    """1.1 1.2 below 1., 2.1 2.2 below 2.: the style has the number above."""
    lines = [
        "1.水源",
        f"1.1{stop}划定。{UNITS}",
        f"1.2{stop}巡查。{UNITS}",
        "2.水质",
        f"2.1{stop}监测。{UNITS}",
        f"2.2{stop}通报。{UNITS}",
    ]
    first, second = import_text("\n".join(["青禾市方案", *lines])).plan.sections
    assert [each.number for each in (*first.measures, *second.measures)] == [1, 2, 1, 2]
    assert numerals.label(second.numbering[0], 2).startswith("2.2")


def test_a_bare_number_is_a_heading_above_its_levels() -> None:
    """2 水质 with nothing but a blank behind it, and 2.1 below."""
    text = f"青禾市方案\n1 水源\n1.1 划定。{UNITS}\n1.2 巡查。{UNITS}\n2 水质\n2.1 监测。{UNITS}\n2.2 通报。{UNITS}"
    assert [(each.number, each.title) for each in import_text(text).plan.sections] == [(1, "水源"), (2, "水质")]


def test_a_line_that_begins_with_a_bare_number_is_text_elsewhere() -> None:
    """The near miss: 3 处水源地 and no 3.1."""
    text = f"青禾市方案\n一、任务\n（一）清理。\n3 处水源地。{UNITS}\n（二）绿化。{UNITS}"
    assert [each.number for each in items(import_text(text))] == [1, 2]


@pytest.mark.parametrize("words", ["第十二条规定的河段优先", "（二）项和（三）项要求照办"])
def test_a_line_may_begin_with_a_reference(words: str) -> None:
    """第十二条规定 at a line's beginning numbers nothing."""
    assert numbered(f"一、任务\n{words}。") == [("一、", 1)]


@pytest.mark.parametrize("title", ["目标管理", "点面结合", "条块联动", "和谐共建"])
def test_a_title_that_begins_like_a_reference_is_a_title(title: str) -> None:
    """The near miss: （二）目标管理 is no （二）目."""
    text = f"一、任务（一）清理。捡拾。{UNITS}（二）{title}。种树。{UNITS}"
    assert [number for _, number in numbered(text)] == [1, 1, 2]


@pytest.mark.parametrize(
    "text",
    [
        f"青禾市方案\n四、监管（十）清理。捡拾。{UNITS}（十一）绿化。种树。{UNITS}",
        f"青禾市方案\n四、监管10.清理。捡拾。{UNITS}11.绿化。种树。{UNITS}",
        f"青禾市方案（十）清理。捡拾。{UNITS}（十一）绿化。种树。{UNITS}",
    ],
)
def test_a_text_that_was_cut_may_begin_with_any_number(text: str) -> None:
    """（十） right behind its section's title, and （十一） behind it."""
    assert [each.number for each in items(import_text(text))] == [10, 11]


@pytest.mark.parametrize("blank", ["\t", "　", "  ", "\u3000\u3000"])
def test_blanks_before_a_number_do_not_hide_it(blank: str) -> None:
    """Tabs and full-width blanks indent a paragraph."""
    text = f"青禾市方案\n{blank}一、任务\n{blank}（一）清理。{UNITS}\n{blank}（二）绿化。{UNITS}"
    assert [each.number for each in items(import_text(text))] == [1, 2]


@pytest.mark.parametrize(
    "sentence",
    [
        "按照第（二）项和（二）款规定办理",
        "统一、规范设置，第二、第三水厂先行",
        "落实（二）、（三）两项要求",
        "新增1.5万亩，投资2.5亿元",
        "完成二十二、二十三号地块",
    ],
)
def test_a_reference_or_a_part_of_a_word_numbers_nothing(sentence: str) -> None:
    """（二）项, 第二、, 统一、, 2.5亿元 are words of the text."""
    text = f"一、任务\n（一）清理。{sentence}。{UNITS}\n（二）绿化。种树。{UNITS}"
    assert numbered(text) == [("一、", 1), ("（一）", 1), ("（一）", 2)]


def test_a_list_inside_a_line_is_left_where_the_next_line_has_its_number() -> None:
    """（一）…：（一）甲类；（二）乙类。 does not take the place of the line that begins with （二）."""
    text = f"（一）清理。包括：（一）甲类。（二）乙类。{UNITS}\n（二）绿化。种树。{UNITS}"
    found = outline(text)
    assert [each.number for each in found.headings] == [1, 2]
    assert set(found.others.values()) == {Reason.IN_TEXT}


def test_items_inside_a_line_that_say_who_does_them_are_headings() -> None:
    """1.…（甲局负责）2.…（乙局负责） behind a section's title on its line."""
    assert numbered(f"（一）清理1.河岸。捡拾。{UNITS}2.河底。清淤。{UNITS}") == [("（一）", 1), ("1.", 1), ("1.", 2)]


def test_numbers_may_run_on_over_sections() -> None:
    """（三） below 二、 where （二） stood below 一、."""
    text = f"一、任务（一）清理。捡拾。{UNITS}（二）绿化。种树。{UNITS}二、保护（三）巡查。每月。{UNITS}（四）登记。{UNITS}"
    assert [number for _, number in numbered(text)] == [1, 1, 2, 2, 3, 4]


def test_a_notice_and_a_plan_each_count_from_one() -> None:
    """一、二、 of the notice, then 一、二、三、 of the plan, on one line."""
    text = (
        "现印发给你们。一、加强领导。二、加强督查。青禾市林业局2030年5月1日青禾市方案"
        f"一、清理。捡拾。{UNITS}二、绿化。种树。{UNITS}三、巡查。每月。{UNITS}"
    )
    assert [number for _, number in numbered(text)] == [1, 2, 1, 2, 3]


def test_a_number_that_was_left_out_is_a_doubt() -> None:
    """R403: （二） is missing, on one line too."""
    text = f"青禾市方案\n一、任务（一）清理。捡拾。{UNITS}（三）绿化。种树。{UNITS}"
    assert [each.code for each in import_text(text).doubts] == ["R403"]


def test_numbers_of_attached_documents_are_no_items() -> None:
    """附件：1.任务表 / 2.联系表 stand behind the last item."""
    text = f"青禾市方案\n一、任务\n（一）清理。捡拾。{UNITS}\n（二）绿化。种树。{UNITS}\n附件：1.任务表\n2.联系表"
    found = import_text(text)
    assert found.plan.closing == "附件：1.任务表\n2.联系表"
    assert len(items(found)) == 2


def test_it_is_told_why_a_mark_is_no_heading() -> None:
    """Each mark at a line's beginning is a heading or has a reason."""
    text = "一、目标\n1.5万亩林木。\n附件：1.任务表\n2.联系表"
    found = outline(text).others
    assert found[text.index("1.5")] is Reason.AMOUNT
    assert found[text.index("2.")] is Reason.ATTACHED


LISTED = "青禾市方案\n一、任务\n（一）清理。抓好清理。\n1.捡拾垃圾。\n2.清淤疏浚。{behind}（市水利局牵头）\n（二）绿化。种树。（市林业局负责）"


@pytest.mark.parametrize("joint", ["\n", ""])
@pytest.mark.parametrize("behind", ["\n", ""])
def test_roles_behind_the_last_item_are_for_the_whole_list(behind: str, joint: str) -> None:
    """With and without line breaks, where the measure beside it says who does it."""
    found = import_text(LISTED.format(behind=behind).replace("\n", joint))
    assert [(each.number, each.roles[0][0]) for each in items(found)] == [(1, "市水利局"), (2, "市林业局")]


def test_roles_right_behind_the_last_item_are_a_doubt() -> None:
    """R439: they may be the last item's."""
    assert [each.code for each in import_text(LISTED.format(behind="")).doubts] == ["R439"]


def test_roles_on_a_line_of_their_own_are_no_doubt() -> None:
    """The near miss: （市水利局牵头） below the list."""
    assert import_text(LISTED.format(behind="\n")).doubts == []


def test_roles_of_the_last_item_stay_where_another_item_has_some() -> None:
    """The near miss: each item says who does it."""
    found = import_text(LISTED.replace("垃圾。", "垃圾。（市财政局负责）").format(behind=""))
    assert [each.number for each in items(found)] == [1, 2, 2]
