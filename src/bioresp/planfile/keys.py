"""Every key of the data file, once: the reader, the writer, the JSON Schema and docs/format.md come from here."""

from __future__ import annotations

from typing import Literal, NamedTuple

Kind = Literal["line", "text", "number", "date", "until", "reference", "level", "names", "agencies", "map", "items"]
"""What a value is.

line: one line of text. text: paragraphs. number: an integer from 1. date: ISO 8601. until: a year, month or day of
ISO 8601. reference: a measure's reference. level: one of LEVELS. names: a list of lines. agencies: names that carry
the role the key is named after. map: a map of the type `of`. items: a list of maps of the type `of`.
"""


class Key(NamedTuple):
    name: str
    kind: Kind
    meaning: str
    required: bool = False
    of: str = ""


_DEADLINE = Key("deadline", "line", "完成时限，照录原文")
_NOTE = Key("note", "text", "备注，照录原文")
_NUMBERING = Key("numbering", "names", '下面各级编号的样式，与全文不同时才写；没有编号的写 [""]')

_AGENCY = (
    Key("name", "line", "单位名称", required=True),
    Key("aliases", "names", "同一单位的其他写法"),
    Key("level", "level", "层级，默认 municipal"),
)

KEYS: dict[str, tuple[Key, ...]] = {
    "file": (
        Key("plan", "map", "通知与方案本身", required=True, of="plan"),
        Key("agencies", "items", "单位名录：凡可能被点名的单位；只有名称的可直接写名称", required=True, of="agency"),
        Key("sections", "items", "各部分，按原文顺序", required=True, of="section"),
    ),
    "plan": (
        Key("title", "line", "方案标题", required=True),
        Key("document_number", "line", "发文字号"),
        Key("issuer", "line", "发文机关"),
        Key("signatory", "line", "落款的另一署名，如代章单位"),
        Key("issued", "date", "成文日期，写成 2023-03-03"),
        Key("addressees", "names", "主送机关"),
        Key("notice", "map", "印发通知", of="notice"),
        Key("preamble", "text", "方案开头、第一个标题之前的话"),
        Key("standing", "map", "通用说明：约束全部措施、不逐条重复的话", of="standing"),
        Key("numbering", "names", "各级标题编号的样式，写出第一个编号；默认 一、（一）1.（1）①"),
        Key("closing", "text", "最后一项措施之后的话"),
        Key("remarks", "text", "落款之下的附注、版记，如（此件公开发布）"),
    ),
    "notice": (
        Key("title", "line", "通知标题", required=True),
        Key("text", "text", "通知正文"),
    ),
    "standing": (
        Key("text", "text", "通用说明原文", required=True),
        Key("agencies", "names", "它所约束的单位", required=True),
        Key("stated_in", "reference", "写有这句话的措施；写在别处的不填"),
    ),
    "agency": _AGENCY,
    "section": (
        Key("number", "number", "编号"),
        Key("title", "line", "标题"),
        Key("text", "text", "标题之下、措施之前的话"),
        _NUMBERING,
        Key("measures", "items", "措施", of="measure"),
        Key("sections", "items", "下一级部分", of="section"),
    ),
    "measure": (
        Key("number", "number", "编号；可在全文连续，也可在各部分重新开始", required=True),
        Key("title", "line", "标题"),
        Key("text", "text", "正文"),
        Key("lead", "agencies", "牵头单位；原文未列时写 []", required=True),
        Key("responsible", "agencies", "责任单位"),
        Key("supporting", "agencies", "配合单位"),
        _DEADLINE,
        _NOTE,
        _NUMBERING,
        Key("actions", "items", "主要举措", of="action"),
    ),
    "action": (
        Key("number", "number", "编号；不写的，几条举措按次序从 1 起，只有一条的没有编号"),
        Key("text", "text", "举措原文", required=True),
        Key("lead", "agencies", "句中写明“牵头”的单位"),
        Key("responsible", "agencies", "举措自列的责任单位"),
        Key("supporting", "agencies", "举措自列的配合单位"),
        _DEADLINE,
        _NOTE,
    ),
    "register": (Key("agencies", "items", "文件夹里各方案共用的单位名录", required=True, of="body"),),
    "body": (
        *_AGENCY,
        Key("until", "until", "存续到哪年、哪月或哪日，写成 2024、2024-03 或 2024-03-31"),
        Key("renamed_to", "line", "更名为"),
        Key("merged_into", "line", "并入"),
    ),
}

BARE = {"agency": "name", "body": "name"}
"""Types whose map may be written as the value of one key alone: - 市生态环境局."""
