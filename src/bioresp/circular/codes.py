"""R4xx: what the importer is not sure of, each at its line of the source."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec

from bioresp.diagnostic import Code, Diagnostic, Finding, Severity, worded
from bioresp.extract import Unread, UnreadKind
from bioresp.letters import Oddity
from bioresp.model import Position

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


@_doubt("R419", "看不见的字没有读")
def hidden_words(what: str, words: str) -> str:
    """文件里有隐藏、画了删除线、修订中已删除的文字，或注音一类附在字上的小字：不是公文的字，没有写进方案。

    如果它是公文的内容，请在原件里改成普通文字（接受或拒绝修订、取消隐藏）后再导入。
    """
    return f"{what}“{_short(words)}”没有写进方案；是公文内容的，请在原件里改成普通文字再导入"


@_doubt("R420", "批注没有读")
def comment(what: str, words: str) -> str:
    """批注是写在公文旁边的话，没有写进方案。请看一看它是不是改了分工。"""
    return f"{what}“{_short(words)}”没有写进方案；请看一看它是不是改了分工"


@_doubt("R421", "文件里有一部分没有读")
def part_not_read(what: str, words: str) -> str:
    """图片、图表、嵌入的对象、扫描的页里读不出文字；页眉、页脚当作页面附加。

    里面有任务或单位的，请补进数据文件；扫描的页可以先识别成文字。
    """
    return f"{what}（{_short(words)}）没有写进方案；其中有任务或单位的，请补进数据文件"


@_doubt("R422", "看着像别的字的字")
def look_alikes(count: int, examples: str) -> str:
    """从 PDF 复制或扫描识别来的文字里，有些字只是看着像：“⼯”是部首，不是“工”。这里都改成了本字；每份公文只报一次。"""
    return f"有 {count} 个字只是看着像本字（{examples}），已改成本字；请核对"


@_doubt("R423", "看不见的字符")
def invisible(count: int, examples: str) -> str:
    """文字中间夹着零宽空格、软连字符、方向标记一类看不见的字符，没有写进方案；每份公文只报一次。"""
    return f"文字中间有 {count} 个看不见的字符（{examples}），没有写进方案；请核对前后的字是否连着"


@_doubt("R424", "标题和正文连在一起")
def title_runs_on(words: str) -> str:
    """原文丢了换行，标题后面没有句号也没有空格，分不出标题到哪里为止，如“一、划定保护范围查清全市水源地，建立名录。”。

    字都在，整句放在一处；请核对，需要的话把标题分出来。
    """
    return f"“{_short(words)}”的标题和正文连在一起，分不出标题到哪里为止；请把标题分出来"


@_doubt("R425", "没有落款")
def no_signature(missing: str) -> str:
    """有通知或主送机关的公文应当有发文机关署名和成文日期，原文里没有读到：可能原文没有，也可能没有认出来。"""
    return f"是一份发出的公文，但没有读到{missing}；请核对落款，补进数据文件"


@_doubt("R426", "落款当成了网页附加文字")
def signature_in_frame(words: str) -> str:
    """网页在正文后面加的文字里，有一处像是单位署名和日期；没有写进方案。"""
    return f"“{_short(words)}”像是落款，却在网页附加的文字里；请核对，需要的补进数据文件"


@_doubt("R427", "网页附加文字里有单位")
def units_in_frame(words: str) -> str:
    """当作网页、页眉一类附加文字的地方，有分工或成串的单位名称；没有写进方案。"""
    return f"“{_short(words)}”在页面附加的文字里，没有写进方案；如果是正文，请补进数据文件"


@_doubt("R429", "署名的单位连在一起")
def units_joined(second: str) -> str:
    """署名的两个单位之间，或者名单的最后一个单位和署名之间，没有空格也没有标点，是照地名分开的。"""
    return f"“{_short(second)}”和前面的单位连在一起，从地名处分开；请核对署名和前面的名单"


@_doubt("R439", "一串举措末尾的分工")
def roles_of_list(words: str) -> str:
    """几条举措里只有最后一条的末尾写了单位，旁边的各项都在项末写单位：当作这一项的分工，管着它的各条举措。

    如果只管最后一条，请在数据文件里移到那一条举措下面。
    """
    return f"“{_short(words)}”写在最后一条举措的末尾，当作整项的分工；只管这一条的，请移到这一条"


@_doubt("R430", "没见过的说法")
def unknown_words(text: str) -> str:
    """单位后面的动词，或单位前面的标签，是词表里没有的：动词当作“负责”，标签连同内容写进备注。"""
    return f"“{_short(text)}”是没见过的说法，动词当作负责、标签写进备注；请核对是什么角色"


@_doubt("R431", "分工里没有用到的字")
def left_in_roles(text: str) -> str:
    """写分工的括号或名单里，这几个字既不是单位，也不是角色、时限、备注，没有写进方案。"""
    return f"分工里的“{_short(text)}”没有用到；请核对是不是单位、时限，需要的请补进数据文件"


@_doubt("R432", "名单后面没有标点就接着别的话")
def list_runs_on(text: str) -> str:
    """责任单位的名单读到这里为止：后面的字不是单位，也没有标点隔开。从这里起当作正文。"""
    return f"名单到“{_short(text)}”前为止，后面的当作正文；请核对单位是否齐全"


@_doubt("R433", "没有读懂的约定")
def unknown_convention(text: str) -> str:
    """这句话像是在说哪些单位牵头（如“黑体字为牵头单位”），但看不出指哪些单位；写进了备注，没有据此改动角色。"""
    return f"“{_short(text)}”像是在约定谁牵头，但看不出指哪些单位；请核对各项的牵头单位"


@_doubt("R434", "部分标题里写了单位")
def heading_roles(label: str) -> str:
    """角色写在部分的标题里（如“一、强化创新（市科技局牵头）”）：它管着下面各项。没有写牵头单位的各项，照标题记了牵头单位。"""
    return f"{label}的标题里写了单位，下面没有写明的各项照此记下；请核对是否各项都由它负责"


@_doubt("R435", "行首的编号没有着落")
def mark_lost(line: str) -> str:
    """这一行像别的各项一样以编号开头，却没有成为一项：可能是没有认出来的标题，也可能是正文里的列举。字都在前一项的正文里。"""
    return f"“{_short(line)}”像是编了号的一项，当作了前一项的正文；是单独一项的，请分出来"


@_doubt("R436", "像是分工，当作了正文")
def units_in_text(words: str) -> str:
    """通常写分工的地方（段末的括号、末句、带冒号的行）有单位名称，却没有读成角色；字都在正文里。"""
    return f"“{_short(words)}”像是分工或时限，当作了正文；请核对，需要的请补进牵头单位、责任单位或时限"


@_doubt("R437", "分工里的单位、时间没有写进方案")
def lost_in_roles(words: str) -> str:
    """写分工的这一处有这个单位或时间，读成的角色、时限、备注里却没有它。"""
    return f"分工里的“{_short(words)}”没有写进这一项；请核对，需要的请补上"


@_doubt("R438", "算作用到了，方案里却没有")
def words_lost(words: str) -> str:
    """账上这几个字算作标题或正文，写出的方案里却找不到：是程序的差错。请补进数据文件，并告诉我们。"""
    return f"“{_short(words)}”没有写进方案；请对照原文补上"


def odd_letters(oddity: Oddity, line: int) -> Diagnostic:
    """The doubt about characters that are not what they look like; the line is that of the first in the source."""
    word = invisible if oddity.is_invisible else look_alikes
    return word(Position(line, oddity.column), oddity.size, "、".join(oddity.examples))


def unread(part: Unread) -> Diagnostic:
    """The doubt about a part of a file that was not read."""
    word = {UnreadKind.HIDDEN: hidden_words, UnreadKind.ASIDE: comment, UnreadKind.PART: part_not_read}[part.kind]
    return word(Position(part.line, 1), part.what, part.words)


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
def row_guessed(text: str, rows: int = 1) -> str:
    """这一行的格数和表头对不上：栏与栏之间只有空格，或者少了编号、少了一格。按字的样子分到各栏，可能分错。

    好几行末尾都少了格子的（复制表格时常常丢掉末尾的空格），每张表只报一次。
    """
    these = "这一行" if rows == 1 else f"等 {rows} 行"
    return f"“{_short(text)}”{these}与表头的栏数对不上，分到各栏是猜的；请对照原表核对"


@_doubt("R428", "表格没有读")
def table_unread(label: str, other: str) -> str:
    """这张表里有单位，但认不出表头（任务、牵头单位、责任单位一类的栏目），没有当作任务表来读；原文照录在它所在的正文里。

    请把表头改成认得的栏目名后再导入，或者把表里的任务补进数据文件。
    """
    return f"“{_short(label)}—{_short(other)}”这张表认不出表头，没有当作任务表来读；请核对其中的任务和单位"


def _short(text: str) -> str:
    text = "".join(text.split())
    return text if len(text) <= 24 else f"{text[:22]}……"
