"""R4xx: what the importer is not sure of, each at its line of the source."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec

from bioresp.diagnostic import Code, Finding, Severity, worded

IMPORTING: dict[str, Code] = {}
"""The importer's codes, with their manuals."""

P = ParamSpec("P")


def _doubt(code: str, title: str) -> Callable[[Callable[P, str]], Finding[P]]:
    return worded(IMPORTING, code, title, Severity.WARNING)


@_doubt("R401", "没有读懂")
def not_understood(text: str) -> str:
    """这几个字没有用到方案的任何地方。

    原文的每个字都要有着落：进了标题、正文、单位、举措，或认出是网页、页码一类的附加文字；都不是的在这里报出来。
    请看一看原文的这一处，需要的就补进数据文件。
    """
    return f"没有读懂“{_short(text)}”，没有写进方案"


@_doubt("R402", "分工没有着落")
def role_without_measure(text: str) -> str:
    """写明了单位，却找不到它说的是哪一项：前面没有任务的文字。"""
    return f"“{_short(text)}”写明了单位，但前面没有它所说的任务"


@_doubt("R403", "原文编号不连续")
def number_jumps(label: str, before: str) -> str:
    """编号没有接上前一个：可能是原文漏了一项，也可能是哪个标题没有认出来。编号照原文写，没有改动。"""
    return f"编号从{before}跳到{label}；请核对原文是否缺项，或有标题没有认出来"


@_doubt("R404", "括号没有闭合")
def bracket_not_closed(text: str) -> str:
    """括号开了头没有收尾，这里当作到段末为止。"""
    return f"括号没有闭合：“{_short(text)}”；当作到这一段末尾为止"


@_doubt("R405", "名单里不像单位的一段")
def no_unit(name: str) -> str:
    """名单按顿号、逗号断开以后，有一段不像单位名称：可能断错了，也可能名称里本来就有逗号。名称照原文写，没有改动。"""
    return f"名单里的“{_short(name)}”不像单位名称；请核对这里断得对不对"


@_doubt("R406", "像是同一单位的两种写法")
def two_spellings(name: str, other: str) -> str:
    """名录里的两个名称像是同一个单位，如“市市场监管局”和“市市场监督管理局”。

    导入时不合并。确是同一单位的，在数据文件的名录里写成一个，另一个放进 `aliases`。
    """
    return f"“{name}”与“{other}”像是同一个单位；是的话，请在名录里并成一个，另一个写进 aliases"


@_doubt("R407", "识别错字")
def misread_character(wrong: str, right: str) -> str:
    """扫描识别留下的字，如简体文中的“見”；同样的词在别处写的是“见”，这里照别处改了。"""
    return f"“{wrong}”像是识别错字，照别处的写法改成了“{right}”"


@_doubt("R408", "没有标题")
def no_title() -> str:
    """原文里没有找到方案的标题，`title` 留空，请补上。"""
    return "没有找到方案标题，title 留空，请补上"


@_doubt("R409", "没有写明单位的一项")
def no_roles(label: str) -> str:
    """同级各项都写明了单位，这一项没有：可能原文没写，也可能没有认出来。这里写成 `lead: []`。"""
    return f"{label}没有写明牵头或责任单位，而同级各项都写了；请核对"


@_doubt("R410", "没有说明角色的名单")
def bare_list(text: str) -> str:
    """括号里只有单位名称，没有“牵头”“负责”一类的字；这里当作责任单位。"""
    return f"“{_short(text)}”只列了单位，没有说是什么角色；当作责任单位"


@_doubt("R411", "编号是补上的")
def numbered_here(first: str) -> str:
    """原文这几项没有编号；数据文件里的措施要有编号，所以从 1 起顺着编了。"""
    return f"从“{_short(first)}”起原文没有编号，编号是导入时顺着编的"


@_doubt("R412", "角色写在部分的标题里")
def deep_roles(label: str) -> str:
    """一项之下还有几层，各层都写了单位；数据文件里一项措施之下只有举措一层，更深的几层都当作它的举措。"""
    return f"{label}之下不止一层写明了单位；都当作它的举措，编号照录在文字里"


@_doubt("R413", "牵头一栏是空的")
def no_lead_in_row(task: str) -> str:
    """表格有牵头一栏，这一行却是空的：可能原文没写，也可能是合并单元格跨了页，下一页的格子没有字。写成 `lead: []`。"""
    return f"“{_short(task)}”的牵头一栏是空的；请核对是不是合并单元格跨了页"


@_doubt("R414", "表格的一栏没有读懂")
def column_unsure(label: str, why: str, taken_as: str) -> str:
    """表头里有一栏不知道是什么，或者一栏里放着两种角色的单位，或单位和人。

    认得的栏目：序号、任务一类，单位一类（牵头、责任、配合……），时限，领导和联系人，进展情况，备注和来源。别的栏目，内容照录在
    备注里，写在它的表头名下；一栏里全是单位的，当作责任单位。请核对这一栏。
    """
    return f"表格的“{_short(label)}”一栏{why}，{taken_as}；请核对"


@_doubt("R415", "表格的一行没有成为措施")
def row_unread(text: str) -> str:
    """表格里的一行既没有任务，也接不上前一行，又不是标题：没有写进方案。表格下面的注也在这里报出来。"""
    return f"表格的这一行没有写进方案：“{_short(text)}”；请核对它是不是一项任务"


@_doubt("R416", "合计行")
def total_row(text: str) -> str:
    """表格里的合计、小计行不是任务，没有写进方案。"""
    return f"“{_short(text)}”是合计行，没有写进方案"


@_doubt("R417", "倒置表没有读")
def inverse_table(label: str, other: str) -> str:
    """这张表一行是一个单位，后面是它的职责，不是一项任务一行；别处的措施已经导入，这张表没有读。"""
    return f"“{_short(label)}—{_short(other)}”是按单位列职责的倒置表，没有读；表里的任务请对照原文核对"


@_doubt("R418", "表格的一行分栏是猜的")
def row_guessed(text: str) -> str:
    """这一行的格数和表头对不上：栏与栏之间只有空格，或者少了编号、少了一格。按字的样子分到各栏，可能分错。"""
    return f"“{_short(text)}”这一行与表头的栏数对不上，分到各栏是猜的；请对照原表核对"


def _short(text: str) -> str:
    text = "".join(text.split())
    return text if len(text) <= 24 else f"{text[:22]}……"
