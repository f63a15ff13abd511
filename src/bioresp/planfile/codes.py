"""The findings of the reader, R0xx: each a function that words one finding; its docstring is its manual."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from typing import ParamSpec

from bioresp.diagnostic import Code, Finding, Severity, worded
from bioresp.model import Position

READING: dict[str, Code] = {}
"""Filled at import and only read afterwards."""

P = ParamSpec("P")


def _reading(code: str, title: str, severity: Severity = Severity.ERROR) -> Callable[[Callable[P, str]], Finding[P]]:
    return worded(READING, code, title, severity)


@_reading("R001", "不是 UTF-8 文本")
def not_utf8(guess: str) -> str:
    """数据文件必须是 UTF-8 文本（有无 BOM 均可）。

    Windows 记事本默认的 ANSI（GB18030）和 UTF-16 都不行：同一个文件换一台机器就会变成乱码。
    在编辑器里“另存为”，编码选 UTF-8。
    """
    return f"不是 UTF-8 文本{f'，像是 {guess}' if guess else ''}；请另存为 UTF-8"


_PROBLEMS = {
    "bad colon": "键后面要写半角冒号和一个空格，如“title: ”",
    "found a tab character": "缩进不能用 Tab，请改用空格",
    "mapping values are not allowed": "此处不能再写“键: 值”，请检查缩进，或给含冒号的文字加引号",
    "could not find expected ':'": "键后缺少冒号和空格",
    "did not find expected key": "此处应当是一个键，请检查缩进",
    "did not find expected '-' indicator": "此处应当以“- ”开头，请检查缩进",
    "did not find expected ',' or ']'": "列表缺少“,”或“]”",
    "did not find expected ',' or '}'": "映射缺少“,”或“}”",
    "did not find expected node content": "此处缺少内容",
    "found unexpected end of stream": "引号没有闭合，文件就结束了",
    "found character that cannot start any token": "这个字符不能开头（Tab、@、` 等），请改用空格或加引号",
    "found unknown escape character": "双引号内有不认识的转义",
    "a key is a list or a map": "键必须是文字，不能是列表或映射",
    "block sequence entries are not allowed": "“- ”不能写在这里，请换行并缩进",
}


@_reading("R002", "不是合法的 YAML")
def not_yaml(problem: str) -> str:
    """文件必须是合法的 YAML；从出错的地方起，后面的内容都没有读。

    多半是缩进不齐、少了冒号后的空格、引号或方括号没有闭合。

    反例：

        lead: [市林业局, 市水利局
        title：加强领导

    正例：

        lead: [市林业局, 市水利局]
        title: 加强领导
    """
    said = next((words for english, words in _PROBLEMS.items() if problem.startswith(english)), problem)
    return f"不是合法的 YAML：{said}；此处以下没有读"


@_reading("R003", "不支持的 YAML 写法")
def unsupported(what: str) -> str:
    """数据文件不用 YAML 的锚点别名（&a、*a）、合并键（<<）、标签（!x）和第二个文档（---）。

    一处的文字只写在一处，读的人不必替机器展开；别名还能让很小的文件展开成很大的内存。
    遇到别名和第二个文档，后面的内容都没有读；标签和合并键只是不起作用。
    """
    return f"{what}不支持，请直接写出内容"


@_reading("R004", "嵌套过深")
def too_deep() -> str:
    """嵌套超过 32 层：这不会是分工方案。后面的内容都没有读。"""
    return "嵌套超过 32 层，此处以下没有读"


@_reading("R005", "同一个键写了两次")
def repeated_key(key: str, first: Position) -> str:
    """同一个映射里，一个键只能写一次；这里只读第一次写的。

    许多 YAML 程序取最后一个，并且不作声：整份责任单位会这样悄悄丢掉。

    反例：

        responsible: [市司法局]
        responsible: [市水利局]

    正例：

        responsible: [市司法局, 市水利局]
    """
    return f"键“{key}”写了两次（第一次在第 {first.line} 行），这里的没有读；请合并成一个"


@_reading("R006", "不认识的键")
def unknown_key(key: str, known: tuple[str, ...]) -> str:
    """键只能是 docs/format.md 列出的那些；写错的键，它的内容不会被读到。

    反例：

        leads: [市林业局]

    正例：

        lead: [市林业局]
    """
    near = get_close_matches(key, known, 1)
    return f"不认识的键“{key}”，" + (f"是否为“{near[0]}”？" if near else f"这里可以写：{'、'.join(known)}")


@_reading("R007", "缺少必需的键")
def missing_key(key: str, meaning: str) -> str:
    """有些键不能省略。

    `lead` 尤其如此：原文没有列牵头单位时写 `lead: []`，不写则分不清是“没有”还是“忘了”。
    """
    return f"缺少“{key}”（{meaning}）"


@_reading("R008", "值的类型不对")
def wrong_kind(key: str, wanted: str, found: str) -> str:
    """值的类型要与键相符：名单是列表，编号是从 1 起的整数，日期写成 2023-03-03。

    反例：

        lead: 市林业局
        number: 第一

    正例：

        lead: [市林业局]
        number: 1
    """
    return f"“{key}”应当是{wanted}，现在是{found}"


@_reading("R009", "会被 YAML 改掉的文字", Severity.WARNING)
def changed_scalar(value: str, becomes: str) -> str:
    """不加引号的 no、on、12:30、010、2023-03-03 等，别的 YAML 程序会读成真假、数字或日期。

    本工具按原样读成文字；给它加上引号，别的程序才会读得一样。

    反例：

        deadline: 12:30

    正例：

        deadline: "12:30"
    """
    return f"“{value}”不加引号会被其他 YAML 程序读成{becomes}；请加引号"


@_reading("R010", "文字被折行", Severity.WARNING)
def folded_text() -> str:
    """一段文字直接写成几行（或用 >）时，YAML 在每个换行处补一个空格，中文里就多出了空格。

    长文字用 `|` 写成几行：各行直接相连，空一行是另起一段。

    反例：

        text: 实施长江十年禁渔。
          健全耕地休耕轮作制度。

    正例：

        text: |-
          实施长江十年禁渔。
          健全耕地休耕轮作制度。
    """
    return "文字写成了几行，换行处被 YAML 补上了空格；请写成一行，或用“|”分行"
