"""Tables: which column holds what, which rows are a task, and what is told of the rest."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from unicodedata import east_asian_width

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bioresp.circular import Use
from bioresp.circular.column_words import Kind, column
from bioresp.model import Measure, Role, Section
from tests.conftest import Run
from tests.test_import import imported

TITLE = "青禾市2030年任务分解表\n"
HEADER = "序号\t任务\t牵头单位\t责任单位\n"

Triples = list[tuple[str, str, str]]


def measures(sections: Sequence[Section]) -> Iterator[Measure]:
    for section in sections:
        yield from section.measures
        yield from measures(section.sections)


def named(measure: Measure, role: Role) -> list[str]:
    return [each.agency for each in measure.assignments if each.role is role]


def in_short(found: Sequence[Measure]) -> dict[str, str]:
    """Each measure's lead, responsible and supporting units: 市林业局/市水利局/市财政局."""
    return {each.title: "/".join("、".join(named(each, role)) for role in Role).rstrip("/") for each in found}


def read(text: str) -> list[Measure]:
    return list(measures(imported(text.encode()).plan.sections))


def roles(text: str) -> dict[str, str]:
    return in_short(read(text))


def codes(text: str) -> list[str]:
    return [each.code for each in imported(text.encode()).doubts]


def table(*rows: str, header: str = HEADER) -> str:
    return TITLE + header + "".join(f"{row}\n" for row in rows)


# --- columns ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "kind", "role"),
    [
        ("牵头部门", Kind.UNITS, Role.LEAD),
        ("主责单位", Kind.UNITS, Role.LEAD),
        ("主要责任单位", Kind.UNITS, Role.LEAD),
        ("牵头责任单位", Kind.UNITS, Role.LEAD),
        ("市级牵头", Kind.UNITS, Role.LEAD),
        ("责任单位", Kind.UNITS, Role.RESPONSIBLE),
        ("共同责任单位", Kind.UNITS, Role.RESPONSIBLE),
        ("实施主体", Kind.UNITS, Role.RESPONSIBLE),
        ("任务分工", Kind.UNITS, Role.RESPONSIBLE),
        ("协办单位", Kind.UNITS, Role.SUPPORTING),
        ("参与单位", Kind.UNITS, Role.SUPPORTING),
        ("协同配合单位", Kind.UNITS, Role.SUPPORTING),
    ],
)
def test_a_label_of_units_says_their_role(label: str, kind: Kind, role: Role) -> None:
    """The words of a label are found, whatever they are put together of."""
    assert (column(label).kind, column(label).role, column(label).is_sure) == (kind, role, True)


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("序 号", Kind.NUMBER),
        ("任务编号", Kind.NUMBER),
        ("重点工作任务", Kind.TASK),
        ("部门职责", Kind.TASK),
        ("任务类别", Kind.GROUP),
        ("完成时限", Kind.DEADLINE),
        ("时间要求", Kind.DEADLINE),
        ("完成情况", Kind.PROGRESS),
        ("是否销号", Kind.PROGRESS),
        ("责任单位落实情况", Kind.PROGRESS),
        ("分管领导", Kind.PEOPLE),
        ("单位负责人", Kind.PEOPLE),
        ("任务来源", Kind.NOTE),
        ("审核单位", Kind.NOTE),
        ("绿化率", Kind.UNKNOWN),
    ],
)
def test_a_label_says_what_a_column_holds(label: str, kind: Kind) -> None:
    """The noun that counts most decides: 责任单位落实情况 holds no units."""
    assert column(label).kind is kind


def test_main_responsible_beside_lead_is_responsible() -> None:
    """主责单位 leads alone, and not beside 牵头部门."""
    header = "序号\t工作任务\t牵头部门\t主责单位\t协办单位\t时限\n"
    text = table("1\t普查\t市林业局\t市水利局\t市财政局\t6月底前", header=header)
    assert roles(text) == {"普查": "市林业局/市水利局/市财政局"}
    assert roles(table("1\t普查\t市林业局", header="序号\t工作任务\t主责单位\n")) == {"普查": "市林业局"}


def test_two_rows_of_labels_are_one_header() -> None:
    """责任分工 reaches over 牵头单位 and 配合单位 below it."""
    header = "序号\t任务\t责任分工\t\t完成时限\n\t\t牵头单位\t配合单位\t\n"
    found = read(table("1\t普查\t市林业局\t市水利局\t6月底前", header=header))
    assert [(each.lead, each.supporting, each.deadline) for each in found] == [
        (("市林业局",), ("市水利局",), "6月底前")
    ]


def test_progress_people_and_sources_are_notes_under_their_headings() -> None:
    """Such columns are never the measure's text; 备注 alone needs no heading."""
    header = "序号\t任务\t牵头单位\t责任领导\t进展情况\t任务来源\t备注\n"
    found = read(table("1\t普查\t市林业局\t张某\t已完成外业\t政府工作报告\t", header=header))
    assert (found[0].title, found[0].text) == ("普查", "")
    assert found[0].note == "责任领导：张某；进展情况：已完成外业；任务来源：政府工作报告"
    assert read(table("1\t普查\t市林业局\t待定", header="序号\t任务\t牵头单位\t备注\n"))[0].note == "待定"


@pytest.mark.parametrize(
    ("cell", "deadline", "note"), [("6月底前", "6月底前", ""), ("已完成80%", "", "进度：已完成80%")]
)
def test_the_cells_show_whether_progress_is_a_time(cell: str, deadline: str, note: str) -> None:
    """进度 is by when it is to be done, or how far it is."""
    found = read(table(f"1\t普查\t市林业局\t{cell}", header="序号\t任务\t牵头单位\t进度\n"))
    assert (found[0].deadline, found[0].note) == (deadline, note)


def test_labels_inside_cells_say_the_roles() -> None:
    """牵头单位：…；配合单位：… in one cell, also on two lines of it."""
    text = table(
        "1\t普查\t牵头单位：市林业局；配合单位：市水利局",
        "2\t监测\t市水利局牵头，市财政局配合",
        header="序号\t任务\t责任分工\n",
    )
    assert roles(text) == {"普查": "市林业局//市水利局", "监测": "市水利局//市财政局"}
    assert codes(text) == []


def test_an_unknown_label_is_told_and_its_words_are_a_note() -> None:
    """A column that is not understood is kept under its heading, with a doubt at its label."""
    header = "序号\t任务\t牵头单位\t绿化率\n"
    text = table("1\t普查\t市林业局\t30%", header=header)
    assert read(text)[0].note == "绿化率：30%"
    (doubt,) = imported(text.encode()).doubts
    assert (doubt.code, doubt.position.line, doubt.position.column) == ("R414", 2, 12)
    assert codes(text.replace("绿化率", "进展情况")) == []


def test_units_under_an_unknown_label_are_kept_in_a_role() -> None:
    """保障力量 names no role; the units below it are responsible, with a doubt."""
    text = table("1\t普查\t市林业局\t市公安局", header="序号\t任务\t牵头单位\t保障力量\n")
    assert roles(text) == {"普查": "市林业局/市公安局"}
    assert codes(text) == ["R414"]


def test_a_column_of_two_roles_is_told() -> None:
    """配合/责任单位 does not say which unit has which role; where the cells say so, nothing is left open."""
    header = "序号\t任务\t牵头单位\t配合/责任单位\n"
    assert codes(table("1\t普查\t市林业局\t市水利局", header=header)) == ["R414"]
    told = table("1\t普查\t市林业局\t配合单位：市水利局", header=header)
    assert (codes(told), roles(told)) == ([], {"普查": "市林业局//市水利局"})


def test_a_unit_of_measure_is_no_agency() -> None:
    """单位 over 万亩 is what the number is counted in."""
    text = table("1\t造林\t万亩\t5\t市林业局", header="序号\t指标名称\t单位\t目标值\t责任单位\n")
    assert roles(text) == {"造林": "/市林业局"}


def test_a_label_may_say_that_the_first_leads() -> None:
    """责任单位（第一个为牵头单位）."""
    text = table("1\t普查\t市林业局、市水利局", header="序号\t任务\t责任单位（第一个为牵头单位）\n")
    assert roles(text) == {"普查": "市林业局/市水利局"}


# --- rows -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell",
    [
        "市财政局、\n市卫健委",
        "市财政局\n市卫健委",
        '"市财政局、\n市卫健委"',
    ],
)
def test_a_line_break_inside_a_cell_does_not_end_the_table(cell: str) -> None:
    """Pasted from a sheet, a cell's second line stands on a line of its own."""
    text = table(f"1\t普查\t市林业局\t{cell}", "2\t监测\t市水利局\t市林业局")
    assert roles(text) == {"普查": "市林业局/市财政局、市卫健委", "监测": "市水利局/市林业局"}
    assert codes(text) == []


def test_a_quoted_cell_goes_on_to_its_closing_quote() -> None:
    """A sheet quotes a cell of several lines; words that look like a heading are in it."""
    text = table(
        '1\t普查\t市林业局\t"外业完成', '设备到货"', "2\t监测\t市水利局\t", header="序号\t任务\t牵头单位\t备注\n"
    )
    assert [(each.title, each.note) for each in read(text)] == [("普查", "外业完成设备到货"), ("监测", "")]


def test_a_line_break_inside_a_task_or_a_name_is_mended() -> None:
    """The rest of a row may follow behind it; a name is put together again."""
    text = table("1\t开展普查，\n完成外业\t市林业局\t市自然资源和\n规划局", "2\t监测\t市水利局\t市林业局")
    assert roles(text) == {"开展普查，完成外业": "市林业局/市自然资源和规划局", "监测": "市水利局/市林业局"}


def test_a_row_with_units_alone_goes_on_with_the_row_above() -> None:
    """More units stand below, each in its column."""
    text = table("1\t普查\t市林业局\t市水利局", "\t\t\t市财政局", "\t\t市气象局\t", "2\t监测\t市水利局\t")
    assert roles(text) == {"普查": "市林业局、市气象局/市水利局、市财政局", "监测": "市水利局"}


@pytest.mark.parametrize("tabs", ["", "\t\t\t"])
def test_a_row_of_one_cell_is_a_heading(tabs: str) -> None:
    """一、生态保护 between rows, with the table's tabs or without, is a section."""
    text = table(
        f"一、生态保护{tabs}", "1\t普查\t市林业局\t市水利局", f"二、宣传教育{tabs}", "2\t宣传\t市教育局\t市水利局"
    )
    found = imported(text.encode())
    assert [(each.number, each.title, len(list(measures([each])))) for each in found.plan.sections] == [
        (1, "生态保护", 1),
        (2, "宣传教育", 1),
    ]
    assert found.doubts == []


def test_a_task_merged_over_rows_is_one_measure() -> None:
    """Two leads in two rows, the task beside them merged."""
    rows = (
        "<tr><td rowspan=2>1<td rowspan=2>普查<td>市林业局</tr><tr><td>市水利局</tr><tr><td>2<td>监测<td>市水利局</tr>"
    )
    text = f"<html><p>任务分解表<table><tr><td>序号<td>任务<td>牵头单位</tr>{rows}</table></html>"
    assert roles(text) == {"普查": "市林业局、市水利局", "监测": "市水利局"}


def test_parts_of_a_merged_task_are_its_actions() -> None:
    """A number and a task merged over rows that have each words and a lead of their own."""
    rows = "<tr><td rowspan=2>1<td rowspan=2>保护湿地<td>普查<td>市林业局</tr><tr><td>监测<td>市水利局</tr>"
    text = f"<html><p>任务分解表<table><tr><td>序号<td>重点任务<td>具体举措<td>牵头单位</tr>{rows}</table></html>"
    (found,) = read(text)
    assert [(each.number, each.text, each.lead) for each in found.actions] == [
        (1, "普查", ("市林业局",)),
        (2, "监测", ("市水利局",)),
    ]


def test_columns_merged_over_rows_become_sections() -> None:
    """类别 over several numbered tasks; so does a task over numbered 举措."""
    for label in ("类别", "重点任务"):
        rows = "<tr><td>1<td rowspan=2>生态<td>普查<td>市林业局</tr><tr><td>2<td>监测<td>市水利局</tr>"
        text = f"<html><p>任务分解表<table><tr><td>序号<td>{label}<td>举措<td>牵头单位</tr>{rows}</table></html>"
        (section,) = imported(text.encode()).plan.sections
        assert (section.title, [each.title for each in section.measures]) == ("生态", ["普查", "监测"])


@pytest.mark.parametrize("between", ["— 3 —\n" + HEADER, "\n续表\n\n", "\n", HEADER])
def test_a_table_goes_on_on_the_next_page(between: str) -> None:
    """With its header again or without, behind a page number or 续表."""
    text = table("1\t普查\t市林业局\t市水利局") + between + "2\t监测\t市水利局\t市林业局\n"
    assert roles(text) == {"普查": "市林业局/市水利局", "监测": "市水利局/市林业局"}
    assert codes(text) == []


def test_numbers_stay_and_a_missing_one_is_told() -> None:
    """序号 is the measure's number; 1, 2, 4 lacks one."""
    text = table("1\t普查\t市林业局\t", "2\t监测\t市水利局\t", "4\t宣传\t市教育局\t")
    assert [each.number for each in read(text)] == [1, 2, 4]
    assert codes(text) == ["R403"]
    assert codes(text.replace("4\t", "3\t")) == []


def test_a_task_may_begin_with_its_number() -> None:
    """Where no column has numbers, 1.普查 is measure 1."""
    text = table("（一）普查\t市林业局", "（二）监测\t市水利局", header="任务\t牵头单位\n")
    assert [(each.number, each.title) for each in read(text)] == [(1, "普查"), (2, "监测")]


def test_a_row_without_a_number_is_a_task_and_told() -> None:
    """Others are numbered, this one is not."""
    text = table("1\t普查\t市林业局\t市水利局", "\t监测\t市水利局\t市林业局")
    assert list(roles(text)) == ["普查", "监测"]
    assert codes(text) == ["R418"]


def test_a_sum_is_told_and_is_no_task() -> None:
    """合计, 小计 with what is counted."""
    text = table("1\t普查\t市林业局\t市水利局", "小计\t1项\t\t", "2\t监测\t市水利局\t市林业局", "合计\t2项\t\t")
    assert list(roles(text)) == ["普查", "监测"]
    assert codes(text) == ["R416", "R416"]
    assert codes(text.replace("小计\t1项\t\t\n", "").replace("合计\t2项\t\t\n", "")) == []


@pytest.mark.parametrize("row", ["3\t\t\t", "注：经费由市财政安排\t\t\t"])
def test_a_row_that_became_no_measure_is_told(row: str) -> None:
    """A number without anything, a note below the table."""
    text = table("1\t普查\t市林业局\t", "2\t监测\t市水利局\t", row)
    assert list(roles(text)) == ["普查", "监测"]
    (doubt,) = imported(text.encode()).doubts
    assert (doubt.code, doubt.position.line) == ("R415", 5)


def test_a_rule_below_the_table_holds_for_its_rows() -> None:
    """注：排在第一位的为牵头单位 is no task and no remark."""
    header = "序号\t任务\t责任单位\n"
    text = table("1\t普查\t市林业局、市水利局", "注：排在第一位的为牵头单位\t\t", header=header)
    assert roles(text) == {"普查": "市林业局/市水利局"}
    assert codes(text) == []


def test_an_empty_lead_is_told_and_a_stated_none_is_not() -> None:
    """未列, 无 and — are said; an empty cell may be a mistake."""
    assert codes(table("1\t普查\t\t市水利局", "2\t监测\t市林业局\t")) == ["R413"]
    for word in ("未列", "无", "—", "/"):
        text = table(f"1\t普查\t{word}\t市水利局", "2\t监测\t市林业局\t")
        assert (codes(text), roles(text)["普查"]) == ([], "/市水利局")


def test_a_cell_without_a_column_is_told() -> None:
    """A row with more cells than the header."""
    text = table("1\t普查\t市林业局\t市水利局\t多余", "2\t监测\t市水利局\t市林业局")
    assert codes(text) == ["R401"]


@pytest.mark.parametrize("row", ["2\t监测市水利局\t市林业局", "2监测\t市水利局\t市林业局"])
def test_a_row_with_a_lost_tab_is_told(row: str) -> None:
    """The cells behind it stand in other columns; an empty last cell is none that is lost."""
    assert "R418" in codes(table("1\t普查\t市林业局\t市水利局", row))
    assert codes(table("1\t普查\t市林业局\t市水利局", "2\t监测\t市水利局\t")) == []


def test_units_without_a_label_above_are_told() -> None:
    """A label is lost, or the one to the left reaches over two columns."""
    text = table("1\t普查\t市林业局\t市水利局", header="序号\t任务\t牵头单位\t\n")
    assert roles(text) == {"普查": "市林业局、市水利局"}
    assert codes(text) == ["R414"]


def test_a_department_of_a_committee_is_put_together() -> None:
    """市委 / 宣传部 is one name; 市委 / 市财政局 are two."""
    assert roles(table("1\t普查\t市委\n宣传部\t市水利局")) == {"普查": "市委宣传部/市水利局"}
    assert roles(table("1\t普查\t市委\n市财政局\t市水利局")) == {"普查": "市委、市财政局/市水利局"}


# --- lists of units and their duties ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "header",
    [
        "部门\t职责与任务",
        "部  门\t政策重点领域\t健康因素",
        "序号\t单位名称\t工作任务\t联系人",
        "责任单位\t职责分工\t备注",
        "部门\t工作任务\t完成时限",
    ],
)
def test_units_and_their_duties_are_refused(header: str) -> None:
    """A table whose rows are units has no measures, whatever its further columns."""
    number = "1\t" if header.startswith("序号") else ""
    more = "\t甲" * (header.count("\t") - 1 - bool(number))
    text = f"健康促进方案\n{header}\n{number}市教育局\t提高素养。{more}\n{number}市财政局\t增加经费。{more}\n"
    found = imported(text.encode())
    assert found.refusal is not None
    assert "倒置表" in found.refusal.reason


def test_units_first_with_a_deadline_are_tasks() -> None:
    """责任单位, 任务, 时限: a row is a task, its units stand first."""
    text = table("市教育局\t提高素养\t6月底前", header="责任单位\t工作任务\t完成时限\n")
    assert roles(text) == {"提高素养": "/市教育局"}


def test_duties_beside_measures_are_told_and_nothing_is_refused() -> None:
    """A list of duties in an annex; the measures are read."""
    text = (
        "青禾市任务分工方案\n一、湿地保护\n（一）开展普查。完成外业。（市林业局牵头）\n（二）开展监测。建立网络。（市水利局牵头）\n"
        "附件\n部门\t主要职责\n市教育局\t提高素养。\n市财政局\t增加经费。\n"
    )
    found = imported(text.encode())
    assert found.refusal is None
    assert [each.title for each in measures(found.plan.sections)] == ["开展普查", "开展监测"]
    assert [(each.code, each.position.line) for each in found.doubts] == [("R417", 6)]


# --- one cell a line --------------------------------------------------------------------------------------------------

STACKED = ["序号", "工作任务", "牵头单位", "配合单位", "完成时限"]


def stacked(*rows: str, labels: Sequence[str] = STACKED) -> str:
    """A table of one cell a line; the cells of a row are parted by commas."""
    return TITLE + "".join(f"{cell}\n" for cell in [*labels, *(cell for row in rows for cell in row.split(","))])


def test_a_missing_cell_goes_where_its_words_fit() -> None:
    """No deadline, no leader: units, times and names show their columns."""
    text = stacked("3,普查,市林业局,市水利局", "7,监测,市水利局,市财政局,年底前")
    assert roles(text) == {"普查": "市林业局//市水利局", "监测": "市水利局//市财政局"}
    assert "R418" not in codes(text)
    labels = ["序号", "任务", "分管领导", "责任单位"]
    assert [each.note for each in read(stacked("1,普查,李明,市林业局", "2,监测,市水利局", labels=labels))] == [
        "分管领导：李明",
        "",
    ]


def test_a_missing_cell_of_two_kinds_alike_is_told() -> None:
    """A unit may lead or support where one of two is missing; a stated 无 leaves no doubt."""
    text = stacked("1,普查,市林业局,年底前", "2,监测,市水利局,市财政局,年底前")
    assert [(each.code, each.position.line) for each in imported(text.encode()).doubts] == [("R418", 7)]
    assert codes(text.replace("年底前", "无\n年底前", 1)) == []


@pytest.mark.parametrize("gap", ["", "\n"])
def test_an_empty_line_may_be_an_empty_cell(gap: str) -> None:
    """Where the row is as tall as the others; also where empty lines stand between all cells."""
    text = stacked("1,普查,,市水利局,年底前", "2,监测,市水利局,,长期", "3,宣传,市教育局,市财政局,").replace(
        "\n", "\n" + gap
    )
    assert roles(text) == {"普查": "//市水利局", "监测": "市水利局", "宣传": "市教育局//市财政局"}
    assert codes(text) == ["R413"]


def test_bars_close_cells_and_the_table() -> None:
    """市林业局 |: a bar alone is an empty cell, and a line without one stands behind the table."""
    cells = stacked("1,普查,市林业局,,年底前", "2,监测,市水利局,市财政局,长期").removeprefix(TITLE)
    found = imported((TITLE + cells.replace("\n", " |\n") + "联系电话：0000\n").encode())
    assert [(each.title, each.supporting) for each in measures(found.plan.sections)] == [
        ("普查", ()),
        ("监测", ("市财政局",)),
    ]
    assert found.doubts == []


def test_a_heading_between_rows_of_one_cell_a_line_is_a_section() -> None:
    """一、生态 with its number, 宣传 without; what follows the table is none of its rows."""
    rows = (
        "一、生态,1,普查,市林业局,市水利局,年底前",
        "宣传,2,展览,市教育局,无,年底前",
        "二、工作要求,（一）加强领导。",
    )
    found = imported(stacked(*rows).encode())
    assert [(each.title, len(each.measures)) for each in found.plan.sections[:2]] == [("生态", 1), ("宣传", 1)]


def test_a_heading_without_tasks_is_told() -> None:
    """The next heading follows at once: a row may be lost."""
    row = "1,普查,市林业局,市水利局,年底前"
    assert codes(stacked("一、生态,二、水利", row)) == ["R415"]
    assert codes(stacked("一、生态", row)) == []


def test_rows_without_numbers_begin_with_text() -> None:
    """A row ends where text follows its units, whether it is full or not."""
    text = stacked("普查,市林业局", "监测,市水利局,市财政局", labels=["任务", "牵头单位", "配合单位"])
    assert roles(text) == {"普查": "市林业局", "监测": "市水利局//市财政局"}


def test_a_cell_over_two_lines_is_one() -> None:
    """市财政局、 goes on in the next line, and so does a task."""
    text = stacked("1,普查，,建档,市林业局,市财政局、,市教育局,年底前", "2,监测,市水利局,市财政局,长期")
    assert roles(text) == {"普查，建档": "市林业局//市财政局、市教育局", "监测": "市水利局//市财政局"}
    one_column = stacked("1,普查,市林业局,市水利局,市财政局,年底前", labels=["序号", "任务", "责任单位", "时限"])
    assert (roles(one_column), codes(one_column)) == ({"普查": "/市林业局、市水利局、市财政局"}, [])


def test_a_label_over_two_columns_is_no_column() -> None:
    """责任分工 stands above 牵头单位 and 配合单位."""
    labels = ["序号", "任务", "责任分工", "牵头单位", "配合单位"]
    assert roles(stacked("1,普查,市林业局,市水利局", labels=labels)) == {"普查": "市林业局//市水利局"}


# --- tables that say little --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("blank", ["\t", "      "])
def test_a_table_with_units_under_an_unknown_header_is_told(blank: str) -> None:
    """It stays text; a table of numbers without units is text and nothing else."""
    item = "青禾市方案\n一、湿地\n（一）普查。完成外业。（市林业局牵头）\n"
    rows = "编码,干什么,谁来干\nA1,普查,市林业局\nA2,监测,市水利局\n".replace(",", blank)
    assert [(each.code, each.position.line) for each in imported((item + rows).encode()).doubts] == [("R428", 4)]
    assert codes(item + rows.replace("市林业局", "10").replace("市水利局", "20")) == []


def test_rows_that_state_roles_need_no_header() -> None:
    """1, 普查, （市林业局牵头）."""
    text = table("1\t普查\t（市林业局牵头）", "2\t监测\t（市水利局牵头，市财政局配合）", header="")
    assert (roles(text), codes(text)) == ({"普查": "市林业局", "监测": "市水利局//市财政局"}, [])


def test_people_beside_units_are_a_note() -> None:
    """责任单位及责任人: 市林业局 李明, 市水利局（王芳）; a column of units alone tells such a name."""
    header = "序号\t任务\t责任单位及责任人\n"
    text = table("1\t普查\t市林业局 李明", "2\t监测\t市水利局（王芳）", "3\t宣传\t市教育局张伟", header=header)
    assert [each.responsible for each in read(text)] == [("市林业局",), ("市水利局",), ("市教育局",)]
    assert read(text)[1].note == "责任单位及责任人：市水利局（王芳）"
    assert codes(text) == []
    assert codes(table("1\t普查\t市水利局（王芳）\t市财政局（市国资委）")) == ["R405"]
    assert codes(table("1\t普查\t市水利局（林业）\t市财政局（市国资委）")) == []


def test_cells_that_a_clipboard_cut_are_told_once() -> None:
    """Empty cells at the ends of rows; the doubt says how many rows there are."""
    text = table("1\t普查\t市林业局", "2\t监测\t市水利局", "3\t宣传\t市教育局\t市财政局")
    (doubt,) = imported(text.encode()).doubts
    assert (doubt.code, doubt.position.line, "2 行" in doubt.message) == ("R418", 3, True)


@pytest.mark.parametrize("row", ["一\t湿地保护\t\t", "（三）主要举措\t\t\t"])
def test_a_heading_of_a_ledger_is_no_task(row: str) -> None:
    """一 in the column of numbers, （三）主要举措 between tasks."""
    assert list(roles(table(row, "1\t普查\t市林业局\t市水利局"))) == ["普查"]
    tasks = ("（一）普查\t市林业局", "（二）监测\t市水利局", "（三）主要举措\t", "（四）宣传\t市教育局")
    assert "主要举措" not in roles(table(*tasks, header="任务\t牵头单位\n"))


def test_duties_inside_an_item_are_told_once() -> None:
    """A table of units and duties below a measure."""
    text = (
        "青禾市方案\n一、湿地\n（一）普查。完成外业。（市林业局牵头）\n部门\t职责\n市教育局\t提高素养。\n市财政局\t增加经费。\n"
        "（二）监测。建立网络。（市水利局牵头）\n"
    )
    assert codes(text) == ["R417"]


def test_a_quoted_cell_may_end_the_table() -> None:
    """The last row's last cell is quoted and has two lines."""
    text = table('1\t普查\t市林业局\t"外业完成', '设备到货"', header="序号\t任务\t牵头单位\t备注\n")
    assert [each.note for each in read(text)] == ["外业完成设备到货"]


# --- one table in every form ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Written:
    """A table to be written in some form."""

    labels: list[str]
    rows: list[list[str]]


def _width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _padded(each: Written) -> list[list[str]]:
    lines = [each.labels, *each.rows]
    widths = [max(_width(line[at]) for line in lines) for at in range(len(each.labels))]
    return [[cell + " " * (size - _width(cell)) for cell, size in zip(line, widths, strict=True)] for line in lines]


def tabs(each: Written) -> str:
    return "".join("\t".join(line) + "\n" for line in [each.labels, *each.rows])


def quoted(each: Written) -> str:
    """As a sheet copies a cell with a line break."""
    return tabs(Written(each.labels, [[f'"{cell}"' if "、" in cell else cell for cell in row] for row in each.rows]))


def set_with_blanks(each: Written) -> str:
    return "".join("  ".join(line).rstrip() + "\n" for line in _padded(each))


def with_rule(each: Written) -> str:
    header, *rows = _padded(each)
    rule = "  ".join("-" * _width(cell) for cell in header)
    return "\n".join(["  ".join(header), rule, *map("  ".join, rows)]) + "\n"


def one_cell_a_line(each: Written) -> str:
    return "".join(f"{cell}\n" for line in [each.labels, *each.rows] for cell in line)


def _drawn(each: Written, bar: str, corners: tuple[str, str, str, str], *, has_inner: bool) -> str:
    header, *rows = _padded(each)
    line, *crossings = corners
    top, middle, bottom = (
        mark[0] + mark[1].join(line * _width(cell) for cell in header) + mark[2] for mark in crossings
    )
    written = [bar + bar.join(row) + bar for row in (header, *rows)]
    body = [text for row in written[1:] for text in (row, middle)][:-1] if has_inner else written[1:]
    return "\n".join([top, written[0], middle, *body, bottom]) + "\n"


def drawn(each: Written) -> str:
    return _drawn(each, "│", ("─", "┌┬┐", "├┼┤", "└┴┘"), has_inner=True)


def drawn_without_inner_lines(each: Written) -> str:
    return _drawn(each, "┃", ("━", "┏┳┓", "┣╋┫", "┗┻┛"), has_inner=False)


def drawn_with_plus(each: Written) -> str:
    return _drawn(each, "|", ("-", "+++", "+++", "+++"), has_inner=False)


def markdown(each: Written) -> str:
    lines = [each.labels, ["---"] * len(each.labels), *each.rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def markdown_without_edges(each: Written) -> str:
    lines = [each.labels, ["---"] * len(each.labels), *each.rows]
    return "".join(" | ".join(line) + "\n" for line in lines)


FORMS: dict[str, Callable[[Written], str]] = {
    form.__name__: form
    for form in (
        tabs,
        quoted,
        set_with_blanks,
        with_rule,
        one_cell_a_line,
        drawn,
        drawn_without_inner_lines,
        drawn_with_plus,
        markdown,
        markdown_without_edges,
    )
}

UNITS = ["市林业局", "市水利局", "市财政局", "市自然资源和规划局", "市委宣传部", "各县（市、区）政府", "市应急管理局"]
TASKS = ["开展湿地普查", "建立监测网络", "编制保护规划，报市政府审定", "清理外来物种", "举办宣传活动", "修复河岸3公里"]
LABELS = {
    Role.LEAD: ["牵头单位", "牵头部门", "主办单位", "牵头责任单位"],
    Role.RESPONSIBLE: ["责任单位", "落实单位", "承办部门"],
    Role.SUPPORTING: ["配合单位", "协办部门", "参与单位", "协同配合单位"],
}
SETS = [(Role.LEAD,), (Role.RESPONSIBLE,), (Role.LEAD, Role.RESPONSIBLE), (Role.LEAD, Role.SUPPORTING), tuple(Role)]


def generated(chance: random.Random) -> tuple[Written, Triples, list[str]]:
    """A table, the triples that it says, and its deadlines."""
    given_roles = chance.choice(SETS)
    has_deadline = chance.random() < 0.5
    labels = ["序号", chance.choice(["工作任务", "任务", "重点工作", "事项", "整改措施"])]
    labels += [chance.choice(LABELS[role]) for role in given_roles]
    labels += [chance.choice(["完成时限", "时限", "时间节点"])] if has_deadline else []
    rows: list[list[str]] = []
    triples: Triples = []
    deadlines = []
    for number, task in enumerate(chance.sample(TASKS, chance.randint(2, 5)), 1):
        row = [str(number), task]
        for role in given_roles:
            listed = chance.sample(UNITS, chance.randint(1, 3))
            row.append("、".join(listed))
            triples += [(task, role.value, unit) for unit in listed]
        if has_deadline:
            row.append(chance.choice(["2030年6月底前", "年底前", "长期坚持"]))
            deadlines.append(row[-1])
        rows.append(row)
    return Written(labels, rows), triples, deadlines


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_a_table_says_the_same_in_every_form(form: str, seed: int) -> None:
    """Every triple and deadline is read as it was written, without a doubt, and every character is in the account."""
    each, triples, deadlines = generated(random.Random(seed))  # noqa: S311 — nothing secret
    text = TITLE + FORMS[form](each)
    found = imported(text.encode())
    assert found.refusal is None, text
    read_back = list(measures(found.plan.sections))
    said = [(one.title, role.value, name) for one in read_back for role in Role for name in named(one, role)]
    assert sorted(said) == sorted(triples), text
    assert [one.deadline for one in read_back if one.deadline] == deadlines, text
    assert found.doubts == [], text
    if not form.startswith("markdown") and form != "drawn_with_plus":
        assert sum(found.account.counts().values()) == len("".join(text.split())), text


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_a_table_of_a_web_page_says_the_same(seed: int) -> None:
    """The same in html."""
    each, triples, _ = generated(random.Random(seed))  # noqa: S311 — nothing secret
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in line) + "</tr>" for line in [each.labels, *each.rows]
    )
    found = imported(f"<html><body><p>任务分解表一览</p><table>{rows}</table></body></html>".encode())
    said = [
        (one.title, role.value, name)
        for one in measures(found.plan.sections)
        for role in Role
        for name in named(one, role)
    ]
    assert sorted(said) == sorted(triples)
    assert found.doubts == []


def test_a_cell_merged_in_a_drawn_table_reaches_down() -> None:
    """A border of some cells only: the others go on below it."""
    text = TITLE + (
        "┌──┬────┬────────┐\n│序号│任务│牵头单位│\n├──┼────┼────────┤\n│1   │普查│市林业局│\n│    │    ├────────┤\n"
        "│    │    │市水利局│\n├──┼────┼────────┤\n│2   │监测│市财政局│\n└──┴────┴────────┘\n"
    )
    assert roles(text) == {"普查": "市林业局、市水利局", "监测": "市财政局"}
    assert codes(text) == []


def test_a_heading_merged_in_a_drawn_table_is_one_section() -> None:
    """类别 over two numbered tasks."""
    text = TITLE + (
        "┌──┬────┬────┬────────┐\n│序号│类别│任务│牵头单位│\n├──┼────┼────┼────────┤\n│1   │生态│普查│市林业局│\n"
        "├──┤    ├────┼────────┤\n│2   │    │监测│市水利局│\n└──┴────┴────┴────────┘\n"
    )
    (section,) = imported(text.encode()).plan.sections
    assert (section.title, [each.title for each in section.measures]) == ("生态", ["普查", "监测"])


def test_units_parted_by_blanks_in_a_row_of_blanks_are_told() -> None:
    """Nothing shows whether the second unit leads too."""
    header = "序号 任务 牵头单位 责任单位\n"
    text = table("1 普查 市林业局 市水利局 市财政局", "2 监测 市林业局 市水利局", header=header)
    assert roles(text)["普查"] == "市林业局/市水利局、市财政局"
    assert codes(text) == ["R418"]
    tabbed = table("1\t普查\t市林业局\t市水利局 市财政局")
    assert (roles(tabbed), codes(tabbed)) == ({"普查": "市林业局/市水利局、市财政局"}, [])


# --- what the program itself writes -----------------------------------------------------------------------------------

PLAN = """plan:
  title: 青禾市湿地保护任务分工
  document_number: 青办发〔2030〕1号
agencies: [市林业局, 市水利局, 市财政局, 市教育局]
sections:
  - number: 1
    title: 摸清家底
    measures:
      - {number: 1, title: 开展湿地普查, lead: [市林业局, 市水利局], responsible: [市财政局], deadline: 2030年6月底前}
      - {number: 2, title: 建立监测网络, lead: [], responsible: [市水利局], supporting: [市教育局]}
  - number: 2
    title: 加强宣传
    measures:
      - {number: 3, title: 开展宣传, lead: [市教育局], responsible: [市财政局]}
"""
EXPECTED = {
    "开展湿地普查": "市林业局、市水利局/市财政局",
    "建立监测网络": "/市水利局/市教育局",
    "开展宣传": "市教育局/市财政局",
}


@pytest.mark.parametrize("layout", ["list", "grid"])
@pytest.mark.parametrize("form", ["txt", "md", "html", "docx"])
def test_a_matrix_comes_back(run: Run, tmp_path: Path, layout: str, form: str) -> None:
    """Numbers, roles, and 未列, which is no unit."""
    folder = tmp_path
    (folder / "measures.yaml").write_text(PLAN, encoding="utf-8")
    out = folder / f"out.{form}"
    run("matrix", "--data", str(folder / "measures.yaml"), "--layout", layout, "-o", str(out))
    found = imported(out.read_bytes())
    assert found.refusal is None
    read_back = list(measures(found.plan.sections))
    assert in_short(read_back) == EXPECTED
    assert [one.number for one in read_back] == [1, 2, 3]
    assert found.doubts == []
    assert found.account.counts()[Use.UNREAD] == 0


def test_rows_of_a_workbook_come_back() -> None:
    """A row for each unit, its role in a column."""
    header = "文号\t措施号\t措施\t单位\t角色\t时限\n"
    text = table(
        "青办发〔2030〕1号\t1\t普查\t市林业局\t牵头\t年底前",
        "青办发〔2030〕1号\t1\t普查\t市水利局\t配合\t年底前",
        "青办发〔2030〕1号\t2\t监测\t市水利局\t责任\t",
        header=header,
    )
    assert roles(text) == {"普查": "市林业局//市水利局", "监测": "/市水利局"}


def test_signs_without_an_explanation_are_told() -> None:
    """● under a unit's name says no role by itself; 注：●牵头单位 explains it."""
    header = "序号\t任务\t市林业局\t市水利局\n"
    rows = ("1\t普查\t●\t○", "2\t监测\t\t●")
    assert codes(table(*rows, header=header)) == ["R414", "R414"]  # once for each sign
    explained = table(*rows, "注：●为牵头单位，○为配合单位", header=header)
    assert (roles(explained), codes(explained)) == ({"普查": "市林业局//市水利局", "监测": "市水利局"}, [])


def test_a_page_of_a_circular_comes_back(run: Run, tmp_path: Path) -> None:
    """The html of a circular has its roles in a description list."""
    folder = tmp_path
    (folder / "measures.yaml").write_text(PLAN, encoding="utf-8")
    run("circular", "--data", str(folder / "measures.yaml"), "-o", str(folder / "out.html"))
    found = imported((folder / "out.html").read_bytes())
    said = [(one.title, one.lead, one.responsible) for one in measures(found.plan.sections)]
    assert said[0] == ("开展湿地普查", ("市林业局", "市水利局"), ("市财政局",))


# --- time -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [
        lambda size: table(*(f"{at}\t任务{at}\t市林业局\t市水利局" for at in range(1, size))),
        lambda size: table("1\t任务\t市林业局\t市水利局", *["\t\t\t市财政局"] * size),
        lambda size: TITLE + "序号\n任务\n牵头单位\n1\n" * size,
        lambda size: TITLE + "│1│任务│\n├─┼─┤\n" * size,
    ],
)
def test_time_grows_with_the_rows(written: Callable[[int], str]) -> None:
    """Four times the rows take no more than about four times as long; a loop in a loop takes sixteen."""

    def taken(size: int) -> float:
        content = written(size).encode()
        start = time.process_time()
        imported(content)
        return time.process_time() - start

    taken(50)
    assert taken(1600) < 10 * taken(400) + 0.2
